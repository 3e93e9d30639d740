//! What stands on the desktop: one notification for each conversation, and one for a crowd of them.
//!
//! Waiting for a click blocks, so each has a thread that ends when the desktop takes it away. A newer notice of
//! the same conversation replaces what its notification says, and the thread goes on waiting.

use super::crowd::{Crowd, Place};
use super::words;
use crate::outbox::now;
use notify_rust::{Notification, NotificationHandle, Timeout};
use protocol::ConversationId;
use protocol::ipc::session::Locale;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Notifications of their own that stand at the same time; more would only be a wall that nobody reads.
const STANDING_MAX: usize = 12;

#[derive(Debug, thiserror::Error)]
#[error("the desktop shows no notifications: {0}")]
pub struct Absent(String);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Of(ConversationId),
    Shared,
}

struct Standing {
    /// The desktop's number for it.
    id: u32,
    /// What a click opens: the newest.
    opens: ConversationId,
}

pub struct Desktop<F> {
    standing: Mutex<HashMap<Slot, Standing>>,
    crowd: Mutex<Crowd>,
    open: F,
}

impl<F: Fn(ConversationId) + Send + Sync + 'static> Desktop<F> {
    /// `open` shows a conversation.
    pub fn new(open: F) -> Self {
        Self { standing: Mutex::default(), crowd: Mutex::default(), open }
    }

    /// Shows it, alone or among others. Asks the desktop, and waits for its answer.
    pub fn tell(self: &Arc<Self>, of: ConversationId, title: &str, text: &str, locale: Locale) -> Result<(), Absent> {
        let (own, shared, full) = {
            let standing = self.standing();
            let own = standing.contains_key(&Slot::Of(of));
            (own, standing.contains_key(&Slot::Shared), standing.len() >= STANDING_MAX)
        };
        let place = self.crowd.lock().unwrap_or_else(PoisonError::into_inner).place(of, now(), own, shared);
        match place {
            Place::Together(chats) => self.show(Slot::Shared, of, &words::crowd(chats, locale), title),
            Place::Alone if full && !own => self.show(Slot::Shared, of, title, text),
            Place::Alone => self.show(Slot::Of(of), of, title, text),
        }
    }

    fn show(self: &Arc<Self>, slot: Slot, opens: ConversationId, title: &str, text: &str) -> Result<(), Absent> {
        let known = self.standing().get(&slot).map(|standing| standing.id);
        let shown = show(known, title, text)?;
        let id = shown.id();
        if self.standing().insert(slot, Standing { id, opens }).is_some_and(|before| before.id == id) {
            return Ok(());
        }
        let this = self.clone();
        let spawned = thread::Builder::new().name("notification".into()).spawn(move || this.wait(slot, shown));
        if let Err(error) = spawned {
            tracing::warn!(%error, "a notification waits for no click");
            self.standing().remove(&slot);
        }
        Ok(())
    }

    fn wait(&self, slot: Slot, shown: NotificationHandle) {
        let (id, mut clicked) = (shown.id(), false);
        shown.wait_for_action(|action| clicked = action == "default");
        let gone = {
            let mut standing = self.standing();
            let is_ours = standing.get(&slot).is_some_and(|standing| standing.id == id);
            if is_ours { standing.remove(&slot) } else { None }
        };
        if let Some(gone) = gone.filter(|_| clicked) {
            tracing::info!(conversation = %gone.opens, "a notification was clicked");
            (self.open)(gone.opens);
        }
    }

    fn standing(&self) -> MutexGuard<'_, HashMap<Slot, Standing>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether anybody shows notifications here.
pub fn is_there() -> bool {
    notify_rust::get_capabilities().is_ok()
}

/// Says something that no click answers.
pub fn say(title: &str, text: &str) {
    if let Err(error) = show(None, title, text) {
        tracing::info!(%error, "nobody was told");
    }
}

/// Shows it, in place of the one that has this number.
fn show(replaced: Option<u32>, title: &str, text: &str) -> Result<NotificationHandle, Absent> {
    let able = notify_rust::get_capabilities().map_err(|error| Absent(error.to_string()))?;
    let body = if able.iter().any(|one| one == "body-markup") { words::escape(text) } else { text.to_owned() };
    let mut notification = Notification::new();
    notification.appname("Pupitre").icon("pupitre").summary(title).body(&body);
    notification.action("default", "").timeout(Timeout::Default);
    if let Some(id) = replaced {
        notification.id(id);
    }
    notification.show().map_err(|error| Absent(error.to_string()))
}
