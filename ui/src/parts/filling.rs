//! The first synchronisation, while it runs: everything works, old messages still come in.

use crate::i18n::use_i18n;
use crate::intl;
use crate::state::DeskState;
use leptos::prelude::*;
use leptos_i18n::t_string;

#[component]
pub fn FillingBar() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let filling = Memo::new(move |_| desk.read(|desk| desk.filling).flatten());
    let text = move || {
        let filling = filling.get()?;
        let count = |n| intl::number(i18n.get_locale(), n);
        Some(t_string!(i18n, inbox.filling, done = count(filling.done), total = count(filling.total)))
    };
    let done = move || filling.get().map_or(0, |filling| filling.done);
    let total = move || filling.get().map_or(1, |filling| filling.total.max(1));
    view! {
        <Show when=move || filling.get().is_some()>
            <div class="filling" data-testid="filling">
                {text}
                <progress max=total value=done aria-hidden="true"></progress>
            </div>
        </Show>
    }
}
