//! A choice of a few, side by side.

use leptos::prelude::*;

#[component]
pub fn Segments<T>(
    /// What the choice is about, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    options: Vec<(T, Signal<String>)>,
    #[prop(into)] chosen: Signal<T>,
    choose: Callback<T>,
    /// `data-testid` of each option is this, a dash and its place, counted from 1.
    name: &'static str,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let options = options.into_iter().enumerate().map(|(place, (value, words))| {
        let mine = value.clone();
        view! {
            <button
                type="button"
                data-testid=format!("{name}-{}", place + 1)
                aria-pressed=move || (chosen.get() == mine).to_string()
                on:click=move |_| choose.run(value.clone())
            >
                {words}
            </button>
        }
    });
    view! {
        <div class="segments" role="group" aria-label=label>
            {options.collect_view()}
        </div>
    }
}
