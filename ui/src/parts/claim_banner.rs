//! Over a thread that is nobody's, or somebody else's: whose it is, and the way to take it.

use crate::clock::Clock;
use crate::format::{Countdown, Wait};
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::banner::Banner;
use crate::state::{DeskState, DialogueState, Moves, Talk};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::State;

#[component]
pub fn ClaimBanner() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let state = Memo::new(move |_| dialogue.head.with(|head| head.row.state));
    let theirs = Memo::new(move |_| {
        dialogue.head.with(|head| {
            let owner = head.assignee.as_ref().filter(|_| !head.mine && head.row.state == State::Assigned);
            owner.map(|owner| owner.name.clone())
        })
    });
    move || match (state.get(), theirs.get()) {
        (State::Unassigned, _) => view! { <Unassigned /> }.into_any(),
        (_, Some(name)) => {
            let text = Signal::derive(move || t_string!(i18n, dialogue.theirs, name = name.clone()));
            view! { <Banner shape=Shape::UserCheck class="banner--info" text /> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Unassigned() -> impl IntoView {
    let i18n = use_i18n();
    let clock = expect_context::<Clock>();
    let desk = expect_context::<DeskState>();
    let moves = expect_context::<Moves>();
    let (dialogue, talk) = (expect_context::<DialogueState>(), expect_context::<Talk>());
    let wait = Memo::new(move |_| {
        let since = dialogue.head.with(|head| head.row.waiting_since)?;
        Some(Wait::until(clock.now(), since))
    });
    let countdown = Memo::new(move |_| {
        let until = dialogue.head.with(|head| head.row.wait_until)?;
        Some(Countdown::to(until, clock.now()))
    });
    let looking = Memo::new(move |_| {
        dialogue.head.with(|head| head.looking.iter().map(|agent| agent.name.clone()).collect::<Vec<_>>())
    });
    let text = Signal::derive(move || {
        let locale = i18n.get_locale();
        let standing = match (countdown.get(), wait.get()) {
            (Some(countdown), _) => {
                let time = words::countdown(locale, countdown);
                t_string!(i18n, dialogue.unassigned_countdown, name = talk.visitor(locale), time = time)
            }
            (None, Some(wait)) => {
                let (name, time) = (talk.visitor(locale), words::span(locale, wait.span));
                t_string!(i18n, dialogue.unassigned_wait, name = name, time = time)
            }
            (None, None) => t_string!(i18n, dialogue.unassigned).to_owned(),
        };
        let others = looking.get();
        if others.is_empty() {
            standing
        } else {
            let (count, names) = (others.len() as i64, others.join(", "));
            format!("{standing} {}", t_string!(i18n, dialogue.looking, count = count, names = names))
        }
    });
    let busy = move || moves.is_claiming(dialogue.id);
    desk.keys.listen(move |action| {
        if *action == Action::Claim && untrack(|| desk.is_connected()) {
            moves.claim(dialogue.id);
        }
    });
    let title = move || {
        if desk.is_connected() {
            format!("{}  ·  M", t_string!(i18n, row.claim))
        } else {
            t_string!(i18n, dialogue.claim_offline).to_owned()
        }
    };
    view! {
        <Banner shape=Shape::Inbox class="banner--info" text>
            <button
                class="button button--primary button--small"
                type="button"
                data-testid="claim"
                title=title
                disabled=move || busy() || !desk.is_connected()
                on:click=move |_| moves.claim(dialogue.id)
            >
                <Icon shape=Shape::UserCheck size=Size::Small />
                {t!(i18n, row.claim)}
            </button>
        </Banner>
    }
}
