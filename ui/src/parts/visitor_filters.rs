//! Which visitors are looked for (V3): a part of what is known of them, dates, and only those who did something.

use crate::address::Dates;
use crate::clock::{self, Clock};
use crate::day;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::state::VisitorsState;
use crate::words;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// Days back; none: since ever.
const PERIODS: [Option<i64>; 4] = [Some(7), Some(30), Some(365), None];

#[component]
pub fn VisitorFilters() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    view! {
        <div class="filters" id="visitor-filters" role="search" aria-label=move || t_string!(i18n, visitors.search_label)>
            <label class="field filters__search">
                <Icon shape=Shape::Search />
                <input
                    type="text"
                    role="searchbox"
                    data-testid="visitors-search"
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    placeholder=move || t_string!(i18n, visitors.search)
                    aria-label=move || t_string!(i18n, visitors.search_label)
                    prop:value=move || visitors.search.get()
                    on:input=move |event| visitors.narrow(|visitors| visitors.search.set(event_target_value(&event)))
                />
            </label>
            <div class="field filters__dates" role="group" aria-label=move || t_string!(i18n, visitors.dates)>
                <Icon shape=Shape::Calendar size=Size::Small />
                <Day end=false />
                <span class="muted" aria-hidden="true">"–"</span>
                <Day end=true />
            </div>
            <select
                class="select"
                data-testid="visitors-period"
                aria-label=move || t_string!(i18n, search.period)
                on:change=move |event| {
                    let dates = match event_target_value(&event).as_str() {
                        "between" => return,
                        days => days.parse().map_or(Dates::Ever, Dates::Last),
                    };
                    visitors.narrow(|visitors| visitors.dates.set(dates));
                }
            >
                {PERIODS.map(|days| view! {
                    <option
                        value=days.map(|days| days.to_string()).unwrap_or_default()
                        prop:selected=move || visitors.dates.with(|dates| *dates == days.map_or(Dates::Ever, Dates::Last))
                    >
                        {move || words::period(i18n.get_locale(), days)}
                    </option>
                }).collect_view()}
                <option value="between" hidden prop:selected=move || visitors.dates.with(|dates| matches!(dates, Dates::Between(..)))>
                    {t!(i18n, visitors.chosen_dates)}
                </option>
            </select>
            <label class="filters__engaged">
                <button
                    class="switch"
                    type="button"
                    role="switch"
                    data-testid="visitors-engaged"
                    aria-checked=move || visitors.engaged.get().to_string()
                    aria-label=move || t_string!(i18n, visitors.engaged)
                    title=move || t_string!(i18n, visitors.engaged_hint)
                    on:click=move |_| visitors.narrow(|visitors| visitors.engaged.update(|engaged| *engaged = !*engaged))
                ></button>
                {t!(i18n, visitors.engaged)}
            </label>
            <span class="grow"></span>
            <button
                class="button button--ghost"
                type="button"
                data-testid="visitors-clear"
                disabled=move || !visitors.is_narrowed()
                on:click=move |_| visitors.clear()
            >
                {t!(i18n, visitors.clear)}
            </button>
        </div>
    }
}

/// The first day or the last one, as it is typed. What is no day is marked, and the last one holds.
#[component]
fn Day(end: bool) -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let clock = expect_context::<Clock>();
    let wrong = RwSignal::new(false);
    let field = NodeRef::<Input>::new();
    let today = Memo::new(move |_| intl::iso_today(clock.now()));
    let days = Memo::new(move |_| {
        let today = today.get();
        match visitors.dates.get() {
            Dates::Last(days) => (Some(intl::iso_today(clock::midnight(-days))), Some(today)),
            Dates::Ever => (None, Some(today)),
            Dates::Between(from, to) => (from, to),
        }
    });
    let mine = move || days.with(|(from, to)| if end { to.clone() } else { from.clone() });
    let shown = move || mine().map(|day| intl::iso_day(i18n.get_locale(), Style::Numbers, &day)).unwrap_or_default();
    // Whatever the dates are set by, what is no day goes.
    Effect::new(move || {
        visitors.dates.track();
        visitors.cleared.track();
        wrong.set(false);
        if let Some(field) = field.get() {
            field.set_value(&shown());
        }
    });
    let change = move |text: String| {
        let text = text.trim();
        let read = day::read_past(text, &today.get_untracked());
        wrong.set(read.is_none() && !text.is_empty());
        if wrong.get_untracked() {
            return;
        }
        let (from, to) = days.get_untracked();
        let (from, to) = if end { (from, read) } else { (read, to) };
        visitors.narrow(|visitors| visitors.dates.set(Dates::Between(from, to)));
    };
    view! {
        <input
            class="filters__day"
            data-testid=if end { "visitors-until" } else { "visitors-since" }
            inputmode="numeric"
            autocomplete="off"
            aria-label=move || if end { t_string!(i18n, visitors.until) } else { t_string!(i18n, visitors.since) }
            aria-invalid=move || wrong.get().then_some("true")
            placeholder=move || t_string!(i18n, visitors.day)
            node_ref=field
            on:change=move |event| change(event_target_value(&event))
        />
    }
}
