//! Which notices the desktop shows, which are heard, and how much they say (A15, A16).

use crate::clock::{self, Clock};
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::one_of::OneOf;
use crate::parts::switch::SwitchLine;
use crate::state::{DeskState, Notice, Surrounds, Toasts};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string, td_string};
use protocol::ipc::notices::{Chime, Notices, PlayChime};

const HOUR_MS: i64 = 60 * 60 * 1_000;

type Words = fn(Locale) -> &'static str;
type Reads = fn(&Notices) -> bool;
type Writes = fn(&mut Notices, bool);

#[component]
pub fn NoticeSettings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section>
            <h2>{t!(i18n, notices.title)}</h2>
            <Events />
            <Toggle
                name="notice-reminder"
                label=|l| td_string!(l, notices.reminder)
                hint=|l| td_string!(l, notices.reminder_hint)
                get=|n| n.reminder
                set=|n, on| n.reminder = on
            />
        </section>
        <section>
            <h2>{t!(i18n, notices.sound)}</h2>
            <Sound />
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
            <Toggle
                name="notice-desktop"
                label=|l| td_string!(l, notices.desktop)
                get=|n| n.desktop
                set=|n, on| n.desktop = on
            />
            <Toggle
                name="notice-window"
                label=|l| td_string!(l, notices.in_window)
                hint=|l| td_string!(l, notices.in_window_hint)
                get=|n| n.in_window
                set=|n, on| n.in_window = on
            />
            <p class="pref muted">{t!(i18n, notices.on_screen)}</p>
        </section>
        <section>
            <h2>{t!(i18n, notices.preview)}</h2>
            <Preview />
            <Allowed />
        </section>
    }
}

/// Each event, with what is shown and what is heard of it.
#[component]
fn Events() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="pref-grid" role="group" aria-label=move || t_string!(i18n, notices.events)>
            <span class="pref-grid__head">{t!(i18n, notices.event)}</span>
            <span class="pref-grid__head pref-grid__mid">{t!(i18n, notices.shown)}</span>
            <span class="pref-grid__head pref-grid__mid">{t!(i18n, notices.heard)}</span>
            <Event
                name="notice-new"
                label=|l| td_string!(l, notices.new_chat)
                shown=(|n| n.new_chat, |n, on| n.new_chat = on)
                heard=(|n| n.sounds.new_chat, |n, on| n.sounds.new_chat = on)
            />
            <Event
                name="notice-assigned"
                label=|l| td_string!(l, notices.assigned)
                shown=(|n| n.assigned, |n, on| n.assigned = on)
                heard=(|n| n.sounds.assigned, |n, on| n.sounds.assigned = on)
            />
            <Event
                name="notice-message"
                label=|l| td_string!(l, notices.message)
                shown=(|n| n.message, |n, on| n.message = on)
                heard=(|n| n.sounds.message, |n, on| n.sounds.message = on)
            />
        </div>
    }
}

#[component]
fn Event(name: &'static str, label: Words, shown: (Reads, Writes), heard: (Reads, Writes)) -> impl IntoView {
    view! {
        <span>{words_of(label)}</span>
        <Tick name=name.to_owned() label column=|l| td_string!(l, notices.shown) of=shown />
        <Tick name=format!("{name}-sound") label column=|l| td_string!(l, notices.heard) of=heard />
    }
}

#[component]
fn Tick(name: String, label: Words, column: Words, of: (Reads, Writes)) -> impl IntoView {
    let (get, set) = of;
    let on = chosen(get);
    let (label, column) = (words_of(label), words_of(column));
    let change = changing(set);
    view! {
        <span class="pref-grid__mid">
            <button
                class="check"
                type="button"
                role="checkbox"
                data-testid=name
                aria-checked=move || on.get().to_string()
                aria-label=move || format!("{}, {}", label.get(), column.get())
                on:click=move |_| change.run(!on.get_untracked())
            >
                <Show when=move || on.get()>
                    <Icon shape=Shape::Check size=Size::Small />
                </Show>
            </button>
        </span>
    }
}

#[component]
fn Toggle(
    name: &'static str,
    label: Words,
    #[prop(optional)] hint: Option<Words>,
    get: Reads,
    set: Writes,
) -> impl IntoView {
    let (label, on, change) = (words_of(label), chosen(get), changing(set));
    match hint.map(words_of) {
        Some(hint) => view! { <SwitchLine name label hint on change /> }.into_any(),
        None => view! { <SwitchLine name label on change /> }.into_any(),
    }
}

