//! Short notices over the page: what was done and can be taken back, and what happened off screen.

use super::StatusChange;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Command;
use protocol::ipc::thread::Move;
use protocol::{ConversationId, VisitorId};
use std::time::Duration;

/// How long a notice stays that nobody has to answer.
const NOTICE_MS: u64 = 8_000;

/// What a notice says. The words are made where it is shown, so that a change of language reaches it.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Waits in the outbox and can be taken back.
    Moving {
        conversation: ConversationId,
        visitor: String,
        what: Move,
    },
    /// Another agent was faster.
    Taken {
        by: Option<String>,
    },
    Refused {
        conversation: Option<ConversationId>,
        code: String,
    },
    /// A file that nobody would take.
    FileRefused {
        name: String,
        code: String,
    },
    /// A visitor stands elsewhere now (V10); it can be taken back.
    StatusSet(StatusChange),
    /// A visitor's page went to the agent's browser (D2).
    PageOpened {
        host: String,
    },
    /// A file was written.
    Saved {
        path: String,
    },
    /// Rows of a file were taken over, but for those of these lines.
    Imported {
        saved: usize,
        lines: Vec<u64>,
    },
    /// A chat deserves attention, and the desktop did not tell of it.
    Noticed {
        conversation: ConversationId,
        title: String,
        text: String,
    },
    /// A visitor was erased.
    Erased,
    Undone,
    TooLate,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    pub id: u64,
    pub notice: Notice,
}

#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

impl Toasts {
    pub fn new() -> Self {
        Self { shown: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    pub fn shown(self) -> Vec<Toast> {
        self.shown.get()
    }

    pub fn tell(self, notice: Notice) {
        self.tell_for(notice, NOTICE_MS);
    }

    /// One of a kind per conversation: what is said later replaces what was said before.
    pub fn tell_for(self, notice: Notice, ms: u64) {
        // Whoever has signed out meanwhile is told nothing.
        let Some(id) = self.next.try_update_value(|next| std::mem::replace(next, *next + 1)) else { return };
        match &notice {
            Notice::Moving { conversation, .. } => self.drop_move(*conversation),
            Notice::StatusSet(change) => self.drop_status(change.visitor),
            Notice::Noticed { conversation: of, .. } => self.shown.update(|all| {
                all.retain(
                    |toast| !matches!(&toast.notice, Notice::Noticed { conversation, .. } if conversation == of),
                );
            }),
            _ => {}
        }
        self.shown.update(|all| all.push(Toast { id, notice }));
        set_timeout(move || self.close(id), Duration::from_millis(ms));
    }

    /// Has the core write a file, and tells where it lies or why there is none.
    pub fn save(self, command: impl Command<Output = String> + 'static) {
        spawn_local(async move {
            self.tell(match ipc::call(command).await {
                Ok(path) => Notice::Saved { path },
                Err(failure) => Notice::Refused { conversation: None, code: failure.code },
            });
        });
    }

    pub fn close(self, id: u64) {
        self.shown.try_update(|all| all.retain(|toast| toast.id != id));
    }

    pub fn drop_move(self, of: ConversationId) {
        self.shown.update(|all| {
            all.retain(|toast| !matches!(&toast.notice, Notice::Moving { conversation, .. } if *conversation == of));
        });
    }

    pub fn drop_status(self, of: VisitorId) {
        self.shown.update(|all| {
            all.retain(|toast| !matches!(&toast.notice, Notice::StatusSet(change) if change.visitor == of));
        });
    }

    /// The newest of those that can be taken back.
    pub fn newest_done(self) -> Option<Notice> {
        let done = |notice: &&Notice| matches!(notice, Notice::Moving { .. } | Notice::StatusSet(_));
        self.shown.with_untracked(|all| all.iter().rev().map(|toast| &toast.notice).find(done).cloned())
    }
}
