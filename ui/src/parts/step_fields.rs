//! The lists inside a step: answers to pick from, and fields to fill in.

use super::step_editor::{Line, RemoveButton, Targets};
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::state::PlaybooksState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::card::{ChoiceOption, FieldKind, FormField};
use protocol::playbook::{Act, Branch};

const KINDS: [FieldKind; 4] = [FieldKind::Name, FieldKind::Email, FieldKind::Phone, FieldKind::Text];

/// A choice's options, each with where it leads.
#[component]
pub fn Options(at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let options = move || {
        let found = playbooks.editing.with_untracked(|one| match &one.as_ref()?.content.steps.get(at)?.act {
            Act::Choice { options, .. } => Some(options.clone()),
            _ => None,
        });
        found.unwrap_or_default()
    };
    let change = move |change: &mut dyn FnMut(&mut Vec<Branch>)| {
        playbooks.change(|content| {
            if let Some(Act::Choice { options, .. }) = content.steps.get_mut(at).map(|step| &mut step.act) {
                change(options);
            }
        });
    };
    let (drawn, redraw) = signal(0);
    let add = move |_| {
        change(&mut |options: &mut Vec<Branch>| {
            let id = free(options.iter().map(|branch| branch.option.id.as_str()));
            let label = td_string!(i18n.get_locale_untracked(), playbook.first_option).to_owned();
            options.push(Branch { option: ChoiceOption { id, label }, next: None });
        });
        redraw.update(|n| *n += 1);
    };
    let row = move |(place, branch): (usize, Branch)| {
        let label = Signal::derive(move || t_string!(i18n, playbook.option_n, n = place + 1).to_string());
        let set_label = Callback::new(move |text: String| {
            change(&mut |options: &mut Vec<Branch>| {
                if let Some(branch) = options.get_mut(place) {
                    branch.option.label.clone_from(&text);
                }
            });
        });
        let set_next = Callback::new(move |next: Option<String>| {
            change(&mut |options: &mut Vec<Branch>| {
                if let Some(branch) = options.get_mut(place) {
                    branch.next.clone_from(&next);
                }
            });
        });
        let remove = Callback::new(move |()| {
            change(&mut |options: &mut Vec<Branch>| {
                if place < options.len() {
                    options.remove(place);
                }
            });
            redraw.update(|n| *n += 1);
        });
        let next_label = Signal::derive(move || format!("{}: {}", label.get(), t_string!(i18n, playbook.next)));
        view! {
            <div class="editor__row" data-testid="step-option">
                <Line value=branch.option.label name="step-option-label" label change=set_label />
                <Targets at now=branch.next label=next_label set=set_next name="step-option-next" />
                <RemoveButton label=Signal::derive(move || t_string!(i18n, playbook.remove_n, n = place + 1).to_string()) remove />
            </div>
        }
    };
    view! {
        <div class="editor__block">
            {move || {
                drawn.track();
                options().into_iter().enumerate().map(row).collect_view()
            }}
            <button class="button button--ghost" type="button" data-testid="step-option-add" on:click=add>
                <Icon shape=Shape::Plus size=Size::Small />
                {t!(i18n, playbook.add_option)}
            </button>
        </div>
    }
}

/// A form's fields.
#[component]
pub fn FormFields(at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let fields = move || {
        let found = playbooks.editing.with_untracked(|one| match &one.as_ref()?.content.steps.get(at)?.act {
            Act::Form { fields, .. } => Some(fields.clone()),
            _ => None,
        });
        found.unwrap_or_default()
    };
    let change = move |change: &mut dyn FnMut(&mut Vec<FormField>)| {
        playbooks.change(|content| {
            if let Some(Act::Form { fields, .. }) = content.steps.get_mut(at).map(|step| &mut step.act) {
                change(fields);
            }
        });
    };
    let (drawn, redraw) = signal(0);
    let add = move |_| {
        change(&mut |fields: &mut Vec<FormField>| {
            let key = free(fields.iter().map(|field| field.key.as_str()));
            let label = td_string!(i18n.get_locale_untracked(), playbook.first_field).to_owned();
            fields.push(FormField { key, kind: FieldKind::Text, label, required: false });
        });
        redraw.update(|n| *n += 1);
    };
    let row = move |(place, field): (usize, FormField)| {
        let label = Signal::derive(move || t_string!(i18n, playbook.field_n, n = place + 1).to_string());
        let one = move |with: &mut dyn FnMut(&mut FormField)| {
            change(&mut |fields: &mut Vec<FormField>| {
                if let Some(field) = fields.get_mut(place) {
                    with(field);
                }
            });
        };
        let set_label =
            Callback::new(move |text: String| one(&mut |field: &mut FormField| field.label.clone_from(&text)));
        let remove = Callback::new(move |()| {
            change(&mut |fields: &mut Vec<FormField>| {
                if place < fields.len() {
                    fields.remove(place);
                }
            });
            redraw.update(|n| *n += 1);
        });
        let kind = field.kind;
        view! {
            <div class="editor__row" data-testid="step-field">
                <Line value=field.label name="step-field-label" label change=set_label />
                <select
                    class="select"
                    data-testid="step-field-kind"
                    aria-label=move || format!("{}: {}", label.get(), t_string!(i18n, playbook.kind))
                    on:change=move |event| {
                        if let Ok(kind) = event_target_value(&event).parse() {
                            one(&mut |field: &mut FormField| field.kind = kind);
                        }
                    }
                >
                    {KINDS.map(|option| view! {
                        <option value=option.as_str() selected={option == kind}>
                            {move || kind_word(i18n.get_locale(), option)}
                        </option>
                    }).collect_view()}
                </select>
                <label class="dialog__check">
                    <input
                        type="checkbox"
                        prop:checked=field.required
                        on:change=move |event| {
                            let required = event_target_checked(&event);
                            one(&mut |field: &mut FormField| field.required = required);
                        }
                    />
                    {t!(i18n, playbook.required)}
                </label>
                <RemoveButton label=Signal::derive(move || t_string!(i18n, playbook.remove_n, n = place + 1).to_string()) remove />
            </div>
        }
    };
    view! {
        <div class="editor__block">
            {move || {
                drawn.track();
                fields().into_iter().enumerate().map(row).collect_view()
            }}
            <button class="button button--ghost" type="button" data-testid="step-field-add" on:click=add>
                <Icon shape=Shape::Plus size=Size::Small />
                {t!(i18n, playbook.add_field)}
            </button>
        </div>
    }
}

/// A number that none of them has.
fn free<'a>(taken: impl Iterator<Item = &'a str> + Clone) -> String {
    (1..).map(|n: u32| n.to_string()).find(|id| taken.clone().all(|known| known != id)).unwrap_or_default()
}

fn kind_word(locale: Locale, kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Name => td_string!(locale, settings.name),
        FieldKind::Email => td_string!(locale, row.email),
        FieldKind::Phone => td_string!(locale, playbook.phone),
        FieldKind::Text | FieldKind::Other => td_string!(locale, playbook.free_text),
    }
}
