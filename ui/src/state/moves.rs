//! Taking, giving and closing conversations, from wherever on the page it is asked.

use super::{DeskState, Notice, Toasts};
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::thread::{AssignTo, Claim, ClaimOutcome, CloseConversation, Move, UndoMove};
use protocol::limits::UNDO_MS;
use protocol::{AgentRef, ConversationId, Position};

#[derive(Clone, Copy)]
pub struct Moves {
    desk: DeskState,
    toasts: Toasts,
    /// Asked of the hub and not answered yet.
    claiming: RwSignal<Option<ConversationId>>,
}

impl Moves {
    pub fn new(desk: DeskState, toasts: Toasts) -> Self {
        Self { desk, toasts, claiming: RwSignal::new(None) }
    }

    pub fn is_claiming(self, id: ConversationId) -> bool {
        self.claiming.get() == Some(id)
    }

    /// Takes an unassigned conversation and opens the reply (A4).
    pub fn claim(self, conversation: ConversationId) {
        if self.claiming.get_untracked().is_some() {
            return;
        }
        self.claiming.set(Some(conversation));
        spawn_local(async move {
            let outcome = ipc::call(Claim { conversation }).await;
            self.claiming.set(None);
            match outcome {
                Ok(ClaimOutcome::Mine) => {
                    self.desk.open(conversation, None);
                    self.desk.focus_reply.set(Some(conversation));
                }
                Ok(ClaimOutcome::Taken { by }) => self.toasts.tell(Notice::Taken { by: by.map(|by| by.name) }),
                Err(failure) => self.refused(conversation, failure),
            }
        });
    }

    /// Gives it to a colleague, with a word to them, or back to unassigned with none (A5).
    pub fn assign(self, conversation: ConversationId, visitor: String, to: Option<AgentRef>, note: Option<String>) {
        let agent = to.as_ref().map(|to| to.id);
        let what = to.map_or(Move::GiveBack, |to| Move::Assign { to });
        spawn_local(async move {
            let answer = ipc::call(AssignTo { conversation, agent, note }).await;
            self.moving(conversation, visitor, what, answer);
        });
    }

    /// Closes for good, unless it is taken back within some seconds (A14).
    pub fn close(self, conversation: ConversationId, visitor: String, last_position: Position) {
        spawn_local(async move {
            let answer = ipc::call(CloseConversation { conversation, last_position }).await;
            self.moving(conversation, visitor, Move::Close, answer);
        });
    }

    pub fn undo(self, conversation: ConversationId) {
        self.toasts.drop_move(conversation);
        spawn_local(async move {
            match ipc::call(UndoMove { conversation }).await {
                Ok(true) => self.toasts.tell_for(Notice::Undone, 3_000),
                Ok(false) => self.toasts.tell(Notice::TooLate),
                Err(failure) => self.refused(conversation, failure),
            }
        });
    }

    fn moving(self, conversation: ConversationId, visitor: String, what: Move, answer: Result<(), Failure>) {
        match answer {
            Ok(()) => self.toasts.tell_for(Notice::Moving { conversation, visitor, what }, UNDO_MS as u64),
            Err(failure) => self.refused(conversation, failure),
        }
    }

    fn refused(self, conversation: ConversationId, failure: Failure) {
        leptos::logging::warn!("refused: {}: {}", failure.code, failure.message);
        self.toasts.tell(Notice::Refused { conversation: Some(conversation), code: failure.code });
    }
}
