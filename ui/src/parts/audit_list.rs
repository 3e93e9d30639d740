//! Who blocked, unblocked and kept accounts, for admins.

use crate::i18n::use_i18n;
use crate::intl::{self, Style};
use crate::ipc;
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::accounts::ReadAudit;
use protocol::wire::accounts::AuditEntry;

#[component]
pub fn AuditList() -> impl IntoView {
    let i18n = use_i18n();
    let entries = RwSignal::new(Vec::<AuditEntry>::new());
    let more = RwSignal::new(false);
    let said = RwSignal::new(None::<String>);
    let is_read = RwSignal::new(false);
    let read = move || {
        let before = entries.with_untracked(|entries| entries.last().map(|entry| entry.id));
        spawn_local(async move {
            match ipc::call(ReadAudit { before }).await {
                Ok(page) => {
                    more.try_set(page.more);
                    entries.try_update(|entries| entries.extend(page.entries));
                    said.try_set(None);
                    is_read.try_set(true);
                }
                Err(failure) => drop(said.try_set(Some(failure.code))),
            }
        });
    };
    read();
    view! {
        <section data-testid="audit-list">
            <h2>{t!(i18n, audit.title)}</h2>
            <div class="pref"><p><small>{t!(i18n, audit.hint)}</small></p></div>
            <For each=move || entries.get() key=|entry| entry.id let:entry>
                <Entry entry />
            </For>
            <Show when=move || is_read.get() && entries.with(Vec::is_empty)>
                <div class="pref"><p class="muted">{t!(i18n, audit.none)}</p></div>
            </Show>
            {move || said.get().map(|code| view! {
                <div class="pref">
                    <p class="muted grow" role="status">{move || words::sentence(i18n.get_locale(), &code)}</p>
                    <button class="link" type="button" on:click=move |_| read()>{t!(i18n, app.try_again)}</button>
                </div>
            })}
            <Show when=move || more.get()>
                <button class="button" type="button" data-testid="audit-more" on:click=move |_| read()>{t!(i18n, crm.show_more)}</button>
            </Show>
        </section>
    }
}

#[component]
fn Entry(entry: AuditEntry) -> impl IntoView {
    let i18n = use_i18n();
    let AuditEntry { at, by, action, visitor_name, visitor_number, agent_name, detail, .. } = entry;
    let detail = detail.unwrap_or_default();
    let told = detail["reason"].as_str().map(str::to_owned);
    let project = detail["project"].as_str().unwrap_or_default().to_owned();
    let number = detail["number"].to_string();
    let role = detail["role"].as_str().and_then(|role| role.parse().ok());
    let out = detail["active"].as_bool() == Some(false);
    let what = move || {
        let locale = i18n.get_locale();
        let whom = match (&visitor_name, visitor_number, &agent_name) {
            (name, Some(number), _) => words::name_or_number(locale, name.as_deref(), number),
            (None, None, Some(name)) => name.clone(),
            _ => String::new(),
        };
        let by = by.name.clone();
        match action.as_str() {
            "visitor_blocked" => t_string!(i18n, audit.blocked, by = by, whom = whom).to_string(),
            "visitor_unblocked" => t_string!(i18n, audit.unblocked, by = by, whom = whom).to_string(),
            "visitor_exported" => t_string!(i18n, audit.exported, by = by, whom = whom).to_string(),
            "visitor_erased" => t_string!(i18n, audit.erased, by = by, n = number.clone()).to_string(),
            "project_secret_renewed" => {
                t_string!(i18n, audit.secret_renewed, by = by, name = project.clone()).to_string()
            }
            "project_made" => t_string!(i18n, audit.project_made, by = by, name = project.clone()).to_string(),
            "project_changed" => t_string!(i18n, audit.project_changed, by = by, name = project.clone()).to_string(),
            "project_key_renewed" => t_string!(i18n, audit.key_renewed, by = by, name = project.clone()).to_string(),
            "account_made" => t_string!(i18n, audit.made, by = by, whom = whom).to_string(),
            "account_changed" => t_string!(i18n, audit.changed, by = by, whom = whom).to_string(),
            "password_given" => t_string!(i18n, audit.password, by = by, whom = whom).to_string(),
            other => format!("{by}: {other} {whom}"),
        }
    };
    let more = move || {
        let locale = i18n.get_locale();
        let role = role.map(|role| words::role(locale, role).to_owned());
        let out = out.then(|| t_string!(i18n, accounts.out).to_owned());
        [told.clone(), role, out].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="pref" data-testid="audit-entry">
            <p class="grow">
                <span dir="auto">{what}</span>
                <small dir="auto">{more}</small>
            </p>
            <time class="muted">{move || intl::moment(i18n.get_locale(), Style::ShortDate, at)}</time>
        </div>
    }
}
