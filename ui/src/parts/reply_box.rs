//! Where the agent writes. Nothing here waits for the core: text lives in the page and is kept as a
//! draft a moment after the last key.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::keyboard::{self, Action};
use crate::parts::attach::{AttachedFiles, paste};
use crate::parts::canned_palette::{CannedPalette, unfilled};
use crate::parts::card_form::CardForm;
use crate::parts::composer_tools::ComposerTools;
use crate::parts::emoji_hints::{EmojiHintList, EmojiHints};
use crate::parts::emoji_palette::EmojiPalette;
use crate::parts::writing::{Layer, Writing};
use crate::state::{DeskState, DialogueState, Talk, Toasts};
use leptos::ev;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::ipc::files::OutgoingFile;
use protocol::ipc::thread::{Extra, Move};
use protocol::limits::TEXT_MAX_CHARS;
use protocol::wire::agents::NewBody;
use protocol::{Attachment, State};
use std::time::Duration;

const DRAFT_PAUSE: Duration = Duration::from_millis(400);
/// From here on the remaining characters are counted aloud.
const NEAR_LIMIT: i64 = 500;

/// Why nothing can be written here now.
#[derive(Clone, PartialEq)]
enum Bar {
    Unassigned,
    Theirs(String),
    Closed,
    Closing,
    Leaving,
}

