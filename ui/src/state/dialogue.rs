//! The conversation on the glass: its head, its thread as far as it was read, what is being written.
//!
//! A reply shows at the key press. While it is on its way to the core no answer of the core is taken,
//! since nobody could tell whether that answer holds the reply already.

use super::DeskState;
use super::outgoing::Outgoing;
use crate::clock;
use crate::ipc;
use crate::thread_model::{Fresh, FreshStage, ThreadModel};
use futures_util::future::join;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::thread::{Dialogue, DiscardReply, OpenConversation, ReadThread, RetryReply, ThreadSlice};
use protocol::{ConversationId, MessageId, Position};
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

/// Items of one read of the past.
const PAGE: usize = 60;

/// Items of the newest slice: more than any screen holds.
pub const NEWEST: i64 = 60;

#[derive(Clone, Copy)]
pub struct DialogueState {
    pub id: ConversationId,
    /// Where a search hit lies; none: the newest message.
    pub target: Option<Position>,
    pub head: RwSignal<Dialogue>,
    pub model: RwSignal<ThreadModel>,
    /// The composer's text.
    pub text: RwSignal<String>,
    /// The code of the last failure to read the thread.
    pub failed: RwSignal<Option<String>>,
    sight: StoredValue<Range<usize>>,
    asked: StoredValue<HashSet<usize>>,
    /// Moves on when a reply is handed over and when it is kept: an answer to an older question is void.
    epoch: StoredValue<u64>,
    outgoing: StoredValue<Rc<Outgoing>, LocalStorage>,
    next_key: StoredValue<u64>,
    refreshing: StoredValue<bool>,
    again: StoredValue<bool>,
}

