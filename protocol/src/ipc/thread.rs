//! One conversation: reading it and acting on it.

use super::command;
use super::files::OutgoingFile;
use super::inbox::ConversationRow;
use super::visitor::Exchange;
use crate::agent::AgentRef;
use crate::attachment::Attachment;
use crate::card::Link;
use crate::conversation::Platform;
use crate::ids::{AgentId, ConversationId, MessageId};
use crate::message::{Author, Body, Position};
use crate::time::Timestamp;
use crate::visitor::Page;
use crate::wire::agents::NewBody;
use serde::{Deserialize, Serialize};

/// A conversation as it is first shown: in one answer, since the window shows nothing before it has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OpenConversation {
    pub conversation: ConversationId,
    /// Items of the newest slice.
    pub limit: i64,
}
command!(OpenConversation, "open_conversation" -> Opened);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub head: Dialogue,
    pub newest: ThreadSlice,
}

/// The head of the dialogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dialogue {
    pub row: ConversationRow,
    /// Whose it is; kept after the close.
    pub assignee: Option<AgentRef>,
    /// I may write in it now.
    pub mine: bool,
    /// I may assign it (mine, unassigned, or I am a manager).
    pub may_assign: bool,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub page: Option<Page>,
    /// The visitor's conversations before this one that may be seen, oldest first: the thread goes on
    /// into them (D6).
    pub past: Vec<Exchange>,
    pub last_position: Position,
    pub read_position: Position,
    pub visitor_read_position: Position,
    /// Colleagues who look at it now, while nobody has it.
    pub looking: Vec<AgentRef>,
    /// Queued in the outbox and still undoable until then: a close or a reassignment.
    pub pending_move: Option<PendingMove>,
    /// What is being written in the composer.
    pub draft: Draft,
    /// The files that lie beside it.
    pub draft_files: Vec<OutgoingFile>,
}

/// A close or reassignment that waits its 6 s in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingMove {
    pub what: Move,
    pub until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    Close,
    Assign { to: AgentRef },
    GiveBack,
}

/// Items of the thread, in order. `before` none: the newest ones, and after them what waits in the
/// outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReadThread {
    pub conversation: ConversationId,
    /// Only positions below this one.
    pub before: Option<Position>,
    /// Only positions above this one (then `before` is none and `limit` counts from there).
    pub after: Option<Position>,
    pub limit: i64,
}
command!(ReadThread, "read_thread" -> ThreadSlice);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadSlice {
    pub items: Vec<ThreadItem>,
    /// Replies that wait here, in order; only with the newest slice.
    pub unsent: Vec<UnsentReply>,
    /// Positions of the whole thread: 1..=last_position.
    pub last_position: Position,
    /// The cache does not hold all that was asked for yet; it is being fetched, or waits for the
    /// network.
    pub missing: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreadItem {
    pub id: MessageId,
    pub position: Position,
    pub at: Timestamp,
    pub author: Author,
    /// For an agent's item.
    pub author_name: Option<String>,
    pub body: Body,
    /// The road it came by (D11).
    pub platform: Platform,
    /// Written here, acknowledged by the hub.
    pub mine: bool,
    pub read_by_visitor: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentReply {
    pub id: MessageId,
    pub body: NewBody,
    /// The file that goes with it, while this desk holds it.
    pub file: Option<OutgoingFile>,
    pub written_at: Timestamp,
    pub state: UnsentState,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum UnsentState {
    /// On its way.
    Sending,
    /// Waits for the network; never tried yet, so it may still be edited.
    Queued,
    /// Refused by the hub, with its code. Blocks only its own conversation.
    Refused { code: String },
}

/// Some items of a thread, by their positions; those that the cache does not hold are left out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadItems {
    pub conversation: ConversationId,
    pub positions: Vec<Position>,
}
command!(ReadItems, "read_items" -> Vec<ThreadItem>);

/// What kind of item stands at each position above `after` (D1): one letter each
/// ([`crate::Lane::letter`]), `?` where the cache holds none. For filters and their counts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReadOutline {
    pub conversation: ConversationId,
    pub after: Position,
}
command!(ReadOutline, "read_outline" -> String);

/// Queues a reply: it shows at once and is sent when the hub is reachable (O2). Each of its parts (a text,
/// a card, files) becomes an item of the thread, in this order; all are queued, or none. Answers
/// their ids.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reply {
    pub conversation: ConversationId,
    pub parts: Vec<NewBody>,
}
command!(Reply, "reply" -> Vec<MessageId>);

/// Sends a refused reply again, under the same id.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RetryReply {
    pub id: MessageId,
}
command!(RetryReply, "retry_reply" -> ());

/// Takes a queued or refused reply out of the outbox; answers it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DiscardReply {
    pub id: MessageId,
}
command!(DiscardReply, "discard_reply" -> NewBody);

/// What an agent has begun to write (D8). Files of their own lie beside it ([`super::files`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub text: String,
    /// What goes after the text: it came with a canned answer.
    pub extras: Vec<Extra>,
}

/// A part of a reply that needs nothing of this desk to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Extra {
    Link(Link),
    File(Attachment),
}

impl Draft {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.extras.is_empty()
    }
}

impl From<&str> for Draft {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), extras: vec![] }
    }
}

/// Keeps what is being written, across restarts; an empty one is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveDraft {
    pub conversation: ConversationId,
    pub draft: Draft,
}
command!(SaveDraft, "save_draft" -> ());

/// Takes an unassigned conversation (A4). Needs the hub: exactly one agent wins.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Claim {
    pub conversation: ConversationId,
}
command!(Claim, "claim" -> ClaimOutcome);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ClaimOutcome {
    Mine,
    /// Another agent was faster (none: a name the hub did not tell).
    Taken {
        by: Option<AgentRef>,
    },
}

/// Gives it to a colleague, or back to Unassigned with none (A5). Waits 6 s in the outbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AssignTo {
    pub conversation: ConversationId,
    pub agent: Option<AgentId>,
    /// A word to the colleague, which no visitor gets.
    pub note: Option<String>,
}
command!(AssignTo, "assign_to" -> ());

/// Closes for good (A14). Waits 6 s in the outbox.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CloseConversation {
    pub conversation: ConversationId,
    /// The newest position on the glass.
    pub last_position: Position,
}
command!(CloseConversation, "close_conversation" -> ());

/// Takes back a close or reassignment that still waits. Answers false if it has gone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct UndoMove {
    pub conversation: ConversationId,
}
command!(UndoMove, "undo_move" -> bool);

/// The agent has seen the thread up to here.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SeenUpTo {
    pub conversation: ConversationId,
    pub position: Position,
}
command!(SeenUpTo, "seen_up_to" -> ());

/// The agent is writing in it: the visitor is told, if the network lets; said again every
/// [`TYPING_AGAIN_MS`](crate::limits::TYPING_AGAIN_MS) while they do.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Typing {
    pub conversation: ConversationId,
}
command!(Typing, "typing" -> ());

text_enum!(
    /// How a conversation is written into a file.
    ExportFormat { Html = "html", Text = "text" }
);

/// Writes a conversation into the user's download folder (O1); answers the file's path. What the cache
/// does not hold is said to be missing in it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ExportConversation {
    pub conversation: ConversationId,
    pub format: ExportFormat,
}
command!(ExportConversation, "export_conversation" -> String);
