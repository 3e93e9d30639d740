//! The conversation on the glass: its head, its thread, what is being written.
//!
//! A reply shows at the key press. While it is on its way to the core no answer of the core is taken,
//! since nobody could tell whether that answer holds the reply already.

use super::outgoing::Outgoing;
use super::{DeskState, DraftFiles, ThreadState};
use crate::after_paint::after_paint;
use crate::clock;
use crate::ipc;
use crate::thread_model::{Fresh, FreshStage, Part, RowKey, ThreadModel};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::files::OutgoingFile;
use protocol::ipc::thread::{
    Dialogue, DiscardReply, Draft, Extra, OpenConversation, Opened, RetryReply, ThreadItem, Typing,
};
use protocol::limits::TYPING_AGAIN_MS;
use protocol::wire::agents::NewBody;
use protocol::{ConversationId, MessageId, Position, Timestamp};
use std::rc::Rc;

/// Items of the newest slice: about what a screen holds. A taller one asks for more when it is laid out.
const NEWEST: i64 = 30;

#[derive(Clone, Copy)]
pub struct DialogueState {
    pub id: ConversationId,
    pub head: RwSignal<Dialogue>,
    pub thread: ThreadState,
    /// The composer's text.
    pub text: RwSignal<String>,
    /// What a canned answer brought along.
    pub extras: RwSignal<Vec<Extra>>,
    /// The agent's own files.
    pub files: DraftFiles,
    /// Moves on when a reply is handed over and when it is kept: an answer to an older question is void.
    epoch: StoredValue<u64>,
    outgoing: StoredValue<Rc<Outgoing>, LocalStorage>,
    next_key: StoredValue<u64>,
    refreshing: StoredValue<bool>,
    again: StoredValue<bool>,
    /// When the visitor was told last that somebody writes.
    typing_told: StoredValue<Timestamp>,
}

/// The conversations of the thread: those before, then this one.
fn parts(head: &Dialogue, last_position: Position) -> impl Iterator<Item = Part> {
    let this = Part::new(head.row.id, head.row.platform, last_position);
    head.past.iter().map(Part::from).chain([this]).collect::<Vec<_>>().into_iter()
}

impl DialogueState {
    /// Head and newest messages of a conversation, read before anything of it is shown.
    pub async fn read(id: ConversationId) -> Result<Opened, Failure> {
        ipc::call(OpenConversation { conversation: id, limit: NEWEST }).await
    }