impl DialogueState {
    /// Head and newest messages of a conversation, read before anything of it is shown.
    pub async fn read(id: ConversationId) -> Result<(Dialogue, ThreadSlice), Failure> {
        let newest = ReadThread { conversation: id, before: None, after: None, limit: NEWEST };
        let (head, slice) = join(ipc::call(OpenConversation { conversation: id }), ipc::call(newest)).await;
        Ok((head?, slice?))
    }

    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState, target: Option<Position>, head: Dialogue, slice: ThreadSlice) -> Self {
        let mut model = ThreadModel::default();
        model.take_newest(slice);
        let outgoing = Outgoing::new(head.row.id, head.draft.clone());
        let dialogue = Self {
            id: head.row.id,
            target,
            text: RwSignal::new(head.draft.clone()),
            head: RwSignal::new(head),
            model: RwSignal::new(model),
            failed: RwSignal::new(None),
            sight: StoredValue::new(0..0),
            asked: StoredValue::new(HashSet::new()),
            epoch: StoredValue::new(0),
            outgoing: StoredValue::new_local(outgoing),
            next_key: StoredValue::new(0),
            refreshing: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        desk.events.listen(move |event| {
            if let ConsoleEvent::ConversationsChanged { ids } = event
                && ids.contains(&dialogue.id)
            {
                dialogue.refresh();
            }
        });
        dialogue
    }

    /// Reads head and newest messages again, and what is in sight above them. Further changes while it
    /// does add one more round, not one each.
    pub fn refresh(self) {
        if self.refreshing.try_get_value() != Some(false) {
            self.again.try_set_value(true);
            return;
        }
        self.refreshing.set_value(true);
        spawn_local(async move {
            loop {
                self.again.try_set_value(false);
                let Some(epoch) = self.epoch.try_get_value() else { return };
                // The reply on its way asks for the next round itself, once it is kept.
                if self.model.try_with_untracked(ThreadModel::handing_over) != Some(false) {
                    break;
                }
                let answer = Self::read(self.id).await;
                let past = self.read_sight().await;
                if self.epoch.try_get_value() == Some(epoch) {
                    self.take(answer, past);
                } else {
                    self.again.try_set_value(true);
                }
                if !self.again.try_get_value().unwrap_or(false) {
                    break;
                }
            }
            self.refreshing.try_set_value(false);
        });
    }

    /// Reads the positions that came into sight and were never read.
    pub fn look_at(self, rows: Range<usize>) {
        self.sight.set_value(rows.clone());
        let unread: Vec<usize> = self.model.with_untracked(|model| {
            let unread = |index: &usize| *index < model.stored() && model.item(*index as Position + 1).is_none();
            rows.filter(unread).map(|index| index / PAGE).collect()
        });
        for page in unread {
            if self.asked.try_update_value(|asked| asked.insert(page)) == Some(true) {
                spawn_local(async move {
                    match self.read_page(page).await {
                        Ok(slice) => {
                            self.model.try_update(|model| model.take_page(slice));
                        }
                        Err(failure) => {
                            self.failed.try_set(Some(failure.code));
                        }
                    }
                });
            }
        }
    }

    /// Shows a reply at once and hands it to the core.
    pub fn send(self, text: String) {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        self.epoch.update_value(|epoch| *epoch += 1);
        let fresh = Fresh { key, text, written_at: clock::now(), stage: FreshStage::Handed };
        self.model.update(|model| model.add_fresh(fresh.clone()));
        self.outgoing.get_value().reply(fresh, move |key, answer| {
            let stage = answer.map_or_else(|failure| FreshStage::Refused(failure.code), |()| FreshStage::Kept);
            self.epoch.try_update_value(|epoch| *epoch += 1);
            self.model.try_update(|model| model.set_stage(key, stage));
            self.save_draft();
            self.refresh();
        });
    }

    /// Takes a reply out that the core never kept, and answers its text.
    pub fn drop_fresh(self, key: u64) -> Option<String> {
        self.model.try_update(|model| model.remove_fresh(key)).flatten().map(|fresh| fresh.text)
    }

    pub fn retry(self, id: MessageId) {
        spawn_local(async move {
            if let Err(failure) = ipc::call(RetryReply { id }).await {
                self.failed.try_set(Some(failure.code));
            }
            self.refresh();
        });
    }

    /// Takes a reply out of the outbox; with `edit` its text goes back into the composer.
    pub fn discard(self, id: MessageId, edit: bool) {
        spawn_local(async move {
            match ipc::call(DiscardReply { id }).await {
                Ok(text) if edit => self.put_back(text),
                Ok(_) => {}
                // Gone meanwhile: sent, and shown as such by the next look.
                Err(failure) => leptos::logging::warn!("discard_reply: {}", failure.code),
            }
            self.refresh();
        });
    }

    /// Text that comes back never replaces what is being written.
    pub fn put_back(self, text: String) {
        self.text.try_update(|written| {
            *written = if written.trim().is_empty() { text } else { format!("{text}\n{written}") };
        });
    }

    /// Keeps the composer's text, across conversations and restarts.
    pub fn save_draft(self) {
        if let (Some(text), Some(outgoing)) = (self.text.try_get_untracked(), self.outgoing.try_get_value()) {
            outgoing.save_draft(text);
        }
    }

    async fn read_sight(self) -> Vec<ThreadSlice> {
        let sight = self.sight.try_get_value().unwrap_or(0..0);
        let stored = self.model.try_with_untracked(ThreadModel::stored).unwrap_or(0);
        let newest = stored.saturating_sub(NEWEST as usize);
        let above = sight.start.min(newest)..sight.end.min(newest);
        self.asked.try_update_value(HashSet::clear);
        let mut past = Vec::new();
        if !above.is_empty() {
            for page in above.start / PAGE..(above.end - 1) / PAGE + 1 {
                past.extend(self.read_page(page).await.ok());
            }
        }
        past
    }

    async fn read_page(self, page: usize) -> Result<ThreadSlice, Failure> {
        let after = Some((page * PAGE) as Position);
        ipc::call(ReadThread { conversation: self.id, before: None, after, limit: PAGE as i64 }).await
    }

    fn take(self, answer: Result<(Dialogue, ThreadSlice), Failure>, past: Vec<ThreadSlice>) {
        match answer {
            Ok((head, slice)) => {
                self.failed.try_set(None);
                self.head.try_set(head);
                self.model.try_update(|model| {
                    model.take_newest(slice);
                    past.into_iter().for_each(|slice| model.take_page(slice));
                });
                if let Some(sight) = self.sight.try_get_value() {
                    self.look_at(sight);
                }
            }
            Err(failure) => {
                self.failed.try_set(Some(failure.code));
            }
        }
    }
}
