//! The keys (O5): all of them in a list that a key opens, each to be changed by pressing another one.

use crate::i18n::{Locale, use_i18n};
use crate::keyboard::{Action, Chord, is_composing};
use crate::parts::modal::Modal;
use crate::state::DeskState;
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};

#[component]
pub fn ShortcutList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let open = desk.shortcuts;
    desk.keys.listen(move |action| {
        if *action == Action::Shortcuts {
            open.update(|open| *open = !*open);
        }
    });
    let label = Signal::derive(move || t_string!(i18n, keys.title).to_owned());
    view! {
        <Modal open label>
            <Keys />
        </Modal>
    }
}

#[component]
fn Keys() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    // The one that waits for its new key, and what stands in the way.
    let waiting = RwSignal::new(None::<Action>);
    let taken = RwSignal::new(None::<Action>);
    let changed = move || !desk.preferences().keys.is_empty();
    view! {
        <div data-testid="shortcuts">
            <h2>{t!(i18n, keys.title)}</h2>
            <p>{t!(i18n, keys.hint)}</p>
            <ul class="shortcuts" role="list">
                {Action::ALL.iter().filter(|action| action.can_be_changed()).map(|action| view! {
                    <Shortcut action=*action waiting taken />
                }).collect_view()}
            </ul>
            <p class="dialog__error" role="alert">
                {move || taken.get().map(|action| {
                    let name = name(i18n.get_locale(), action);
                    t_string!(i18n, keys.taken, name = name)
                })}
            </p>
            <div class="dialog__foot">
                <Show when=changed>
                    <button
                        class="button"
                        type="button"
                        data-testid="keys-reset"
                        on:click=move |_| desk.prefer(|preferences| preferences.keys.clear())
                    >
                        {t!(i18n, keys.reset)}
                    </button>
                </Show>
                <button class="button button--primary" type="button" on:click=move |_| desk.shortcuts.set(false)>
                    {t!(i18n, app.close)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Shortcut(action: Action, waiting: RwSignal<Option<Action>>, taken: RwSignal<Option<Action>>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let waits = Memo::new(move |_| waiting.get() == Some(action));
    let shown = move || {
        if waits.get() { t_string!(i18n, keys.press).to_owned() } else { desk.key(action, i18n.get_locale()) }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if !waits.get_untracked() || is_composing(&event) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let chord = Chord::of(&event);
        if event.key() == "Escape" {
            waiting.set(None);
        } else if chord.is_whole() {
            let other = desk.bindings().taken(&chord).filter(|other| *other != action);
            taken.set(other);
            if other.is_none() {
                desk.prefer(|preferences| drop(preferences.keys.insert(action.name().to_owned(), chord.to_string())));
                waiting.set(None);
            }
        }
    };
    let label = move || format!("{} {}", name(i18n.get_locale(), action), shown());
    view! {
        <li class="shortcut">
            <span class="grow truncate">{move || name(i18n.get_locale(), action)}</span>
            <button
                class="kbd"
                class:kbd--waiting=move || waits.get()
                type="button"
                data-testid=format!("key-{}", action.name())
                aria-label=label
                on:click=move |_| {
                    taken.set(None);
                    waiting.update(|waiting| *waiting = (*waiting != Some(action)).then_some(action));
                }
                on:blur=move |_| waiting.set(None)
                on:keydown=on_key
            >
                {shown}
            </button>
        </li>
    }
}

/// What an action is called.
pub fn name(locale: Locale, action: Action) -> &'static str {
    match action {
        Action::Search => td_string!(locale, keys.search),
        Action::Find => td_string!(locale, keys.find),
        Action::Next => td_string!(locale, keys.next),
        Action::Previous => td_string!(locale, keys.previous),
        Action::Claim => td_string!(locale, row.claim),
        Action::Assign => td_string!(locale, assign.to),
        Action::Unassign => td_string!(locale, keys.unassign),
        Action::Close => td_string!(locale, keys.close),
        Action::Filters => td_string!(locale, filter.label),
        Action::Info => td_string!(locale, info.toggle),
        Action::Attach => td_string!(locale, file.attach),
        Action::Card => td_string!(locale, card.compose),
        Action::Export => td_string!(locale, keys.export),
        Action::Undo => td_string!(locale, app.cancel),
        Action::Conversations => td_string!(locale, nav.conversations),
        Action::Back => td_string!(locale, keys.back),
        Action::Forward => td_string!(locale, keys.forward),
        Action::Status => td_string!(locale, panel.status),
        Action::Visitors => td_string!(locale, nav.visitors),
        Action::Settings => td_string!(locale, nav.settings),
        Action::Shortcuts => td_string!(locale, keys.title),
        Action::Larger => td_string!(locale, keys.larger),
        Action::Smaller => td_string!(locale, keys.smaller),
        Action::UsualSize => td_string!(locale, keys.usual_size),
        Action::Escape => td_string!(locale, app.close),
    }
}
