//! Who is kept out, since when, by whom, until when (V9); a manager lets them in again.

use crate::i18n::use_i18n;
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::block_dialog::UnblockButton;
use crate::state::DeskState;
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitor::{BlockedVisitor, ListBlocked};

#[component]
pub fn BlockedList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
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
            read();
        }
    });
    let nobody = move || blocked.with(|blocked| blocked.as_ref().is_some_and(Vec::is_empty));
    view! {
        <section data-testid="blocked-list">
            <h2>{t!(i18n, block.list)}</h2>
            <div class="pref">
                <p class="grow"><small>{t!(i18n, block.list_hint)}</small></p>
            </div>
            <For
                each=move || blocked.get().unwrap_or_default()
                key=|one| (one.id, one.at)
                let:one
            >
                <One one read=Callback::new(move |()| read()) />
            </For>
            <Show when=nobody>
                <div class="pref"><p class="muted">{t!(i18n, block.nobody)}</p></div>
            </Show>
        </section>
    }
}

#[component]
fn One(one: BlockedVisitor, read: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let BlockedVisitor { id, name, number, by, at, reason, until } = one;
    let name = move || words::name_or_number(i18n.get_locale(), name.as_deref(), number);
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
            <p class="grow">
                <bdi>{name}</bdi>
                <small dir="auto">{told}</small>
            </p>
            <UnblockButton visitor=id done=read />
        </div>
    }
}
