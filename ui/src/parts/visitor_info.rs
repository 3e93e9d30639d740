//! What is known of a visitor, beside their list and on their own page (V6): status, basics, what the site told, forms,
//! device, place.

use crate::clock::Clock;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::parts::block_dialog::{BlockButton, Blocked};
use crate::parts::info_pane::ParamPairs;
use crate::parts::outside_link::OutsideLink;
use crate::parts::personal_data::PersonalData;
use crate::parts::status_menu::StatusMenu;
use crate::state::{DeskState, Notice, Toasts, VisitorState};
use crate::{format, ipc, words};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::visitor::{FetchVisitor, SentForm};
use protocol::visitor::VisitorEvent;
use protocol::{Timestamp, Visitor};

#[component]
pub fn VisitorInfo() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = expect_context::<VisitorState>();
    // What changes with each page that they see is not shown here, and must not draw it all anew.
    let known = Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| still(file.visitor.clone()))));
    view! {
        <div class="visitor-info">
            <div class="visitor-info__scroll scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, panel.info)>
                <Blocked />
                <section class="section visitor-info__status">
                    <h2 class="section__head grow">{t!(i18n, panel.status)}</h2>
                    <StatusMenu />
                </section>
                {move || known.get().map(|visitor| view! {
                    <Basics visitor=visitor.clone() />
                    <section class="section">
                        <h2 class="section__head">{t!(i18n, info.params)}</h2>
                        <ParamPairs project=visitor.project_id params=visitor.params.clone() />
                    </section>
                })}
                <Forms />
                {move || known.get().map(|visitor| view! {
                    <Events events=visitor.events.clone() />
                    <Device visitor=visitor.clone() />
                    <Place visitor=visitor.clone() />
                    <PersonalData number=visitor.number />
                })}
            </div>
            <div class="info__foot"><BlockButton /></div>
        </div>
    }
}

fn still(visitor: Visitor) -> Visitor {
    Visitor { page: None, pages_viewed: 0, browsing_ms: 0, visits: 0, last_seen_at: Timestamp(0), ..visitor }
}

#[component]
fn Basics(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let Visitor { number, project_id, first_seen_at, email, phone, customer_id, joined, .. } = visitor;
    let project = move || {
        desk.read(|desk| desk.projects.iter().find(|one| one.id == project_id).map(|one| one.name.clone())).flatten()
    };
    let first_seen = move || {
        let locale = i18n.get_locale();
        let (date, time) = (Style::ShortDate, Style::Time);
        let written = |style| intl::date(locale, style, first_seen_at);
        t_string!(i18n, info.at, date = written(date), time = written(time))
    };
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&number.to_string());
        copied.set(true);
    };
    let contact = move |title: fn(crate::i18n::Locale) -> &'static str, value: Option<String>| {
        value.map(|value| {
            let whole = value.clone();
            view! { <dt>{move || title(i18n.get_locale())}</dt> <dd dir="auto" title=whole>{value}</dd> }
        })
    };
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, panel.basics)}</h2>
            <dl class="pairs" data-testid="visitor-basics">
                <dt>{t!(i18n, panel.id)}</dt>
                <dd>
                    {number.to_string()}
                    " "
                    <button
                        class="copy"
                        type="button"
                        data-testid="copy-visitor-id"
                        aria-label=move || t_string!(i18n, panel.copy_id)
                        title=move || t_string!(i18n, panel.copy_id)
                        on:click=copy
                    >
                        <Icon shape=Shape::Copy size=Size::Small />
                    </button>
                    <span class="muted" role="status">{move || copied.get().then(|| t_string!(i18n, panel.copied))}</span>
                </dd>
                <dt>{t!(i18n, panel.project)}</dt>
                <dd dir="auto">{project}</dd>
                <dt>{t!(i18n, panel.first_seen)}</dt>
                <dd>{first_seen}</dd>
                {contact(|locale| leptos_i18n::td_string!(locale, visitors.email), email)}
                {contact(|locale| leptos_i18n::td_string!(locale, visitors.phone), phone)}
                {customer_id.map(|id| view! {
                    <dt>{t!(i18n, panel.customer)}</dt>
                    <dd dir="auto" data-testid="visitor-customer" title=id.clone()>
                        {id.clone()}
                        " "
                        <span class="muted">{t!(i18n, panel.verified)}</span>
                    </dd>
                })}
            </dl>
            {(!joined.is_empty()).then(|| view! {
                <p class="muted" data-testid="visitor-joined">
                    {move || {
                        let numbers = joined.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                        if joined.len() == 1 {
                            t_string!(i18n, panel.joined_one, n = numbers).to_string()
                        } else {
                            t_string!(i18n, panel.joined_many, n = numbers).to_string()
                        }
                    }}
                </p>
            })}
        </section>
    }
}

#[component]
fn Forms() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = expect_context::<VisitorState>();
    let forms =
        Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| file.forms.clone()).unwrap_or_default()));
    let partial = Memo::new(move |_| visitor.file.with(|file| file.as_ref().is_some_and(|file| file.partial)));
    let (desk, toasts) = (expect_context::<DeskState>(), expect_context::<Toasts>());
    let fetching = RwSignal::new(false);
    let fetch = move |_| {
        fetching.set(true);
        spawn_local(async move {
            if let Err(failure) = ipc::call(FetchVisitor { visitor: visitor.id() }).await {
                toasts.tell(Notice::Refused { conversation: None, code: failure.code });
            }
            fetching.try_set(false);
        });
    };
    view! {
        <section class="section" data-testid="visitor-forms">
            <h2 class="section__head">
                {t!(i18n, panel.forms)}
                <span class="muted section__count">{move || intl::number(i18n.get_locale(), forms.with(Vec::len) as i64)}</span>
            </h2>
            <For each=move || forms.get() key=|form| form.id let:form>
                <Form form />
            </For>
            <Show when=move || forms.with(Vec::is_empty)>
                <p class="muted">{t!(i18n, panel.no_forms)}</p>
            </Show>
            <Show when=move || partial.get()>
                <p class="muted">
                    {t!(i18n, panel.partial)}
                    " "
                    <button class="link" type="button" data-testid="fetch-visitor" disabled=move || fetching.get() || !desk.is_connected() on:click=fetch>
                        {move || if fetching.get() { t_string!(i18n, panel.fetching) } else { t_string!(i18n, panel.fetch) }}
                    </button>
                </p>
            </Show>
        </section>
    }
}

