//! Tells of what deserves attention (A15, A16): the desktop shows it, a chime is heard, and where the desktop
//! does neither, the window says it. A click shows the conversation.

mod chime;
mod crowd;
pub mod desktop;
pub mod speaker;
mod words;

use crate::console::Console;
use crate::language;
use crate::outbox::now;
use desktop::Desktop;
use protocol::ConversationId;
use speaker::Speaker;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::spawn_blocking;

/// Tells of notices for as long as the console lives. `open` shows a conversation.
pub async fn run(
    console: Console,
    speaker: Arc<Speaker>,
    open: impl Fn(ConversationId) + Clone + Send + Sync + 'static,
) {
    let mut notices = console.notices();
    let desktop = Arc::new(Desktop::new(open));
    let mute_told = Arc::new(AtomicBool::new(false));
    let mut absence_told = false;
    loop {
        let notice = match notices.recv().await {
            Ok(notice) => notice,
            Err(RecvError::Lagged(missed)) => {
                tracing::info!(missed, "too many notices at once");
                continue;
            }
            Err(RecvError::Closed) => return,
        };
        let preferences = console.preferences();
        let (wanted, locale) = (preferences.notices, language::chosen(preferences.locale));
        let ways = words::ways(notice.kind, &wanted, now());
        if ways.heard {
            let (speaker, told) = (speaker.clone(), mute_told.clone());
            spawn_blocking(move || match speaker.ring(wanted.chime, wanted.volume) {
                Err(error) if !told.swap(true, Ordering::Relaxed) => tracing::warn!(%error, "nothing is heard"),
                _ => {}
            });
        }
        if !ways.shown {
            continue;
        }
        let title = words::title(&notice, locale);
        let text = words::text(&notice, wanted.hide_text).to_owned();
        let mut shown = false;
        if wanted.desktop {
            let (desktop, title, text) = (desktop.clone(), title.clone(), text.clone());
            let told = spawn_blocking(move || desktop.tell(notice.conversation, &title, &text, locale)).await;
            shown = matches!(told, Ok(Ok(())));
            if let Ok(Err(error)) = told
                && !std::mem::replace(&mut absence_told, true)
            {
                tracing::warn!(%error, "notices stay in the window");
            }
        }
        if !shown && wanted.in_window {
            console.tell_window(notice.conversation, title, text);
        }
    }
}
