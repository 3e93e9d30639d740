//! One conversation of a thread: what was read of it, and the outline of the rest.

use protocol::ipc::thread::ThreadItem;
use protocol::ipc::visitor::Exchange;
use protocol::message::{Body, Item, Position};
use protocol::{ConversationId, Lane, MessageId, Platform};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub id: ConversationId,
    pub platform: Platform,
    pub last_position: Position,
    /// The place of its first item in the thread.
    pub(super) start: usize,
    items: BTreeMap<Position, ThreadItem>,
    /// Of each position; none where nothing told it yet.
    lanes: Vec<Option<Lane>>,
}

impl Part {
    pub fn new(id: ConversationId, platform: Platform, last_position: Position) -> Self {
        let mut part = Self { id, platform, last_position: 0, start: 0, items: BTreeMap::new(), lanes: Vec::new() };
        part.set_last(last_position);
        part
    }

    pub fn len(&self) -> usize {
        self.lanes.len()
    }

    pub(super) fn grown_to(mut self, last: Position) -> Self {
        self.set_last(last.max(self.last_position));
        self
    }

    pub(super) fn set_last(&mut self, last: Position) {
        self.last_position = last.max(0);
        self.items.retain(|position, _| *position <= last);
        self.lanes.resize(self.last_position as usize, None);
    }

    pub(super) fn take(&mut self, items: Vec<ThreadItem>) {
        for item in items {
            self.set_lane(item.position, Lane::of(item.author, item.body.kind()));
            self.items.insert(item.position, item);
        }
    }

    pub(super) fn take_outline(&mut self, after: Position, letters: &str) {
        for (position, letter) in (after + 1..).zip(letters.chars()) {
            if let Some(lane) = Lane::from_letter(letter) {
                self.set_lane(position, lane);
            }
        }
    }

    /// All positions up to this one have their lane.
    pub fn outlined_to(&self) -> Position {
        self.lanes.iter().position(Option::is_none).unwrap_or(self.lanes.len()) as Position
    }

    pub(super) fn count(&self, lane: Lane) -> usize {
        self.lanes.iter().filter(|one| **one == Some(lane)).count()
    }

    pub(super) fn places_of(&self, lane: Lane) -> impl Iterator<Item = usize> {
        let of_lane = move |(at, one): (usize, &Option<Lane>)| (*one == Some(lane)).then_some(self.start + at);
        self.lanes.iter().enumerate().filter_map(of_lane)
    }

    pub fn item(&self, position: Position) -> Option<&ThreadItem> {
        self.items.get(&position)
    }

    pub(super) fn said_after(&self, position: Position) -> usize {
        self.items.range(position + 1..).filter(|(_, item)| !item.mine && item.body.is_said()).count()
    }

    pub(super) fn picked(&self, question: MessageId) -> Option<&str> {
        self.items.values().find_map(|item| match &item.body {
            Body::Known(Item::Picked(picked)) if picked.question == question => Some(picked.option.as_str()),
            _ => None,
        })
    }

    fn set_lane(&mut self, position: Position, lane: Lane) {
        if let Some(known) = usize::try_from(position - 1).ok().and_then(|at| self.lanes.get_mut(at)) {
            *known = Some(lane);
        }
    }
}

impl From<&Exchange> for Part {
    fn from(exchange: &Exchange) -> Self {
        Self::new(exchange.id, exchange.platform, exchange.last_position)
    }
}
