//! How far a message of ours has come, under it, and what can be done when it did not get through.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::intl::{self, Style};
use crate::state::{DeskState, DialogueState};
use crate::thread_model::{Delivery, RowKey};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::Timestamp;

/// What can be done with a reply that was never tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// Its text goes back into the composer.
    Edit,
    Delete,
    None,
}

#[component]
pub fn MessageFoot(
    key: RowKey,
    delivery: Delivery,
    at: Timestamp,
    /// The name line already tells the time.
    named: bool,
    /// Sending has taken long enough to be said.
    late: ReadSignal<bool>,
    /// What can be done while it waits.
    way: WayOut,
    /// Its file is going up, or will.
    uploading: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let time = move || {
        let time = (!named).then(|| intl::date(i18n.get_locale(), Style::Time, at));
        time.map(|time| format!(" {time}"))
    };
    match delivery {
        // The line keeps its place while nothing is said yet.
        Delivery::Sending => view! {
            <div class="message__foot">
                <Show when=move || late.get() fallback=|| "\u{a0}">
                    <Icon shape=Shape::LoaderCircle />
                    {t!(i18n, thread.sending)}
                </Show>
            </div>
        }
        .into_any(),
        Delivery::Sent => view! {
            <div class="message__foot">
                <Icon shape=Shape::Check />
                <span>{t!(i18n, thread.sent)}{time}</span>
            </div>
        }
        .into_any(),
        Delivery::Read => view! {
            <div class="message__foot">
                <Icon shape=Shape::CheckCheck />
                <span>{t!(i18n, thread.read)}{time}</span>
            </div>
        }
        .into_any(),
        Delivery::Queued => view! { <Queued key way uploading /> }.into_any(),
        Delivery::Failed(code) => view! { <Failed key code /> }.into_any(),
    }
}

/// Never tried yet: it may still be edited.
#[component]
fn Queued(key: RowKey, way: WayOut, uploading: bool) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let discard = move |edit: bool| {
        if let RowKey::Unsent(id) = key {
            dialogue.discard(id, edit);
        }
    };
    view! {
        <div class="message__foot">
            <Show
                when=move || uploading && desk.is_connected()
                fallback=move || view! { <Icon shape=Shape::CloudOff /> {t!(i18n, thread.queued)} }
            >
                <Icon shape=Shape::LoaderCircle />
                {t!(i18n, thread.sending)}
            </Show>
            {match way {
                WayOut::Edit => view! {
                    <button class="link" type="button" data-testid="edit-reply" on:click=move |_| discard(true)>
                        {t!(i18n, thread.edit)}
                    </button>
                }
                .into_any(),
                WayOut::Delete => view! {
                    <button class="link" type="button" data-testid="delete-reply" on:click=move |_| discard(false)>
                        {t!(i18n, thread.delete)}
                    </button>
                }
                .into_any(),
                WayOut::None => ().into_any(),
            }}
        </div>
    }
}

#[component]
fn Failed(key: RowKey, code: String) -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let retry = move |_| match key {
        RowKey::Unsent(id) => dialogue.retry(id),
        RowKey::Fresh(fresh) => {
            if let Some(part) = dialogue.drop_fresh(fresh) {
                dialogue.send(vec![part]);
            }
        }
        RowKey::At(..) => {}
    };
    let delete = move |_| match key {
        RowKey::Unsent(id) => dialogue.discard(id, false),
        RowKey::Fresh(fresh) => {
            if let Some((_, Some(file))) = dialogue.drop_fresh(fresh) {
                dialogue.files.let_go(file.file);
            }
        }
        RowKey::At(..) => {}
    };
    let text = move || t_string!(i18n, thread.failed, cause = words::cause(i18n.get_locale(), &code));
    view! {
        <div class="message__foot" role="alert">
            <Icon shape=Shape::CircleAlert />
            <span>{text}</span>
            <button class="link" type="button" data-testid="retry-reply" on:click=retry>
                {t!(i18n, app.try_again)}
            </button>
            <button class="link" type="button" data-testid="delete-reply" on:click=delete>
                {t!(i18n, thread.delete)}
            </button>
        </div>
    }
}
