//! The steps of a playbook, one below the other, and the playbooks to choose from (A11).

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::playbook_edit::{self, Kind};
use crate::state::{DeskState, PlaybooksState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::playbook::{Act, FaultKind, Playbook, Step};
use std::collections::HashMap;

#[component]
pub fn PlaybookFlow() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    // The names are changed in the editor's head; the list follows its order and its choice.
    let steps = Memo::new(move |_| {
        playbooks.editing.with(|one| one.as_ref().map(|one| one.content.steps.clone()).unwrap_or_default())
    });
    let faults = Memo::new(move |_| {
        let found = playbooks.faults().into_iter().filter_map(|fault| Some((fault.step?, fault.kind)));
        found.collect::<HashMap<_, _>>()
    });
    let enabled = Memo::new(move |_| playbooks.editing.with(|one| one.as_ref().is_some_and(|one| one.content.enabled)));
    view! {
        <section class="flow scroll" aria-label=move || t_string!(i18n, playbook.steps)>
            <div class="column-head">
                <Chooser />
                <span class="grow"></span>
                <button
                    class="icon-button"
                    type="button"
                    data-testid="playbook-new"
                    title=move || t_string!(i18n, playbook.create)
                    aria-label=move || t_string!(i18n, playbook.create)
                    on:click=move |_| begin(playbooks, i18n.get_locale_untracked(), true)
                >
                    <Icon shape=Shape::Plus />
                </button>
                <button
                    class="switch"
                    type="button"
                    role="switch"
                    data-testid="playbook-enabled"
                    aria-checked=move || enabled.get().to_string()
                    aria-label=move || t_string!(i18n, playbook.enabled)
                    on:click=move |_| playbooks.change(|content| content.enabled = !content.enabled)
                ></button>
            </div>
            <p class="flow__state">
                <Icon shape=Shape::CircleCheck size=Size::Small />
                {move || if enabled.get() { t_string!(i18n, playbook.is_on) } else { t_string!(i18n, playbook.is_off) }}
            </p>
            <ol>
                {move || {
                    let steps = steps.get();
                    let branches: Vec<_> = (0..steps.len()).map(|at| playbook_edit::is_branch(&steps, at)).collect();
                    let rows = steps.into_iter().zip(branches).enumerate();
                    rows.map(|(at, (step, branch))| view! { <Row step at branch faults /> }).collect_view()
                }}
            </ol>
            <AddStep />
        </section>
    }
}

/// Begins a new playbook: with the template, or with nothing in it.
pub fn begin(playbooks: PlaybooksState, locale: Locale, template: bool) {
    let words = first_words(locale);
    let steps = if template { playbook_edit::live_chat_template(&words) } else { vec![] };
    let name = if template { td_string!(locale, playbook.template) } else { td_string!(locale, playbook.unnamed) };
    playbooks.begin(name.to_owned(), steps);
}

/// The words that new steps begin with.
fn first_words(locale: Locale) -> playbook_edit::Words {
    // In the locales such a variable would be one of the window's own.
    let named = |text: &str| text.replace("[first_name]", "{{visitor.first_name}}");
    playbook_edit::Words {
        greeting: td_string!(locale, playbook.first_greeting).to_owned(),
        question: td_string!(locale, playbook.first_question).to_owned(),
        option: td_string!(locale, playbook.first_option).to_owned(),
        form: td_string!(locale, playbook.first_form).to_owned(),
        name: td_string!(locale, settings.name).to_owned(),
        email: td_string!(locale, row.email).to_owned(),
        online: named(td_string!(locale, playbook.first_online)),
        offline: td_string!(locale, playbook.first_offline).to_owned(),
        offline_form: td_string!(locale, playbook.first_offline_form).to_owned(),
        thanks: named(td_string!(locale, playbook.first_thanks)),
    }
}

/// Which playbook is before the editor. With unsaved changes another one waits until they are saved or let go.
#[component]
fn Chooser() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let list = move || playbooks.list.get().unwrap_or_default();
    let here = Memo::new(move |_| playbooks.editing.with(|one| one.as_ref().map(|one| one.id.to_string())));
    let new = Memo::new(move |_| playbooks.editing.with(|one| one.as_ref().is_some_and(|one| one.saved.is_none())));
    let open = move |id: String| {
        if let Some(playbook) = list().into_iter().find(|one| one.id.to_string() == id) {
            playbooks.open(playbook);
        }
    };
    view! {
        <select
            class="select"
            data-testid="playbook-select"
            aria-label=move || t_string!(i18n, playbook.title)
            disabled=move || playbooks.is_changed()
            title=move || playbooks.is_changed().then(|| t_string!(i18n, playbook.save_first))
            on:change=move |event| open(event_target_value(&event))
        >
            <Show when=move || new.get()>
                <option selected=true>{t!(i18n, playbook.new_one)}</option>
            </Show>
            {move || list().into_iter().map(|Playbook { id, content, .. }| {
                let id = id.to_string();
                let known = id.clone();
                view! {
                    <option value=id selected=move || here.get().as_ref() == Some(&known)>{content.name}</option>
                }
            }).collect_view()}
        </select>
    }
}

