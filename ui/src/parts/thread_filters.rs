//! The filters over the thread (D1): one kind at a time, or all, each with its count.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::intl;
use crate::keyboard::Action;
use crate::state::{DeskState, DialogueState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::Lane;

#[component]
pub fn ThreadFilters() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let thread = expect_context::<DialogueState>().thread;
    let filter = Memo::new(move |_| thread.model.with(crate::thread_model::ThreadModel::filter));
    desk.keys.listen(move |action| {
        if *action == Action::Filters {
            thread.filter(next(filter.get_untracked()));
        }
    });
    view! {
        <div class="subbar subbar--filters" role="group" aria-label=move || t_string!(i18n, filter.label)>
            <button
                class="chip"
                type="button"
                data-testid="filter-all"
                aria-pressed=move || filter.get().is_none().to_string()
                on:click=move |_| thread.filter(None)
            >
                {t!(i18n, filter.all)}
            </button>
            {Lane::FILTERS.map(|lane| view! { <Filter lane filter /> }).collect_view()}
        </div>
    }
}

#[component]
fn Filter(lane: Lane, filter: Memo<Option<Lane>>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let thread = expect_context::<DialogueState>().thread;
    let count = Memo::new(move |_| thread.model.with(|model| model.count(lane)));
    let (id, shape) = match lane {
        Lane::Visitor => ("filter-visitor", Shape::TextAlignStart),
        Lane::Agent => ("filter-agent", Shape::TextAlignEnd),
        Lane::Action | Lane::Other => ("filter-actions", Shape::Route),
    };
    view! {
        <button
            class="chip"
            type="button"
            data-testid=id
            title=move || format!("{}  ·  {}", words::lane(i18n.get_locale(), lane), desk.key(Action::Filters, i18n.get_locale()))
            aria-pressed=move || (filter.get() == Some(lane)).to_string()
            on:click=move |_| thread.filter(Some(lane))
        >
            <Icon shape />
            {move || words::lane(i18n.get_locale(), lane)}
            " "
            <span class="chip__n">{move || intl::number(i18n.get_locale(), count.get() as i64)}</span>
        </button>
    }
}

/// From all through each filter back to all.
fn next(filter: Option<Lane>) -> Option<Lane> {
    match filter {
        None => Lane::FILTERS.first().copied(),
        Some(lane) => {
            let at = Lane::FILTERS.iter().position(|one| *one == lane)?;
            Lane::FILTERS.get(at + 1).copied()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D1
    #[test]
    fn the_key_goes_through_the_filters_and_back_to_all() {
        let mut filter = None;
        let mut seen = Vec::new();
        for _ in 0..4 {
            filter = next(filter);
            seen.push(filter);
        }
        assert_eq!(seen, [Some(Lane::Visitor), Some(Lane::Agent), Some(Lane::Action), None]);
    }
}
