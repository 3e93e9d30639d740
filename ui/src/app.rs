//! The frame of the window: starts the core's view of this desk, follows its events, keeps theme and
//! language, and shows the page that is wanted.

use crate::clock::Clock;
use crate::i18n::{I18nContextProvider, use_i18n};
use crate::ipc;
use crate::keyboard::{self, Action};
use crate::parts::boot_failed::BootFailed;
use crate::parts::rail::Rail;
use crate::parts::shortcuts::ShortcutList;
use crate::parts::toasts::ToastList;
use crate::state::{
    CannedState, DeskState, EmojiState, InboxState, Moves, Notice, Page, PlaybooksState, ProjectsState, Toasts,
    Transfers, TypingVisitors, VisitorsState, address,
};
use crate::views::{Conversations, Settings, SignIn, Visitors};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::events::OnScreen;
use protocol::ipc::session::{Preferences, Theme, ZOOMS};
use wasm_bindgen::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    view! {
        <I18nContextProvider>
            <Desk />
        </I18nContextProvider>
    }
}

/// What the window shows as a whole.
#[derive(Clone, PartialEq)]
enum Stage {
    Starting,
    Failed(String),
    SignedOut,
    SignedIn,
}

#[component]
fn Desk() -> impl IntoView {
    let desk = DeskState::new();
    provide_context(desk);
    provide_context(Clock::start());
    keyboard::listen(desk.keys, Memo::new(move |_| desk.bindings()));
    follow_language(desk);
    follow_theme(desk);
    desk.boot();
    spawn_local(ipc::listen(move |event| desk.hear(&event)));
    let stage = Memo::new(move |_| match (desk.failed.get(), desk.is_ready()) {
        (Some(code), _) => Stage::Failed(code),
        (None, false) => Stage::Starting,
        (None, true) if desk.me().is_none() => Stage::SignedOut,
        (None, true) => Stage::SignedIn,
    });
    move || match stage.get() {
        Stage::Starting => ().into_any(),
        Stage::Failed(code) => view! { <BootFailed code /> }.into_any(),
        Stage::SignedOut => view! { <SignIn /> }.into_any(),
        Stage::SignedIn => view! { <Shell /> }.into_any(),
    }
}

#[component]
fn Shell() -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let toasts = Toasts::new();
    let moves = Moves::new(desk, toasts);
    provide_context(toasts);
    provide_context(moves);
    let inbox = InboxState::follow(desk);
    provide_context(inbox);
    provide_context(CannedState::follow(desk));
    provide_context(EmojiState::new());
    provide_context(PlaybooksState::new(desk));
    provide_context(ProjectsState::new());
    provide_context(Transfers::follow(desk));
    provide_context(TypingVisitors::follow(desk));
    let visitors = VisitorsState::new(desk, expect_context());
    provide_context(visitors);
    address::follow(desk, visitors);
    desk.keys.listen(move |action| match action {
        Action::Conversations => desk.page.set(Page::Conversations),
        Action::Visitors => desk.page.set(Page::Visitors),
        Action::Settings => desk.page.set(Page::Settings),
        Action::Larger => desk.zoom(|now| ZOOMS.into_iter().find(|size| *size > now)),
        Action::Smaller => desk.zoom(|now| ZOOMS.into_iter().rfind(|size| *size < now)),
        Action::UsualSize => desk.zoom(|_| Some(Preferences::default().zoom)),
        Action::Undo => match toasts.newest_done() {
            Some(Notice::Moving { conversation, .. }) => moves.undo(conversation),
            Some(Notice::StatusSet(change)) => change.undo(toasts),
            _ => {}
        },
        _ => {}
    });
    tell_what_is_on_screen(desk);
    Effect::new(move || {
        if inbox.is_read() {
            desk.tell_painted();
        }
    });
    // A page that is chosen again stays as it is: its lists, its focus, what is being written.
    let page = Memo::new(move |_| desk.page.get());
    view! {
        <div class="shell">
            <Rail />
            {move || match page.get() {
                Page::Conversations => view! { <Conversations /> }.into_any(),
                Page::Visitors => view! { <Visitors /> }.into_any(),
                Page::Settings => view! { <Settings /> }.into_any(),
            }}
        </div>
        <ToastList />
        <ShortcutList />
    }
}

/// The core does not notify about the conversation that is looked at.
fn tell_what_is_on_screen(desk: DeskState) {
    let on_screen = Memo::new(move |_| {
        let target = desk.target.get().map(|target| target.conversation);
        target.filter(|_| desk.page.get() == Page::Conversations)
    });
    Effect::new(move || {
        let conversation = on_screen.get();
        spawn_local(async move {
            let _ = ipc::call(OnScreen { conversation }).await;
        });
    });
}

fn follow_language(desk: DeskState) {
    let i18n = use_i18n();
    let web_view = words::web_view_locale();
    let chosen = Memo::new(move |_| {
        let named = desk.preferences().locale.or_else(|| desk.system_locale());
        named.map_or(web_view, words::chosen_locale)
    });
    Effect::new(move || i18n.set_locale(chosen.get()));
    i18n.set_locale(chosen.get_untracked());
}

/// `data-theme` on the root follows the choice, or the system while nothing is chosen. The choice is
/// noted where `theme.js` finds it before the first paint of the next start.
fn follow_theme(desk: DeskState) {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let system_dark = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let heard = Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
            system_dark.set(event.matches());
        });
        // Older web views have no `addEventListener` here, and live without the change.
        let _ = query.add_event_listener_with_callback("change", heard.as_ref().unchecked_ref());
        heard.forget();
    }
    let theme = Memo::new(move |_| desk.read(|desk| desk.preferences.theme));
    Effect::new(move || {
        let Some(theme) = theme.get() else { return };
        let dark = theme == Theme::Dark || (theme == Theme::System && system_dark.get());
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", if dark { "dark" } else { "light" });
        }
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item("theme", theme.as_str());
        }
    });
}
