//! The inbox beside the dialogue. A conversation is read before it is shown, so that switching never
//! passes through an empty pane.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::keyboard::Action;
use crate::parts::connection_state::ConnectionState;
use crate::parts::dialogue::DialoguePane;
use crate::parts::empty::Empty;
use crate::parts::inbox::Inbox;
use crate::parts::notice_question::NoticeQuestion;
use crate::parts::token_notice::TokenNotice;
use crate::state::{DeskState, DialogueState, InboxState, Target};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::thread::Opened;

/// What the right side shows.
#[derive(Clone)]
enum Shown {
    Nothing,
    /// It went to somebody else, or the cache never held it.
    Gone,
    /// What was asked for, as it was read.
    Dialogue(Target, Box<Opened>),
}

#[component]
pub fn Conversations() -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let shown = RwSignal::new(Shown::Nothing);
    follow_target(desk, shown);
    follow_keys(desk);
    desk.events.listen(move |event| {
        if let ConsoleEvent::ConversationRevoked { id } = event
            && desk.target.get_untracked().is_some_and(|target| target.conversation == *id)
        {
            desk.target.set(None);
            shown.set(Shown::Gone);
        }
    });
    view! {
        <div class="console">
            <Inbox />
            {move || match shown.get() {
                Shown::Dialogue(target, opened) => view! { <DialoguePane target opened=*opened /> }.into_any(),
                Shown::Nothing => view! { <NoDialogue gone=false /> }.into_any(),
                Shown::Gone => view! { <NoDialogue gone=true /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn NoDialogue(gone: bool) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let title = Signal::derive(move || {
        if gone { t_string!(i18n, dialogue.gone).to_owned() } else { t_string!(i18n, dialogue.choose).to_owned() }
    });
    let hint = Signal::derive(move || {
        if gone {
            t_string!(i18n, dialogue.gone_hint).to_owned()
        } else {
            let key = |action| desk.key(action, i18n.get_locale());
            let (next, previous, search) = (key(Action::Next), key(Action::Previous), key(Action::Search));
            t_string!(i18n, dialogue.choose_hint, next = next, previous = previous, search = search)
        }
    });
    view! {
        <main class="dialogue">
            <h1 class="visually-hidden">{t!(i18n, nav.conversations)}</h1>
            <TokenNotice />
            <NoticeQuestion />
            <ConnectionState />
            <div class="dialogue__empty">
                <Empty shape=Shape::MessagesSquare title hint />
            </div>
        </main>
    }
}

/// Reads what should be shown, and shows it once it is there; a slower answer to an older wish is dropped.
fn follow_target(desk: DeskState, shown: RwSignal<Shown>) {
    Effect::new(move || {
        let Some(target) = desk.target.get() else { return };
        spawn_local(async move {
            let answer = DialogueState::read(target.conversation).await;
            if desk.target.try_get_untracked().flatten() != Some(target) {
                return;
            }
            match answer {
                Ok(opened) => drop(shown.try_set(Shown::Dialogue(target, Box::new(opened)))),
                Err(failure) => {
                    leptos::logging::warn!("open_conversation: {}: {}", failure.code, failure.message);
                    shown.try_set(Shown::Gone);
                }
            }
        });
    });
}

fn follow_keys(desk: DeskState) {
    let inbox = expect_context::<InboxState>();
    desk.keys.listen(move |action| match action {
        Action::Next => step(desk, inbox, 1),
        Action::Previous => step(desk, inbox, -1),
        _ => {}
    });
}

fn step(desk: DeskState, inbox: InboxState, step: isize) {
    let current = desk.target.get_untracked().map(|target| target.conversation);
    if let Some((folder, index)) = inbox.neighbour(current, step) {
        spawn_local(async move {
            if let Some(row) = inbox.row_at(folder, index).await {
                desk.open(row.id, None);
            }
        });
    }
}
