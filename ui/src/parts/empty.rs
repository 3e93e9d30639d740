//! Nothing to show: what it means, and what to do.

use crate::icons::{Icon, Shape, Size};
use leptos::prelude::*;

#[component]
pub fn Empty(
    shape: Shape,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("empty {class}")>
            <Icon shape size=Size::Large />
            <b>{title}</b>
            <span>{hint}</span>
        </div>
    }
}
