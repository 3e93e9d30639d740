//! All that was said with a visitor, bots' chats too (V7). A chat that is a colleague's is named, and not shown (A6).

use crate::after_paint::after_paint;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::parts::banner::Banner;
use crate::parts::empty::Empty;
use crate::parts::thread::ThreadLog;
use crate::parts::thread_place::ThreadPlace;
use crate::state::{DeskState, ThreadState, VisitorState};
use crate::thread_model::{Part, ThreadModel};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitor::Exchange;

#[component]
pub fn VisitorTalk() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitor = expect_context::<VisitorState>();
    let exchanges = Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| file.conversations.clone())));
    let hidden =
        Memo::new(move |_| visitor.file.with(|file| file.as_ref()?.hidden_with.as_ref().map(|with| with.name.clone())));
    let any = Memo::new(move |_| exchanges.with(|all| all.as_ref().map(|all| !all.is_empty())));
    let latest = Memo::new(move |_| exchanges.with(|all| all.as_ref()?.last().map(|one| one.id)));
    let hidden_text =
        Signal::derive(move || t_string!(i18n, panel.hidden, name = hidden.get().unwrap_or_default()).to_string());
    view! {
        <section class="visitor-talk" data-testid="visitor-talk" aria-label=move || t_string!(i18n, panel.conversation)>
            <Show when=move || hidden.get().is_some()>
                <div data-testid="hidden-chat">
                    <Banner shape=Shape::UserCheck class="banner--info" text=hidden_text />
                </div>
            </Show>
            {move || match any.get() {
                None => ().into_any(),
                Some(true) => view! { <Log exchanges /> }.into_any(),
                Some(false) => view! {
                    <Empty
                        shape=Shape::MessagesSquare
                        title=Signal::derive(move || t_string!(i18n, panel.no_conversation).to_owned())
                        hint=Signal::derive(move || match hidden.get() {
                            None => t_string!(i18n, panel.no_conversation_hint).to_owned(),
                            Some(_) => String::new(),
                        })
                    />
                }
                .into_any(),
            }}
            {move || latest.get().map(|latest| view! {
                <div class="info__foot">
                    <button
                        class="button button--ghost"
                        type="button"
                        data-testid="open-dialogue"
                        on:click=move |_| desk.open(latest, None)
                    >
                        <Icon shape=Shape::MessageSquare size=Size::Small />
                        {t!(i18n, panel.open_dialogue)}
                    </button>
                </div>
            })}
        </section>
    }
}

#[component]
fn Log(exchanges: Memo<Option<Vec<Exchange>>>) -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let parts = move |all: &Option<Vec<Exchange>>| all.iter().flatten().map(Part::from).collect::<Vec<_>>();
    let mut model = ThreadModel::new(exchanges.with_untracked(parts));
    model.is_history = true;
    let thread = ThreadState::new(model, None);
    provide_context(thread);
    let place = ThreadPlace::follow(thread);
    after_paint(move || thread.read_outlines());
    Effect::new(move |before: Option<()>| {
        let parts = exchanges.with(parts);
        if before.is_some() && !parts.is_empty() {
            thread.take_parts(parts);
        }
    });
    // Messages that only the hub had come without moving the head.
    desk.events.listen(move |event| {
        let ConsoleEvent::ConversationsChanged { ids } = event else { return };
        let concerns = |model: &ThreadModel| model.parts().iter().any(|part| ids.contains(&part.id));
        if thread.model.try_with_untracked(concerns) == Some(true) {
            thread.refresh();
        }
    });
    view! {
        <div class="thread__pane">
            <ThreadLog place />
        </div>
    }
}
