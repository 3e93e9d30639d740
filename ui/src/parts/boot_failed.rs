//! The core did not answer at the start: why, and the way out.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::state::DeskState;
use crate::words;
use leptos::prelude::*;
use leptos_i18n::t;

#[component]
pub fn BootFailed(code: String) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let outside = code == "no_core";
    let cause = move || words::sentence(i18n.get_locale(), &code);
    view! {
        <main class="sign-in">
            <div class="sign-in__middle">
                <div class="empty" role="alert">
                    <Icon shape=Shape::CircleAlert size=Size::Large />
                    <Show when=move || !outside>
                        <b>{t!(i18n, app.boot_failed)}</b>
                    </Show>
                    <span>{cause}</span>
                    <Show when=move || !outside>
                        <button class="button" type="button" on:click=move |_| desk.boot()>
                            {t!(i18n, app.try_again)}
                        </button>
                    </Show>
                </div>
            </div>
        </main>
    }
}
