//! Another password for who is signed in, in Settings.

use crate::i18n::use_i18n;
use crate::ipc;
use crate::state::DeskState;
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::accounts::ChangePassword;

#[component]
pub fn PasswordForm() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let open = RwSignal::new(false);
    let done = RwSignal::new(false);
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <div class="pref">
                    <p class="grow">
                        {t!(i18n, password.title)}
                        {move || done.get().then(|| view! { <small role="status">{t!(i18n, password.done)}</small> })}
                    </p>
                    <button
                        class="button"
                        type="button"
                        data-testid="password-open"
                        disabled=move || !desk.is_connected()
                        on:click=move |_| {
                            done.set(false);
                            open.set(true);
                        }
                    >
                        {t!(i18n, password.change)}
                    </button>
                </div>
            }
        >
            <Form open done />
        </Show>
    }
}

#[component]
fn Form(open: RwSignal<bool>, done: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (current, chosen) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let ready = move || !busy.get() && current.with(|text| !text.is_empty()) && chosen.with(|text| !text.is_empty());
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !untrack(ready) {
            return;
        }
        busy.set(true);
        failed.set(None);
        let wish = ChangePassword { current: current.get_untracked(), chosen: chosen.get_untracked() };
        spawn_local(async move {
            match ipc::call(wish).await {
                Ok(()) => {
                    done.try_set(true);
                    open.try_set(false);
                }
                Err(failure) => drop(failed.try_set(Some(failure.code))),
            }
            busy.try_set(false);
        });
    };
    let why = move |code: &str| match code {
        "credentials_wrong" => t_string!(i18n, password.wrong).to_owned(),
        code => words::sentence(i18n.get_locale(), code),
    };
    view! {
        <form class="canned-editor" data-testid="password-form" on:submit=save>
            <div class="canned-editor__pair">
                <Secret name="password-current" label=Signal::derive(move || t_string!(i18n, password.current).to_owned()) value=current kind="current-password" />
                <Secret name="password-chosen" label=Signal::derive(move || t_string!(i18n, password.chosen).to_owned()) value=chosen kind="new-password" />
            </div>
            <small class="muted">{t!(i18n, password.hint)}</small>
            {move || failed.get().map(|code| view! { <p class="dialog__error" role="alert" data-testid="password-failed">{move || why(&code)}</p> })}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>{t!(i18n, app.cancel)}</button>
                <button class="button button--primary" type="submit" data-testid="password-save" disabled=move || !ready()>
                    {t!(i18n, password.change)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Secret(name: &'static str, label: Signal<String>, value: RwSignal<String>, kind: &'static str) -> impl IntoView {
    view! {
        <label>
            <span class="label">{label}</span>
            <span class="field field--s">
                <input
                    type="password"
                    autocomplete=kind
                    data-testid=name
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </span>
        </label>
    }
}
