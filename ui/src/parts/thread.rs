//! The items of a conversation: a log that stays at its newest entry unless the reader scrolls up.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::empty::Empty;
use crate::parts::thread_place::ThreadPlace;
use crate::parts::thread_row::ThreadRow;
use crate::parts::typing_line::TypingLine;
use crate::state::{DialogueState, Talk, ThreadState};
use crate::thread_model::ThreadModel;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::Position;
use protocol::ipc::thread::SeenUpTo;
use protocol::message::Author;

#[component]
pub fn ThreadPane() -> impl IntoView {
    let dialogue = expect_context::<DialogueState>();
    provide_context(dialogue.thread);
    let place = ThreadPlace::follow(dialogue.thread);
    mark_seen(dialogue, place);
    view! {
        <div class="thread__pane">
            <ThreadLog place />
            <Below place />
            <TypingLine />
            <Announcer />
        </div>
    }
}

/// The rows of the thread in the context, as far as they are in sight.
#[component]
pub fn ThreadLog(place: ThreadPlace) -> impl IntoView {
    let i18n = use_i18n();
    let talk = expect_context::<Talk>();
    let thread = expect_context::<ThreadState>();
    let keys = move || {
        let rows = place.in_sight.get();
        thread.model.with(|model| rows.filter_map(|index| model.key(index)).collect::<Vec<_>>())
    };
    Effect::new(move || thread.look_at(place.in_sight.get()));
    // A filter changes which rows are in sight without changing their numbers.
    let layout = Memo::new(move |_| thread.model.with(ThreadModel::layout));
    Effect::new(move || {
        layout.track();
        thread.look_again();
    });
    let label = move || t_string!(i18n, thread.label, name = talk.visitor(i18n.get_locale()));
    let filtered_out = Memo::new(move |_| thread.model.with(|model| model.filter().is_some() && model.rows() == 0));
    view! {
        // Rows come and go while one scrolls: what is new is told by `Announcer`, in words.
        <div
            class="thread scroll"
            data-testid="thread"
            role="log"
            aria-live="off"
            tabindex="0"
            aria-label=label
            node_ref=place.scroller
            on:scroll=move |_| place.on_scroll()
        >
            <div class="thread__sizer" node_ref=place.sizer>
                <div class="thread__flow" node_ref=place.flow>
                    <For each=keys key=|key| *key let:key>
                        <ThreadRow key />
                    </For>
                </div>
            </div>
        </div>
        <Show when=move || filtered_out.get()>
            <div class="thread__nothing">
                <Empty
                    shape=Shape::ListFilter
                    title=Signal::derive(move || t_string!(i18n, filter.nothing).to_owned())
                    hint=Signal::derive(move || t_string!(i18n, filter.nothing_hint).to_owned())
                />
            </div>
        </Show>
    }
}

/// Counts what arrived while the reader is further up.
#[component]
fn Below(place: ThreadPlace) -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let model = dialogue.thread.model;
    let left_at = RwSignal::new(model.with_untracked(ThreadModel::last_position));
    Effect::new(move || {
        let last = model.with(ThreadModel::last_position);
        if place.at_end.get() {
            left_at.set(last);
        }
    });
    let count =
        Memo::new(move |_| if place.at_end.get() { 0 } else { model.with(|model| model.said_after(left_at.get())) });
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="thread__below">
                <button
                    class="new-below"
                    type="button"
                    data-testid="new-below"
                    on:click=move |_| place.go_to_end()
                >
                    <Icon shape=Shape::ArrowDown size=Size::Small />
                    {move || t_string!(i18n, thread.below, count = count.get() as i64)}
                    <span class="kbd" aria-hidden="true">{t!(i18n, thread.end_key)}</span>
                </button>
            </div>
        </Show>
    }
}

/// Reads new messages of the visitor out to those who do not see them arrive.
#[component]
fn Announcer() -> impl IntoView {
    let i18n = use_i18n();
    let (dialogue, talk) = (expect_context::<DialogueState>(), expect_context::<Talk>());
    let model = dialogue.thread.model;
    let told = StoredValue::new(model.with_untracked(ThreadModel::last_position));
    let news = Memo::new(move |before: Option<&String>| {
        model.with(|model| {
            let last = model.last_position();
            let from = told.get_value() + 1;
            told.set_value(last);
            let texts = (from..=last).filter_map(|position| model.item(position)).filter_map(|item| {
                let text = item.body.words().filter(|_| item.author == Author::Visitor && item.body.is_said())?;
                let name = talk.visitor(i18n.get_locale_untracked());
                Some(leptos_i18n::tu_string!(i18n, thread.announce, name = name, text = text.as_ref()))
            });
            let texts = texts.collect::<Vec<_>>().join(" ");
            if texts.is_empty() { before.cloned().unwrap_or_default() } else { texts }
        })
    });
    view! { <p class="visually-hidden" aria-live="polite">{news}</p> }
}

/// Tells the core how far the agent has read: the window is looked at, and the newest message is in sight.
fn mark_seen(dialogue: DialogueState, place: ThreadPlace) {
    let attentive = attention();
    let told = StoredValue::new(dialogue.head.with_untracked(|head| head.read_position));
    let newest = Memo::new(move |_| dialogue.thread.model.with(ThreadModel::last_position));
    Effect::new(move || {
        let position: Position = newest.get();
        if attentive.get() && place.at_end.get() && position > told.get_value() {
            told.set_value(position);
            spawn_local(async move {
                if ipc::call(SeenUpTo { conversation: dialogue.id, position }).await.is_err() {
                    told.try_set_value(0);
                }
            });
        }
    });
}

/// Whether somebody looks at this window: visible, and with the focus.
fn attention() -> ReadSignal<bool> {
    let now = || !document().hidden() && document().has_focus().unwrap_or(false);
    let (attentive, set_attentive) = signal(now());
    let look = move || {
        set_attentive.try_set(now());
    };
    let focus = window_event_listener(ev::focus, move |_| look());
    let blur = window_event_listener(ev::blur, move |_| look());
    // Bubbles to the window.
    let visibility = window_event_listener_untyped("visibilitychange", move |_| look());
    on_cleanup(move || {
        focus.remove();
        blur.remove();
        visibility.remove();
    });
    attentive
}
