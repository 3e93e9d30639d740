//! What a row shows, and what its neighbours need to know of it.

use super::{FreshStage, RowKey, Waiting};
use protocol::ipc::thread::{ThreadItem, UnsentState};
use protocol::message::{Author, Body, Item};
use protocol::{AgentId, MessageId, Platform, Timestamp};

/// Consecutive messages of one author share one name line, unless so long a time lies between them
/// that its clock time would mislead.
const SAME_BREATH_MS: i64 = 10 * 60_000;

/// The author of what waits here. Nobody looks at the id: it is the agent at this desk.
pub(super) const MINE: Author = Author::Agent { id: NOBODY };
const NOBODY: AgentId = AgentId::nil();

/// How far a message of ours has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    Sent,
    Read,
    Sending,
    Queued,
    Failed(String),
}

impl Delivery {
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Read => "read",
            Self::Sending => "sending",
            Self::Queued => "queued",
            Self::Failed(_) => "failed",
        }
    }
}

/// One row of the thread, ready to be put into words.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: RowKey,
    /// Set on the first row of a day: the separator stands above it.
    pub day: Option<Timestamp>,
    /// Stands close to the row above: same author, or both are events.
    pub close: bool,
    pub what: RowContent,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RowContent {
    /// Not read from the cache yet.
    Unread,
    Message(MessageRow),
    Event {
        id: MessageId,
        item: Item,
        at: Timestamp,
        author: Author,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct MessageRow {
    pub id: Option<MessageId>,
    pub author: Author,
    /// None: not an agent, or the name is not known.
    pub author_name: Option<String>,
    pub body: Body,
    pub at: Timestamp,
    /// None: it waits here, and goes by the road of its conversation.
    pub platform: Option<Platform>,
    /// Of an earlier conversation: its time needs its day.
    pub past: bool,
    /// Has the line with name and time.
    pub named: bool,
    pub delivery: Delivery,
    /// Says its delivery: of equal neighbours that are on their way only the last does.
    pub tells_delivery: bool,
    /// Bytes of its file that the hub has, while some are to be sent.
    pub uploaded: Option<u64>,
}

pub(super) fn of_item(item: &ThreadItem, look: &Look, named: bool, tells_delivery: bool, past: bool) -> RowContent {
    if let (Body::Known(event), false) = (&item.body, look.is_message) {
        return RowContent::Event { id: item.id, item: event.clone(), at: item.at, author: item.author };
    }
    RowContent::Message(MessageRow {
        id: Some(item.id),
        author: item.author,
        author_name: item.author_name.clone(),
        body: item.body.clone(),
        at: item.at,
        platform: Some(item.platform),
        past,
        named,
        delivery: look.delivery.clone(),
        tells_delivery,
        uploaded: None,
    })
}

pub(super) fn of_waiting(waiting: Waiting<'_>, look: &Look, named: bool, tells_delivery: bool) -> RowContent {
    let id = match waiting {
        Waiting::Unsent(reply) => Some(reply.id),
        Waiting::Fresh(_) => None,
    };
    RowContent::Message(MessageRow {
        id,
        author: MINE,
        author_name: None,
        body: waiting.item().into(),
        at: look.at,
        platform: None,
        past: false,
        named,
        delivery: look.delivery.clone(),
        tells_delivery,
        uploaded: waiting.uploaded(),
    })
}

/// What neighbours need to know of a row.
pub(super) struct Look {
    /// Whose voice it is: the same for what I sent and what still waits here.
    voice: Voice,
    pub at: Timestamp,
    pub is_message: bool,
    /// Written by an agent: delivery means something.
    pub ours: bool,
    pub delivery: Delivery,
}

#[derive(PartialEq, Eq)]
enum Voice {
    Me,
    Other(Author),
}

impl Look {
    pub fn of_item(item: &ThreadItem) -> Self {
        let is_message = item.body.is_said() && !is_line(&item.body);
        let ours = is_message && matches!(item.author, Author::Agent { .. });
        Self {
            voice: if item.mine { Voice::Me } else { Voice::Other(item.author) },
            at: item.at,
            is_message,
            ours,
            delivery: if ours && item.read_by_visitor { Delivery::Read } else { Delivery::Sent },
        }
    }

    pub fn of_waiting(waiting: Waiting<'_>) -> Self {
        let (at, delivery) = match waiting {
            Waiting::Unsent(reply) => (
                reply.written_at,
                match &reply.state {
                    UnsentState::Sending => Delivery::Sending,
                    UnsentState::Queued => Delivery::Queued,
                    UnsentState::Refused { code } => Delivery::Failed(code.clone()),
                },
            ),
            Waiting::Fresh(fresh) => (
                fresh.written_at,
                match &fresh.stage {
                    FreshStage::Refused(code) => Delivery::Failed(code.clone()),
                    _ => Delivery::Sending,
                },
            ),
        };
        Self { voice: Voice::Me, at, is_message: true, ours: true, delivery }
    }

    pub fn stands_close_to(&self, before: &Look) -> bool {
        match (self.is_message, before.is_message) {
            (true, true) => self.voice == before.voice && self.at.since(before.at) < SAME_BREATH_MS,
            (false, false) => true,
            _ => false,
        }
    }
}

/// Said, yet one line: the option that was picked stands under its question, and a card that an agent
/// sent is an action of the thread (D13).
const fn is_line(body: &Body) -> bool {
    matches!(body, Body::Known(Item::Picked(_) | Item::Link(_) | Item::Offer(_)))
}
