//! A line of Settings with a switch at its end.

use leptos::prelude::*;

#[component]
pub fn SwitchLine(
    /// `data-testid` of the switch.
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    /// What else is to be said of it.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    #[prop(into)] on: Signal<bool>,
    change: Callback<bool>,
    /// It cannot be moved; the hint says why.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What stands between the words and the switch.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="pref">
            <p class="grow">
                {label}
                {hint.map(|hint| view! { <small data-testid=format!("{name}-hint")>{hint}</small> })}
            </p>
            {children.map(|children| children())}
            <button
                class="switch"
                type="button"
                role="switch"
                data-testid=name
                aria-checked=move || on.get().to_string()
                aria-label=label
                disabled=disabled
                on:click=move |_| change.run(!on.get_untracked())
            ></button>
        </div>
    }
}
