//! Who is kept out, since when, by whom, until when (V9); a manager lets them in again, one or many.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::block_dialog::UnblockButton;
use crate::parts::icon_button::IconButton;
use crate::state::{DeskState, Notice, Toasts, VisitorsState};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string, td_string};
use protocol::VisitorId;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitor::{BlockedVisitor, ListBlocked, UnblockVisitor};
use std::collections::BTreeSet;

#[component]
pub fn BlockedList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitors = expect_context::<VisitorsState>();
    let blocked = RwSignal::new(None::<Vec<BlockedVisitor>>);
    let read = move || {
        let project = desk.project();
        spawn_local(async move {
            if let Ok(list) = ipc::call(ListBlocked { project }).await {
                blocked.try_set(Some(list));
            }
        });
    };
    Effect::new(read);
    desk.events.listen(move |event| {
        if *event == ConsoleEvent::InboxChanged {
            untrack(read);
        }
    });
    let nobody = move || blocked.with(|blocked| blocked.as_ref().is_some_and(Vec::is_empty));
    let chosen = RwSignal::new(BTreeSet::new());
    view! {
        <section class="blocked" data-testid="blocked-list">
            <div class="blocked__bar">
                <IconButton id="blocked-back" shape=Shape::ChevronLeft label=|l| td_string!(l, block.back) act=move || visitors.blocked.set(false) />
                <h2>{t!(i18n, block.list)}</h2>
                <span class="muted">{t!(i18n, block.list_hint)}</span>
                <span class="grow"></span>
                <Show when=move || desk.sees_all() && !nobody()>
                    <Many blocked chosen />
                </Show>
            </div>
            <For
                each=move || blocked.get().unwrap_or_default()
                key=|one| (one.id, one.at)
                let:one
            >
                <One one chosen read=Callback::new(move |()| read()) />
            </For>
            <Show when=nobody>
                <div class="pref"><p class="muted">{t!(i18n, block.nobody)}</p></div>
            </Show>
        </section>
    }
}

/// All at once.
#[component]
fn Many(blocked: RwSignal<Option<Vec<BlockedVisitor>>>, chosen: RwSignal<BTreeSet<VisitorId>>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let all = move || blocked.with(|all| all.iter().flatten().map(|one| one.id).collect::<BTreeSet<_>>());
    // Whoever is let in meanwhile is not there to be chosen any more.
    let wanted = Memo::new(move |_| chosen.with(|chosen| chosen.intersection(&all()).copied().collect::<Vec<_>>()));
    let busy = RwSignal::new(false);
    let unblock = move |_| {
        busy.set(true);
        let wanted = wanted.get_untracked();
        spawn_local(async move {
            for visitor in wanted {
                if let Err(failure) = ipc::call(UnblockVisitor { visitor }).await {
                    toasts.tell(Notice::Refused { conversation: None, code: failure.code });
                    break;
                }
                chosen.try_update(|chosen| chosen.remove(&visitor));
            }
            busy.try_set(false);
        });
    };
    view! {
        <label class="dialog__check">
            <input
                type="checkbox"
                data-testid="blocked-all"
                prop:checked=move || wanted.with(Vec::len) == all().len()
                on:change=move |event| chosen.set(if event_target_checked(&event) { all() } else { BTreeSet::new() })
            />
            {t!(i18n, block.select_all)}
        </label>
        <button
            class="button"
            type="button"
            data-testid="unblock-chosen"
            disabled=move || busy.get() || wanted.with(Vec::is_empty) || !desk.is_connected()
            on:click=unblock
        >
            {move || t_string!(i18n, block.unblock_chosen, count = wanted.with(Vec::len) as i64)}
        </button>
    }
}

#[component]
fn One(one: BlockedVisitor, chosen: RwSignal<BTreeSet<VisitorId>>, read: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitors = expect_context::<VisitorsState>();
    let BlockedVisitor { id, name, number, by, at, reason, until } = one;
    let name = move || words::name_or_number(i18n.get_locale(), name.as_deref(), number);
    let label = {
        let name = name.clone();
        move || t_string!(i18n, block.select, name = name()).to_string()
    };
    let told = move || {
        let locale = i18n.get_locale();
        let date = |at| intl::date(locale, Style::ShortDate, at);
        let by = by.as_ref().map(|by| by.name.clone()).unwrap_or_default();
        let mut told = t_string!(i18n, block.blocked, by = by, date = date(at)).to_string();
        if let Some(until) = until {
            let time = intl::date(locale, Style::Time, until);
            told = format!("{told} ({})", t_string!(i18n, block.until, date = date(until), time = time));
        }
        match &reason {
            Some(reason) => leptos_i18n::tu_string!(i18n, block.because, said = told, reason = reason).to_string(),
            None => told,
        }
    };
    view! {
        <div class="pref" data-testid="blocked-visitor" data-id=id.to_string()>
            <Show when=move || desk.sees_all()>
                <input
                    type="checkbox"
                    data-testid="blocked-choose"
                    aria-label=label.clone()
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&id))
                    on:change=move |event| chosen.update(|chosen| {
                        if event_target_checked(&event) { chosen.insert(id); } else { chosen.remove(&id); }
                    })
                />
            </Show>
            <p class="grow">
                <button class="link" type="button" dir="auto" on:click=move |_| visitors.opened.set(Some(id))>{name}</button>
                <small dir="auto">{told}</small>
            </p>
            <UnblockButton visitor=id done=read />
        </div>
    }
}
