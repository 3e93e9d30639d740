//! What is collected beside the dialogue (A12): fields that look like text and are saved when they are left, on
//! closed chats too (A14).

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::parts::crm_entries::{CreateEntries, Entries};
use crate::state::{DeskState, SheetState};
use crate::{clock, day, money, words};
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::card::FieldKind;
use protocol::crm::SheetField;
use protocol::ipc::crm::FieldState;
use protocol::limits::{LINE_MAX_CHARS, TEXT_MAX_CHARS};
use protocol::playbook::answer_is_sound;
use std::time::Duration;

/// Notes are saved after a pause, too: they may grow for long.
const PAUSE: Duration = Duration::from_millis(1_500);

#[component]
pub fn CrmPanel() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = expect_context::<SheetState>();
    let lines = [
        (SheetField::Name, Shape::User),
        (SheetField::Email, Shape::Mail),
        (SheetField::Phone, Shape::Phone),
        (SheetField::Organisation, Shape::Building2),
        (SheetField::Address, Shape::MapPin),
    ];
    view! {
        <section class="section crm" data-testid="crm-panel">
            <h2 class="section__head">
                {t!(i18n, crm.title)}
                <span class="muted end" role="status" data-testid="crm-saved"><Saved /></span>
            </h2>
            <Show when=move || sheet.is_read()>
                {lines.map(|(field, shape)| view! {
                    <Editable field shape=Some(shape) />
                }).collect_view()}
                <div class="edit-pair">
                    <Labelled field=SheetField::Value />
                    <Labelled field=SheetField::Closing />
                </div>
                <Editable field=SheetField::Notes shape=None />
                <Entries />
                <CreateEntries />
            </Show>
        </section>
    }
}

/// When it was saved last, or why it is not yet.
#[component]
fn Saved() -> impl IntoView {
    let i18n = use_i18n();
    let (desk, sheet) = (expect_context::<DeskState>(), expect_context::<SheetState>());
    move || {
        let locale = i18n.get_locale();
        if sheet.is_pending() {
            let waits = !desk.is_connected();
            return if waits { t_string!(i18n, crm.pending) } else { t_string!(i18n, crm.saving) }.to_owned();
        }
        let Some(at) = sheet.saved_at() else { return String::new() };
        if intl::day(at) == intl::day(clock::now()) {
            t_string!(i18n, crm.saved, time = intl::date(locale, Style::Time, at)).to_string()
        } else {
            t_string!(i18n, crm.saved_on, date = intl::date(locale, Style::ShortDate, at)).to_string()
        }
    }
}

#[component]
fn Labelled(field: SheetField) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div>
            <span class="label" aria-hidden="true">{move || words::sheet_field(i18n.get_locale(), field)}</span>
            <Editable field shape=None />
        </div>
    }
}

/// A field as it is being written.
#[derive(Clone, Copy)]
struct Writing {
    field: SheetField,
    sheet: SheetState,
    /// None: as it is saved.
    typed: RwSignal<Option<String>>,
    /// What its writer found; what they saved since.
    found: StoredValue<Option<String>>,
    faulty: RwSignal<bool>,
    /// Counts the keys: only the last one's pause saves.
    keys: StoredValue<u64>,
}

impl Writing {
    fn begin(self) {
        if self.typed.with_untracked(Option::is_none) {
            self.found.set_value(untrack(|| self.sheet.field(self.field)).value);
        }
    }

    fn write(self, text: String, locale: Locale) {
        self.typed.set(Some(text));
        self.faulty.set(false);
        if self.field != SheetField::Notes {
            return;
        }
        self.keys.update_value(|keys| *keys += 1);
        let now = self.keys.get_value();
        let save = move || {
            if self.keys.try_get_value() == Some(now) && self.typed.with_untracked(Option::is_some) {
                self.save(locale);
            }
        };
        set_timeout(save, PAUSE);
    }

    /// Saves what is meant. Answers whether it can be meant.
    fn save(self, locale: Locale) -> bool {
        let Some(text) = self.typed.get_untracked() else { return true };
        let found = self.found.get_value();
        if text == shown(locale, self.field, found.as_deref()) {
            return true;
        }
        let Some(to) = meant(locale, self.field, &text, found.as_deref()) else { return false };
        self.found.set_value(to.clone());
        if to != found {
            self.sheet.edit(self.field, found, to);
        }
        true
    }

    fn leave(self, locale: Locale) {
        if self.save(locale) {
            self.typed.set(None);
        } else {
            self.faulty.set(true);
        }
    }

    fn revert(self) {
        self.typed.set(None);
        self.faulty.set(false);
    }
}

