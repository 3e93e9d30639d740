//! Conversations: one each time a visitor begins to write, until it is closed for good (A14).

use crate::ids::{AgentId, ConversationId, ProjectId, VisitorId};
use crate::message::Position;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

text_enum!(
    /// `bot → unassigned ⇄ assigned → closed`, `unassigned → closed`; closed is final.
    State {
        Bot = "bot",
        Unassigned = "unassigned",
        Assigned = "assigned",
        Closed = "closed",
    }
);

text_enum!(
    /// The road a message came by (D11, S2).
    Channel {
        Web = "web",
        Social = "social",
        Email = "email",
        /// One that only a newer version knows.
        #[serde(other)]
        Other = "other",
    }
);

text_enum!(
    /// The product on that road (S2).
    Platform {
        Web = "web",
        Messenger = "messenger",
        Instagram = "instagram",
        Whatsapp = "whatsapp",
        Email = "email",
        /// One that only a newer version knows.
        #[serde(other)]
        Other = "other",
    }
);

/// The head of a conversation: all but its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    pub id: ConversationId,
    pub project_id: ProjectId,
    pub visitor_id: VisitorId,
    /// The visitor's closed conversation that came before this one.
    pub previous_id: Option<ConversationId>,
    pub channel: Channel,
    pub platform: Platform,
    pub state: State,
    /// Set while `state` is assigned, and kept when an assigned conversation is closed.
    pub assignee_id: Option<AgentId>,
    pub started_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// Position of the newest item; the thread has exactly the positions 1 to this.
    pub last_position: Position,
    /// Position of the visitor's newest text: what a close must have seen.
    pub last_visitor_position: Position,
    /// How far the visitor has read.
    pub visitor_read_position: Position,
    /// When the newest text of a person was written.
    pub last_text_at: Timestamp,
    /// Since when the visitor waits for an answer; none once the newest text is an agent's.
    pub waiting_since: Option<Timestamp>,
    /// Until when an agent should take it (A8); past it the chat is overdue, and may still be taken. None:
    /// nobody said how long.
    #[serde(default)]
    pub wait_until: Option<Timestamp>,
}