    /// Follows the core's events for as long as the calling component lives. `target`: a place in it, or
    /// in an earlier conversation of the visitor.
    pub fn follow(desk: DeskState, target: Option<RowKey>, opened: Opened) -> Self {
        let Opened { head, newest } = opened;
        let mut model = ThreadModel::new(parts(&head, newest.last_position));
        model.take_newest(newest);
        let outgoing = Outgoing::new(head.row.id, head.draft.clone());
        let dialogue = Self {
            id: head.row.id,
            thread: ThreadState::new(model, target),
            text: RwSignal::new(head.draft.text.clone()),
            extras: RwSignal::new(head.draft.extras.clone()),
            files: DraftFiles::new(head.row.id, &head.draft_files),
            head: RwSignal::new(head),
            epoch: StoredValue::new(0),
            outgoing: StoredValue::new_local(outgoing),
            next_key: StoredValue::new(0),
            refreshing: StoredValue::new(false),
            again: StoredValue::new(false),
            typing_told: StoredValue::new(Timestamp(0)),
        };
        after_paint(move || dialogue.thread.read_outlines());
        desk.events.listen(move |event| {
            // An earlier exchange may come from the hub only now that it is looked at.
            let ConsoleEvent::ConversationsChanged { ids } = event else { return };
            let concerns = |model: &ThreadModel| model.parts().iter().any(|part| ids.contains(&part.id));
            if dialogue.thread.model.try_with_untracked(concerns) == Some(true) {
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
                if self.thread.model.try_with_untracked(ThreadModel::handing_over) != Some(false) {
                    break;
                }
                let answer = Self::read(self.id).await;
                let past = self.thread.read_sight(self.first_of_newest()).await;
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

    /// Shows a reply at once and hands it to the core: its parts, each with the file that goes with it.
    pub fn send(self, parts: Vec<(NewBody, Option<OutgoingFile>)>) {
        let first = self.next_key.get_value();
        self.next_key.set_value(first + parts.len() as u64);
        self.epoch.update_value(|epoch| *epoch += 1);
        let written_at = clock::now();
        let parts = parts.into_iter().zip(first..).map(|((body, file), key)| Fresh {
            key,
            body,
            file,
            written_at,
            stage: FreshStage::Handed,
        });
        let parts: Vec<_> = parts.collect();
        self.thread.model.update(|model| parts.iter().for_each(|part| model.add_fresh(part.clone())));
        self.outgoing.get_value().reply(parts, move |keys, answer| {
            let stage = answer.map_or_else(|failure| FreshStage::Refused(failure.code), |()| FreshStage::Kept);
            self.epoch.try_update_value(|epoch| *epoch += 1);
            self.thread.model.try_update(|model| keys.iter().for_each(|key| model.set_stage(*key, stage.clone())));
            self.save_draft();
            self.refresh();
        });
    }

    /// Takes a reply out that the core never kept, and answers it.
    pub fn drop_fresh(self, key: u64) -> Option<(NewBody, Option<OutgoingFile>)> {
        let fresh = self.thread.model.try_update(|model| model.remove_fresh(key)).flatten();
        fresh.map(|fresh| (fresh.body, fresh.file))
    }

    pub fn retry(self, id: MessageId) {
        spawn_local(async move {
            if let Err(failure) = ipc::call(RetryReply { id }).await {
                self.thread.failed.try_set(Some(failure.code));
            }
            self.refresh();
        });
    }

    /// Takes a reply out of the outbox; with `edit` its text goes back into the composer.
    pub fn discard(self, id: MessageId, edit: bool) {
        spawn_local(async move {
            match ipc::call(DiscardReply { id }).await {
                Ok(NewBody::Text { text }) if edit => self.put_back(text),
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

    /// Keeps what is being written, across conversations and restarts.
    pub fn save_draft(self) {
        let written = (self.text.try_get_untracked(), self.extras.try_get_untracked(), self.outgoing.try_get_value());
        if let (Some(text), Some(extras), Some(outgoing)) = written {
            outgoing.save_draft(Draft { text, extras });
        }
    }

    /// Tells the visitor that somebody writes to them, now and then.
    pub fn tell_typing(self) {
        let now = clock::now();
        let due = |told: &Timestamp| now.since(*told) >= TYPING_AGAIN_MS;
        if self.typing_told.try_with_value(due) == Some(true) && !self.text.with_untracked(String::is_empty) {
            self.typing_told.set_value(now);
            spawn_local(async move {
                let _ = ipc::call(Typing { conversation: self.id }).await;
            });
        }
    }

    /// Where the newest slice begins.
    fn first_of_newest(self) -> Option<RowKey> {
        let last = self.thread.model.try_with_untracked(ThreadModel::last_position)?;
        Some(RowKey::At(self.id, (last - NEWEST + 1).max(1)))
    }

    fn take(self, answer: Result<Opened, Failure>, past: Vec<(ConversationId, Vec<ThreadItem>)>) {
        match answer {
            Ok(Opened { head, newest }) => {
                self.thread.failed.try_set(None);
                self.thread.model.try_update(|model| {
                    let ids = head.past.iter().map(|one| one.id).chain([self.id]);
                    if !model.has_parts(ids) {
                        model.set_parts(parts(&head, newest.last_position));
                    }
                    model.take_newest(newest);
                    past.into_iter().for_each(|(conversation, items)| model.take_items(conversation, items));
                });
                self.files.take_kept(&head.draft_files);
                self.head.try_set(head);
                self.thread.look_again();
                self.thread.read_outlines();
            }
            Err(failure) => {
                self.thread.failed.try_set(Some(failure.code));
            }
        }
    }
}
