//! Settings: of the project, of the team, and of this desk.

use crate::address::VisitorsView;
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape};
use crate::parts::account_list::AccountList;
use crate::parts::audit_list::AuditList;
use crate::parts::canned_settings::CannedSettings;
use crate::parts::connection_state::ConnectionState;
use crate::parts::desk_settings::DeskSettings;
use crate::parts::entry_list::EntryList;
use crate::parts::notice_settings::NoticeSettings;
use crate::parts::playbook_page::{PlaybookPage, SaveBar};
use crate::parts::project_settings::{ProjectPart, ProjectSettings};
use crate::state::{DeskState, Page, PlaybooksState, Section, VisitorsState};
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::Role;

#[component]
pub fn Settings() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let playbooks = expect_context::<PlaybooksState>();
    let admin = Memo::new(move |_| desk.me().is_some_and(|me| me.role == Role::Admin));
    let section = Memo::new(move |_| match desk.section.get() {
        Section::Playbooks if !playbooks.may_edit() => Section::Desk,
        Section::Widget | Section::Params | Section::Accounts | Section::Establishments | Section::Audit
            if !admin.get() =>
        {
            Section::Desk
        }
        section => section,
    });
    let project = move || {
        let id = playbooks.project()?;
        desk.read(|desk| desk.projects.iter().find(|one| one.id == id).map(|one| one.name.clone())).flatten()
    };
    view! {
        <main class="page">
            <header class="page-bar">
                <h1>{t!(i18n, nav.settings)}</h1>
                <Show when=move || section.get() == Section::Playbooks>
                    <span class="page-bar__note" dir="auto"><b>{project}</b></span>
                    <span class="page-bar__note muted">
                        <Icon shape=Shape::ShieldCheck size=crate::icons::Size::Small />
                        {t!(i18n, playbook.restricted)}
                    </span>
                    <span class="grow"></span>
                    <SaveBar />
                </Show>
            </header>
            <ConnectionState />
            <div class="settings">
                <nav class="settings__nav" aria-label=move || t_string!(i18n, nav.settings)>
                    <h2>{t!(i18n, settings.of_project)}</h2>
                    <Show when=move || playbooks.may_edit()>
                        <Item section=Section::Playbooks current=section shape=Shape::ListChecks label=|l| td_string!(l, playbook.list_title) />
                    </Show>
                    <Show when=move || admin.get()>
                        <Item section=Section::Widget current=section shape=Shape::Code label=|l| td_string!(l, project.widget) />
                        <Item section=Section::Params current=section shape=Shape::Database label=|l| td_string!(l, project.params) />
                    </Show>
                    <Item section=Section::Crm current=section shape=Shape::Briefcase label=|l| td_string!(l, crm.title) />
                    <Item section=Section::Canned current=section shape=Shape::MessageSquareQuote label=|l| td_string!(l, canned.title) />
                    <h2>{t!(i18n, settings.of_team)}</h2>
                    <Show when=move || admin.get()>
                        <Item section=Section::Accounts current=section shape=Shape::UserPlus label=|l| td_string!(l, accounts.title) />
                        <Item section=Section::Establishments current=section shape=Shape::Store label=|l| td_string!(l, project.establishments) />
                        <Item section=Section::Audit current=section shape=Shape::History label=|l| td_string!(l, audit.title) />
                    </Show>
                    <BlockedLink />
                    <h2>{t!(i18n, settings.of_desk)}</h2>
                    <Item section=Section::Notices current=section shape=Shape::BellRing label=|l| td_string!(l, notices.title) />
                    <Item section=Section::Desk current=section shape=Shape::Settings label=|l| td_string!(l, settings.desk_nav) />
                </nav>
                {move || match section.get() {
                    Section::Playbooks => view! { <div class="settings__page"><PlaybookPage /></div> }.into_any(),
                    Section::Widget => view! { <Column><ProjectSettings part=ProjectPart::Widget /></Column> }.into_any(),
                    Section::Params => view! { <Column><ProjectSettings part=ProjectPart::Params /></Column> }.into_any(),
                    Section::Establishments => {
                        view! { <Column wide=true><ProjectSettings part=ProjectPart::Establishments /></Column> }.into_any()
                    }
                    Section::Crm => view! { <Column wide=true><EntryList /></Column> }.into_any(),
                    Section::Canned => view! { <Column><CannedSettings /></Column> }.into_any(),
                    Section::Accounts => view! { <Column><AccountList /></Column> }.into_any(),
                    Section::Audit => view! { <Column><AuditList /></Column> }.into_any(),
                    Section::Notices => view! { <Column><NoticeSettings /></Column> }.into_any(),
                    Section::Desk => view! { <Column><DeskSettings /></Column> }.into_any(),
                }}
            </div>
        </main>
    }
}

#[component]
fn Column(#[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    view! {
        <div class="settings__scroll scroll">
            <div class="settings__column" class:settings__column--wide=wide>{children()}</div>
        </div>
    }
}

#[component]
fn Item(section: Section, current: Memo<Section>, shape: Shape, label: fn(Locale) -> &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    view! {
        <button
            class="nav-item"
            type="button"
            data-testid=format!("settings-{}", section.name())
            aria-current=move || (current.get() == section).then_some("page")
            title=move || label(i18n.get_locale())
            on:click=move |_| desk.section.set(section)
        >
            <Icon shape />
            <span class="nav-item__label">{move || label(i18n.get_locale())}</span>
        </button>
    }
}

/// Who is kept out stands with the visitors (V9).
#[component]
fn BlockedLink() -> impl IntoView {
    let i18n = use_i18n();
    let (desk, visitors) = (expect_context::<DeskState>(), expect_context::<VisitorsState>());
    view! {
        <button
            class="nav-item"
            type="button"
            data-testid="settings-blocked"
            title=move || t_string!(i18n, block.list)
            on:click=move |_| {
                let view = untrack(|| visitors.view());
                visitors.show(VisitorsView { blocked: true, opened: None, full: false, ..view });
                desk.page.set(Page::Visitors);
            }
        >
            <Icon shape=Shape::Ban />
            <span class="nav-item__label">{t!(i18n, block.list)}</span>
        </button>
    }
}
