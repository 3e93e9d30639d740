//! Accounts in Settings, for admins: invite, change, take out of service, give a password.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::card_form::TextField;
use crate::parts::one_of::OneOf;
use crate::state::{DeskState, Notice, Toasts};
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::accounts::{GivePassword, ListAccounts, SaveAccount};
use protocol::ipc::events::ConsoleEvent;
use protocol::wire::accounts::PutAccount;
use protocol::{Agent, AgentId, Role};

/// What this page holds.
#[derive(Clone, Copy)]
struct Accounts {
    /// None until they were read.
    all: RwSignal<Option<Vec<Agent>>>,
    /// The form: of an account, or with none of a new one.
    edited: RwSignal<Option<Option<Agent>>>,
    /// Told once: whose, and what.
    password: RwSignal<Option<(String, String)>>,
    failed: RwSignal<Option<String>>,
}

impl Accounts {
    fn read(self) {
        spawn_local(async move {
            match ipc::call(ListAccounts {}).await {
                Ok(all) => {
                    self.all.try_set(Some(all));
                    self.failed.try_set(None);
                }
                Err(failure) => drop(self.failed.try_set(Some(failure.code))),
            }
        });
    }

    fn give_password(self, id: AgentId, name: String, toasts: Toasts) {
        spawn_local(async move {
            match ipc::call(GivePassword { id }).await {
                Ok(given) => drop(self.password.try_set(Some((name, given.password)))),
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    }
}

#[component]
pub fn AccountList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let accounts = Accounts {
        all: RwSignal::new(None),
        edited: RwSignal::new(None),
        password: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    accounts.read();
    desk.events.listen(move |event| {
        if matches!(event, ConsoleEvent::TeamChanged | ConsoleEvent::ConnectionChanged { .. }) {
            accounts.read();
        }
    });
    view! {
        <section data-testid="account-list">
            <h2>{t!(i18n, accounts.title)}</h2>
            <div class="pref">
                <p class="grow"><small>{t!(i18n, accounts.hint)}</small></p>
                <button
                    class="button"
                    type="button"
                    data-testid="account-new"
                    disabled=move || !desk.is_connected()
                    on:click=move |_| accounts.edited.set(Some(None))
                >
                    <Icon shape=Shape::UserPlus size=Size::Small />
                    {t!(i18n, accounts.invite)}
                </button>
            </div>
            <Password accounts />
            {move || accounts.edited.get().map(|known| view! { <Editor known accounts /> })}
            {move || accounts.failed.get().map(|code| view! {
                <div class="pref"><p class="muted" role="status">{move || words::sentence(i18n.get_locale(), &code)}</p></div>
            })}
            <For
                each=move || accounts.all.get().unwrap_or_default()
                key=|agent| (agent.id, agent.name.clone(), agent.email.clone(), agent.role, agent.active, agent.edits_playbooks)
                let:agent
            >
                <Row agent accounts />
            </For>
        </section>
    }
}

/// A password, to be told to whom it is for.
#[component]
fn Password(accounts: Accounts) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        accounts.password.get().map(|(name, password)| {
            let copied = password.clone();
            let copy = move |_| {
                let _ = window().navigator().clipboard().write_text(&copied);
            };
            view! {
                <div class="account__password" role="alert" data-testid="account-password">
                    <p>{t_string!(i18n, accounts.password_of, name = name).to_string()}</p>
                    <code>{password}</code>
                    <button class="button" type="button" on:click=copy>
                        <Icon shape=Shape::Copy size=Size::Small />
                        {t!(i18n, not_sent.copy)}
                    </button>
                    <button class="link" type="button" data-testid="account-password-done" on:click=move |_| accounts.password.set(None)>
                        {t!(i18n, app.close)}
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn Row(agent: Agent, accounts: Accounts) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let (asked, set_asked) = signal(false);
    let (id, role, active) = (agent.id, agent.role, agent.active);
    let mine = Memo::new(move |_| desk.me().is_some_and(|me| me.id == id));
    let (again, name) = (agent.clone(), agent.name.clone());
    let give = move |_| {
        if asked.get_untracked() {
            set_asked.set(false);
            accounts.give_password(id, name.clone(), toasts);
        } else {
            set_asked.set(true);
        }
    };
    view! {
        <div class="pref" class:account--gone=!active data-testid="account-row" data-active=active.to_string()>
            <p class="grow canned-row">
                <span class="canned__line">
                    <b class="truncate" dir="auto">{agent.name}</b>
                    <span class="muted">{move || words::role(i18n.get_locale(), role)}</span>
                    {(!active).then(|| view! { <span class="muted">{t!(i18n, accounts.out)}</span> })}
                    {(agent.edits_playbooks && !role.sees_all()).then(|| view! { <span class="muted">{t!(i18n, accounts.playbooks)}</span> })}
                </span>
                <small class="truncate">{agent.email}</small>
            </p>
            <Show
                when=move || !mine.get()
                fallback=move || view! { <span class="muted">{t!(i18n, assign.me)}</span> }
            >
                <button
                    class="link"
                    type="button"
                    data-testid="account-give-password"
                    disabled=move || !desk.is_connected()
                    on:click=give.clone()
                    on:blur=move |_| set_asked.set(false)
                >
                    {move || if asked.get() { t_string!(i18n, accounts.sure) } else { t_string!(i18n, accounts.new_password) }}
                </button>
                <button
                    class="link"
                    type="button"
                    data-testid="account-edit"
                    disabled=move || !desk.is_connected()
                    on:click={
                        let again = again.clone();
                        move |_| accounts.edited.set(Some(Some(again.clone())))
                    }
                >
                    {t!(i18n, thread.edit)}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Editor(known: Option<Agent>, accounts: Accounts) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let id = known.as_ref().map(|agent| agent.id);
    let of = |text: fn(&Agent) -> String| RwSignal::new(known.as_ref().map(text).unwrap_or_default());
    let (name, email) = (of(|agent| agent.name.clone()), of(|agent| agent.email.clone()));
    let role = RwSignal::new(known.as_ref().map_or(Role::Agent, |agent| agent.role));
    let active = RwSignal::new(known.as_ref().is_none_or(|agent| agent.active));
    let playbooks = RwSignal::new(known.as_ref().is_some_and(|agent| agent.edits_playbooks));
    let all = desk.read(|desk| desk.projects.clone()).unwrap_or_default();
    let given = known.map_or_else(|| all.iter().map(|project| project.id).collect(), |agent| agent.projects);
    let projects = RwSignal::new(given);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let ready = move || {
        !busy.get()
            && name.with(|name| !name.trim().is_empty())
            && email.with(|email| email.contains('@'))
            && projects.with(|all| !all.is_empty())
    };
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !untrack(ready) {
            return;
        }
        busy.set(true);
        let wish = PutAccount {
            email: email.get_untracked().trim().to_owned(),
            name: name.get_untracked().trim().to_owned(),
            role: role.get_untracked(),
            active: active.get_untracked(),
            edits_playbooks: playbooks.get_untracked(),
            projects: projects.get_untracked(),
        };
        spawn_local(async move {
            let called = wish.name.clone();
            match ipc::call(SaveAccount { id, wish }).await {
                Ok(made) => {
                    accounts.edited.try_set(None);
                    accounts.read();
                    // Somebody who was invited cannot sign in before.
                    if id.is_none() {
                        accounts.give_password(made, called, toasts);
                    }
                }
                Err(failure) => drop(failed.try_set(Some(failure.code))),
            }
            busy.try_set(false);
        });
    };
    let check = |label: Signal<String>, chosen: RwSignal<bool>, name: &'static str| {
        view! {
            <label class="dialog__check">
                <input type="checkbox" data-testid=name prop:checked=move || chosen.get() on:change=move |event| chosen.set(event_target_checked(&event)) />
                {label}
            </label>
        }
    };
    let several = all.len() > 1;
    view! {
        <form class="canned-editor" data-testid="account-editor" on:submit=save>
            <div class="canned-editor__pair">
                <TextField value=name label=Signal::derive(move || t_string!(i18n, settings.name).to_owned()) id="account-name" />
                <TextField value=email label=Signal::derive(move || t_string!(i18n, settings.email).to_owned()) id="account-email" />
            </div>
            <label>
                <span class="label">{t!(i18n, settings.role)}</span>
                <OneOf
                    name="account-role"
                    all=Role::ALL
                    word=words::role
                    chosen=role.get_untracked()
                    change=Callback::new(move |chosen| role.set(chosen))
                />
                <small class="muted">{move || words::role_hint(i18n.get_locale(), role.get())}</small>
            </label>
            {several.then(|| view! {
                <fieldset class="account__projects">
                    <legend class="label">{t!(i18n, accounts.projects)}</legend>
                    {all.into_iter().map(|project| view! {
                        <label class="dialog__check">
                            <input
                                type="checkbox"
                                prop:checked=move || projects.with(|given| given.contains(&project.id))
                                on:change=move |event| projects.update(|given| {
                                    given.retain(|id| *id != project.id);
                                    if event_target_checked(&event) {
                                        given.push(project.id);
                                    }
                                })
                            />
                            <span dir="auto">{project.name}</span>
                        </label>
                    }).collect_view()}
                </fieldset>
            })}
            <Show when=move || !role.get().sees_all()>
                {check(Signal::derive(move || t_string!(i18n, accounts.may_edit_playbooks).to_owned()), playbooks, "account-playbooks")}
            </Show>
            {id.map(|_| check(Signal::derive(move || t_string!(i18n, accounts.active).to_owned()), active, "account-active"))}
            <Show when=move || !active.get()>
                <p class="muted">{t!(i18n, accounts.out_hint)}</p>
            </Show>
            {move || failed.get().map(|code| view! {
                <p class="dialog__error" role="alert">{words::sentence(i18n.get_locale(), &code)}</p>
            })}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| accounts.edited.set(None)>{t!(i18n, app.cancel)}</button>
                <button class="button button--primary" type="submit" data-testid="account-save" disabled=move || !ready()>
                    {move || if id.is_some() { t_string!(i18n, accounts.save) } else { t_string!(i18n, accounts.invite) }}
                </button>
            </div>
        </form>
    }
}
