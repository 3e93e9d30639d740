//! What the search found in the cache, as one types: people, then messages, newest first.

use crate::clock;
use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::intl;
use crate::ipc;
use crate::keyboard::Action;
use crate::parts::conversation_row::ConversationItem;
use crate::parts::empty::Empty;
use crate::parts::search_filters::SearchFilters;
use crate::parts::shortcuts;
use crate::state::{DeskState, InboxState};
use crate::thread_model::RowKey;
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::inbox::{ConversationRow, Search, SearchHit, SearchResults as Found};
use wasm_bindgen::JsCast;

const COMMANDS: usize = 4;
/// Hits that are asked for: more than anyone reads before typing on.
const LIMIT: i64 = 60;

#[component]
pub fn SearchResults() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = expect_context::<InboxState>();
    let found = search(inbox);
    let people =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.people.clone()).unwrap_or_default()));
    let hits =
        Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.messages.clone()).unwrap_or_default()));
    let more = move || found.with(|found| found.as_ref().is_some_and(|found| found.more));
    let nothing = move || found.with(Option::is_some) && people.with(Vec::is_empty) && hits.with(Vec::is_empty);
    let count = move || people.with(Vec::len) + hits.with(Vec::len);
    view! {
        <div class="search-results scroll" data-testid="search-results" on:keydown=move_by_arrows>
            <SearchFilters />
            <p class="visually-hidden" role="status">
                {move || found.with(Option::is_some).then(|| t_string!(i18n, search.found, count = count() as i64))}
            </p>
            <Show when=move || !people.with(Vec::is_empty)>
                <h2 class="search-results__head">{t!(i18n, search.people)}</h2>
                <ul role="list">
                    <For each=move || people.get() key=|row| (row.id, row.unread, row.last_text_at) let:row>
                        <Person row people />
                    </For>
                </ul>
            </Show>
            <Commands />
            <Show when=move || !hits.with(Vec::is_empty)>
                <h2 class="search-results__head">{t!(i18n, search.messages)}</h2>
                <ul role="list">
                    // The passage is part of the key: typing on moves the highlight.
                    <For each=move || hits.get() key=|hit| (hit.message_id, passage_key(hit)) let:hit>
                        <Hit hit />
                    </For>
                </ul>
            </Show>
            <Show when=more>
                <p class="search-results__more">{t!(i18n, search.more)}</p>
            </Show>
            <Show when=nothing>
                <Empty
                    shape=Shape::SearchX
                    title=Signal::derive(move || t_string!(i18n, search.nothing, query = inbox.query.get()))
                    hint=Signal::derive(move || t_string!(i18n, search.nothing_hint).to_owned())
                />
            </Show>
        </div>
    }
}

/// What the keys do, to be found by name too.
#[component]
fn Commands() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    let found = Memo::new(move |_| {
        let query = intl::fold(inbox.query.read().trim());
        let locale = i18n.get_locale();
        let of_this =
            |action: &Action| !matches!(action, Action::Search | Action::Find | Action::Escape | Action::Undo);
        let named = |action: &Action| intl::fold(shortcuts::name(locale, *action)).contains(&query);
        if query.chars().count() < 2 {
            return Vec::new();
        }
        Action::ALL.iter().copied().filter(of_this).filter(named).take(COMMANDS).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <h2 class="search-results__head">{t!(i18n, search.commands)}</h2>
            <ul role="list">
                {move || found.get().into_iter().map(|action| view! {
                    <li>
                        <button
                            class="search-hit search-hit--command"
                            type="button"
                            data-testid="search-command"
                            on:click=move |_| {
                                inbox.query.set(String::new());
                                desk.keys.tell(&action);
                            }
                        >
                            <span class="grow truncate">{move || shortcuts::name(i18n.get_locale(), action)}</span>
                            <span class="kbd" aria-hidden="true">{move || desk.key(action, i18n.get_locale())}</span>
                        </button>
                    </li>
                }).collect_view()}
            </ul>
        </Show>
    }
}

#[component]
fn Person(row: ConversationRow, people: Memo<Vec<ConversationRow>>) -> impl IntoView {
    let id = row.id;
    let place = Signal::derive(move || {
        people.with(|people| (people.iter().position(|one| one.id == id).map_or(1, |at| at + 1), people.len()))
    });
    view! { <ConversationItem row=Signal::stored(row) place /> }
}

#[component]
fn Hit(hit: SearchHit) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let SearchHit { row, message_id, position, at, passage } = hit;
    let id = row.id;
    let name = move || words::visitor_name(i18n.get_locale(), &row);
    let time = move || words::moment(i18n.get_locale(), at, clock::now());
    let current = move || desk.target.get().is_some_and(|target| target.at == Some(RowKey::At(id, position)));
    let runs = passage.into_iter().map(|run| {
        if run.matches { view! { <mark class="mark">{run.text}</mark> }.into_any() } else { run.text.into_any() }
    });
    view! {
        <li data-testid="search-hit" data-id=id.to_string() data-message=message_id.to_string()>
            <button
                class="search-hit"
                type="button"
                aria-current=move || current().then_some("true")
                on:click=move |_| desk.open(id, Some(position))
            >
                <span class="conversation-row__line">
                    <span class="conversation-row__name truncate" dir="auto">{name}</span>
                    <time class="conversation-row__time">{time}</time>
                </span>
                <span class="search-hit__passage" dir="auto">{runs.collect_view()}</span>
            </button>
        </li>
    }
}

/// Asks at every key press; answers to older questions are dropped. What was found stays until then.
fn search(inbox: InboxState) -> RwSignal<Option<Found>> {
    let desk = expect_context::<DeskState>();
    let found = RwSignal::new(None);
    let newest = StoredValue::new(0_u32);
    Effect::new(move || {
        let query = inbox.query.get();
        let filter = inbox.filter.get();
        let project = desk.project();
        let mine = newest.get_value() + 1;
        newest.set_value(mine);
        spawn_local(async move {
            let answer = ipc::call(Search { query, project, filter, limit: LIMIT }).await;
            if newest.try_get_value() == Some(mine) {
                match answer {
                    Ok(answer) => drop(found.try_set(Some(answer))),
                    Err(failure) => leptos::logging::error!("search: {}: {}", failure.code, failure.message),
                }
            }
        });
    });
    found
}

fn passage_key(hit: &SearchHit) -> Vec<(usize, bool)> {
    hit.passage.iter().map(|run| (run.text.len(), run.matches)).collect()
}

/// Up and down among the results; above the first stands the search field.
fn move_by_arrows(event: ev::KeyboardEvent) {
    let step: isize = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    let Ok(found) = document().query_selector_all("[data-testid=search-input], .conversation-row, .search-hit") else {
        return;
    };
    let stops: Vec<web_sys::HtmlElement> =
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect();
    let focused = document().active_element();
    let here = stops.iter().position(|stop| focused.as_deref() == Some(stop.as_ref()));
    let there = here.and_then(|here| here.checked_add_signed(step));
    if let Some(stop) = there.and_then(|there| stops.get(there)) {
        let _ = stop.focus();
    }
}
