//! The customer file (D5): all exchanges with a visitor, oldest first, or newest first.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::empty::Empty;
use crate::parts::icon_button::IconButton;
use crate::parts::thread::ThreadLog;
use crate::parts::thread_place::ThreadPlace;
use crate::state::{DeskState, Talk, ThreadState, VisitorState};
use crate::thread_model::{Part, RowKey, ThreadModel};
use leptos::html::Button;
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};
use protocol::ipc::visitor::Exchange;

#[component]
pub fn CustomerFile() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let talk = expect_context::<Talk>();
    let visitor = expect_context::<VisitorState>();
    let newest_first = RwSignal::new(false);
    let exchanges = Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| file.conversations.clone())));
    let count = move || exchanges.with(|exchanges| exchanges.as_ref().map_or(0, Vec::len)) as i64;
    let close = NodeRef::<Button>::new();
    desk.keys.listen(move |action| {
        if *action == Action::Escape {
            visitor.history.set(false);
        }
    });
    Effect::new(move || {
        if let Some(close) = close.get() {
            let _ = close.focus();
        }
    });
    view! {
        <section class="file" data-testid="file" aria-label=move || t_string!(i18n, info.file_label)>
            <header class="subbar">
                <Icon shape=Shape::History size=Size::Small muted=true />
                <h2 class="truncate">
                    {move || t_string!(i18n, info.file_of, name = talk.visitor(i18n.get_locale()))}
                </h2>
                <span class="muted">{move || t_string!(i18n, info.exchanges, count = count())}</span>
                <span class="grow"></span>
                <button
                    class="button button--ghost button--small"
                    type="button"
                    data-testid="file-order"
                    on:click=move |_| newest_first.update(|newest| *newest = !*newest)
                >
                    <Icon shape=Shape::ArrowUpDown size=Size::Small />
                    {move || if newest_first.get() {
                        t_string!(i18n, info.newest_first)
                    } else {
                        t_string!(i18n, info.oldest_first)
                    }}
                </button>
                <IconButton id="file-close" shape=Shape::X label=|l| td_string!(l, info.close_file) act=move || visitor.history.set(false) node_ref=close />
            </header>
            {move || match exchanges.get() {
                Some(exchanges) if !exchanges.is_empty() => {
                    let newest_first = newest_first.get();
                    view! { <Exchanges exchanges newest_first /> }.into_any()
                }
                Some(_) => view! {
                    <Empty
                        shape=Shape::History
                        title=Signal::derive(move || t_string!(i18n, info.no_past).to_owned())
                        hint=Signal::derive(move || t_string!(i18n, info.no_past_hint).to_owned())
                    />
                }
                .into_any(),
                None => ().into_any(),
            }}
        </section>
    }
}

#[component]
fn Exchanges(exchanges: Vec<Exchange>, newest_first: bool) -> impl IntoView {
    let first = if newest_first { exchanges.last() } else { exchanges.first() };
    let target = first.map(|first| RowKey::At(first.id, 1));
    let mut parts: Vec<Part> = exchanges.iter().map(Part::from).collect();
    if newest_first {
        parts.reverse();
    }
    let mut model = ThreadModel::new(parts);
    model.is_history = true;
    let thread = ThreadState::new(model, target);
    provide_context(thread);
    let place = ThreadPlace::follow(thread);
    view! {
        <div class="thread__pane">
            <ThreadLog place />
        </div>
    }
}
