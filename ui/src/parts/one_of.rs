//! A choice of a few words that have a name each, from a list that opens.

use crate::i18n::{Locale, use_i18n};
use leptos::prelude::*;
use std::fmt::Display;
use std::str::FromStr;

#[component]
pub fn OneOf<T>(
    /// `data-testid`.
    name: &'static str,
    /// For those who do not see what stands beside it; none where its label is around it.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    all: &'static [T],
    word: fn(Locale, T) -> &'static str,
    chosen: T,
    change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Display + FromStr + Send + Sync + 'static,
{
    let i18n = use_i18n();
    let choose = move |event| {
        if let Ok(one) = event_target_value(&event).parse() {
            change.run(one);
        }
    };
    view! {
        <select class="select" data-testid=name aria-label=move || label.map(|label| label.get()) on:change=choose>
            {all.iter().map(|&one| view! {
                <option value=one.to_string() selected={one == chosen}>{move || word(i18n.get_locale(), one)}</option>
            }).collect_view()}
        </select>
    }
}
