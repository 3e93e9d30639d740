//! Who it is, whose it is, and the way to close it.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::assign_menu::AssignMenu;
use crate::parts::avatar::Avatar;
use crate::parts::info_pane::InfoToggle;
use crate::parts::language_tag::LanguageTag;
use crate::state::{DeskState, DialogueState, InboxState, Moves};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::State;

#[component]
pub fn DialogueHead() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let head = dialogue.head;
    let name = Signal::derive(move || head.with(|head| words::visitor_name(i18n.get_locale(), &head.row)));
    let on_site = Memo::new(move |_| head.with(|head| head.row.on_site));
    let about = move || {
        head.with(|head| {
            let channel = words::platform(i18n.get_locale(), head.row.platform);
            let known = [Some(channel), head.email.as_deref(), head.phone.as_deref()];
            known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let closed = Memo::new(move |_| head.with(|head| head.row.state == State::Closed));
    let inbox = expect_context::<InboxState>();
    expect_context::<DeskState>().keys.listen(move |action| {
        if *action == Action::Find {
            let visitor = head.with_untracked(|head| head.row.visitor_id);
            inbox.filter.update(|filter| filter.visitor = Some(visitor));
        }
    });
    view! {
        <header class="dialogue__head">
            <Avatar name class="avatar--m" on_site />
            <h1 class="dialogue__name truncate" dir="auto" title=name>{name}</h1>
            <LanguageTag />
            <span class="muted truncate dialogue__about">{about}</span>
            <span class="grow"></span>
            <Show when=move || !closed.get() fallback=|| view! { <Owner /> }>
                <AssignMenu />
                <CloseButton />
            </Show>
            <InfoToggle />
        </header>
    }
}

/// Who had it when it was closed.
#[component]
fn Owner() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let owner = move || {
        let owner = dialogue.head.with(|head| head.assignee.as_ref().map(|owner| owner.name.clone()))?;
        Some(t_string!(i18n, assign.label, name = owner))
    };
    view! { <span class="muted truncate">{owner}</span> }
}

#[component]
fn CloseButton() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let moves = expect_context::<Moves>();
    let dialogue = expect_context::<DialogueState>();
    let may = Memo::new(move |_| dialogue.head.with(|head| head.may_assign && head.pending_move.is_none()));
    let close = move || {
        if may.get_untracked() {
            let locale = i18n.get_locale_untracked();
            let name = dialogue.head.with_untracked(|head| words::short_visitor_name(locale, &head.row));
            let seen = dialogue.thread.model.with_untracked(crate::thread_model::ThreadModel::last_position);
            moves.close(dialogue.id, name, seen);
        }
    };
    desk.keys.listen(move |action| {
        if *action == Action::Close {
            close();
        }
    });
    let title = move || {
        if dialogue.head.with(|head| head.may_assign) {
            t_string!(i18n, dialogue.close_title)
        } else {
            t_string!(i18n, dialogue.close_denied)
        }
    };
    view! {
        <button
            class="button"
            type="button"
            data-testid="close-conversation"
            title=title
            disabled=move || !may.get()
            on:click=move |_| close()
        >
            <Icon shape=Shape::Check size=Size::Small />
            {t!(i18n, dialogue.close)}
            <span class="kbd" aria-hidden="true">{move || desk.key(Action::Close, i18n.get_locale())}</span>
        </button>
    }
}
