//! The narrow column at the left edge: pages, presence, and who I am.

use crate::format;
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::avatar::Avatar;
use crate::state::{DeskState, InboxState, Page};
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};

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
    view! {
        <nav class="rail" aria-label=move || t_string!(i18n, nav.main)>
            <span class="rail__mark"><Icon shape=Shape::Lectern /></span>
            <Item
                page=Page::Conversations
                name="conversations"
                shape=Shape::MessagesSquare
                action=Action::Conversations
                title=|locale| td_string!(locale, nav.conversations)
                label=Signal::derive(conversations)
            >
                <Show when=move || { unread.get() > 0 }>
                    <span class="count" data-testid="unread-badge">{move || format::short_count(unread.get())}</span>
                </Show>
            </Item>
            <Item
                page=Page::Visitors
                name="visitors"
                shape=Shape::UsersRound
                action=Action::Visitors
                title=|locale| td_string!(locale, nav.visitors)
            />
            <Item
                page=Page::Settings
                name="settings"
                shape=Shape::Settings
                action=Action::Settings
                title=|locale| td_string!(locale, nav.settings)
            />
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

/// The way to a page.
#[component]
fn Item(
    page: Page,
    /// `data-testid` is this after `nav-`.
    name: &'static str,
    shape: Shape,
    /// Its key.
    action: Action,
    title: fn(Locale) -> &'static str,
    /// What it is called, where that is more than its title.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let words = move || label.map_or_else(|| title(i18n.get_locale()).to_owned(), |label| label.get());
    view! {
        <button
            class="rail__item"
            type="button"
            data-testid=format!("nav-{name}")
            aria-current=move || (desk.page.get() == page).then_some("page")
            aria-label=words
            title=move || format!("{}  ·  {}", title(i18n.get_locale()), desk.key(action, i18n.get_locale()))
            on:click=move |_| desk.page.set(page)
        >
            <Icon shape size=Size::Large />
            {children.map(|children| children())}
        </button>
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
