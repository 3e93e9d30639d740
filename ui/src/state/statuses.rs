//! Saying where a visitor stands (V10): done at once, and taken back by saying what was.

use super::{Notice, Toasts};
use crate::ipc;
use leptos::task::spawn_local;
use protocol::ipc::visitor::SetVisitorStatus;
use protocol::limits::UNDO_MS;
use protocol::{VisitorId, VisitorStatus};

#[derive(Clone, Debug, PartialEq)]
pub struct StatusChange {
    pub visitor: VisitorId,
    /// The visitor's, for what is said about it.
    pub name: String,
    pub was: VisitorStatus,
    pub status: VisitorStatus,
}

impl StatusChange {
    pub fn make(self, toasts: Toasts) {
        let wish = SetVisitorStatus { visitor: self.visitor, status: self.status };
        tell(toasts, wish, move || toasts.tell_for(Notice::StatusSet(self), UNDO_MS as u64));
    }

    pub fn undo(&self, toasts: Toasts) {
        toasts.drop_status(self.visitor);
        let wish = SetVisitorStatus { visitor: self.visitor, status: self.was };
        tell(toasts, wish, move || toasts.tell_for(Notice::Undone, 3_000));
    }
}

fn tell(toasts: Toasts, wish: SetVisitorStatus, done: impl FnOnce() + 'static) {
    spawn_local(async move {
        match ipc::call(wish).await {
            Ok(()) => done(),
            Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
        }
    });
}
