//! One conversation of the list: who, what was said last, and what is to be done about it.

use crate::clock::{self, Clock};
use crate::format::{self, Countdown, Wait};
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::avatar::Avatar;
use crate::state::{DeskState, Moves, TypingVisitors};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::State;
use protocol::ipc::inbox::{ConversationRow, Unsent};

#[component]
pub fn ConversationItem(
    #[prop(into)] row: Signal<ConversationRow>,
    /// Where it stands in its folder, from 1, and how many there are.
    #[prop(into)]
    place: Signal<(usize, usize)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let id = row.with_untracked(|row| row.id);
    let current = Memo::new(move |_| desk.target.get().is_some_and(|target| target.conversation == id));
    let unread = Memo::new(move |_| row.with(|row| row.unread));
    let claimable = Memo::new(move |_| row.with(|row| row.state == State::Unassigned));
    let name = Signal::derive(move || row.with(|row| words::visitor_name(i18n.get_locale(), row)));
    let time = move || row.with(|row| words::moment(i18n.get_locale(), row.last_text_at, clock::now()));
    view! {
        <li
            class="conversation"
            class:conversation--claimable=move || claimable.get()
            data-testid="conversation-item"
            data-id=id.to_string()
            aria-posinset=move || place.get().0.to_string()
            aria-setsize=move || place.get().1.to_string()
        >
            <button
                class="conversation-row"
                class:conversation-row--unread=move || { unread.get() > 0 }
                type="button"
                aria-current=move || current.get().then_some("true")
                on:click=move |_| desk.open(id, None)
            >
                <Avatar name on_site=Signal::derive(move || row.with(|row| row.on_site)) />
                <span class="grow">
                    <span class="conversation-row__line">
                        <span class="conversation-row__name truncate" dir="auto">{name}</span>
                        {move || row.with(|row| row.language.clone()).map(|code| view! {
                            <span class="lang">{code.to_uppercase()}</span>
                        })}
                        <time class="conversation-row__time">{time}</time>
                    </span>
                    <span class="conversation-row__line">
                        <LastText row />
                        <Show when=move || { unread.get() > 0 }>
                            <span class="count" aria-label=move || t_string!(i18n, row.unread, count = unread.get())>
                                {move || format::short_count(unread.get())}
                            </span>
                        </Show>
                    </span>
                    <span class="conversation-row__line conversation-row__meta">
                        <span>
                            {move || {
                                let shape = words::platform_shape(row.with(|row| row.platform));
                                view! { <Icon shape size=Size::Tiny /> }
                            }}
                            {move || row.with(|row| words::platform(i18n.get_locale(), row.platform))}
                        </span>
                        <Mark row />
                    </span>
                </span>
            </button>
            <Show when=move || claimable.get()>
                <ClaimButton row />
            </Show>
        </li>
    }
}

#[component]
fn LastText(row: Signal<ConversationRow>) -> impl IntoView {
    let i18n = use_i18n();
    let typing = expect_context::<TypingVisitors>();
    let text = move || {
        row.with(|row| match (&row.draft, &row.last) {
            _ if typing.is_writing(row.id) => {
                let name = words::short_visitor_name(i18n.get_locale(), row);
                t_string!(i18n, thread.typing, name = name).into_any()
            }
            (Some(draft), _) => view! {
                <span class="conversation-row__draft">{t!(i18n, row.draft)}</span>
                " "
                {draft.clone()}
            }
            .into_any(),
            (None, Some(last)) => {
                let last = last.clone();
                (move || words::last_said(i18n.get_locale(), &last)).into_any()
            }
            (None, None) => ().into_any(),
        })
    };
    view! {
        <span class="conversation-row__last truncate" dir="auto">{text}</span>
    }
}

/// The most urgent thing to say at the end of the row.
#[component]
fn Mark(row: Signal<ConversationRow>) -> impl IntoView {
    let i18n = use_i18n();
    let clock = expect_context::<Clock>();
    // Only minutes show, so the row is touched once a minute and not at each tick.
    let wait = Memo::new(move |_| {
        let since = row.with(|row| row.waiting_since.filter(|_| row.state != State::Closed))?;
        Some(Wait::until(clock.now(), since))
    });
    let countdown = Memo::new(move |_| {
        let until = row.with(|row| row.wait_until.filter(|_| row.state == State::Unassigned))?;
        Some(Countdown::to(until, clock.now()))
    });
    move || {
        let locale = i18n.get_locale();
        let (class, shape, text) = row.with(|row| match (row.unsent, row.closed_at, wait.get()) {
            (Unsent::Failed, ..) => {
                Some(("wait wait--late", Shape::CircleAlert, t_string!(i18n, row.failed).to_owned()))
            }
            (Unsent::Queued, ..) => Some(("wait wait--warn", Shape::CloudOff, t_string!(i18n, row.queued).to_owned())),
            (_, Some(at), _) => Some(("wait", Shape::Archive, words::closed_at(locale, at, clock::now()))),
            (_, None, _) if countdown.get().is_some() => {
                let countdown = countdown.get()?;
                let class = match countdown {
                    Countdown::Left { soon: false, .. } => "wait",
                    Countdown::Left { soon: true, .. } => "wait wait--warn",
                    Countdown::Over { .. } => "wait wait--late",
                };
                Some((class, Shape::Clock, words::countdown(locale, countdown)))
            }
            (_, None, Some(wait)) => {
                let class = if wait.long { "wait wait--warn" } else { "wait" };
                let span = words::span(locale, wait.span);
                Some((class, Shape::Clock, t_string!(i18n, row.waits, time = span)))
            }
            _ => None,
        })?;
        Some(view! { <span class=class><Icon shape size=Size::Tiny />{text}</span> })
    }
}

/// Stands where the waiting time was, under the pointer or with the focus in the row.
#[component]
fn ClaimButton(row: Signal<ConversationRow>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let moves = expect_context::<Moves>();
    let id = row.with_untracked(|row| row.id);
    let busy = move || moves.is_claiming(id);
    let title = move || {
        if desk.is_connected() {
            format!("{}  ·  {}", t_string!(i18n, row.claim), desk.key(Action::Claim, i18n.get_locale()))
        } else {
            t_string!(i18n, dialogue.claim_offline).to_owned()
        }
    };
    view! {
        <button
            class="button button--small conversation-row__claim"
            type="button"
            data-testid="row-claim"
            title=title
            disabled=move || busy() || !desk.is_connected()
            on:click=move |_| moves.claim(id)
        >
            <Icon shape=Shape::UserCheck />
            {t!(i18n, row.claim)}
        </button>
    }
}
