//! Somebody's initials in a circle. The style sheet draws them: a picture, not a second name.

use crate::format::initials;
use crate::i18n::use_i18n;
use leptos::prelude::*;
use leptos_i18n::t_string;

#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    /// Added to the class: size, and whether it is me.
    #[prop(optional)]
    class: &'static str,
    /// The visitor has the site open now.
    #[prop(optional, into)]
    on_site: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class=format!("avatar {class}")>
            <span data-initials=move || initials(&name.get())></span>
            <Show when=move || on_site.get()>
                <span
                    class="avatar__on"
                    role="img"
                    title=move || t_string!(i18n, row.on_site)
                    aria-label=move || t_string!(i18n, row.on_site)
                ></span>
            </Show>
        </span>
    }
}
