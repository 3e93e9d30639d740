//! Tells the desktop of what deserves attention (A15), through the system's notifications. A click
//! shows the conversation.
//!
//! Waiting for a click blocks, so each notification has a thread; one that nobody clicks ends when
//! the desktop closes it. Without a notification service nothing is shown, and the log says so once.

mod words;

use crate::console::Console;
use crate::language;
use crate::outbox::now;
use notify_rust::{Notification, Timeout};
use protocol::ConversationId;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use tokio::sync::broadcast::error::RecvError;

/// Threads that wait for a click at the same time; more would only be a crowd that nobody reads.
const WAITING_MAX: usize = 24;

/// Shows notices for as long as the console lives. `open` shows a conversation.
pub async fn run(console: Console, open: impl Fn(ConversationId) + Send + Sync + 'static) {
    let (mut notices, open) = (console.notices(), Arc::new(open));
    let desktop = Arc::new(Desktop::default());
    loop {
        match notices.recv().await {
            Ok(notice) => {
                let preferences = console.preferences();
                if !words::is_wanted(notice.kind, &preferences.notices, now()) {
                    continue;
                }
                let title = words::title(&notice, language::chosen(preferences.locale));
                let text = words::text(&notice, preferences.notices.hide_text).to_owned();
                desktop.clone().show(notice.conversation, title, text, open.clone());
            }
            Err(RecvError::Lagged(missed)) => tracing::info!(missed, "too many notices at once"),
            Err(RecvError::Closed) => return,
        }
    }
}

#[derive(Default)]
struct Desktop {
    waiting: AtomicUsize,
    absence_told: AtomicBool,
}

impl Desktop {
    fn show(
        self: Arc<Self>,
        conversation: ConversationId,
        title: String,
        text: String,
        open: Arc<impl Fn(ConversationId) + Send + Sync + 'static>,
    ) {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING_MAX {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return;
        }
        let spawned = thread::Builder::new().name("notification".into()).spawn({
            let this = self.clone();
            move || {
                if this.show_and_wait(&title, &text) {
                    tracing::info!(%conversation, "a notification was clicked");
                    open(conversation);
                }
                this.waiting.fetch_sub(1, Ordering::Relaxed);
            }
        });
        if let Err(error) = spawned {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            tracing::warn!(%error, "a notification has no thread");
        }
    }

    /// Answers whether it was clicked.
    fn show_and_wait(&self, title: &str, text: &str) -> bool {
        let markup = notify_rust::get_capabilities().is_ok_and(|all| all.iter().any(|one| one == "body-markup"));
        let body = if markup { words::escape(text) } else { text.to_owned() };
        let shown = Notification::new()
            .appname("Pupitre")
            .icon("pupitre")
            .summary(title)
            .body(&body)
            .action("default", "")
            .timeout(Timeout::Default)
            .show();
        let handle = match shown {
            Ok(handle) => handle,
            Err(error) => {
                if !self.absence_told.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "the desktop shows no notifications");
                }
                return false;
            }
        };
        let mut clicked = false;
        handle.wait_for_action(|action| clicked = action == "default");
        clicked
    }
}
