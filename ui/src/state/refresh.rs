//! What the core knows of one thing, kept in a signal.

use super::DeskState;
use crate::after_paint::after_paint;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ConversationId;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::{Command, Failure};

/// Reads it anew. Most events change nothing in it, and nothing is drawn again for them.
pub fn refresh<C>(known: RwSignal<Option<C::Output>>, command: C)
where
    C: Command + 'static,
    C::Output: PartialEq + Send + Sync + 'static,
{
    refresh_or(known, command, |_| {});
}

/// The same; `failed` hears why it could not be read.
pub fn refresh_or<C>(known: RwSignal<Option<C::Output>>, command: C, failed: impl FnOnce(&Failure) + 'static)
where
    C: Command + 'static,
    C::Output: PartialEq + Send + Sync + 'static,
{
    spawn_local(async move {
        match ipc::call(command).await {
            Ok(now) => {
                if known.try_with_untracked(|known| known.as_ref() != Some(&now)) == Some(true) {
                    known.try_set(Some(now));
                }
            }
            Err(failure) => {
                leptos::logging::warn!("{}: {}: {}", C::NAME, failure.code, failure.message);
                failed(&failure);
            }
        }
    });
}

/// Calls `read` once the dialogue is on the glass, and whenever something beside it may have changed, for as
/// long as the calling component lives.
pub fn beside_dialogue(desk: DeskState, conversation: ConversationId, read: impl Fn() + Copy + Send + Sync + 'static) {
    after_paint(read);
    whenever(desk, move |ids| ids.contains(&conversation), read);
}

/// Calls `read` whenever what is known of people, or one of the conversations that concern it, may have changed.
pub fn whenever(desk: DeskState, concerns: impl Fn(&[ConversationId]) -> bool + 'static, read: impl Fn() + 'static) {
    desk.events.listen(move |event| match event {
        ConsoleEvent::InboxChanged => read(),
        ConsoleEvent::ConversationsChanged { ids } if concerns(ids) => read(),
        _ => {}
    });
}
