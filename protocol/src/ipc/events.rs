//! What the core tells the window: one channel, one tagged enum, ids only.

use super::command;
use super::session::{Connection, Filling};
use crate::ids::{ConversationId, FileId, VisitorId};
use serde::{Deserialize, Serialize};

/// The name of the one Tauri event that carries every [`ConsoleEvent`].
pub const CHANNEL: &str = "console";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ConsoleEvent {
    /// Rows, counts or order of folders changed: read what is on the glass again.
    InboxChanged,
    /// A head, thread or outbox item of these changed.
    ConversationsChanged {
        ids: Vec<ConversationId>,
    },
    /// The visitor of this one is writing, which is true for [`TYPING_MS`](crate::limits::TYPING_MS), or (false)
    /// what they wrote has come.
    VisitorTyping {
        id: ConversationId,
        typing: bool,
    },
    /// May no longer be seen: leave it.
    ConversationRevoked {
        id: ConversationId,
    },
    /// Colleagues, their presence, or projects changed.
    TeamChanged,
    /// Canned answers changed.
    CannedChanged,
    ConnectionChanged {
        connection: Connection,
    },
    /// The first synchronisation advanced, or (none) ended.
    FillingChanged {
        filling: Option<Filling>,
    },
    /// A notification was clicked: show this conversation.
    ShowConversation {
        id: ConversationId,
    },
    /// Something of this conversation deserves attention, and the desktop did not tell of it: the window does.
    Noticed {
        id: ConversationId,
        title: String,
        text: String,
    },
    /// What the desk prefers was changed elsewhere than in the window.
    PreferencesChanged,
    /// The hub refused a move that had waited for its undo: tell what and why.
    MoveRefused {
        id: ConversationId,
        code: String,
        assignee: Option<String>,
    },
    /// The hub refused a status that was set here: it is again what it was.
    StatusRefused {
        visitor: VisitorId,
        code: String,
    },
    /// So many visitors of an export were written.
    ExportProgress {
        done: u64,
        total: u64,
    },
    /// So many bytes of a file went to the hub, or came from it.
    FileProgress {
        file: FileId,
        done: u64,
        size: u64,
    },
    /// The token was revoked: the cache is gone, show the sign-in screen.
    SignedOut,
}

/// Tells the core which conversation is on the glass, so that it does not notify about it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct OnScreen {
    pub conversation: Option<ConversationId>,
}
command!(OnScreen, "on_screen" -> ());
