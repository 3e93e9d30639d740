//! Asks once, when the first conversations are there, whether the desktop may tell of chats (A15). Not above a
//! thread, where it would take room from work.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::parts::banner::Banner;
use crate::state::DeskState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

#[component]
pub fn NoticeQuestion() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let shown = Memo::new(move |_| desk.set_up.get() && !desk.preferences().notices.asked);
    let answer = move |may: bool| {
        desk.prefer(|preferences| {
            preferences.notices.asked = true;
            preferences.notices.desktop = may;
        });
    };
    let text = Signal::derive(move || t_string!(i18n, notices.question).to_owned());
    view! {
        <Show when=move || shown.get()>
            <div data-testid="notice-question">
                <Banner shape=Shape::BellRing class="banner--info" text>
                    <button class="link" type="button" data-testid="notices-allow" on:click=move |_| answer(true)>
                        {t!(i18n, notices.allow)}
                    </button>
                    <button class="link" type="button" data-testid="notices-refuse" on:click=move |_| answer(false)>
                        {t!(i18n, notices.refuse)}
                    </button>
                </Banner>
            </div>
        </Show>
    }
}
