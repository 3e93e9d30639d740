//! How far files are that go to the hub or come from it.

use super::DeskState;
use leptos::prelude::*;
use protocol::FileId;
use protocol::ipc::events::ConsoleEvent;
use std::collections::HashMap;

#[derive(Clone, Copy)]
pub struct Transfers(RwSignal<HashMap<FileId, u64>>);

impl Transfers {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState) -> Self {
        let transfers = Self(RwSignal::new(HashMap::new()));
        desk.events.listen(move |event| {
            if let ConsoleEvent::FileProgress { file, done, .. } = event {
                transfers.0.update(|all| {
                    all.insert(*file, *done);
                });
            }
        });
        transfers
    }

    /// Bytes that have passed; none: not heard of yet.
    pub fn done(self, file: FileId) -> Option<u64> {
        self.0.with(|all| all.get(&file).copied())
    }

    pub fn forget(self, file: FileId) {
        self.0.try_update(|all| all.remove(&file));
    }
}
