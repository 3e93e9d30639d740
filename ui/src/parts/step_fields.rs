//! The lists inside a step: answers to pick from, and fields to fill in.

use super::step_editor::{Line, Targets};
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::state::PlaybooksState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::card::{ChoiceOption, FieldKind, FormField};
use protocol::playbook::{Act, Branch};

const KINDS: [FieldKind; 4] = [FieldKind::Name, FieldKind::Email, FieldKind::Phone, FieldKind::Text];

/// The rows of a list inside a step. A row that is changed stays as it is drawn; the list is drawn anew when it
/// gets longer or shorter.
struct Rows<T: 'static> {
    playbooks: PlaybooksState,
    at: usize,
    of: fn(&mut Act) -> Option<&mut Vec<T>>,
    drawn: RwSignal<u32>,
}

impl<T> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Rows<T> {}

impl<T: Clone> Rows<T> {
    fn new(at: usize, of: fn(&mut Act) -> Option<&mut Vec<T>>) -> Self {
        Self { playbooks: expect_context(), at, of, drawn: RwSignal::new(0) }
    }

    fn all(self) -> Vec<T> {
        self.drawn.track();
        let step = self.playbooks.editing.with_untracked(|one| one.as_ref()?.content.steps.get(self.at).cloned());
        step.and_then(|mut step| (self.of)(&mut step.act).cloned()).unwrap_or_default()
    }

    fn change(self, place: usize, change: impl FnOnce(&mut T)) {
        self.with(|rows| {
            if let Some(row) = rows.get_mut(place) {
                change(row);
            }
        });
    }

    fn add(self, make: impl FnOnce(&[T]) -> T) {
        self.with(|rows| rows.push(make(rows)));
        self.drawn.update(|n| *n += 1);
    }

    fn remove(self, place: usize) -> Callback<()> {
        Callback::new(move |()| {
            self.with(|rows| {
                if place < rows.len() {
                    rows.remove(place);
                }
            });
            self.drawn.update(|n| *n += 1);
        })
    }

    fn with(self, change: impl FnOnce(&mut Vec<T>)) {
        self.playbooks.change_step(self.at, |act| {
            if let Some(rows) = (self.of)(act) {
                change(rows);
            }
        });
    }
}

/// A choice's options, each with where it leads.
#[component]
pub fn Options(at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let rows = Rows::new(at, |act| if let Act::Choice { options, .. } = act { Some(options) } else { None });
    let add = move |_| {
        rows.add(|known: &[Branch]| {
            let id = free(known.iter().map(|branch| branch.option.id.as_str()));
            let label = td_string!(i18n.get_locale_untracked(), playbook.first_option).to_owned();
            Branch { option: ChoiceOption { id, label }, next: None }
        });
    };
    let row = move |(place, branch): (usize, Branch)| {
        let label = Signal::derive(move || t_string!(i18n, playbook.option_n, n = place + 1).to_string());
        let set_label = Callback::new(move |text| rows.change(place, |branch: &mut Branch| branch.option.label = text));
        let set_next = Callback::new(move |next| rows.change(place, |branch: &mut Branch| branch.next = next));
        let next_label = Signal::derive(move || format!("{}: {}", label.get(), t_string!(i18n, playbook.next)));
        view! {
            <div class="editor__row" data-testid="step-option">
                <Line value=branch.option.label name="step-option-label" label change=set_label />
                <Targets at now=branch.next label=next_label set=set_next name="step-option-next" />
                <Remove place remove=rows.remove(place) />
            </div>
        }
    };
    view! {
        <div class="editor__block">
            {move || rows.all().into_iter().enumerate().map(row).collect_view()}
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
    let rows = Rows::new(at, |act| if let Act::Form { fields, .. } = act { Some(fields) } else { None });
    let add = move |_| {
        rows.add(|known: &[FormField]| {
            let key = free(known.iter().map(|field| field.key.as_str()));
            let label = td_string!(i18n.get_locale_untracked(), playbook.first_field).to_owned();
            FormField { key, kind: FieldKind::Text, label, required: false }
        });
    };
    let row = move |(place, field): (usize, FormField)| {
        let label = Signal::derive(move || t_string!(i18n, playbook.field_n, n = place + 1).to_string());
        let set_label = Callback::new(move |text| rows.change(place, |field: &mut FormField| field.label = text));
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
                            rows.change(place, |field| field.kind = kind);
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
                            rows.change(place, |field| field.required = required);
                        }
                    />
                    {t!(i18n, playbook.required)}
                </label>
                <Remove place remove=rows.remove(place) />
            </div>
        }
    };
    view! {
        <div class="editor__block">
            {move || rows.all().into_iter().enumerate().map(row).collect_view()}
            <button class="button button--ghost" type="button" data-testid="step-field-add" on:click=add>
                <Icon shape=Shape::Plus size=Size::Small />
                {t!(i18n, playbook.add_field)}
            </button>
        </div>
    }
}

#[component]
fn Remove(place: usize, remove: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, playbook.remove_n, n = place + 1).to_string();
    view! {
        <button class="icon-button icon-button--s" type="button" title=label aria-label=label on:click=move |_| remove.run(())>
            <Icon shape=Shape::X size=Size::Small />
        </button>
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
