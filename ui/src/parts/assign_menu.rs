//! To whom the conversation goes: a colleague, or back to unassigned (A5).

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::ipc;
use crate::keyboard::Action;
use crate::parts::avatar::Avatar;
use crate::parts::menu::{Menu, MenuBox};
use crate::state::{DeskState, DialogueState, Moves};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::{Colleague, ListColleagues};
use protocol::{AgentRef, State};

#[component]
pub fn AssignMenu() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let menu = Menu::new();
    let may = Memo::new(move |_| dialogue.head.with(|head| head.may_assign && head.pending_move.is_none()));
    let owner = Memo::new(move |_| dialogue.head.with(|head| head.assignee.clone()));
    let owner_name = move || match owner.get() {
        Some(owner) => owner.name,
        None => t_string!(i18n, assign.nobody).to_owned(),
    };
    let label = move || match owner.get() {
        Some(owner) => t_string!(i18n, assign.label, name = owner.name),
        None => t_string!(i18n, assign.nobody).to_owned(),
    };
    let give = giver();
    desk.keys.listen(move |action| match action {
        Action::Assign if may.get_untracked() => menu.open(),
        Action::Unassign if may.get_untracked() && owner.with_untracked(Option::is_some) => give(None, None),
        _ => {}
    });
    view! {
        <MenuBox menu class="assign-menu">
            <button
                class="button"
                type="button"
                data-testid="assign-menu"
                node_ref=menu.opener
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                aria-label=label
                title=move || (!dialogue.head.with(|head| head.may_assign)).then(|| t_string!(i18n, assign.denied))
                disabled=move || !may.get()
                on:click=move |_| menu.toggle()
            >
                <Icon shape=Shape::UserCheck size=Size::Small />
                <span class="truncate">{owner_name}</span>
                <Icon shape=Shape::ChevronDown size=Size::Small />
            </button>
            <Show when=move || menu.open.get()>
                <Choices menu />
            </Show>
        </MenuBox>
    }
}

#[component]
fn Choices(menu: Menu) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let colleagues = colleagues(desk, dialogue);
    let filter = RwSignal::new(String::new());
    let note = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let wanted = intl::fold(filter.get().trim());
        let matches = |colleague: &&Colleague| intl::fold(&colleague.name).contains(&wanted);
        colleagues.with(|all| all.iter().filter(matches).cloned().collect::<Vec<_>>())
    });
    let some_denied = move || !desk.sees_all() && shown.with(|all| all.iter().any(|one| !one.online && !one.me));
    let noted = move || note.with(|note| !note.trim().is_empty());
    let unassigned = move || dialogue.head.with(|head| head.row.state == State::Unassigned);
    let give = giver();
    view! {
        <div class="menu__list menu__list--right">
            <label class="field field--s">
                <Icon shape=Shape::Search size=Size::Small />
                <input
                    type="text"
                    data-testid="assign-search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || t_string!(i18n, assign.to)
                    aria-label=move || t_string!(i18n, assign.search)
                    on:input=move |event| filter.set(event_target_value(&event))
                />
                <span class="kbd" aria-hidden="true">{move || desk.key(Action::Assign, i18n.get_locale())}</span>
            </label>
            <label class="field field--s">
                <Icon shape=Shape::MessageSquare size=Size::Small />
                <input
                    type="text"
                    data-testid="assign-note"
                    autocomplete="off"
                    maxlength="1000"
                    dir="auto"
                    placeholder=move || t_string!(i18n, assign.note)
                    aria-label=move || t_string!(i18n, assign.note)
                    on:input=move |event| note.set(event_target_value(&event))
                />
            </label>
            <div role="menu" aria-label=move || t_string!(i18n, assign.to)>
                <For each=move || shown.get() key=|one| (one.id, one.online) let:colleague>
                    <Choice menu colleague note />
                </For>
                <Show when=move || shown.with(Vec::is_empty)>
                    <p class="menu__note">{t!(i18n, assign.none)}</p>
                </Show>
                <Show when=some_denied>
                    <p class="menu__note">{t!(i18n, assign.offline_denied)}</p>
                </Show>
                <div class="menu__rule" role="separator"></div>
                <button
                    class="menu__item"
                    class:menu__item--active=unassigned
                    type="button"
                    role="menuitemradio"
                    data-testid="assign-nobody"
                    aria-checked=move || unassigned().to_string()
                    aria-disabled=move || noted().to_string()
                    title=move || noted().then(|| t_string!(i18n, assign.note_elsewhere))
                    on:click=move |_| {
                        if noted() {
                            return;
                        }
                        menu.close();
                        if !unassigned() {
                            give(None, None);
                        }
                    }
                >
                    <Icon shape=Shape::Inbox />
                    <span class="grow">{t!(i18n, assign.nobody)}</span>
                    <span class="kbd" aria-hidden="true">{move || desk.key(Action::Unassign, i18n.get_locale())}</span>
                </button>
            </div>
        </div>
    }
}

