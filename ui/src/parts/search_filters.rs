//! What a search looks through (O1): a kind, a time, an agent, one visitor.

use crate::clock;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::state::{DeskState, InboxState, colleagues, shown_projects};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::Lane;
use protocol::ipc::inbox::Colleague;

/// Days back; none: since ever.
const PERIODS: [Option<i64>; 4] = [None, Some(7), Some(30), Some(365)];

#[component]
pub fn SearchFilters() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    let team = RwSignal::new(Vec::<Colleague>::new());
    let projects = shown_projects(desk);
    spawn_local(async move {
        team.try_set(colleagues(projects).await);
    });
    let lane = move |event| {
        let chosen = event_target_value(&event).chars().next().and_then(Lane::from_letter);
        inbox.filter.update(|filter| filter.lane = chosen);
    };
    let period = move |event| {
        let days = event_target_value(&event).parse::<i64>().ok();
        inbox.filter.update(|filter| filter.since = days.map(clock::days_ago));
    };
    let agent = move |event| {
        let chosen = event_target_value(&event).parse().ok();
        inbox.filter.update(|filter| filter.agent = chosen);
    };
    view! {
        <div class="search-filters" role="group" aria-label=move || t_string!(i18n, search.filters)>
            <select class="search-filters__choice" data-testid="search-kind" aria-label=move || t_string!(i18n, search.kind) on:change=lane>
                <option value="">{t!(i18n, search.any_kind)}</option>
                {Lane::FILTERS.map(|lane| view! {
                    <option value=lane.letter().to_string()>{move || words::lane(i18n.get_locale(), lane)}</option>
                }).collect_view()}
            </select>
            <select class="search-filters__choice" data-testid="search-period" aria-label=move || t_string!(i18n, search.period) on:change=period>
                {PERIODS.map(|days| view! {
                    <option value=days.map(|days| days.to_string()).unwrap_or_default()>{move || words::period(i18n.get_locale(), days)}</option>
                }).collect_view()}
            </select>
            <select class="search-filters__choice" data-testid="search-agent" aria-label=move || t_string!(i18n, search.agent) on:change=agent>
                <option value="">{t!(i18n, search.any_agent)}</option>
                {move || team.get().into_iter().map(|colleague| view! {
                    <option value=colleague.id.to_string()>{colleague.name}</option>
                }).collect_view()}
            </select>
            <Show when=move || inbox.filter.with(|filter| filter.visitor.is_some())>
                <button
                    class="chip"
                    type="button"
                    data-testid="search-visitor"
                    aria-pressed="true"
                    on:click=move |_| inbox.filter.update(|filter| filter.visitor = None)
                >
                    {t!(i18n, search.this_visitor)}
                    <Icon shape=Shape::X />
                </button>
            </Show>
        </div>
    }
}
