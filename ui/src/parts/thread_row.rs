//! One row of a thread: a day's heading where one begins, then a message or an event.

use crate::clock;
use crate::i18n::use_i18n;
use crate::intl;
use crate::parts::event::Event;
use crate::parts::message::Message;
use crate::parts::skeleton::after_patience;
use crate::parts::thread_place::key_text;
use crate::state::ThreadState;
use crate::thread_model::{RowContent, RowKey};
use crate::words;
use leptos::prelude::*;
use protocol::Timestamp;

#[component]
pub fn ThreadRow(key: RowKey) -> impl IntoView {
    let thread = expect_context::<ThreadState>();
    let model = thread.model;
    let row = Memo::new(move |_| model.with(|model| model.row(model.index(key)?, intl::day)));
    let close = move || row.with(|row| row.as_ref().is_some_and(|row| row.close));
    let last = Memo::new(move |_| model.with(|model| model.index(key).is_some_and(|index| index + 1 == model.rows())));
    let first = Memo::new(move |_| model.with(|model| model.index(key) == Some(0)));
    // A whole history merely begins somewhere.
    let target = thread.target == Some(key) && model.with_untracked(|model| !model.is_history);
    let content = move || {
        row.get().map(|row| {
            let content = match row.what {
                RowContent::Unread => view! { <Unread /> }.into_any(),
                RowContent::Message(message) => view! { <Message key=row.key message /> }.into_any(),
                RowContent::Event { id, item, at, author } => {
                    view! { <Event key=row.key id item at author /> }.into_any()
                }
            };
            (row.day.map(|at| view! { <Day at /> }), content)
        })
    };
    view! {
        <div
            class="thread__row"
            class:thread__row--close=close
            class:thread__row--first=move || first.get()
            class:thread__row--last=move || last.get()
            class:thread__row--target=target
            data-row=key_text(key)
        >
            {content}
        </div>
    }
}

#[component]
fn Day(at: Timestamp) -> impl IntoView {
    let i18n = use_i18n();
    view! { <div class="event event--day">{move || words::day(i18n.get_locale(), at, clock::now())}</div> }
}

/// Not read from the cache yet.
#[component]
fn Unread() -> impl IntoView {
    let late = after_patience();
    view! {
        <div class="thread__gap" aria-hidden="true">
            <Show when=move || late.get()>
                <span class="skeleton"></span>
                <span class="skeleton"></span>
            </Show>
        </div>
    }
}
