//! The side panel of a conversation: its fields and what was created in it (A12, A13). Changes go through the
//! outbox, so they work offline.

use super::command;
use super::thread::UnsentState;
use crate::agent::AgentRef;
use crate::crm::{Entry, EntryKind, SheetField};
use crate::ids::{ConversationId, MessageId, ProjectId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadSheet {
    pub conversation: ConversationId,
}
command!(ReadSheet, "read_sheet" -> SheetView);

/// The panel as this agent sees it: the cache, with what they did and the hub does not know yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    /// Each field once, in the order of [`SheetField::ALL`].
    pub fields: Vec<FieldView>,
    /// Oldest first.
    pub entries: Vec<EntryView>,
    /// Why the CRM beside the hub does not have it as it is here: a code.
    pub trouble: Option<String>,
    /// When a field was changed last, by whomever.
    pub saved_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    pub field: SheetField,
    pub value: Option<String>,
    pub state: FieldState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FieldState {
    Saved,
    /// The value is this agent's, on its way or waiting for the network.
    Pending,
    /// A colleague changed it first: the value is theirs, and this is what the agent had meant.
    MovedOn {
        mine: Option<String>,
    },
    /// The hub does not take what the agent wrote; the value is what it was.
    Refused {
        mine: Option<String>,
        code: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    pub id: MessageId,
    pub what: EntryKind,
    pub title: String,
    pub due: Option<String>,
    pub at: Timestamp,
    /// None: the bot.
    pub by: Option<AgentRef>,
    /// Where it is in the CRM beside the hub.
    pub page: Option<String>,
    /// None: the hub has it.
    pub unsent: Option<UnsentState>,
}

/// Changes a field. `from` is what its writer saw when they began.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EditSheet {
    pub conversation: ConversationId,
    pub field: SheetField,
    pub from: Option<String>,
    pub to: Option<String>,
}
command!(EditSheet, "edit_sheet" -> ());

/// Ends a lost race: with what the agent had meant, over what they see now; or as it is.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SettleField {
    pub conversation: ConversationId,
    pub field: SheetField,
    pub keep_mine: bool,
}
command!(SettleField, "settle_field" -> ());

/// Creates a lead, a deal or an activity (A13). Answers its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CreateEntry {
    pub conversation: ConversationId,
    pub what: EntryKind,
    pub title: String,
    /// Of an activity: a day as ISO 8601.
    pub due: Option<String>,
}
command!(CreateEntry, "create_entry" -> MessageId);

/// Takes one out that was never tried, or that the hub refused.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DiscardEntry {
    pub id: MessageId,
}
command!(DiscardEntry, "discard_entry" -> ());

/// Leads, deals and activities of the conversations that this agent may see, the newest first (A13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryFilter {
    pub project: Option<ProjectId>,
    /// None: all kinds.
    pub what: Option<EntryKind>,
    /// Not older than this.
    pub since: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListEntries {
    pub filter: EntryFilter,
    pub limit: i64,
}
command!(ListEntries, "list_entries" -> EntryPage);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// As many as the filter lets through.
    pub total: i64,
    pub rows: Vec<EntryRow>,
}

/// One of them, with what its conversation's panel says now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRow {
    pub entry: Entry,
    pub conversation: ConversationId,
    pub visitor_name: Option<String>,
    pub visitor_number: i64,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub organisation: Option<String>,
    pub address: Option<String>,
    pub value: Option<String>,
    pub closing: Option<String>,
    pub notes: Option<String>,
    pub project: String,
}

text_enum!(
    /// What a table is written as.
    TableFormat { Csv = "csv", Xlsx = "xlsx" }
);

/// Writes all that the filter lets through into the user's download folder; answers the file's path.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ExportEntries {
    pub filter: EntryFilter,
    pub format: TableFormat,
}
command!(ExportEntries, "export_entries" -> String);
