//! Which notices the desktop shows, and how much they say (A15, A16).

use crate::clock::{self, Clock};
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape};
use crate::intl::{self, Style};
use crate::state::DeskState;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::ipc::session::Notices;

const HOUR_MS: i64 = 60 * 60 * 1_000;

#[component]
pub fn NoticeSettings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section>
            <h2>{t!(i18n, notices.events)}</h2>
            <Toggle name="notice-new" label=|l| td_string!(l, notices.new_chat) get=|n| n.new_chat set=|n, on| n.new_chat = on />
            <Toggle name="notice-assigned" label=|l| td_string!(l, notices.assigned) get=|n| n.assigned set=|n, on| n.assigned = on />
            <Toggle name="notice-message" label=|l| td_string!(l, notices.message) get=|n| n.message set=|n, on| n.message = on />
            <Toggle
                name="notice-reminder"
                label=|l| td_string!(l, notices.reminder)
                hint=|l| td_string!(l, notices.reminder_hint)
                get=|n| n.reminder
                set=|n, on| n.reminder = on
            />
        </section>
        <section>
            <h2>{t!(i18n, notices.discretion)}</h2>
            <Quiet />
            <Toggle
                name="notice-hide"
                label=|l| td_string!(l, notices.hide)
                hint=|l| td_string!(l, notices.hide_hint)
                get=|n| n.hide_text
                set=|n, on| n.hide_text = on
            />
            <p class="pref muted">{t!(i18n, notices.on_screen)}</p>
        </section>
        <section>
            <h2>{t!(i18n, notices.preview)}</h2>
            <Preview />
        </section>
    }
}

#[component]
fn Toggle(
    name: &'static str,
    label: fn(Locale) -> &'static str,
    #[prop(optional)] hint: Option<fn(Locale) -> &'static str>,
    get: fn(&Notices) -> bool,
    set: fn(&mut Notices, bool),
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let on = Memo::new(move |_| get(&desk.preferences().notices));
    view! {
        <div class="pref">
            <p class="grow">
                {move || label(i18n.get_locale())}
                {hint.map(|hint| view! { <small>{move || hint(i18n.get_locale())}</small> })}
            </p>
            <button
                class="switch"
                type="button"
                role="switch"
                data-testid=name
                aria-checked=move || on.get().to_string()
                aria-label=move || label(i18n.get_locale())
                on:click=move |_| desk.prefer(|preferences| set(&mut preferences.notices, !on.get_untracked()))
            ></button>
        </div>
    }
}

/// Do not disturb, with its end.
#[component]
fn Quiet() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let clock = expect_context::<Clock>();
    let until = Memo::new(move |_| desk.preferences().notices.quiet_until.filter(|until| *until > clock.now()));
    let hours = RwSignal::new(1i64);
    let set = move |on: bool| {
        let until = on.then(|| clock::now().plus_ms(hours.get_untracked() * HOUR_MS));
        desk.prefer(|preferences| preferences.notices.quiet_until = until);
    };
    let told = move || {
        let locale = i18n.get_locale();
        until.get().map(|until| t_string!(i18n, notices.until, time = intl::date(locale, Style::Time, until)))
    };
    view! {
        <div class="pref">
            <p class="grow">{t!(i18n, notices.quiet)}<small data-testid="quiet-until">{told}</small></p>
            <select
                class="select"
                data-testid="quiet-hours"
                aria-label=move || t_string!(i18n, notices.how_long)
                on:change=move |event| {
                    hours.set(event_target_value(&event).parse().unwrap_or(1));
                    if until.get_untracked().is_some() {
                        set(true);
                    }
                }
            >
                {[1i64, 2, 4, 8].map(|n| view! { <option value=n.to_string()>{move || t_string!(i18n, span.hours, n = n)}</option> }).collect_view()}
            </select>
            <button
                class="switch"
                type="button"
                role="switch"
                data-testid="quiet"
                aria-checked=move || until.get().is_some().to_string()
                aria-label=move || t_string!(i18n, notices.quiet)
                on:click=move |_| set(until.get_untracked().is_none())
            ></button>
        </div>
    }
}

/// What a notice looks like with these choices.
#[component]
fn Preview() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let hidden = Memo::new(move |_| desk.preferences().notices.hide_text);
    view! {
        <div class="notice-preview" aria-label=move || t_string!(i18n, notices.preview)>
            <Icon shape=Shape::MessagesSquare />
            <div class="grow">
                <p><b>{t!(i18n, notices.message_title)} " · Amandine Brossard"</b></p>
                <Show when=move || !hidden.get()>
                    <p class="soft truncate">{t!(i18n, notices.message_text)}</p>
                </Show>
            </div>
        </div>
    }
}