#[component]
fn Editable(field: SheetField, shape: Option<Shape>) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = expect_context::<SheetState>();
    let writing = Writing {
        field,
        sheet,
        typed: RwSignal::new(None),
        found: StoredValue::new(None),
        faulty: RwSignal::new(false),
        keys: StoredValue::new(0),
    };
    let view = Memo::new(move |_| sheet.field(field));
    let value = move || {
        let locale = i18n.get_locale();
        writing.typed.get().unwrap_or_else(|| {
            let view = view.get();
            match &view.state {
                // What was refused is there to be mended.
                FieldState::Refused { mine, .. } => mine.clone().unwrap_or_default(),
                _ => shown(locale, field, view.value.as_deref()),
            }
        })
    };
    let locale = move || i18n.get_locale_untracked();
    let label = move || words::sheet_field(i18n.get_locale(), field);
    let id = format!("crm-{field}");
    let invalid = move || {
        let refused = view.with(|view| !matches!(view.state, FieldState::Saved | FieldState::Pending));
        (writing.faulty.get() || refused).then_some("true")
    };
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            writing.revert();
        }
        "Enter" if field != SheetField::Notes => writing.leave(locale()),
        _ => {}
    };
    let control = if field == SheetField::Notes {
        view! {
            <textarea
                class="notes"
                data-testid=id.clone()
                dir="auto"
                rows="2"
                maxlength=TEXT_MAX_CHARS.to_string()
                placeholder=label
                aria-label=label
                aria-invalid=invalid
                aria-describedby=format!("{id}-says")
                prop:value=value
                on:focus=move |_| writing.begin()
                on:input=move |event| writing.write(event_target_value(&event), locale())
                on:blur=move |_| writing.leave(locale())
                on:keydown=on_key
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                type="text"
                data-testid=id.clone()
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                maxlength=LINE_MAX_CHARS.to_string()
                placeholder=move || match (field, shape) {
                    (SheetField::Closing, _) => Some(t_string!(i18n, crm.day_form)),
                    (_, Some(_)) => Some(label()),
                    _ => None,
                }
                aria-label=label
                title=value
                aria-invalid=invalid
                aria-describedby=format!("{id}-says")
                prop:value=value
                on:focus=move |_| writing.begin()
                on:input=move |event| writing.write(event_target_value(&event), locale())
                on:blur=move |_| writing.leave(locale())
                on:keydown=on_key
            />
        }
        .into_any()
    };
    let control = match shape {
        Some(shape) => view! { <div class="edit"><Icon shape size=Size::Small />{control}</div> }.into_any(),
        None if field == SheetField::Notes => control,
        None => {
            let calendar = field == SheetField::Closing;
            let icon = calendar.then(|| view! { <Icon shape=Shape::Calendar size=Size::Small /> });
            view! { <div class="field field--s">{control}{icon}</div> }.into_any()
        }
    };
    view! {
        {control}
        <div class="crm__says" id=format!("{id}-says")><Says writing /></div>
    }
}

/// What stands in the way of saving a field, and the way out.
#[component]
fn Says(writing: Writing) -> impl IntoView {
    let i18n = use_i18n();
    let Writing { field, sheet, faulty, .. } = writing;
    let state = Memo::new(move |_| sheet.field(field).state);
    move || {
        let locale = i18n.get_locale();
        if faulty.get() {
            return view! { <p class="crm__fault" role="alert">{words::sheet_fault(locale, field)}</p> }.into_any();
        }
        match state.get() {
            FieldState::Saved | FieldState::Pending => ().into_any(),
            FieldState::Refused { code, .. } => {
                let cause = match code.as_str() {
                    "field_invalid" => words::sheet_fault(locale, field).to_owned(),
                    code => t_string!(i18n, crm.refused, cause = words::cause(locale, code)).to_string(),
                };
                view! { <p class="crm__fault" role="alert">{cause}</p> }.into_any()
            }
            FieldState::MovedOn { mine } => {
                let mine = Some(shown(locale, field, mine.as_deref())).filter(|mine| !mine.is_empty());
                let mine = mine.unwrap_or_else(|| t_string!(i18n, crm.emptied).to_owned());
                view! {
                    <div class="crm__fault" role="alert" data-testid="crm-conflict">
                        <p dir="auto">{t_string!(i18n, crm.moved_on, mine = mine).to_string()}</p>
                        <button class="link" type="button" data-testid="crm-keep-mine" on:click=move |_| sheet.settle(field, true)>
                            {t!(i18n, crm.keep_mine)}
                        </button>
                        <button class="link" type="button" data-testid="crm-keep-theirs" on:click=move |_| sheet.settle(field, false)>
                            {t!(i18n, crm.keep_theirs)}
                        </button>
                    </div>
                }
                .into_any()
            }
        }
    }
}

/// A value as it is read: an amount with its currency, a day as the language writes it.
fn shown(locale: Locale, field: SheetField, value: Option<&str>) -> String {
    match (field, value) {
        (SheetField::Value, Some(value)) => intl::money(locale, value),
        (SheetField::Closing, Some(day)) => intl::iso_day(locale, Style::Numbers, day),
        (_, value) => value.unwrap_or_default().to_owned(),
    }
}

/// What a text means in a field, as it travels; the outer none: nothing that it could be.
fn meant(locale: Locale, field: SheetField, text: &str, found: Option<&str>) -> Option<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let sound = match field {
        SheetField::Email => answer_is_sound(FieldKind::Email, text),
        SheetField::Phone => answer_is_sound(FieldKind::Phone, text),
        _ => true,
    };
    let travels = match field {
        SheetField::Value => {
            let known = found.and_then(protocol::crm::money).map(|(_, currency)| currency);
            money::read(text, locale != Locale::en, known)?
        }
        SheetField::Closing => day::read(text, &intl::iso_today(clock::now()))?,
        _ => text.to_owned(),
    };
    sound.then_some(Some(travels))
}