#[component]
fn Choice(menu: Menu, colleague: Colleague, note: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let Colleague { id, name, online, me, .. } = colleague;
    let chosen =
        Memo::new(move |_| dialogue.head.with(|head| head.assignee.as_ref().is_some_and(|owner| owner.id == id)));
    // Whoever is away would let the visitor wait; a manager may know better.
    let denied = Memo::new(move |_| !online && !me && !desk.sees_all());
    // A note is for a colleague: nobody writes one to themselves, and none is dropped.
    let noted = Memo::new(move |_| me && note.with(|note| !note.trim().is_empty()));
    let give = giver();
    let to = AgentRef { id, name: name.clone() };
    let choose = move |_| {
        if denied.get_untracked() || noted.get_untracked() {
            return;
        }
        menu.close();
        if !chosen.get_untracked() {
            let written = note.get_untracked().trim().to_owned();
            give(Some(to.clone()), Some(written).filter(|note| !note.is_empty()));
        }
    };
    view! {
        <button
            class="menu__item"
            class:menu__item--active=move || chosen.get()
            type="button"
            role="menuitemradio"
            data-testid="assign-option"
            data-id=id.to_string()
            aria-checked=move || chosen.get().to_string()
            aria-disabled=move || (denied.get() || noted.get()).to_string()
            title=move || match (denied.get(), noted.get()) {
                (true, _) => Some(t_string!(i18n, assign.offline_denied)),
                (_, true) => Some(t_string!(i18n, assign.note_elsewhere)),
                _ => None,
            }
            on:click=choose
        >
            <Avatar name=Signal::stored(name.clone()) class=if me { "avatar--s avatar--me" } else { "avatar--s" } />
            <span class="truncate assign-menu__name" dir="auto">{name}</span>
            {me.then(|| view! { <span class="muted">{t!(i18n, assign.me)}</span> })}
            <span class="grow"></span>
            {move || if chosen.get() {
                view! { <Icon shape=Shape::Check size=Size::Small /> }.into_any()
            } else if online {
                view! { <span class="presence muted">{t!(i18n, nav.online)}</span> }.into_any()
            } else {
                view! { <span class="muted">{t!(i18n, nav.offline)}</span> }.into_any()
            }}
        </button>
    }
}

/// Gives the conversation of this dialogue to somebody, or to nobody. To take an unassigned one
/// oneself is a claim: of two agents exactly one wins.
fn giver() -> impl Fn(Option<AgentRef>, Option<String>) + Copy + 'static {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let moves = expect_context::<Moves>();
    let dialogue = expect_context::<DialogueState>();
    move |to: Option<AgentRef>, note: Option<String>| {
        let unassigned = dialogue.head.with_untracked(|head| head.row.state == State::Unassigned);
        let me = untrack(|| desk.me()).map(|me| me.id);
        if unassigned && to.as_ref().map(|to| to.id) == me {
            return moves.claim(dialogue.id);
        }
        let locale = i18n.get_locale_untracked();
        let visitor = dialogue.head.with_untracked(|head| words::short_visitor_name(locale, &head.row));
        moves.assign(dialogue.id, visitor, to, note);
    }
}

fn colleagues(desk: DeskState, dialogue: DialogueState) -> RwSignal<Vec<Colleague>> {
    let colleagues = RwSignal::new(Vec::new());
    let read = move || {
        let project = dialogue.head.with_untracked(|head| head.row.project_id);
        spawn_local(async move {
            match ipc::call(ListColleagues { project }).await {
                Ok(all) => drop(colleagues.try_set(all)),
                Err(failure) => leptos::logging::error!("list_colleagues: {}", failure.code),
            }
        });
    };
    read();
    desk.events.listen(move |event| {
        if *event == ConsoleEvent::TeamChanged {
            read();
        }
    });
    colleagues
}
