//! Words of the side panel and of what is created in it.

use crate::i18n::Locale;
use crate::icons::Shape;
use leptos_i18n::td_string;
use protocol::crm::{EntryKind, SheetField};

/// A lead, a deal or an activity (A13).
pub fn entry(locale: Locale, what: EntryKind) -> &'static str {
    match what {
        EntryKind::Lead => td_string!(locale, crm.lead),
        EntryKind::Deal => td_string!(locale, crm.deal),
        EntryKind::Activity => td_string!(locale, crm.activity),
    }
}

/// Several of them.
pub fn entries(locale: Locale, what: EntryKind) -> &'static str {
    match what {
        EntryKind::Lead => td_string!(locale, crm.leads),
        EntryKind::Deal => td_string!(locale, crm.deals),
        EntryKind::Activity => td_string!(locale, crm.activities),
    }
}

/// That one was created.
pub fn created(locale: Locale, what: EntryKind) -> &'static str {
    match what {
        EntryKind::Lead => td_string!(locale, crm.lead_created),
        EntryKind::Deal => td_string!(locale, crm.deal_created),
        EntryKind::Activity => td_string!(locale, crm.activity_created),
    }
}

/// To create one.
pub fn create(locale: Locale, what: EntryKind) -> &'static str {
    match what {
        EntryKind::Lead => td_string!(locale, crm.create_lead),
        EntryKind::Deal => td_string!(locale, crm.create_deal),
        EntryKind::Activity => td_string!(locale, crm.create_activity),
    }
}

pub const fn entry_shape(what: EntryKind) -> Shape {
    match what {
        EntryKind::Lead => Shape::Briefcase,
        EntryKind::Deal => Shape::Handshake,
        EntryKind::Activity => Shape::CalendarPlus,
    }
}

/// A field of the side panel (A12).
pub fn sheet_field(locale: Locale, field: SheetField) -> &'static str {
    match field {
        SheetField::Name => td_string!(locale, crm.name),
        SheetField::Email => td_string!(locale, crm.email),
        SheetField::Phone => td_string!(locale, crm.phone),
        SheetField::Organisation => td_string!(locale, crm.organisation),
        SheetField::Address => td_string!(locale, crm.address),
        SheetField::Value => td_string!(locale, crm.value),
        SheetField::Closing => td_string!(locale, crm.closing),
        SheetField::Notes => td_string!(locale, crm.notes),
    }
}

/// What is wrong with what stands in a field, and so what to do.
pub fn sheet_fault(locale: Locale, field: SheetField) -> &'static str {
    match field {
        SheetField::Email => td_string!(locale, crm.bad_email),
        SheetField::Phone => td_string!(locale, crm.bad_phone),
        SheetField::Value => td_string!(locale, crm.bad_value),
        SheetField::Closing => td_string!(locale, crm.bad_day),
        _ => td_string!(locale, crm.bad_text),
    }
}
