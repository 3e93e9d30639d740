//! What agents collect of a conversation beside it (A12), and what comes of it: leads, deals and activities
//! (A13).
//!
//! Name, e-mail and phone are the visitor's own and stay with their row. The rest is the conversation's sheet,
//! seen by whoever may see the conversation (A6).

use crate::agent::AgentRef;
use crate::ids::{ConversationId, MessageId};
use crate::time::Timestamp;
use crate::visitor::Visitor;
use serde::{Deserialize, Serialize};

text_enum!(
    /// A field of the side panel.
    SheetField {
        /// The three of the person.
        Name = "name",
        Email = "email",
        Phone = "phone",
        /// The organisation's name and its address.
        Organisation = "organisation",
        Address = "address",
        /// Of the deal: an amount with its currency, as [`money`] reads it.
        Value = "value",
        /// When the deal is expected to close: a day as ISO 8601, `2026-12-31`.
        Closing = "closing",
        Notes = "notes",
    }
);

text_enum!(
    /// What an agent, or a bot, creates (A10, A13).
    EntryKind {
        Lead = "lead",
        Deal = "deal",
        Activity = "activity",
    }
);

/// The sheet of one conversation, with what was created in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sheet {
    pub conversation_id: ConversationId,
    pub organisation: Option<String>,
    pub address: Option<String>,
    pub value: Option<String>,
    pub closing: Option<String>,
    pub notes: Option<String>,
    /// When one of the fields was changed last, the person's among them.
    pub saved_at: Option<Timestamp>,
    /// Why the other CRM does not have it as it is here: a code. None: it has, or there is no other.
    #[serde(default)]
    pub trouble: Option<String>,
    /// Oldest first.
    pub entries: Vec<Entry>,
}

/// A lead, a deal or an activity. Its person, organisation, value and notes are those of its conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Also of the item that tells of it in the thread.
    pub id: MessageId,
    pub what: EntryKind,
    pub title: String,
    /// Of an activity: the day it is for, as ISO 8601.
    pub due: Option<String>,
    pub at: Timestamp,
    /// None: the bot.
    pub by: Option<AgentRef>,
    /// Where it is in the CRM that the hub brings it to; none while it is not there, or where there is no other.
    #[serde(default)]
    pub page: Option<String>,
}

/// One field as its writer wants it, and as they found it. If it is neither any more, somebody else has changed
/// it since, and nothing is overwritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldEdit {
    pub field: SheetField,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Sheet {
    pub const fn empty(conversation_id: ConversationId) -> Self {
        Self {
            conversation_id,
            organisation: None,
            address: None,
            value: None,
            closing: None,
            notes: None,
            saved_at: None,
            trouble: None,
            entries: Vec::new(),
        }
    }

    /// A field of the panel, which the sheet or the visitor holds.
    pub fn field<'s>(&'s self, visitor: &'s Visitor, field: SheetField) -> Option<&'s str> {
        match field {
            SheetField::Name => visitor.name.as_deref(),
            SheetField::Email => visitor.email.as_deref(),
            SheetField::Phone => visitor.phone.as_deref(),
            SheetField::Organisation => self.organisation.as_deref(),
            SheetField::Address => self.address.as_deref(),
            SheetField::Value => self.value.as_deref(),
            SheetField::Closing => self.closing.as_deref(),
            SheetField::Notes => self.notes.as_deref(),
        }
    }
}

/// Amount and currency of a value: `2580.00 EUR` is `("2580.00", "EUR")`, with as many decimals as the currency
/// has.
pub fn money(value: &str) -> Option<(&str, &str)> {
    value.split_once(' ')
}
