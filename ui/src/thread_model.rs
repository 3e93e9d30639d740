//! What is known of one thread, and the rows it makes: plain data, no browser.
//!
//! A thread has the positions 1 to `last_position` without gaps, so every item has its row from the
//! start, read or not; behind them stand the replies that wait in the outbox, and last those that
//! were handed to the core a moment ago and are in no answer of it yet ([`Fresh`]). A reply travels
//! from the last group to the first and is in exactly one of them at any time.

use protocol::ipc::thread::{ThreadItem, ThreadSlice, UnsentReply, UnsentState};
use protocol::message::{Author, Body, Item, Position};
use protocol::{MessageId, Timestamp};
use std::collections::BTreeMap;

/// Consecutive messages of one author share one name line, unless so long a time lies between them
/// that its clock time would mislead.
const SAME_BREATH_MS: i64 = 10 * 60_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadModel {
    items: BTreeMap<Position, ThreadItem>,
    last_position: Position,
    unsent: Vec<UnsentReply>,
    fresh: Vec<Fresh>,
    /// The cache itself lacks some of what was asked for.
    pub missing: bool,
}

/// A reply from the key press until the core's answer shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    pub key: u64,
    pub text: String,
    pub written_at: Timestamp,
    pub stage: FreshStage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FreshStage {
    /// Handed over, not answered.
    Handed,
    /// In the outbox: the next answer shows it.
    Kept,
    /// The core could not keep it.
    Refused(String),
}

/// What a row is called from one look to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKey {
    At(Position),
    Unsent(MessageId),
    Fresh(u64),
}

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
    /// Has the line with name and time.
    pub named: bool,
    pub delivery: Delivery,
    /// Says its delivery: only the last of equal neighbours does.
    pub tells_delivery: bool,
}

impl ThreadModel {
    pub fn rows(&self) -> usize {
        self.stored() + self.unsent.len() + self.fresh.len()
    }

    /// Rows that have a position; those after them are not sent yet.
    pub fn stored(&self) -> usize {
        self.last_position.max(0) as usize
    }

    pub fn last_position(&self) -> Position {
        self.last_position
    }

    pub fn item(&self, position: Position) -> Option<&ThreadItem> {
        self.items.get(&position)
    }

    pub fn index_of(position: Position) -> usize {
        (position - 1).max(0) as usize
    }

    /// Takes the newest slice: the end of the thread as the core has it now.
    pub fn take_newest(&mut self, slice: ThreadSlice) {
        self.last_position = slice.last_position;
        self.missing = slice.missing;
        self.items.retain(|position, _| *position <= slice.last_position);
        let arrived: Vec<_> = slice.items.iter().map(|item| item.id).collect();
        self.unsent = slice.unsent;
        self.unsent.retain(|reply| !arrived.contains(&reply.id));
        self.fresh.retain(|fresh| fresh.stage != FreshStage::Kept);
        self.items.extend(slice.items.into_iter().map(|item| (item.position, item)));
    }

    /// Takes a slice of the past.
    pub fn take_page(&mut self, slice: ThreadSlice) {
        self.missing |= slice.missing;
        self.items.extend(slice.items.into_iter().map(|item| (item.position, item)));
    }

    pub fn add_fresh(&mut self, fresh: Fresh) {
        self.fresh.push(fresh);
    }

    pub fn set_stage(&mut self, key: u64, stage: FreshStage) {
        if let Some(fresh) = self.fresh.iter_mut().find(|fresh| fresh.key == key) {
            fresh.stage = stage;
        }
    }

    /// Takes a reply out that the core never kept.
    pub fn remove_fresh(&mut self, key: u64) -> Option<Fresh> {
        let at = self.fresh.iter().position(|fresh| fresh.key == key)?;
        Some(self.fresh.remove(at))
    }

    /// Whether something is on its way to the core: until then its answers may or may not hold it.
    pub fn handing_over(&self) -> bool {
        self.fresh.iter().any(|fresh| fresh.stage == FreshStage::Handed)
    }

    /// Texts of others after this position, as far as they were read.
    pub fn texts_after(&self, position: Position) -> usize {
        self.items.range(position + 1..).filter(|(_, item)| !item.mine && item.body.text().is_some()).count()
    }

    pub fn key(&self, index: usize) -> Option<RowKey> {
        let stored = self.stored();
        if index < stored {
            return Some(RowKey::At(index as Position + 1));
        }
        let index = index - stored;
        match self.unsent.get(index) {
            Some(reply) => Some(RowKey::Unsent(reply.id)),
            None => self.fresh.get(index - self.unsent.len()).map(|fresh| RowKey::Fresh(fresh.key)),
        }
    }

    pub fn index(&self, key: RowKey) -> Option<usize> {
        let stored = self.stored();
        match key {
            RowKey::At(position) => (1..=self.last_position).contains(&position).then(|| Self::index_of(position)),
            RowKey::Unsent(id) => self.unsent.iter().position(|reply| reply.id == id).map(|at| stored + at),
            RowKey::Fresh(key) => {
                self.fresh.iter().position(|fresh| fresh.key == key).map(|at| stored + self.unsent.len() + at)
            }
        }
    }

