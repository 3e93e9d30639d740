//! What is known of the visitor beside the dialogue (D4): where they came from, what they did, who they
//! are, what was said before, what the site tells of them.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::keyboard::Action;
use crate::parts::block_dialog::{BlockButton, Blocked};
use crate::parts::crm_panel::CrmPanel;
use crate::parts::export_menu::ExportMenu;
use crate::state::{DeskState, DialogueState, VisitorState};
use crate::thread_model::RowKey;
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::session::Desk;
use protocol::ipc::visitor::Exchange;
use protocol::{ProjectId, Visitor};
use std::collections::BTreeMap;

/// Past exchanges that the pane lists; the customer file has them all.
const LATEST: usize = 3;

#[component]
pub fn InfoPane() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = expect_context::<VisitorState>();
    let known = Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| file.visitor.clone())));
    view! {
        <aside class="info" data-testid="info-pane" aria-label=move || t_string!(i18n, info.label)>
            <div class="info__scroll scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, info.label)>
                <Blocked />
                {move || known.get().map(|visitor| view! {
                    <Origin visitor=visitor.clone() />
                    <Navigation visitor=visitor.clone() />
                    <Profile visitor=visitor.clone() />
                    <PastExchanges />
                    <Params visitor />
                })}
                <CrmPanel />
            </div>
            <div class="info__foot">
                <BlockButton />
                <ExportMenu />
            </div>
        </aside>
    }
}

#[component]
fn Origin(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let origin = visitor.origin;
    let referrer = visitor.referrer.unwrap_or_default();
    let shown = move || words::origin(i18n.get_locale(), origin.as_ref());
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, info.origin)}</h2>
            <dl class="pairs" data-testid="info-origin">
                <dt>{let shown = shown.clone(); move || shown().0}</dt>
                <dd dir="auto" title=referrer>{move || shown().1}</dd>
            </dl>
        </section>
    }
}

#[component]
fn Navigation(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let Visitor { browsing_ms, pages_viewed, visits, .. } = visitor;
    let number = move |n: i64| intl::number(i18n.get_locale(), n);
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, info.navigation)}</h2>
            <dl class="figures" data-testid="info-navigation">
                <div>
                    <dt>{t!(i18n, info.duration)}</dt>
                    <dd>{move || words::browsing(i18n.get_locale(), browsing_ms)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, info.pages)}</dt>
                    <dd>{move || number(pages_viewed)}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, info.visits)}</dt>
                    <dd>{move || number(visits)}</dd>
                </div>
            </dl>
        </section>
    }
}

#[component]
fn Profile(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let Visitor { place, browser, os, .. } = visitor;
    let known = move |text: &Option<String>| match text {
        Some(text) => text.clone(),
        None => t_string!(i18n, info.unknown).to_owned(),
    };
    let country = {
        let code = place.country;
        move || known(&code.as_ref().map(|code| intl::country(i18n.get_locale(), code)))
    };
    let town = [place.city, place.region].into_iter().flatten().collect::<Vec<_>>();
    let town = town.first().map(|_| town.join(", "));
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, info.profile)}</h2>
            <dl class="pairs" data-testid="info-profile">
                <dt>{t!(i18n, info.country)}</dt>
                <dd title=town>{country}</dd>
                <dt>{t!(i18n, info.browser)}</dt>
                <dd>{move || known(&browser)}</dd>
                <dt>{t!(i18n, info.system)}</dt>
                <dd>{move || known(&os)}</dd>
            </dl>
        </section>
    }
}

#[component]
fn PastExchanges() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let visitor = expect_context::<VisitorState>();
    let past = Memo::new(move |_| visitor.past());
    // The one on the glass is not past, even when it is closed.
    let others = move || {
        let others = past.get().into_iter().filter(|one| one.id != dialogue.id);
        others.collect::<Vec<_>>()
    };
    let latest = move || others().into_iter().rev().take(LATEST).collect::<Vec<_>>();
    view! {
        <section class="section" data-testid="past-exchanges">
            <h2 class="section__head">
                <span>
                    {t!(i18n, info.past)}
                    " "
                    <span class="muted section__count">{move || intl::number(i18n.get_locale(), others().len() as i64)}</span>
                </span>
                <button
                    class="link end"
                    type="button"
                    data-testid="customer-file"
                    on:click=move |_| visitor.history.set(true)
                >
                    {t!(i18n, info.file)}
                </button>
            </h2>
            <For each=latest key=|exchange| exchange.id let:exchange>
                <Past exchange />
            </For>
            <Show when=move || others().is_empty()>
                <p class="muted">{t!(i18n, info.no_past)}</p>
            </Show>
        </section>
    }
}

/// Leads to that conversation inside the thread (D4).
#[component]
fn Past(exchange: Exchange) -> impl IntoView {
    let i18n = use_i18n();
    let thread = expect_context::<DialogueState>().thread;
    let Exchange { id, platform, started_at, .. } = exchange;
    let when = move || {
        let locale = i18n.get_locale();
        let date = intl::date(locale, Style::ShortDate, started_at);
        t_string!(i18n, info.at, date = date, time = intl::date(locale, Style::Time, started_at))
    };
    view! {
        <button
            class="past"
            type="button"
            data-testid="past-exchange"
            data-id=id.to_string()
            on:click=move |_| thread.go_to(RowKey::At(id, 1))
        >
            <Icon shape=words::platform_shape(platform) size=Size::Small />
            <span>{when}</span>
            <span>{move || words::platform(i18n.get_locale(), platform)}</span>
        </button>
    }
}

#[component]
fn Params(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, info.params)}</h2>
            <ParamPairs project=visitor.project_id params=visitor.params />
        </section>
    }
}

/// What a site tells of its visitor, under the names that the project declares.
#[component]
pub fn ParamPairs(project: ProjectId, params: BTreeMap<String, String>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let none = params.is_empty();
    let declared = move |key: &str| {
        let of = |desk: &Desk| {
            let project = desk.projects.iter().find(|one| one.id == project)?;
            project.params.iter().find(|param| param.key == key).map(|param| param.label.clone())
        };
        desk.read(of).flatten()
    };
    let pairs = params.into_iter().map(|(key, value)| {
        let declared = declared(&key);
        let raw = declared.is_none();
        let label = declared.unwrap_or_else(|| key.clone());
        view! {
            <dt dir="auto" class:mono=raw title=key>{label}</dt>
            <dd dir="auto" class:mono=raw title=value.clone()>{value.clone()}</dd>
        }
    });
    view! {
        <dl class="pairs" data-testid="info-params">{pairs.collect_view()}</dl>
        {none.then(|| view! { <p class="muted">{t!(i18n, info.no_params)}</p> })}
    }
}

/// Opens and closes the pane.
#[component]
pub fn InfoToggle() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    desk.keys.listen(move |action| {
        if *action == Action::Info {
            desk.toggle_info();
        }
    });
    view! {
        <button
            class="icon-button"
            type="button"
            data-testid="info-toggle"
            title=move || format!("{}  ·  {}", t_string!(i18n, info.toggle), desk.key(Action::Info, i18n.get_locale()))
            aria-label=move || t_string!(i18n, info.toggle)
            aria-pressed=move || desk.info.get().map(|open| open.to_string())
            on:click=move |_| desk.toggle_info()
        >
            <Icon shape=Shape::PanelRight />
        </button>
    }
}
