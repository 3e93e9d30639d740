//! What the visitors page says of a visitor.

use crate::i18n::Locale;
use crate::intl::{self, Style};
use leptos_i18n::td_string;
use protocol::visitor::Device;
use protocol::{Timestamp, VisitorStatus};

/// One visitor's status (V1).
pub fn status(locale: Locale, status: VisitorStatus) -> &'static str {
    match status {
        VisitorStatus::New => td_string!(locale, status.newcomer),
        VisitorStatus::Prospect => td_string!(locale, status.prospect),
        VisitorStatus::Customer => td_string!(locale, status.customer),
        VisitorStatus::Closed => td_string!(locale, status.closed),
        VisitorStatus::Archived => td_string!(locale, status.archived),
    }
}

/// A status as the title of those who have it.
pub fn statuses(locale: Locale, status: VisitorStatus) -> &'static str {
    match status {
        VisitorStatus::Prospect => td_string!(locale, status.prospects),
        VisitorStatus::Customer => td_string!(locale, status.customers),
        one => self::status(locale, one),
    }
}

/// What a status means (V1).
pub fn status_hint(locale: Locale, status: VisitorStatus) -> &'static str {
    match status {
        VisitorStatus::New => td_string!(locale, status.newcomer_hint),
        VisitorStatus::Prospect => td_string!(locale, status.prospect_hint),
        VisitorStatus::Customer => td_string!(locale, status.customer_hint),
        VisitorStatus::Closed => td_string!(locale, status.closed_hint),
        VisitorStatus::Archived => td_string!(locale, status.archived_hint),
    }
}

/// What kind of machine somebody sits at (V6).
pub fn device(locale: Locale, device: Device) -> &'static str {
    match device {
        Device::Desktop => td_string!(locale, panel.desktop),
        Device::Phone => td_string!(locale, panel.phone),
        Device::Tablet => td_string!(locale, panel.tablet),
        Device::Other => td_string!(locale, panel.other),
    }
}

/// A date in the list of visitors: with its time, while it is of this year.
pub fn visitor_date(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    if intl::day(at) == intl::day(now) {
        td_string!(locale, visitors.today, time = intl::date(locale, Style::Time, at)).to_string()
    } else if intl::year(at) == intl::year(now) {
        intl::moment(locale, Style::ShortDay, at)
    } else {
        intl::date(locale, Style::ShortDate, at)
    }
}
