//! The first screen: who are you. What is wrong is said at the field it is about.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::segments::Segments;
use crate::state::DeskState;
use crate::words;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::session::{Locale, SignIn as Credentials};

/// Where the fault lies.
#[derive(Clone, PartialEq)]
enum Fault {
    NoEmail,
    NoPassword,
    Refused(String),
}

#[component]
pub fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let email = NodeRef::<Input>::new();
    let password = NodeRef::<Input>::new();
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(email), Some(password)) = (email.get_untracked(), password.get_untracked()) else { return };
        let (address, secret) = (email.value().trim().to_owned(), password.value());
        if busy.get_untracked() {
            return;
        }
        if address.is_empty() {
            fault.set(Some(Fault::NoEmail));
            return drop(email.focus());
        }
        if secret.is_empty() {
            fault.set(Some(Fault::NoPassword));
            return drop(password.focus());
        }
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let answer = ipc::call(Credentials { email: address, password: secret }).await;
            busy.try_set(false);
            match answer {
                Ok(signed_in) => desk.take(signed_in),
                Err(failure) => {
                    fault.try_set(Some(Fault::Refused(failure.code)));
                    let _ = password.focus();
                    password.select();
                }
            }
        });
    };
    Effect::new(move || {
        if let Some(email) = email.get() {
            let _ = email.focus();
            desk.tell_painted();
        }
    });
    view! {
        <main class="sign-in">
            <div class="sign-in__middle">
                <div class="sign-in__column">
                    <form class="sign-in__card" novalidate on:submit=submit>
                        <div class="sign-in__brand">
                            <Icon shape=Shape::Lectern size=Size::Large />
                            <h1>{t!(i18n, sign_in.title)}</h1>
                        </div>
                        <label>
                            <span class="label">{t!(i18n, sign_in.email)}</span>
                            <span class="field" class:field--wrong=move || fault.get() == Some(Fault::NoEmail)>
                                <input
                                    type="email"
                                    data-testid="sign-in-email"
                                    autocomplete="username"
                                    node_ref=email
                                    aria-describedby="sign-in-fault"
                                />
                            </span>
                        </label>
                        <label>
                            <span class="label">{t!(i18n, sign_in.password)}</span>
                            <span class="field" class:field--wrong=move || fault.get() == Some(Fault::NoPassword)>
                                <input
                                    type="password"
                                    data-testid="sign-in-password"
                                    autocomplete="current-password"
                                    node_ref=password
                                    aria-describedby="sign-in-fault"
                                />
                            </span>
                        </label>
                        <div id="sign-in-fault" role="alert">
                            {move || fault.get().map(|fault| view! { <Said fault /> })}
                        </div>
                        <button
                            class="button button--primary"
                            type="submit"
                            data-testid="sign-in-submit"
                            disabled=move || busy.get()
                        >
                            {move || if busy.get() { t_string!(i18n, sign_in.busy) } else { t_string!(i18n, sign_in.submit) }}
                        </button>
                        <p class="sign-in__hub" data-testid="hub-address">
                            {move || desk.read(|desk| t_string!(i18n, sign_in.hub, hub = desk.hub.clone()))}
                        </p>
                    </form>
                    <Languages />
                </div>
            </div>
        </main>
    }
}

#[component]
fn Said(fault: Fault) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || match &fault {
        Fault::NoEmail => t_string!(i18n, sign_in.email_missing).to_owned(),
        Fault::NoPassword => t_string!(i18n, sign_in.password_missing).to_owned(),
        Fault::Refused(code) => words::sentence(i18n.get_locale(), code),
    };
    view! {
        <p class="sign-in__error" data-testid="sign-in-error">
            <Icon shape=Shape::CircleAlert size=Size::Small />
            <span>{text}</span>
        </p>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let options = [(Locale::Fr, "Français"), (Locale::Es, "Español"), (Locale::En, "English")];
    let chosen = Signal::derive(move || words::told_locale(i18n.get_locale()));
    view! {
        <div class="sign-in__languages">
            <Segments
                label=Signal::derive(move || t_string!(i18n, sign_in.language).to_owned())
                options=options.map(|(locale, name)| (locale, Signal::stored(name.to_owned()))).to_vec()
                chosen
                choose=Callback::new(move |locale| desk.prefer(|preferences| preferences.locale = Some(locale)))
                name="language"
            />
        </div>
    }
}
