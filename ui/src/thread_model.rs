//! What is known of one thread, and the rows it makes: plain data, no browser.
//!
//! A thread is the conversations of one visitor, one after the other ([`Part`]), and of each the
//! positions 1 to its last without gaps, so every item has its place from the start, read or not.
//! Behind them stand the replies that wait in the outbox, and last those that were handed to the core
//! a moment ago and are in no answer of it yet ([`Fresh`]). A reply travels from the last group to the
//! first and is in exactly one of them at any time.
//!
//! With a filter (D1) the rows are the places of its lane alone. Which these are is known without the
//! items, from outlines: a letter per position.

mod content;
mod part;

pub use content::{Delivery, MessageRow, Row, RowContent};
pub use part::Part;

use content::Look;
use protocol::ipc::files::OutgoingFile;
use protocol::ipc::thread::{ThreadItem, ThreadSlice, UnsentReply};
use protocol::message::{Item, Position};
use protocol::wire::agents::NewBody;
use protocol::{ConversationId, FileId, Lane, MessageId, Timestamp};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreadModel {
    /// In the order in which they are read; of a dialogue the last is the one that goes on.
    parts: Vec<Part>,
    unsent: Vec<UnsentReply>,
    fresh: Vec<Fresh>,
    /// The cache itself lacks some of what was asked for.
    pub missing: bool,
    /// Nothing of it goes on: every time is told with its day.
    pub is_history: bool,
    filter: Option<Lane>,
    /// With a filter: the places that it shows.
    shown: Vec<usize>,
    /// Moves when rows get other places than those that were added at the end.
    layout: u64,
}

/// A reply from the key press until the core's answer shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    pub key: u64,
    pub body: NewBody,
    /// The file that goes with it.
    pub file: Option<OutgoingFile>,
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
    At(ConversationId, Position),
    Unsent(MessageId),
    Fresh(u64),
}

impl RowKey {
    /// The conversation of an item that the hub has.
    pub const fn conversation(self) -> Option<ConversationId> {
        match self {
            Self::At(conversation, _) => Some(conversation),
            Self::Unsent(_) | Self::Fresh(_) => None,
        }
    }
}

impl ThreadModel {
    /// Of these conversations, in this order: id, platform, last position.
    pub fn new(parts: impl IntoIterator<Item = Part>) -> Self {
        let mut model = Self::default();
        model.set_parts(parts);
        model
    }

    /// Takes the list of conversations as it is now; what was read of them stays.
    pub fn set_parts(&mut self, parts: impl IntoIterator<Item = Part>) {
        let mut known = std::mem::take(&mut self.parts);
        let mut start = 0;
        for mut part in parts {
            if let Some(at) = known.iter().position(|old| old.id == part.id) {
                part = known.swap_remove(at).grown_to(part.last_position);
            }
            part.start = start;
            start += part.len();
            self.parts.push(part);
        }
        self.layout += 1;
        self.filter_again();
    }