#[component]
fn Row(step: Step, at: usize, branch: bool, faults: Memo<HashMap<String, FaultKind>>) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let Step { id, act } = step;
    let current = Memo::new(move |_| playbooks.chosen.get() == at);
    let fault = Memo::new(move |_| faults.with(|faults| faults.get(&id).copied()));
    let (kind, text) = (act.clone(), act.clone());
    view! {
        <li>
            <div class="step" class:step--branch=branch data-testid="playbook-step" data-kind=Kind::of(&act).name()>
                <button
                    class="step__open"
                    type="button"
                    aria-current=move || current.get().then_some("step")
                    on:click=move |_| playbooks.choose(at)
                >
                    <span class="step__mark"><Icon shape=shape(Kind::of(&act)) /></span>
                    <span class="grow">
                        <span class="step__kind">{move || kind_line(i18n.get_locale(), &kind)}</span>
                        <span class="step__text truncate" dir="auto">{move || text_line(i18n.get_locale(), &text)}</span>
                        {move || fault.get().map(|fault| view! {
                            <span class="step__fault">
                                <Icon shape=Shape::CircleAlert size=Size::Tiny />
                                {words::fault(i18n.get_locale(), fault)}
                            </span>
                        })}
                    </span>
                </button>
                <Show when=move || current.get()>
                    <span class="step__tools">
                        <button
                            class="icon-button icon-button--s"
                            type="button"
                            data-testid="step-up"
                            disabled={at == 0}
                            title=move || t_string!(i18n, playbook.move_up)
                            aria-label=move || t_string!(i18n, playbook.move_up)
                            on:click=move |_| playbooks.rearrange(|steps| {
                                playbook_edit::move_up(steps, at);
                                at.saturating_sub(1)
                            })
                        >
                            <Icon shape=Shape::ArrowUp size=Size::Small />
                        </button>
                        <button
                            class="icon-button icon-button--s"
                            type="button"
                            data-testid="step-down"
                            title=move || t_string!(i18n, playbook.move_down)
                            aria-label=move || t_string!(i18n, playbook.move_down)
                            on:click=move |_| playbooks.rearrange(|steps| {
                                playbook_edit::move_up(steps, at + 1);
                                (at + 1).min(steps.len().saturating_sub(1))
                            })
                        >
                            <Icon shape=Shape::ArrowDown size=Size::Small />
                        </button>
                    </span>
                </Show>
            </div>
        </li>
    }
}

#[component]
fn AddStep() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let desk = expect_context::<DeskState>();
    let (open, set_open) = signal(false);
    desk.keys.listen(move |action| {
        if *action == crate::keyboard::Action::Escape {
            set_open.set(false);
        }
    });
    let add = move |kind: Kind| {
        set_open.set(false);
        let words = first_words(i18n.get_locale_untracked());
        let chosen = playbooks.chosen.get_untracked();
        playbooks.rearrange(|steps| {
            let after = steps.len().checked_sub(1).map(|last| chosen.min(last));
            playbook_edit::add(steps, after, kind, &words)
        });
    };
    view! {
        <button
            class="button button--ghost flow__add"
            type="button"
            data-testid="step-add"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| set_open.update(|open| *open = !*open)
        >
            <Icon shape=Shape::Plus size=Size::Small />
            {t!(i18n, playbook.add_step)}
        </button>
        <Show when=move || open.get()>
            <div class="flow__kinds" role="group" aria-label=move || t_string!(i18n, playbook.add_step)>
                {Kind::ALL.map(|kind| view! {
                    <button class="menu__item" type="button" data-testid=format!("step-add-{}", kind.name()) on:click=move |_| add(kind)>
                        <Icon shape=shape(kind) size=Size::Small />
                        {move || kind_word(i18n.get_locale(), kind)}
                    </button>
                }).collect_view()}
            </div>
        </Show>
    }
}

pub fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Message => Shape::MessageSquare,
        Kind::Choice => Shape::Split,
        Kind::Form => Shape::ClipboardList,
        Kind::Notify => Shape::BellRing,
        Kind::Create => Shape::Briefcase,
        Kind::LiveChat => Shape::MessagesSquare,
    }
}

pub fn kind_word(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Message => td_string!(locale, playbook.message),
        Kind::Choice => td_string!(locale, playbook.choice),
        Kind::Form => td_string!(locale, playbook.form),
        Kind::Notify => td_string!(locale, playbook.notify),
        Kind::Create => td_string!(locale, playbook.in_crm),
        Kind::LiveChat => td_string!(locale, playbook.live_chat),
    }
}

fn kind_line(locale: Locale, act: &Act) -> String {
    match act {
        Act::Choice { options, .. } => td_string!(locale, playbook.options, count = options.len() as i64).to_string(),
        Act::Form { fields, .. } => td_string!(locale, playbook.fields, count = fields.len() as i64).to_string(),
        act => kind_word(locale, Kind::of(act)).to_owned(),
    }
}

/// What is said or asked, in a line.
fn text_line(locale: Locale, act: &Act) -> String {
    match act {
        Act::Message { text, .. } => text.words().replace('\n', " "),
        Act::Choice { text, .. } => text.clone(),
        Act::Form { title, .. } => title.clone(),
        Act::Notify { set_status, .. } => {
            td_string!(locale, playbook.becomes, status = words::status(locale, *set_status)).to_string()
        }
        Act::Create { what, .. } => words::created(locale, *what).to_owned(),
        Act::LiveChat(_) => td_string!(locale, playbook.agent_answers).to_owned(),
    }
}
