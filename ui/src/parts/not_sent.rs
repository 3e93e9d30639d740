//! *Not sent*: what I wrote for conversations that I may no longer see (A6). Below the list, and
//! only while there is any: to copy, or to delete, which asks twice.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::ipc;
use crate::state::{DeskState, Notice, Toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::t;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::ListNotSent;
use protocol::ipc::thread::{DiscardReply, UnsentReply};

#[component]
pub fn NotSent() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let replies = RwSignal::new(Vec::<UnsentReply>::new());
    let open = RwSignal::new(false);
    read(replies);
    desk.events.listen(move |event| {
        if matches!(event, ConsoleEvent::InboxChanged | ConsoleEvent::ConversationRevoked { .. }) {
            read(replies);
        }
    });
    view! {
        <Show when=move || replies.with(|replies| !replies.is_empty())>
            <section class="not-sent" data-testid="not-sent">
                <button
                    class="folder"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Icon shape=Shape::ChevronRight size=Size::Small />
                    {t!(i18n, not_sent.title)}
                    <span class="folder__count">{move || replies.with(Vec::len)}</span>
                </button>
                <Show when=move || open.get()>
                    <ul class="not-sent__list scroll" role="list">
                        <For each=move || replies.get() key=|reply| reply.id let:reply>
                            <Item reply replies />
                        </For>
                    </ul>
                </Show>
            </section>
        </Show>
    }
}

#[component]
fn Item(reply: UnsentReply, replies: RwSignal<Vec<UnsentReply>>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let UnsentReply { id, body, file, written_at, .. } = reply;
    // Of a file, its name.
    let text = Some(body.words()).filter(|words| !words.is_empty()).or(file.map(|file| file.name)).unwrap_or_default();
    let (asked, set_asked) = signal(false);
    let copied = text.clone();
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&copied);
    };
    let delete = move |_| {
        if !asked.get_untracked() {
            set_asked.set(true);
            return;
        }
        spawn_local(async move {
            match ipc::call(DiscardReply { id }).await {
                Ok(_) => read(replies),
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    };
    view! {
        <li class="not-sent__item">
            <time>{move || intl::moment(i18n.get_locale(), Style::ShortDay, written_at)}</time>
            <p dir="auto">{text}</p>
            <button class="link" type="button" on:click=copy>
                {t!(i18n, not_sent.copy)}
            </button>
            <button class="link" type="button" on:click=delete on:blur=move |_| set_asked.set(false)>
                {move || if asked.get() {
                    t!(i18n, not_sent.delete_for_good).into_any()
                } else {
                    t!(i18n, not_sent.delete).into_any()
                }}
            </button>
        </li>
    }
}

/// A failure leaves what is shown: the next event asks again.
fn read(replies: RwSignal<Vec<UnsentReply>>) {
    spawn_local(async move {
        if let Ok(listed) = ipc::call(ListNotSent {}).await {
            replies.try_set(listed);
        }
    });
}
