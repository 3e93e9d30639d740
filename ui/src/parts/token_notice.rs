//! Says plainly that this system has no keyring, until it was read once.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::parts::banner::Banner;
use crate::state::DeskState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// Where the window notes that it was read.
const READ: &str = "token-in-file-read";

#[component]
pub fn TokenNotice() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let storage = || window().local_storage().ok().flatten();
    let read = RwSignal::new(storage().and_then(|notes| notes.get_item(READ).ok().flatten()).is_some());
    let shown = Memo::new(move |_| !read.get() && desk.read(|desk| desk.token_in_file).unwrap_or(false));
    let understood = move |_| {
        read.set(true);
        if let Some(notes) = storage() {
            // Without storage it is said again at the next start, which does no harm.
            let _ = notes.set_item(READ, "1");
        }
    };
    let text = Signal::derive(move || t_string!(i18n, token.in_file).to_owned());
    view! {
        <Show when=move || shown.get()>
            <div data-testid="token-notice">
                <Banner shape=Shape::CircleAlert class="banner--info" text>
                    <button class="link" type="button" on:click=understood>
                        {t!(i18n, token.understood)}
                    </button>
                </Banner>
            </div>
        </Show>
    }
}
