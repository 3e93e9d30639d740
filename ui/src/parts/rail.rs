//! The narrow column at the left edge: pages, presence, and who I am.

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::avatar::Avatar;
use crate::state::{DeskState, InboxState, Page};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

#[component]
pub fn Rail() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    let unread = Memo::new(move |_| inbox.counts.get().map_or(0, |counts| counts.unread));
    let name = Signal::derive(move || desk.me().map(|me| me.name).unwrap_or_default());
    let conversations = move || match unread.get() {
        0 => t_string!(i18n, nav.conversations).to_owned(),
        unread => t_string!(i18n, nav.conversations_unread, count = unread),
    };
    let current = move |page| move || (desk.page.get() == page).then_some("page");
    view! {
        <nav class="rail" aria-label=move || t_string!(i18n, nav.main)>
            <span class="rail__mark"><Icon shape=Shape::Lectern /></span>
            <button
                class="rail__item"
                type="button"
                data-testid="nav-conversations"
                aria-current=current(Page::Conversations)
                aria-label=conversations
                title=move || format!("{}  ·  {}", t_string!(i18n, nav.conversations), desk.key(Action::Conversations, i18n.get_locale()))
                on:click=move |_| desk.page.set(Page::Conversations)
            >
                <Icon shape=Shape::MessagesSquare size=Size::Large />
                <Show when=move || { unread.get() > 0 }>
                    <span class="count" data-testid="unread-badge">{move || format::short_count(unread.get())}</span>
                </Show>
            </button>
            <button
                class="rail__item"
                type="button"
                data-testid="nav-visitors"
                aria-current=current(Page::Visitors)
                aria-label=move || t_string!(i18n, nav.visitors)
                title=move || format!("{}  ·  {}", t_string!(i18n, nav.visitors), desk.key(Action::Visitors, i18n.get_locale()))
                on:click=move |_| desk.page.set(Page::Visitors)
            >
                <Icon shape=Shape::UsersRound size=Size::Large />
            </button>
            <button
                class="rail__item"
                type="button"
                data-testid="nav-settings"
                aria-current=current(Page::Settings)
                aria-label=move || t_string!(i18n, nav.settings)
                title=move || format!("{}  ·  {}", t_string!(i18n, nav.settings), desk.key(Action::Settings, i18n.get_locale()))
                on:click=move |_| desk.page.set(Page::Settings)
            >
                <Icon shape=Shape::Settings size=Size::Large />
            </button>
            <div class="rail__foot">
                <Presence />
                <button
                    class="rail__me"
                    type="button"
                    title=name
                    aria-label=move || t_string!(i18n, nav.account, name = name.get())
                    on:click=move |_| desk.page.set(Page::Settings)
                >
                    <Avatar name class="avatar--m avatar--me" />
                </button>
            </div>
        </nav>
    }
}

#[component]
fn Presence() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let online = Memo::new(move |_| desk.me().is_some_and(|me| me.online));
    let title = move || {
        if online.get() { t_string!(i18n, nav.go_offline) } else { t_string!(i18n, nav.go_online) }
    };
    let words = move || {
        if online.get() { t!(i18n, nav.online).into_any() } else { t!(i18n, nav.offline).into_any() }
    };
    view! {
        <button
            class="switch switch--presence"
            type="button"
            role="switch"
            data-testid="presence-switch"
            aria-checked=move || online.get().to_string()
            aria-label=move || t_string!(i18n, nav.online)
            title=title
            on:click=move |_| desk.set_online(!online.get_untracked())
        ></button>
        <span class="label" aria-hidden="true">{words}</span>
    }
}
