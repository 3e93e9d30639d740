//! Whose conversations are shown: all of mine, or one project (V12).

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::menu::{Menu, MenuBox};
use crate::state::{DeskState, colleagues, shown_projects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::CountFolders;
use protocol::{Project, ProjectId};

#[component]
pub fn ProjectMenu() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let menu = Menu::new();
    let online = agents_online(desk);
    let name = Memo::new(move |_| project_name(desk, desk.project()));
    let shown_name = move || name.get().unwrap_or_else(|| t_string!(i18n, app.all_projects).to_owned());
    let projects = move || desk.read(|desk| desk.projects.clone()).unwrap_or_default();
    view! {
        <MenuBox menu class="project-menu">
            <button
                class="project"
                type="button"
                data-testid="project-menu"
                node_ref=menu.opener
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                on:click=move |_| menu.toggle()
            >
                <Mark name=Signal::derive(shown_name) />
                <span class="grow">
                    <span class="visually-hidden">{t!(i18n, app.project)}</span>
                    <span class="project__name truncate">{shown_name}</span>
                    <span class="project__sub truncate" data-testid="agents-online">
                        {move || online.get().map(|count| t_string!(i18n, app.agents_online, count = count))}
                    </span>
                </span>
                <Icon shape=Shape::ChevronsUpDown size=Size::Small muted=true />
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list" role="menu">
                    <Entry menu project=None name=Signal::derive(move || t_string!(i18n, app.all_projects).to_owned()) />
                    <For each=projects key=|project| project.id let:project>
                        {
                            let Project { id, name, .. } = project;
                            view! { <Entry menu project=Some(id) name=Signal::stored(name) /> }
                        }
                    </For>
                </div>
            </Show>
        </MenuBox>
    }
}

/// The same in the bar of a page.
#[component]
pub fn ProjectChoice() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let projects = Memo::new(move |_| desk.read(|desk| desk.projects.clone()).unwrap_or_default());
    let choose = move |id: String| desk.prefer(|preferences| preferences.project = id.parse().ok());
    view! {
        <select
            class="select"
            data-testid="project-choice"
            aria-label=move || t_string!(i18n, app.project)
            on:change=move |event| choose(event_target_value(&event))
        >
            <option value="" prop:selected=move || desk.project().is_none()>{t!(i18n, app.all_projects)}</option>
            <For each=move || projects.get() key=|project| (project.id, project.name.clone()) let:project>
                <option value=project.id.to_string() prop:selected=move || desk.project() == Some(project.id)>{project.name.clone()}</option>
            </For>
        </select>
    }
}

#[component]
fn Entry(menu: Menu, project: Option<ProjectId>, name: Signal<String>) -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let chosen = Memo::new(move |_| desk.project() == project);
    let unread = unread_of(project);
    let choose = move |_| {
        menu.close();
        desk.prefer(|preferences| preferences.project = project);
    };
    view! {
        <button
            class="menu__item"
            class:menu__item--active=move || chosen.get()
            type="button"
            role="menuitemradio"
            aria-checked=move || chosen.get().to_string()
            on:click=choose
        >
            <Mark name class="project__mark--s" />
            <span class="grow truncate">{name}</span>
            <Show when=move || { unread.get() > 0 }>
                <span class="count">{move || format::short_count(unread.get())}</span>
            </Show>
            <Show when=move || chosen.get()>
                <Icon shape=Shape::Check size=Size::Small />
            </Show>
        </button>
    }
}

/// The project's initials on a dark square.
#[component]
fn Mark(name: Signal<String>, #[prop(optional)] class: &'static str) -> impl IntoView {
    let letters = move || {
        let letters = format::initials(&name.get());
        if class.is_empty() { letters } else { letters.chars().take(1).collect() }
    };
    view! {
        <span class=format!("project__mark {class}") data-initials=letters></span>
    }
}

fn project_name(desk: DeskState, id: Option<ProjectId>) -> Option<String> {
    let id = id?;
    desk.read(|desk| desk.projects.iter().find(|project| project.id == id).map(|project| project.name.clone()))?
}

fn unread_of(project: Option<ProjectId>) -> ReadSignal<i64> {
    let (unread, set_unread) = signal(0);
    spawn_local(async move {
        if let Ok(counts) = ipc::call(CountFolders { project }).await {
            set_unread.try_set(counts.unread);
        }
    });
    unread
}

/// How many colleagues of what is shown are online; somebody of several projects counts once.
fn agents_online(desk: DeskState) -> ReadSignal<Option<i64>> {
    let (online, set_online) = signal(None);
    let projects = Memo::new(move |_| shown_projects(desk));
    let count = move || {
        let projects = projects.get_untracked();
        spawn_local(async move {
            let online = colleagues(projects).await.iter().filter(|one| one.online).count();
            set_online.try_set(Some(online as i64));
        });
    };
    let me_online = Memo::new(move |_| desk.me().is_some_and(|me| me.online));
    Effect::new(move || {
        projects.track();
        me_online.track();
        count();
    });
    desk.events.listen(move |event| {
        if *event == ConsoleEvent::TeamChanged {
            count();
        }
    });
    online
}