#[component]
pub fn ReplyBox() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let (dialogue, talk) = (expect_context::<DialogueState>(), expect_context::<Talk>());
    let toasts = expect_context::<Toasts>();
    let text = dialogue.text;
    let writing = Writing::new(text, dialogue.extras);
    provide_context(writing);
    let field = writing.field;
    let hints = EmojiHints::new(writing);
    let bar = Memo::new(move |_| bar(dialogue));
    let left = Memo::new(move |_| TEXT_MAX_CHARS as i64 - text.with(|text| text.trim().chars().count() as i64));
    let unfilled = Memo::new(move |_| text.with(|text| unfilled(text)));
    let files = dialogue.files;
    let something = move || {
        let bare = text.with(|text| text.trim().is_empty()) && writing.extras.with(Vec::is_empty) && files.is_empty();
        !bare && files.are_ready()
    };
    let sendable =
        Memo::new(move |_| bar.with(Option::is_none) && left.get() >= 0 && unfilled.with(Vec::is_empty) && something());
    let send = move || {
        if sendable.get_untracked() {
            let written = text.get_untracked();
            text.set(String::new());
            let said = Some(written.trim()).filter(|text| !text.is_empty()).map(|text| (text.into(), None));
            let extras = writing.extras.try_update(std::mem::take).unwrap_or_default().into_iter().map(part_of);
            let files = files.take().into_iter().map(|file| (NewBody::File { file: file.file }, Some(file)));
            dialogue.send(said.into_iter().chain(extras).chain(files).collect());
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if keyboard::is_composing(&event) {
            return;
        }
        let sends = event.key() == "Enter" && event.shift_key() != desk.preferences().enter_sends;
        let opens_canned = event.key() == "/"
            && !event.ctrl_key()
            && writing.before_caret().is_some_and(|before| before.chars().next_back().is_none_or(char::is_whitespace));
        if hints.takes(&event) {
        } else if sends {
            send();
        } else if opens_canned {
            writing.layer.set(Some(Layer::Canned));
        } else {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
    };
    desk.keys.listen(move |action| {
        if *action == Action::Card && bar.with_untracked(Option::is_none) {
            writing.toggle(Layer::Card);
        }
    });
    // What was typed is there already.
    Effect::new(move || {
        let (Some(field), text) = (field.get(), text.get()) else { return };
        if field.value() != text {
            field.set_value(&text);
        }
    });
    keep_draft(dialogue);
    take_focus(field, dialogue, bar);
    let label = move || t_string!(i18n, reply.to, name = talk.visitor(i18n.get_locale()));
    let placeholder = move || match bar.get() {
        Some(bar) => words_of(i18n.get_locale(), &bar, &talk.visitor(i18n.get_locale())),
        None => label(),
    };
    let open = Memo::new(move |_| writing.layer.get().filter(|_| bar.with(Option::is_none)));
    view! {
        <div class="composer">
            {move || match open.get() {
                Some(Layer::Canned) => view! { <CannedPalette /> }.into_any(),
                Some(Layer::Emoji) => view! { <EmojiPalette /> }.into_any(),
                Some(Layer::Card) => view! { <CardForm /> }.into_any(),
                None => view! { <EmojiHintList hints /> }.into_any(),
            }}
            <div
                class="reply-box"
                class:reply-box--disabled=move || bar.with(Option::is_some)
                class:reply-box--over=move || { left.get() < 0 }
            >
                // The style sheet draws the text a second time, unseen, which makes the field as tall as
                // its text. Asking the field for its height would shake the thread above at every key.
                <div class="reply-box__field" data-text=move || text.get()>
                    <textarea
                        data-testid="composer-input"
                        rows="1"
                        dir="auto"
                        spellcheck="true"
                        lang=move || dialogue.head.with(|head| head.row.language.clone())
                        node_ref=field
                        aria-label=label
                        placeholder=placeholder
                        disabled=move || bar.with(Option::is_some)
                        on:input=move |event| {
                            text.set(event_target_value(&event));
                            dialogue.tell_typing();
                            hints.look(i18n.get_locale_untracked());
                        }
                        on:keydown=on_key
                        on:paste=move |event| {
                            if paste(files, toasts, event.clipboard_data()) {
                                event.prevent_default();
                            }
                        }
                    ></textarea>
                </div>
                <PendingExtras />
                <AttachedFiles files />
                <div class="reply-box__tools">
                    <Show when=move || bar.with(Option::is_none)>
                        <ComposerTools />
                    </Show>
                    <Limit left />
                    <Unfilled names=unfilled />
                    <span class="grow"></span>
                    <Show when=move || bar.with(Option::is_none)>
                        <span class="reply-box__hint reply-box__hint--enter" aria-hidden="true">
                            {move || if desk.preferences().enter_sends {
                                t_string!(i18n, reply.enter)
                            } else {
                                t_string!(i18n, reply.shift_enter)
                            }}
                        </span>
                    </Show>
                    <button
                        class="button button--primary"
                        type="button"
                        data-testid="composer-send"
                        disabled=move || !sendable.get()
                        on:click=move |_| {
                            send();
                            writing.focus();
                        }
                    >
                        <Icon shape=Shape::SendHorizontal size=Size::Small />
                        {t!(i18n, reply.send)}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// A variable of a canned answer that had no value: nobody should receive it.
#[component]
fn Unfilled(names: Memo<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <span class="reply-box__hint reply-box__hint--warn truncate" role="status" data-testid="unfilled">
                {move || t_string!(i18n, reply.unfilled, names = names.get().join(", "))}
            </span>
        </Show>
    }
}

fn part_of(extra: Extra) -> (NewBody, Option<OutgoingFile>) {
    match extra {
        Extra::Link(link) => (NewBody::Link(link), None),
        Extra::File(Attachment { file, name, size, .. }) => {
            (NewBody::File { file }, Some(OutgoingFile { file, name, size, uploaded: size }))
        }
    }
}

/// Cards and files that came with a canned answer and go after the text.
#[component]
fn PendingExtras() -> impl IntoView {
    let i18n = use_i18n();
    let writing = expect_context::<Writing>();
    let remove = move |at: usize| writing.extras.update(|extras| drop(extras.remove(at)));
    view! {
        {move || writing.extras.get().into_iter().enumerate().map(|(at, extra)| {
            let (shape, name) = match extra {
                Extra::Link(link) => (Shape::Link, link.title),
                Extra::File(file) => (Shape::Paperclip, file.name),
            };
            let removed = name.clone();
            view! {
                <div class="reply-box__link" data-testid="pending">
                    <Icon shape size=Size::Tiny />
                    <span class="truncate grow" dir="auto">{name}</span>
                    <button
                        class="icon-button icon-button--s"
                        type="button"
                        aria-label=move || t_string!(i18n, file.remove, name = removed.clone())
                        on:click=move |_| remove(at)
                    >
                        <Icon shape=Shape::X size=Size::Small />
                    </button>
                </div>
            }
        }).collect_view()}
    }
}

#[component]
fn Limit(left: Memo<i64>) -> impl IntoView {
    let i18n = use_i18n();
    let count = move || intl::number(i18n.get_locale(), left.get().abs());
    view! {
        <Show when=move || { left.get() < NEAR_LIMIT }>
            <span class="reply-box__hint" class:reply-box__hint--over=move || { left.get() < 0 } role="status">
                {move || if left.get() < 0 {
                    t_string!(i18n, reply.over, count = count())
                } else {
                    t_string!(i18n, reply.left, count = count())
                }}
            </span>
        </Show>
    }
}

/// Whether something can be written here now.
pub fn is_open(dialogue: DialogueState) -> bool {
    bar(dialogue).is_none()
}

fn bar(dialogue: DialogueState) -> Option<Bar> {
    dialogue.head.with(|head| match (head.row.state, &head.pending_move) {
        (State::Closed, _) => Some(Bar::Closed),
        (_, Some(pending)) if pending.what == Move::Close => Some(Bar::Closing),
        (_, Some(_)) => Some(Bar::Leaving),
        _ if head.mine => None,
        (State::Assigned, _) => {
            Some(Bar::Theirs(head.assignee.as_ref().map(|owner| owner.name.clone()).unwrap_or_default()))
        }
        _ => Some(Bar::Unassigned),
    })
}

fn words_of(locale: Locale, bar: &Bar, visitor: &str) -> String {
    match bar {
        Bar::Unassigned => td_string!(locale, reply.unassigned).to_string(),
        Bar::Theirs(name) => td_string!(locale, reply.theirs, name = name).to_string(),
        Bar::Closed => td_string!(locale, reply.closed, name = visitor).to_string(),
        Bar::Closing => td_string!(locale, reply.closing).to_string(),
        Bar::Leaving => td_string!(locale, reply.leaving).to_string(),
    }
}

/// Keeps what is written a moment after the last key, and at once when the conversation is left.
fn keep_draft(dialogue: DialogueState) {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
            handle.clear();
        }
    };
    Effect::new(move || {
        dialogue.text.track();
        dialogue.extras.track();
        stop();
        waiting.set_value(set_timeout_with_handle(move || dialogue.save_draft(), DRAFT_PAUSE).ok());
    });
    on_cleanup(move || {
        stop();
        dialogue.save_draft();
    });
}

/// The hub takes its time to answer a claim. Keys meant for another field must not become a reply.
fn is_busy_elsewhere() -> bool {
    const ELSEWHERE: &str = "input:not([type=file]):focus, textarea:focus, [contenteditable]:focus, .menu :focus";
    document().query_selector(ELSEWHERE).is_ok_and(|found| found.is_some())
}

/// After a claim the reply is open, for whoever has not gone on to write elsewhere by then; Escape leaves the
/// field, so that the letters act again.
fn take_focus(field: NodeRef<Textarea>, dialogue: DialogueState, bar: Memo<Option<Bar>>) {
    let desk = expect_context::<DeskState>();
    Effect::new(move || {
        let wanted = desk.focus_reply.get() == Some(dialogue.id);
        let Some(field) = field.get() else { return };
        if wanted && bar.with(Option::is_none) {
            request_animation_frame(move || {
                if !is_busy_elsewhere() {
                    let _ = field.focus();
                }
            });
            desk.focus_reply.set(None);
        }
    });
    desk.keys.listen(move |action| {
        if *action == Action::Escape
            && let Some(field) = field.get_untracked()
        {
            let _ = field.blur();
        }
    });
}
