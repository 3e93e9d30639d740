//! How far files are that go to the hub or come from it, whatever of them is drawn.

use super::DeskState;
use leptos::prelude::*;
use protocol::FileId;
use protocol::ipc::events::ConsoleEvent;
use std::collections::{HashMap, HashSet};

#[derive(Clone, Copy)]
pub struct Transfers {
    done: RwSignal<HashMap<FileId, u64>>,
    saving: RwSignal<HashSet<FileId>>,
}

impl Transfers {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState) -> Self {
        let transfers = Self { done: RwSignal::new(HashMap::new()), saving: RwSignal::new(HashSet::new()) };
        desk.events.listen(move |event| {
            if let ConsoleEvent::FileProgress { file, done, .. } = event {
                transfers.done.update(|all| {
                    all.insert(*file, *done);
                });
            }
        });
        transfers
    }

    /// Bytes that have passed; none: not heard of yet.
    pub fn done(self, file: FileId) -> Option<u64> {
        self.done.with(|all| all.get(&file).copied())
    }

    pub fn is_saving(self, file: FileId) -> bool {
        self.saving.with(|all| all.contains(&file))
    }

    /// False: it is being saved already.
    pub fn begin_saving(self, file: FileId) -> bool {
        self.done.try_update(|all| all.remove(&file));
        self.saving.try_update(|all| all.insert(file)).unwrap_or(false)
    }

    pub fn end_saving(self, file: FileId) {
        self.saving.try_update(|all| all.remove(&file));
    }
}
