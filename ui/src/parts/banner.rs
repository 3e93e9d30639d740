//! One line that says a state, with the way out beside it.

use crate::icons::{Icon, Shape, Size};
use leptos::prelude::*;

#[component]
pub fn Banner(
    shape: Shape,
    /// `banner--error`, `banner--info`; none: a warning.
    #[prop(optional)]
    class: &'static str,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class=format!("banner {class}")>
            <Icon shape size=Size::Small />
            <span class="grow">{text}</span>
            {children.map(|children| children())}
        </div>
    }
}
