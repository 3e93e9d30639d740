//! A thread on the glass, as far as it was read: which items come into sight, and which filter is on.

use crate::ipc;
use crate::thread_model::{Part, RowKey, ThreadModel};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::thread::{ReadItems, ReadOutline, ReadThread, ThreadItem};
use protocol::{ConversationId, Lane, Position};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Items of one read of the past.
const PAGE: Position = 60;

#[derive(Clone, Copy)]
pub struct ThreadState {
    pub model: RwSignal<ThreadModel>,
    /// A row to begin at; none: the newest.
    pub target: Option<RowKey>,
    /// A row to go to; the view takes it.
    pub wanted: RwSignal<Option<RowKey>>,
    /// The code of the last failure to read.
    pub failed: RwSignal<Option<String>>,
    sight: StoredValue<Range<usize>>,
    asked: StoredValue<HashSet<Wanted>>,
}

/// What is asked for at once: a page of a conversation, or single places of a filtered one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Wanted {
    Page(ConversationId, Position),
    Items(ConversationId, Vec<Position>),
}

impl ThreadState {
    pub fn new(model: ThreadModel, target: Option<RowKey>) -> Self {
        Self {
            model: RwSignal::new(model),
            target,
            wanted: RwSignal::new(None),
            failed: RwSignal::new(None),
            sight: StoredValue::new(0..0),
            asked: StoredValue::new(HashSet::new()),
        }
    }

    /// Reads what came into sight and was never read.
    pub fn look_at(self, rows: Range<usize>) {
        self.sight.set_value(rows.clone());
        let unread = self.model.with_untracked(|model| {
            let is_unread = |key: &RowKey| match key {
                RowKey::At(conversation, position) => {
                    model.parts().iter().any(|part| part.id == *conversation && part.item(*position).is_none())
                }
                _ => false,
            };
            wanted(model, rows.filter_map(|index| model.key(index)).filter(is_unread))
        });
        for wanted in unread {
            if self.asked.try_update_value(|asked| asked.insert(wanted.clone())) == Some(true) {
                spawn_local(async move {
                    match read(&wanted).await {
                        Ok((conversation, items)) => {
                            self.model.try_update(|model| model.take_items(conversation, items));
                        }
                        Err(failure) => {
                            self.failed.try_set(Some(failure.code));
                        }
                    }
                });
            }
        }
    }

    /// Reads again what is in sight, but for what `newest` tells already.
    pub async fn read_sight(self, newest: Option<RowKey>) -> Vec<(ConversationId, Vec<ThreadItem>)> {
        let sight = self.sight.try_get_value().unwrap_or(0..0);
        self.asked.try_update_value(HashSet::clear);
        let again = self.model.try_with_untracked(|model| {
            let above = newest.map_or(usize::MAX, |newest| model.nearest(newest));
            let keys = sight.filter(|index| *index < above).filter_map(|index| model.key(index));
            wanted(model, keys)
        });
        let mut past = Vec::new();
        for wanted in again.unwrap_or_default() {
            past.extend(read(&wanted).await.ok());
        }
        past
    }

    /// Looks again at what is in sight, after the model has changed under it.
    pub fn look_again(self) {
        if let Some(sight) = self.sight.try_get_value() {
            self.look_at(sight);
        }
    }

    /// Reads which kinds of items there are, where that is not known: the newest conversation first.
    pub fn read_outlines(self) {
        spawn_local(async move {
            let parts = self.model.try_with_untracked(|model| {
                let unknown =
                    |part: &Part| (part.outlined_to() < part.last_position).then(|| (part.id, part.outlined_to()));
                model.parts().iter().rev().filter_map(unknown).collect::<Vec<_>>()
            });
            for (conversation, after) in parts.unwrap_or_default() {
                if let Ok(letters) = ipc::call(ReadOutline { conversation, after }).await {
                    self.model.try_update(|model| model.take_outline(conversation, after, &letters));
                }
            }
        });
    }

    /// Its conversations are these: what is in sight is read again.
    pub fn take_parts(self, parts: Vec<Part>) {
        self.model.update(|model| model.set_parts(parts));
        self.refresh();
        self.read_outlines();
    }

    /// Reads again what is in sight.
    pub fn refresh(self) {
        spawn_local(async move {
            let read = self.read_sight(None).await;
            self.model.try_update(|model| read.into_iter().for_each(|(id, items)| model.take_items(id, items)));
            self.look_again();
        });
    }

    /// Goes to a row, which no filter hides then.
    pub fn go_to(self, row: RowKey) {
        if self.model.with_untracked(|model| model.filter().is_some()) {
            self.filter(None);
        }
        self.wanted.set(Some(row));
    }

    /// Shows one lane only; the same one again, or none, shows all.
    pub fn filter(self, lane: Option<Lane>) {
        self.model.update(|model| {
            let filter = if model.filter() == lane { None } else { lane };
            model.set_filter(filter);
        });
    }
}

/// The least reads that bring these rows: pages of a whole thread, single places of a filtered one.
fn wanted(model: &ThreadModel, keys: impl Iterator<Item = RowKey>) -> HashSet<Wanted> {
    let mut places: BTreeMap<ConversationId, Vec<Position>> = BTreeMap::new();
    for key in keys {
        if let RowKey::At(conversation, position) = key {
            places.entry(conversation).or_default().push(position);
        }
    }
    let whole = model.filter().is_none();
    let reads = places.into_iter().flat_map(|(conversation, positions)| {
        if whole {
            positions.iter().map(|position| Wanted::Page(conversation, (position - 1) / PAGE)).collect()
        } else {
            vec![Wanted::Items(conversation, positions)]
        }
    });
    reads.collect()
}

async fn read(wanted: &Wanted) -> Result<(ConversationId, Vec<ThreadItem>), Failure> {
    match wanted {
        Wanted::Page(conversation, page) => {
            let conversation = *conversation;
            let ask = ReadThread { conversation, before: None, after: Some(page * PAGE), limit: PAGE };
            Ok((conversation, ipc::call(ask).await?.items))
        }
        Wanted::Items(conversation, positions) => {
            let conversation = *conversation;
            let ask = ReadItems { conversation, positions: positions.clone() };
            Ok((conversation, ipc::call(ask).await?))
        }
    }
}
