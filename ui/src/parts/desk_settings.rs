//! What this desk prefers, and who sits at it.

use crate::i18n::use_i18n;
use crate::intl;
use crate::ipc;
use crate::parts::password_form::PasswordForm;
use crate::parts::segments::Segments;
use crate::parts::switch::SwitchLine;
use crate::state::{DeskState, Notice, Surrounds, Toasts};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::notices::SetAutostart;
use protocol::ipc::session::{Locale, MeasureCache, SignOut, Theme};

#[component]
pub fn DeskSettings() -> impl IntoView {
    view! {
        <Appearance />
        <WritingPreferences />
        <Place />
        <Account />
    }
}

#[component]
fn Appearance() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let themes = vec![
        (Theme::System, Signal::derive(move || t_string!(i18n, settings.system).to_owned())),
        (Theme::Light, Signal::derive(move || t_string!(i18n, settings.light).to_owned())),
        (Theme::Dark, Signal::derive(move || t_string!(i18n, settings.dark).to_owned())),
    ];
    let languages = vec![
        (None, Signal::derive(move || t_string!(i18n, settings.system).to_owned())),
        (Some(Locale::Fr), Signal::stored("Français".to_owned())),
        (Some(Locale::Es), Signal::stored("Español".to_owned())),
        (Some(Locale::En), Signal::stored("English".to_owned())),
    ];
    let percent = |size: u16| (size, Signal::stored(format!("{size} %")));
    let sizes = [80, 100, 125, 150, 200].map(percent).to_vec();
    view! {
        <section>
            <h2>{t!(i18n, settings.appearance)}</h2>
            <Preference
                label=Signal::derive(move || t_string!(i18n, settings.theme).to_owned())
                options=themes
                chosen=Signal::derive(move || desk.preferences().theme)
                choose=Callback::new(move |theme| desk.prefer(|preferences| preferences.theme = theme))
                name="theme"
            />
            <Preference
                label=Signal::derive(move || t_string!(i18n, settings.language).to_owned())
                options=languages
                chosen=Signal::derive(move || desk.preferences().locale)
                choose=Callback::new(move |locale| desk.prefer(|preferences| preferences.locale = locale))
                name="language"
            >
                <small>{t!(i18n, settings.language_hint)}</small>
            </Preference>
            <Preference
                label=Signal::derive(move || t_string!(i18n, settings.zoom).to_owned())
                options=sizes
                chosen=Signal::derive(move || desk.preferences().zoom)
                choose=Callback::new(move |size| desk.zoom(|_| Some(size)))
                name="zoom"
            />
        </section>
    }
}

/// A preference of few values, side by side.
#[component]
fn Preference<T>(
    label: Signal<String>,
    options: Vec<(T, Signal<String>)>,
    chosen: Signal<T>,
    choose: Callback<T>,
    name: &'static str,
    /// What else is to be said of it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    view! {
        <div class="pref">
            <p class="grow">{label}{children.map(|children| children())}</p>
            <Segments label options chosen choose name />
        </div>
    }
}

#[component]
fn WritingPreferences() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let ways = vec![
        (true, Signal::derive(move || t_string!(i18n, settings.enter_sends).to_owned())),
        (false, Signal::derive(move || t_string!(i18n, settings.shift_enter_sends).to_owned())),
    ];
    view! {
        <section>
            <h2>{t!(i18n, settings.writing)}</h2>
            <Preference
                label=Signal::derive(move || t_string!(i18n, settings.send_with).to_owned())
                options=ways
                chosen=Signal::derive(move || desk.preferences().enter_sends)
                choose=Callback::new(move |sends| desk.prefer(|preferences| preferences.enter_sends = sends))
                name="enter"
            />
            <div class="pref">
                <p class="grow">{t!(i18n, keys.title)}</p>
                <button class="button" type="button" data-testid="shortcuts-open" on:click=move |_| desk.shortcuts.set(true)>
                    {t!(i18n, keys.show)}
                </button>
            </div>
        </section>
    }
}

