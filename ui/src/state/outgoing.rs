//! What leaves the composer: replies and drafts of one conversation, each in order.
//!
//! Two calls at once could reach the core swapped, so replies go one after the other, and of drafts
//! only the newest waits for the one on its way. It lives on by itself until all of it has gone, even
//! when the conversation was left meanwhile.

use crate::ipc;
use crate::thread_model::Fresh;
use leptos::task::spawn_local;
use protocol::ConversationId;
use protocol::ipc::Failure;
use protocol::ipc::thread::{Draft, Reply, SaveDraft};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

pub struct Outgoing {
    conversation: ConversationId,
    replies: RefCell<VecDeque<Vec<Fresh>>>,
    sending: Cell<bool>,
    /// The draft as the core has it, or is about to.
    kept: RefCell<Draft>,
    next_draft: RefCell<Option<Draft>>,
    saving: Cell<bool>,
}

impl Outgoing {
    pub fn new(conversation: ConversationId, draft: Draft) -> Rc<Self> {
        Rc::new(Self {
            conversation,
            replies: RefCell::default(),
            sending: Cell::new(false),
            kept: RefCell::new(draft),
            next_draft: RefCell::default(),
            saving: Cell::new(false),
        })
    }

    /// Hands the parts of a reply to the core and tells what became of them: all were kept, or none.
    pub fn reply(self: &Rc<Self>, parts: Vec<Fresh>, done: impl Fn(Vec<u64>, Result<(), Failure>) + 'static) {
        self.replies.borrow_mut().push_back(parts);
        if self.sending.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            while let Some(reply) = this.next_reply() {
                let (keys, parts) = reply.into_iter().map(|part| (part.key, part.body)).unzip();
                let answer = ipc::call(Reply { conversation: this.conversation, parts }).await;
                done(keys, answer.map(|_ids| ()));
            }
            this.sending.set(false);
        });
    }

    /// Keeps what is being written, unless the core has it so already.
    pub fn save_draft(self: &Rc<Self>, draft: Draft) {
        if *self.kept.borrow() == draft {
            return;
        }
        self.kept.replace(draft.clone());
        self.next_draft.replace(Some(draft));
        if self.saving.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            while let Some(draft) = this.next_draft.take() {
                if let Err(failure) = ipc::call(SaveDraft { conversation: this.conversation, draft }).await {
                    leptos::logging::error!("save_draft: {}: {}", failure.code, failure.message);
                }
            }
            this.saving.set(false);
        });
    }

    fn next_reply(&self) -> Option<Vec<Fresh>> {
        self.replies.borrow_mut().pop_front()
    }
}
