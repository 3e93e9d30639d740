//! An address that opens in the agent's own browser. Its host is shown, whatever the text around it says.

use crate::format;
use crate::i18n::use_i18n;
use crate::ipc;
use crate::state::{Notice, Toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::t_string;
use protocol::ipc::visitor::OpenAddress;

#[component]
pub fn OutsideLink(
    url: String,
    /// Its words, before the host.
    #[prop(optional)]
    text: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let shown = match text {
        Some(text) => format!("{text} ({})", format::host(&url)),
        None => format::host_and_path(&url),
    };
    let title = {
        let url = url.clone();
        move || t_string!(i18n, card.open, url = url.clone())
    };
    view! {
        <button class="link outside-link truncate" type="button" dir="ltr" title=title on:click=move |_| open(toasts, url.clone())>
            {shown}
        </button>
    }
}

/// Asks the core to open an address outside; says so when it will not.
pub fn open(toasts: Toasts, url: String) {
    spawn_local(async move {
        if let Err(failure) = ipc::call(OpenAddress { url }).await {
            toasts.tell(Notice::Refused { conversation: None, code: failure.code });
        }
    });
}