#[component]
fn Form(form: SentForm) -> impl IntoView {
    let i18n = use_i18n();
    let SentForm { at, title, answers, .. } = form;
    let when = move || {
        let locale = i18n.get_locale();
        let date = intl::date(locale, Style::ShortDate, at);
        t_string!(i18n, info.at, date = date, time = intl::date(locale, Style::Time, at)).to_string()
    };
    view! {
        <div class="form-data">
            <p class="muted form-data__title" dir="auto">{title} " · " {when}</p>
            <dl class="pairs">
                {answers.into_iter().map(|answer| {
                    let whole = answer.value.clone();
                    view! {
                        <dt dir="auto" title=answer.label.clone()>{answer.label.clone()}</dt>
                        <dd dir="auto" title=whole>{answer.value}</dd>
                    }
                }).collect_view()}
            </dl>
        </div>
    }
}

/// What the site told of them, the newest first; nothing of it, where it tells nothing.
#[component]
fn Events(events: Vec<VisitorEvent>) -> impl IntoView {
    let i18n = use_i18n();
    let clock = expect_context::<Clock>();
    (!events.is_empty()).then(|| {
        let rows = events.into_iter().rev().map(|VisitorEvent { name, details, at }| {
            let details = format::pairs(&details);
            let when = Memo::new(move |_| words::visitor_date(i18n.get_locale(), at, clock.now()));
            view! {
                <dt title=move || intl::moment(i18n.get_locale(), Style::ShortDate, at)>{when}</dt>
                <dd dir="auto" title=details.clone()>
                    {name}
                    " "
                    <span class="muted">{details.clone()}</span>
                </dd>
            }
        });
        view! {
            <section class="section">
                <h2 class="section__head">{t!(i18n, panel.events)}</h2>
                <dl class="pairs" data-testid="visitor-events">{rows.collect_view()}</dl>
            </section>
        }
    })
}

#[component]
fn Device(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let Visitor { device, viewport, browser, os, referrer, .. } = visitor;
    let unknown = move || t_string!(i18n, info.unknown).to_owned();
    let known = move |text: Option<String>| move || text.clone().unwrap_or_else(unknown);
    let viewport = viewport.map(|size| size.replace('x', " × "));
    let kind = move || device.map_or_else(unknown, |device| words::device(i18n.get_locale(), device).to_owned());
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, panel.device)}</h2>
            <dl class="pairs" data-testid="visitor-device">
                <dt>{t!(i18n, panel.device_type)}</dt>
                <dd>{kind}</dd>
                <dt>{t!(i18n, panel.viewport)}</dt>
                <dd>{known(viewport)}</dd>
                <dt>{t!(i18n, info.browser)}</dt>
                <dd>{known(browser)}</dd>
                <dt>{t!(i18n, info.system)}</dt>
                <dd>{known(os)}</dd>
                <dt>{t!(i18n, panel.referrer)}</dt>
                <dd>
                    {match referrer {
                        Some(url) if format::is_web(&url) => view! { <OutsideLink url /> }.into_any(),
                        other => view! { <bdi>{known(other)}</bdi> }.into_any(),
                    }}
                </dd>
            </dl>
        </section>
    }
}

#[component]
fn Place(visitor: Visitor) -> impl IntoView {
    let i18n = use_i18n();
    let clock = expect_context::<Clock>();
    let Visitor { place, time_zone, address, .. } = visitor;
    let known =
        move |text: Option<String>| move || text.clone().unwrap_or_else(|| t_string!(i18n, info.unknown).to_owned());
    let country = move || {
        let code = place.country.as_deref();
        code.map_or_else(|| t_string!(i18n, info.unknown).to_owned(), |code| intl::country(i18n.get_locale(), code))
    };
    let zone = Memo::new(move |_| {
        let locale = i18n.get_locale();
        let zone = time_zone.clone()?;
        Some(match intl::time_in(locale, &zone, clock.now()) {
            Some(time) => t_string!(i18n, panel.local_time, zone = zone, time = time).to_string(),
            None => zone,
        })
    });
    view! {
        <section class="section">
            <h2 class="section__head">{t!(i18n, panel.place)}</h2>
            <dl class="pairs" data-testid="visitor-place">
                <dt>{t!(i18n, panel.city)}</dt>
                <dd dir="auto">{known(place.city)}</dd>
                <dt>{t!(i18n, panel.region)}</dt>
                <dd dir="auto">{known(place.region)}</dd>
                <dt>{t!(i18n, info.country)}</dt>
                <dd>{country}</dd>
                <dt>{t!(i18n, panel.time_zone)}</dt>
                <dd dir="auto" title=zone>{move || known(zone.get())()}</dd>
                <dt>{t!(i18n, panel.address)}</dt>
                <dd dir="ltr" data-testid="visitor-address">{known(address)}</dd>
            </dl>
        </section>
    }
}
