//! How it stands with the network: one amber line while the connection is lost. Always in the page,
//! since it is also how a screen reader hears of it.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::intl::{self, Style};
use crate::parts::banner::Banner;
use crate::state::DeskState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::session::Connection;
use std::time::Duration;

/// The first connection takes a moment; saying so at once would flash at every start.
const CONNECTING_PATIENCE: Duration = Duration::from_secs(2);

#[component]
pub fn ConnectionState() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let connection = Memo::new(move |_| desk.connection());
    let state = move || match connection.get() {
        Connection::Connected => "connected",
        Connection::Connecting => "connecting",
        Connection::Lost { .. } => "lost",
    };
    let line = move || match connection.get() {
        Connection::Connected => {
            view! { <span class="visually-hidden">{t!(i18n, network.connected)}</span> }.into_any()
        }
        Connection::Connecting => view! { <Connecting /> }.into_any(),
        Connection::Lost { since } => {
            let text = Signal::derive(move || {
                let time = intl::date(i18n.get_locale(), Style::Time, since);
                t_string!(i18n, network.lost, time = time)
            });
            view! {
                <Banner shape=Shape::CloudOff text>
                    <button class="link" type="button" data-testid="reconnect" on:click=move |_| desk.reconnect()>
                        {t!(i18n, app.try_again)}
                    </button>
                </Banner>
            }
            .into_any()
        }
    };
    view! {
        <div data-testid="connection-state" data-state=state role="status">
            {line}
        </div>
    }
}

#[component]
fn Connecting() -> impl IntoView {
    let i18n = use_i18n();
    let (late, set_late) = signal(false);
    if let Ok(waiting) = set_timeout_with_handle(move || set_late.set(true), CONNECTING_PATIENCE) {
        on_cleanup(move || waiting.clear());
    }
    let text = Signal::derive(move || t_string!(i18n, network.connecting).to_owned());
    view! {
        <Show when=move || late.get()>
            <Banner shape=Shape::Globe class="banner--info" text />
        </Show>
    }
}