    /// A guess of the height in pixels before the row was drawn.
    pub fn estimate(&self, index: usize) -> f64 {
        match self.item(index as Position + 1).map(|item| item.body.text()) {
            Some(Some(text)) => {
                let lines: usize = text.split('\n').map(|line| line.chars().count() / 64 + 1).sum();
                41.0 + 21.0 * lines as f64
            }
            Some(None) => 30.0,
            None => 62.0,
        }
    }

    /// The row at `index`; `day_of` tells the day of an instant where the reader lives.
    pub fn row(&self, index: usize, day_of: impl Fn(Timestamp) -> i64) -> Option<Row> {
        let key = self.key(index)?;
        let before = index.checked_sub(1).and_then(|index| self.look(index));
        let after = self.look(index + 1);
        let Some(look) = self.look(index) else {
            return Some(Row { key, day: None, close: false, what: RowContent::Unread });
        };
        let new_day = match &before {
            Some(before) => day_of(before.at) != day_of(look.at),
            // Whether a day begins here is only known once the row above was read.
            None => index == 0,
        };
        let close = !new_day && before.as_ref().is_some_and(|before| look.stands_close_to(before));
        let named = look.is_message && !close;
        let tells_delivery =
            look.ours && !after.is_some_and(|after| after.stands_close_to(&look) && after.delivery == look.delivery);
        let day = new_day.then_some(look.at);
        Some(Row { key, day, close, what: self.content(key, &look, named, tells_delivery) })
    }

    fn content(&self, key: RowKey, look: &Look, named: bool, tells_delivery: bool) -> RowContent {
        let message = |id, author_name: Option<String>, body: Body| {
            RowContent::Message(MessageRow {
                id,
                author: look.author,
                author_name,
                body,
                at: look.at,
                named,
                delivery: look.delivery.clone(),
                tells_delivery,
            })
        };
        let text = |text: &str| Body::from(Item::Text { text: text.to_owned() });
        let content = match key {
            RowKey::At(position) => self.items.get(&position).map(|item| match &item.body {
                Body::Known(event) if !look.is_message => {
                    RowContent::Event { item: event.clone(), at: item.at, author: item.author }
                }
                body => message(Some(item.id), item.author_name.clone(), body.clone()),
            }),
            RowKey::Unsent(id) => {
                self.unsent.iter().find(|reply| reply.id == id).map(|reply| message(Some(id), None, text(&reply.text)))
            }
            RowKey::Fresh(key) => {
                self.fresh.iter().find(|fresh| fresh.key == key).map(|fresh| message(None, None, text(&fresh.text)))
            }
        };
        content.unwrap_or(RowContent::Unread)
    }

    /// What neighbours need to know of a row.
    fn look(&self, index: usize) -> Option<Look> {
        match self.key(index)? {
            RowKey::At(position) => self.items.get(&position).map(Look::of),
            RowKey::Unsent(id) => self.unsent.iter().find(|reply| reply.id == id).map(|reply| {
                Look::mine(
                    reply.written_at,
                    match &reply.state {
                        UnsentState::Sending => Delivery::Sending,
                        UnsentState::Queued => Delivery::Queued,
                        UnsentState::Refused { code } => Delivery::Failed(code.clone()),
                    },
                )
            }),
            RowKey::Fresh(key) => self.fresh.iter().find(|fresh| fresh.key == key).map(|fresh| {
                Look::mine(
                    fresh.written_at,
                    match &fresh.stage {
                        FreshStage::Refused(code) => Delivery::Failed(code.clone()),
                        _ => Delivery::Sending,
                    },
                )
            }),
        }
    }
}

struct Look {
    author: Author,
    /// Whose voice it is: the same for what I sent and what still waits here.
    voice: Voice,
    at: Timestamp,
    is_message: bool,
    /// Written by an agent: delivery means something.
    ours: bool,
    delivery: Delivery,
}

#[derive(PartialEq, Eq)]
enum Voice {
    Me,
    Other(Author),
}

impl Look {
    fn of(item: &ThreadItem) -> Self {
        let is_message = matches!(item.body, Body::Known(Item::Text { .. }) | Body::Unknown(_));
        let ours = is_message && matches!(item.author, Author::Agent { .. });
        Self {
            author: item.author,
            voice: if item.mine { Voice::Me } else { Voice::Other(item.author) },
            at: item.at,
            is_message,
            ours,
            delivery: if ours && item.read_by_visitor { Delivery::Read } else { Delivery::Sent },
        }
    }

    fn mine(at: Timestamp, delivery: Delivery) -> Self {
        // Nobody looks at the id of an unsent reply's author: it is the agent at this desk.
        let author = Author::Agent { id: uuid::Uuid::nil().into() };
        Self { author, voice: Voice::Me, at, is_message: true, ours: true, delivery }
    }

    fn stands_close_to(&self, before: &Look) -> bool {
        match (self.is_message, before.is_message) {
            (true, true) => self.voice == before.voice && self.at.since(before.at) < SAME_BREATH_MS,
            (false, false) => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