fn words_of(words: Words) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || words(i18n.get_locale()).to_owned())
}

fn chosen(get: Reads) -> Signal<bool> {
    let desk = expect_context::<DeskState>();
    Memo::new(move |_| get(&desk.preferences().notices)).into()
}

fn changing(set: Writes) -> Callback<bool> {
    let desk = expect_context::<DeskState>();
    Callback::new(move |on| desk.prefer(|preferences| set(&mut preferences.notices, on)))
}

/// Which chime, how loud; each change can be heard.
#[component]
fn Sound() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let volume = Memo::new(move |_| desk.preferences().notices.volume);
    let listen = move || {
        let notices = untrack(|| desk.preferences().notices);
        spawn_local(async move {
            let wish = PlayChime { chime: notices.chime, volume: notices.volume };
            if let Err(failure) = ipc::call(wish).await {
                toasts.tell(Notice::Refused { conversation: None, code: failure.code });
            }
        });
    };
    view! {
        <div class="pref">
            <p class="grow">{t!(i18n, notices.chime)}</p>
            <button
                class="icon-button"
                type="button"
                data-testid="chime-play"
                aria-label=move || t_string!(i18n, notices.listen)
                title=move || t_string!(i18n, notices.listen)
                on:click=move |_| listen()
            >
                <Icon shape=Shape::Play />
            </button>
            <OneOf
                name="chime"
                label=words_of(|l| td_string!(l, notices.chime))
                all=Chime::ALL
                word=words::chime
                chosen=untrack(|| desk.preferences().notices.chime)
                change=Callback::new(move |chime| {
                    desk.prefer(|preferences| preferences.notices.chime = chime);
                    listen();
                })
            />
        </div>
        <div class="pref">
            <p class="grow">{t!(i18n, notices.volume)}</p>
            <span class="muted"><Icon shape=Shape::Volume2 size=Size::Small /></span>
            <input
                class="slider"
                type="range"
                min="0"
                max="100"
                step="5"
                data-testid="volume"
                aria-label=move || t_string!(i18n, notices.volume)
                prop:value=move || volume.get().to_string()
                on:change=move |event| {
                    if let Ok(volume) = event_target_value(&event).parse() {
                        desk.prefer(|preferences| preferences.notices.volume = volume);
                        listen();
                    }
                }
            />
        </div>
    }
}

/// Do not disturb, with its end.
#[component]
fn Quiet() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let clock = expect_context::<Clock>();
    let until = Memo::new(move |_| desk.preferences().notices.quiet(clock.now()));
    let hours = RwSignal::new(1i64);
    let set = move |on: bool| {
        let until = on.then(|| clock::now().plus_ms(hours.get_untracked() * HOUR_MS));
        desk.prefer(|preferences| preferences.notices.quiet_until = until);
    };
    let told = Signal::derive(move || {
        let told = |until| t_string!(i18n, notices.until, time = intl::date(i18n.get_locale(), Style::Time, until));
        until.get().map(told).unwrap_or_default()
    });
    view! {
        <SwitchLine
            name="quiet"
            label=words_of(|l| td_string!(l, notices.quiet))
            hint=told
            on=Signal::derive(move || until.get().is_some())
            change=Callback::new(set)
        >
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
        </SwitchLine>
    }
}

/// What a notice looks like with these choices.
#[component]
fn Preview() -> impl IntoView {
    let i18n = use_i18n();
    let hidden = chosen(|notices| notices.hide_text);
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

/// Whether the desktop shows any of it, and what happens where it does not.
#[component]
fn Allowed() -> impl IntoView {
    let i18n = use_i18n();
    let surrounds = Surrounds::read();
    let allowed = chosen(|notices| notices.desktop);
    let shape = move || if allowed.get() && surrounds.notifications() { Shape::CircleCheck } else { Shape::BellOff };
    let told = move || match (allowed.get(), surrounds.notifications()) {
        (true, true) => t_string!(i18n, notices.allowed),
        (true, false) => t_string!(i18n, notices.absent),
        (false, _) => t_string!(i18n, notices.refused),
    };
    view! {
        <p class="editor__help notice-state" data-testid="notice-state">
            {move || view! { <Icon shape=shape() size=Size::Small /> }}
            {told}
        </p>
    }
}
