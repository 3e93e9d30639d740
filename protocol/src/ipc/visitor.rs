//! One visitor: what is known of them, their past exchanges, keeping them out.

use super::command;
use crate::agent::AgentRef;
use crate::card::Answer;
use crate::conversation::{Platform, State};
use crate::ids::{ConversationId, MessageId, ProjectId, VisitorId};
use crate::message::Position;
use crate::time::Timestamp;
use crate::visitor::{Visitor, VisitorStatus};
use serde::{Deserialize, Serialize};

/// What the information pane shows (D4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OpenVisitor {
    pub visitor: VisitorId,
}
command!(OpenVisitor, "open_visitor" -> VisitorFile);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitorFile {
    pub visitor: Visitor,
    /// Who keeps them out, while they are (D7).
    pub blocked_by: Option<String>,
    /// Their conversations that this agent may see, oldest first (D5).
    pub conversations: Vec<Exchange>,
    /// What they sent through forms of those, the newest first (V6).
    pub forms: Vec<SentForm>,
    /// Has an open chat with them that is hidden from this agent (A6, V7).
    pub hidden_with: Option<AgentRef>,
    /// Now.
    pub on_site: bool,
    /// The messages of some closed conversation lie at the hub alone: this desk keeps them for a shorter time.
    pub partial: bool,
}

/// A form as a visitor sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentForm {
    pub id: MessageId,
    pub at: Timestamp,
    pub title: String,
    pub answers: Vec<Answer>,
}

/// A conversation of a visitor, as their history lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    pub id: ConversationId,
    pub platform: Platform,
    pub state: State,
    /// Who had it; none: no agent ever did, only a bot (it does not count as an exchange, D4).
    pub agent: Option<String>,
    pub started_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub last_position: Position,
}

/// Says where a visitor stands (V10): shows at once, and is told to the hub when it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetVisitorStatus {
    pub visitor: VisitorId,
    pub status: VisitorStatus,
}
command!(SetVisitorStatus, "set_visitor_status" -> ());

/// Brings from the hub what this desk no longer keeps of a visitor's exchanges; it may be let go again later.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FetchVisitor {
    pub visitor: VisitorId,
}
command!(FetchVisitor, "fetch_visitor" -> ());

/// Keeps a visitor out (D7). Needs the hub: it counts at once or not at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BlockVisitor {
    pub visitor: VisitorId,
    pub reason: String,
    pub until: Option<Timestamp>,
    pub with_address: bool,
}
command!(BlockVisitor, "block_visitor" -> ());

/// Lets them in again; managers only.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct UnblockVisitor {
    pub visitor: VisitorId,
}
command!(UnblockVisitor, "unblock_visitor" -> ());

/// Writes all that the hub holds of a visitor, as JSON, into the user's download folder; answers the file's path. Admins
/// only. Needs the hub.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ExportVisitorData {
    pub visitor: VisitorId,
    /// Theirs, for the file's name.
    pub number: i64,
}
command!(ExportVisitorData, "export_visitor_data" -> String);

/// Erases a visitor with all they yielded: at the hub, and from there in every console. Admins only. Needs the hub.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct EraseVisitor {
    pub visitor: VisitorId,
}
command!(EraseVisitor, "erase_visitor" -> ());

/// Everybody who is kept out now, the latest first (V9).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListBlocked {
    pub project: Option<ProjectId>,
}
command!(ListBlocked, "list_blocked" -> Vec<BlockedVisitor>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockedVisitor {
    pub id: VisitorId,
    pub name: Option<String>,
    pub number: i64,
    pub by: Option<AgentRef>,
    pub at: Timestamp,
    /// For managers only.
    pub reason: Option<String>,
    pub until: Option<Timestamp>,
}

/// Opens an address in the system's browser (D2): http and https only.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenAddress {
    pub url: String,
}
command!(OpenAddress, "open_address" -> ());

/// Languages that visitors are told apart by, two letters each: those that are recognised, and that an
/// agent chooses from.
pub const LANGUAGES: [&str; 8] = ["fr", "es", "en", "de", "it", "pt", "nl", "ca"];

/// Corrects the language that a visitor writes in (L2); none: what is detected counts again. Stays on
/// this desk.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetVisitorLanguage {
    pub visitor: VisitorId,
    /// Two letters.
    pub language: Option<String>,
}
command!(SetVisitorLanguage, "set_visitor_language" -> ());
