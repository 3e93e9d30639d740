//! How a console keeps its cache like the hub: pages of what changed, ranges of messages, and the
//! same pages pushed live.
//!
//! The contract (ARCHITECTURE.md, "Sync"): apply a page in one transaction together with its
//! cursor. `visitors`, `conversations`, … are whole rows that replace what is there; `revoked`
//! names conversations to forget. Messages come inline when they are new; whatever else is missing
//! below a head's `last_position` is fetched as ranges.

use crate::agent::Agent;
use crate::canned::CannedAnswer;
use crate::conversation::Conversation;
use crate::crm::Sheet;
use crate::ids::{AgentId, CannedAnswerId, ConversationId, VisitorId};
use crate::message::{Message, Position};
use crate::project::Project;
use crate::time::Timestamp;
use crate::visitor::Visitor;
use serde::{Deserialize, Serialize};

/// A place in the hub's order of changes. Opaque to clients: store it, send it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Parameters of `GET /v1/sync`.
///
/// - neither `since` nor `before`: the first page of a snapshot, newest heads first;
/// - `before`: the next page of that snapshot;
/// - `since`: what changed after that cursor.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncQuery {
    pub since: Option<Cursor>,
    pub before: Option<Cursor>,
    /// Rows of each kind, at most [`crate::limits::SYNC_PAGE_ROWS`].
    pub limit: Option<usize>,
}

/// One page, of a snapshot or of changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncPage {
    pub projects: Vec<Project>,
    pub agents: Vec<Agent>,
    pub visitors: Vec<Visitor>,
    pub conversations: Vec<Conversation>,
    /// Each whole. One may come before the head of its conversation.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
    pub reads: Vec<ReadPosition>,
    pub messages: Vec<Message>,
    /// Mine, and those shared in my projects.
    #[serde(default)]
    pub canned_answers: Vec<CannedAnswer>,
    /// Canned answers that were deleted.
    #[serde(default)]
    pub canned_gone: Vec<CannedAnswerId>,
    /// Visitors who are there no more. On the first page of a snapshot, all who were erased.
    #[serde(default)]
    pub visitors_gone: Vec<GoneVisitor>,
    /// Conversations that this agent may no longer see (A6): delete all they yielded.
    pub revoked: Vec<ConversationId>,
    /// Follow from here. The same on every page of one snapshot: the moment it was taken.
    pub cursor: Cursor,
    /// Only in a snapshot: where its next page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Cursor>,
    /// Another page waits: ask with `before` in a snapshot, else with `since=cursor`.
    pub more: bool,
    /// Only on the first page of a snapshot: how many conversations it will hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_conversations: Option<i64>,
    pub hub_time: Timestamp,
}

impl SyncPage {
    /// Nothing in it but a cursor.
    pub fn is_empty(&self) -> bool {
        self.projects.is_empty()
            && self.agents.is_empty()
            && self.visitors.is_empty()
            && self.conversations.is_empty()
            && self.sheets.is_empty()
            && self.reads.is_empty()
            && self.messages.is_empty()
            && self.canned_answers.is_empty()
            && self.canned_gone.is_empty()
            && self.visitors_gone.is_empty()
            && self.revoked.is_empty()
    }
}

/// A visitor to be forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoneVisitor {
    pub id: VisitorId,
    /// Who they turned out to be, and has their conversations. None: they were erased, with all they yielded.
    pub into: Option<VisitorId>,
}

/// How far this agent has read a conversation; on every device of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReadPosition {
    pub conversation_id: ConversationId,
    pub position: Position,
}

/// `POST /v1/messages/fetch`: answered as one JSON message per line (`application/x-ndjson`), in
/// the order of the ranges. A range of a conversation that the agent may not see yields nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FetchMessages {
    pub ranges: Vec<Range>,
}

/// Messages with `after < position <= after + limit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub conversation_id: ConversationId,
    pub after: Position,
    pub limit: i64,
}

/// First frame a console sends on `WS /v1/live`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiveHello {
    pub token: String,
    pub since: Cursor,
}

/// What the hub sends on `WS /v1/live`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LiveFrame {
    /// Catching up, then following: the page that `GET /v1/sync?since=` would have given.
    Page(Box<SyncPage>),
    /// Colleagues of my projects who are online; the whole set, sent at start and at each change.
    AgentsOnline {
        agents: Vec<AgentId>,
    },
    /// Visitors of my projects who have the site open; the whole set at start, then `delta`s.
    VisitorsOnSite {
        visitors: Vec<VisitorId>,
    },
    VisitorOnSite {
        visitor_id: VisitorId,
        on_site: bool,
    },
    /// The visitor is writing: true for [`TYPING_MS`](crate::limits::TYPING_MS).
    VisitorTyping {
        conversation_id: ConversationId,
    },
    /// Colleagues, and perhaps I, who look at an unassigned chat now; all of them, at each change.
    Looking {
        conversation_id: ConversationId,
        agents: Vec<AgentId>,
    },
    /// The socket ends for this reason, with a code that says what to do next.
    Refused(super::Problem),
}
