//! A button that is a picture alone, named for those who do not see it and in its tooltip.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use leptos::html::Button;
use leptos::prelude::*;

#[component]
pub fn IconButton(
    /// Its `data-testid`.
    id: &'static str,
    shape: Shape,
    label: fn(Locale) -> &'static str,
    act: impl Fn() + 'static,
    #[prop(optional)] size: Size,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] node_ref: NodeRef<Button>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            class="icon-button"
            type="button"
            data-testid=id
            node_ref=node_ref
            aria-label=move || label(i18n.get_locale())
            title=move || label(i18n.get_locale())
            disabled=disabled
            on:click=move |_| act()
        >
            <Icon shape size />
        </button>
    }
}