    /// Whether it holds exactly these conversations, in this order.
    pub fn has_parts(&self, ids: impl IntoIterator<Item = ConversationId>) -> bool {
        self.parts.iter().map(|part| part.id).eq(ids)
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn rows(&self) -> usize {
        self.stored() + self.waiting().count()
    }

    /// Rows that have a position; those after them are not sent yet.
    pub fn stored(&self) -> usize {
        if self.filter.is_some() { self.shown.len() } else { self.places() }
    }

    /// Moves when rows get other places than those that were added at the end.
    pub fn layout(&self) -> u64 {
        self.layout
    }

    /// Of the conversation that goes on.
    pub fn last_position(&self) -> Position {
        self.parts.last().map_or(0, |part| part.last_position)
    }

    /// Of the conversation that goes on.
    pub fn item(&self, position: Position) -> Option<&ThreadItem> {
        self.parts.last()?.item(position)
    }

    /// Takes the newest slice: the end of the thread as the core has it now.
    pub fn take_newest(&mut self, slice: ThreadSlice) {
        self.missing = slice.missing;
        let arrived: Vec<_> = slice.items.iter().map(|item| item.id).collect();
        self.unsent = slice.unsent;
        self.unsent.retain(|reply| !arrived.contains(&reply.id));
        self.fresh.retain(|fresh| fresh.stage != FreshStage::Kept);
        if let Some(part) = self.parts.last_mut() {
            part.set_last(slice.last_position);
            part.take(slice.items);
        }
        self.filter_again();
    }

    /// Takes items of one of the conversations.
    pub fn take_items(&mut self, conversation: ConversationId, items: Vec<ThreadItem>) {
        if let Some(part) = self.parts.iter_mut().find(|part| part.id == conversation) {
            part.take(items);
        }
        self.filter_again();
    }

    /// Takes the lanes of the positions above `after`.
    pub fn take_outline(&mut self, conversation: ConversationId, after: Position, letters: &str) {
        if let Some(part) = self.parts.iter_mut().find(|part| part.id == conversation) {
            part.take_outline(after, letters);
        }
        self.filter_again();
    }

    /// How many items each filter shows.
    pub fn count(&self, lane: Lane) -> usize {
        self.parts.iter().map(|part| part.count(lane)).sum()
    }

    pub fn filter(&self) -> Option<Lane> {
        self.filter
    }

    /// Shows one lane only, or all with none.
    pub fn set_filter(&mut self, filter: Option<Lane>) {
        self.filter = filter;
        self.shown.clear();
        self.layout += 1;
        self.filter_again();
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

    /// What others said after this position, as far as it was read.
    pub fn said_after(&self, position: Position) -> usize {
        self.parts.last().map_or(0, |part| part.said_after(position))
    }

    /// The option that was picked of a question, if the answer to it was read.
    pub fn picked(&self, question: MessageId) -> Option<&str> {
        self.parts.iter().find_map(|part| part.picked(question))
    }

    pub fn key(&self, index: usize) -> Option<RowKey> {
        match self.place(index) {
            Some(place) => {
                let part = self.part_at(place)?;
                Some(RowKey::At(part.id, (place - part.start) as Position + 1))
            }
            None => self.waiting().nth(index - self.stored()).map(Waiting::key),
        }
    }

    pub fn index(&self, key: RowKey) -> Option<usize> {
        match key {
            RowKey::At(..) => {
                let place = self.place_of(key)?;
                if self.filter.is_none() { Some(place) } else { self.shown.binary_search(&place).ok() }
            }
            _ => self.waiting().position(|one| one.key() == key).map(|at| self.stored() + at),
        }
    }

    /// The row that stands where `key` stood: itself, or the next one that is shown, or the last.
    pub fn nearest(&self, key: RowKey) -> usize {
        let Some(place) = self.place_of(key) else { return self.rows().saturating_sub(1) };
        if self.filter.is_none() {
            return place;
        }
        self.shown.partition_point(|shown| *shown < place).min(self.rows().saturating_sub(1))
    }

    /// A guess of the height in pixels before the row was drawn.
    pub fn estimate(&self, index: usize) -> f64 {
        let item = match self.key(index) {
            Some(RowKey::At(conversation, position)) => self.item_of(conversation, position),
            _ => None,
        };
        match item.map(|item| (item.body.text(), item.body.is_said())) {
            Some((Some(text), _)) => {
                let lines: usize = text.split('\n').map(|line| line.chars().count() / 64 + 1).sum();
                41.0 + 21.0 * lines as f64
            }
            Some((None, true)) => 90.0,
            Some((None, false)) => 30.0,
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
        // What can be acted on says so at each.
        let acts = matches!(look.delivery, Delivery::Queued | Delivery::Failed(_));
        let last = !after.is_some_and(|after| after.stands_close_to(&look) && after.delivery == look.delivery);
        let tells_delivery = look.ours && (acts || last);
        let day = new_day.then_some(look.at);
        let what = match key {
            RowKey::At(conversation, position) => match self.item_of(conversation, position) {
                Some(item) => content::of_item(item, &look, named, tells_delivery, self.is_past(conversation)),
                None => RowContent::Unread,
            },
            _ => match self.waiting().find(|one| one.key() == key) {
                Some(one) => content::of_waiting(one, &look, named, tells_delivery),
                None => RowContent::Unread,
            },
        };
        Some(Row { key, day, close, what })
    }

    fn places(&self) -> usize {
        self.parts.last().map_or(0, |part| part.start + part.len())
    }

    /// The place of a row that has one.
    fn place(&self, index: usize) -> Option<usize> {
        match self.filter {
            Some(_) => self.shown.get(index).copied(),
            None => (index < self.places()).then_some(index),
        }
    }

    fn place_of(&self, key: RowKey) -> Option<usize> {
        let RowKey::At(conversation, position) = key else { return None };
        let part = self.parts.iter().find(|part| part.id == conversation)?;
        (1..=part.last_position).contains(&position).then(|| part.start + (position - 1) as usize)
    }

    fn part_at(&self, place: usize) -> Option<&Part> {
        self.parts.get(self.parts.partition_point(|part| part.start + part.len() <= place))
    }

    fn item_of(&self, conversation: ConversationId, position: Position) -> Option<&ThreadItem> {
        self.parts.iter().find(|part| part.id == conversation)?.item(position)
    }

    /// Another conversation than the one that goes on.
    fn is_past(&self, conversation: ConversationId) -> bool {
        self.is_history || self.parts.last().is_some_and(|last| last.id != conversation)
    }

    /// Replies that have no position yet, as far as the filter shows them.
    fn waiting(&self) -> impl Iterator<Item = Waiting<'_>> {
        let all = self.unsent.iter().map(Waiting::Unsent).chain(self.fresh.iter().map(Waiting::Fresh));
        all.filter(|one| self.filter.is_none_or(|lane| lane == one.lane()))
    }

    /// What neighbours need to know of a row.
    fn look(&self, index: usize) -> Option<Look> {
        match self.key(index)? {
            RowKey::At(conversation, position) => self.item_of(conversation, position).map(Look::of_item),
            key => self.waiting().find(|one| one.key() == key).map(Look::of_waiting),
        }
    }

    fn filter_again(&mut self) {
        let Some(lane) = self.filter else { return };
        let shown: Vec<usize> = self.parts.iter().flat_map(|part| part.places_of(lane)).collect();
        if !shown.starts_with(&self.shown) {
            self.layout += 1;
        }
        self.shown = shown;
    }
}

/// A reply without a position.
#[derive(Clone, Copy)]
enum Waiting<'a> {
    Unsent(&'a UnsentReply),
    Fresh(&'a Fresh),
}

impl Waiting<'_> {
    const fn key(self) -> RowKey {
        match self {
            Self::Unsent(reply) => RowKey::Unsent(reply.id),
            Self::Fresh(fresh) => RowKey::Fresh(fresh.key),
        }
    }

    /// Bytes of its file that the hub has; none: there is no file, or nothing of it is left to send.
    fn uploaded(&self) -> Option<u64> {
        let file = match self {
            Self::Unsent(reply) => reply.file.as_ref(),
            Self::Fresh(fresh) => fresh.file.as_ref(),
        };
        file.filter(|file| file.uploaded < file.size).map(|file| file.uploaded)
    }

    /// As it will be once it is sent. Of a file what this desk knows: the hub will tell what it is.
    fn item(&self) -> Item {
        let (body, file) = match self {
            Self::Unsent(reply) => (&reply.body, &reply.file),
            Self::Fresh(fresh) => (&fresh.body, &fresh.file),
        };
        body.item().unwrap_or_else(|| {
            let unknown = || {
                let file = body.file().unwrap_or(FileId::nil());
                OutgoingFile { file, name: String::new(), size: 0, uploaded: 0 }
            };
            Item::File(file.clone().unwrap_or_else(unknown).attachment())
        })
    }

    fn lane(&self) -> Lane {
        Lane::of(content::MINE, self.item().kind())
    }
}

#[cfg(test)]
mod tests;