/// Where this desk's data comes from, where its key lies, how Pupitre begins and ends here, and how much is kept.
#[component]
fn Place() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let kept = vec![
        (None, Signal::derive(move || t_string!(i18n, settings.keep_all).to_owned())),
        (Some(365), Signal::derive(move || t_string!(i18n, settings.keep_year).to_owned())),
        (Some(90), Signal::derive(move || t_string!(i18n, settings.keep_quarter).to_owned())),
        (Some(30), Signal::derive(move || t_string!(i18n, settings.keep_month).to_owned())),
    ];
    let bytes = RwSignal::new(None::<i64>);
    let measure = move || {
        spawn_local(async move {
            if let Ok(measured) = ipc::call(MeasureCache {}).await {
                bytes.try_set(Some(measured));
            }
        });
    };
    measure();
    desk.events.listen(move |event| {
        if matches!(event, ConsoleEvent::ConversationsChanged { .. }) {
            measure();
        }
    });
    let size = move || {
        let size = intl::bytes(i18n.get_locale(), bytes.get()?.unsigned_abs());
        Some(t_string!(i18n, settings.keep_size, size = size).to_string())
    };
    let hub = move || desk.read(|desk| desk.hub.clone());
    let surrounds = Surrounds::read();
    let start_with_session = move |on| {
        surrounds.show_autostart(on);
        spawn_local(async move {
            if let Err(failure) = ipc::call(SetAutostart { on }).await {
                toasts.tell(Notice::Refused { conversation: None, code: failure.code });
            }
            surrounds.read_again();
        });
    };
    let tray_hint = Signal::derive(move || {
        let told =
            if surrounds.tray() { t_string!(i18n, settings.tray_hint) } else { t_string!(i18n, settings.no_tray) };
        told.to_owned()
    });
    let in_file = move || desk.read(|desk| desk.token_in_file).unwrap_or(false);
    view! {
        <section>
            <h2>{t!(i18n, settings.desk)}</h2>
            <div class="pref">
                <p class="grow">{t!(i18n, settings.hub)}</p>
                <span class="pref__value" data-testid="hub-address">{hub}</span>
            </div>
            <div class="pref">
                <p class="grow">{t!(i18n, settings.session)}</p>
                <span class="pref__value">
                    {move || if in_file() {
                        t_string!(i18n, settings.session_file)
                    } else {
                        t_string!(i18n, settings.session_keyring)
                    }}
                </span>
            </div>
            <SwitchLine
                name="autostart"
                label=Signal::derive(move || t_string!(i18n, settings.autostart).to_owned())
                on=Signal::derive(move || surrounds.autostart())
                change=Callback::new(start_with_session)
            />
            <SwitchLine
                name="stay-in-tray"
                label=Signal::derive(move || t_string!(i18n, settings.stay_in_tray).to_owned())
                hint=tray_hint
                on=Signal::derive(move || desk.preferences().stay_in_tray && surrounds.tray())
                change=Callback::new(move |on| desk.prefer(|preferences| preferences.stay_in_tray = on))
                disabled=Signal::derive(move || !surrounds.tray())
            />
            <Preference
                label=Signal::derive(move || t_string!(i18n, settings.keep).to_owned())
                options=kept
                chosen=Signal::derive(move || desk.preferences().keep_days)
                choose=Callback::new(move |days| desk.prefer(|preferences| preferences.keep_days = days))
                name="keep"
            >
                <small>{t!(i18n, settings.keep_hint)}</small>
                <small data-testid="cache-size">{size}</small>
            </Preference>
        </section>
    }
}

#[component]
fn Account() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let name = move || desk.me().map(|me| me.name);
    let email = move || desk.me().map(|me| me.email);
    let role = move || desk.me().map(|me| words::role(i18n.get_locale(), me.role));
    let sign_out = move |_| {
        spawn_local(async move {
            match ipc::call(SignOut {}).await {
                Ok(signed_out) => desk.take(signed_out),
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    };
    view! {
        <section>
            <h2>{t!(i18n, settings.account)}</h2>
            <div class="pref">
                <p class="grow">{t!(i18n, settings.name)}</p>
                <span class="pref__value" dir="auto">{name}</span>
            </div>
            <div class="pref">
                <p class="grow">{t!(i18n, settings.email)}</p>
                <span class="pref__value">{email}</span>
            </div>
            <div class="pref">
                <p class="grow">{t!(i18n, settings.role)}</p>
                <span class="pref__value">{role}</span>
            </div>
            <PasswordForm />
            <div class="pref">
                <p class="grow"><small>{t!(i18n, settings.sign_out_hint)}</small></p>
                <button class="button" type="button" data-testid="sign-out" on:click=sign_out>
                    {t!(i18n, settings.sign_out)}
                </button>
            </div>
        </section>
    }
}
