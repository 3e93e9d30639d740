//! The side panel of the dialogue, kept as the core has it (A12, A13).

use super::refresh::{beside_dialogue, refresh};
use super::{DeskState, DialogueState, Notice, Toasts};
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::crm::{EntryKind, SheetField};
use protocol::ipc::Command;
use protocol::ipc::crm::{
    CreateEntry, DiscardEntry, EditSheet, EntryView, FieldState, FieldView, ReadSheet, SettleField, SheetView,
};
use protocol::ipc::thread::RetryReply;
use protocol::{ConversationId, MessageId, Timestamp};

#[derive(Clone, Copy)]
pub struct SheetState {
    pub conversation: ConversationId,
    /// None until it was read.
    view: RwSignal<Option<SheetView>>,
    /// The entry that the thread has led to.
    pub revealed: RwSignal<Option<MessageId>>,
    toasts: Toasts,
}

impl SheetState {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState, dialogue: DialogueState, toasts: Toasts) -> Self {
        let (view, revealed) = (RwSignal::new(None), RwSignal::new(None));
        let sheet = Self { conversation: dialogue.id, view, revealed, toasts };
        beside_dialogue(desk, dialogue.id, move || sheet.read());
        sheet
    }

    fn read(self) {
        refresh(self.view, ReadSheet { conversation: self.conversation });
    }

    pub fn is_read(self) -> bool {
        self.view.with(Option::is_some)
    }

    pub fn field(self, field: SheetField) -> FieldView {
        let found = |view: &Option<SheetView>| view.as_ref()?.fields.iter().find(|one| one.field == field).cloned();
        self.view.with(found).unwrap_or(FieldView { field, value: None, state: FieldState::Saved })
    }

    pub fn entries(self) -> Vec<EntryView> {
        self.view.with(|view| view.as_ref().map(|view| view.entries.clone()).unwrap_or_default())
    }

    pub fn saved_at(self) -> Option<Timestamp> {
        self.view.with(|view| view.as_ref()?.saved_at)
    }

    /// Why the CRM beside the hub does not have it as it is here.
    pub fn trouble(self) -> Option<String> {
        self.view.with(|view| view.as_ref()?.trouble.clone())
    }

    /// Some field is on its way, or waits for the network.
    pub fn is_pending(self) -> bool {
        let pending = |view: &SheetView| view.fields.iter().any(|field| field.state == FieldState::Pending);
        self.view.with(|view| view.as_ref().is_some_and(pending))
    }

    /// `from`: what the agent saw when they began.
    pub fn edit(self, field: SheetField, from: Option<String>, to: Option<String>) {
        self.send(EditSheet { conversation: self.conversation, field, from, to });
    }

    pub fn settle(self, field: SheetField, keep_mine: bool) {
        self.send(SettleField { conversation: self.conversation, field, keep_mine });
    }

    pub fn create(self, what: EntryKind, title: String, due: Option<String>) {
        self.send(CreateEntry { conversation: self.conversation, what, title, due });
    }

    pub fn retry(self, id: MessageId) {
        self.send(RetryReply { id });
    }

    pub fn discard(self, id: MessageId) {
        self.send(DiscardEntry { id });
    }

    fn send(self, command: impl Command + 'static) {
        spawn_local(async move {
            if let Err(failure) = ipc::call(command).await {
                self.toasts.tell(Notice::Refused { conversation: Some(self.conversation), code: failure.code });
            }
            self.read();
        });
    }
}
