//! Visitors who are writing at this moment, as the hub tells.

use super::DeskState;
use leptos::prelude::*;
use protocol::ConversationId;
use protocol::ipc::events::ConsoleEvent;
use protocol::limits::TYPING_MS;
use std::collections::HashMap;
use std::time::Duration;

#[derive(Clone, Copy)]
pub struct TypingVisitors {
    /// Each with how often they said so: only the last time's end counts.
    writing: RwSignal<HashMap<ConversationId, u64>>,
}

impl TypingVisitors {
    /// Follows the core's events for as long as the window lives.
    pub fn follow(desk: DeskState) -> Self {
        let typing = Self { writing: RwSignal::new(HashMap::new()) };
        desk.events.listen(move |event| match event {
            ConsoleEvent::VisitorTyping { id, typing: true } => typing.begin(*id),
            ConsoleEvent::VisitorTyping { id, typing: false } => typing.end(*id),
            _ => {}
        });
        typing
    }

    pub fn is_writing(self, id: ConversationId) -> bool {
        self.writing.with(|writing| writing.contains_key(&id))
    }

    fn begin(self, id: ConversationId) {
        let time = self.writing.with_untracked(|writing| writing.get(&id).copied().unwrap_or(0)) + 1;
        self.writing.update(|writing| {
            writing.insert(id, time);
        });
        let end = move || {
            if self.writing.try_with_untracked(|writing| writing.get(&id) == Some(&time)) == Some(true) {
                self.end(id);
            }
        };
        set_timeout(end, Duration::from_millis(TYPING_MS.unsigned_abs()));
    }

    fn end(self, id: ConversationId) {
        if self.writing.with_untracked(|writing| writing.contains_key(&id)) {
            self.writing.update(|writing| {
                writing.remove(&id);
            });
        }
    }
}
