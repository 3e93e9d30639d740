//! A visitor of the list: a panel that slides in beside it (V5), and their own page, with the same two parts.

use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::intl::{self, Style};
use crate::keyboard::Action;
use crate::parts::avatar::Avatar;
use crate::parts::connection_state::ConnectionState;
use crate::parts::empty::Empty;
use crate::parts::icon_button::IconButton;
use crate::parts::modal;
use crate::parts::viewer::{Viewer, Viewing};
use crate::parts::visitor_info::VisitorInfo;
use crate::parts::visitor_tabs::walk;
use crate::parts::visitor_talk::VisitorTalk;
use crate::state::{DeskState, Talk, VisitorState, VisitorsState};
use leptos::html::Button;
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};
use protocol::VisitorId;
use protocol::ipc::visitor::Exchange;

/// What both ways to look at a visitor share with their parts.
fn look_at(id: VisitorId) -> VisitorState {
    let visitor = VisitorState::follow(expect_context::<DeskState>(), id);
    provide_context(visitor);
    provide_context(Talk::of_visitor(visitor.file));
    provide_context(Viewing::new());
    visitor
}

#[component]
pub fn VisitorPanel(id: VisitorId) -> impl IntoView {
    let i18n = use_i18n();
    let visitor = look_at(id);
    let visitors = expect_context::<VisitorsState>();
    let talk = expect_context::<Talk>();
    let label = move || t_string!(i18n, panel.label, name = talk.name(i18n.get_locale())).to_string();
    on_escape(move || visitors.close());
    let alone = move |step| Signal::derive(move || visitors.neighbour(step).is_none());
    view! {
        <aside class="panel" data-testid="visitor-panel" aria-label=label>
            <div class="panel__head">
                <Who />
                <IconButton id="visitor-full" shape=Shape::Eye label=|l| td_string!(l, panel.full) act=move || visitors.full.set(true) />
                <IconButton id="visitor-previous" shape=Shape::ChevronUp label=|l| td_string!(l, panel.previous) act=move || visitors.step(-1) disabled=alone(-1) />
                <IconButton id="visitor-next" shape=Shape::ChevronDown label=|l| td_string!(l, panel.next) act=move || visitors.step(1) disabled=alone(1) />
                <IconButton id="visitor-close" shape=Shape::X label=|l| td_string!(l, panel.close) act=move || visitors.close() />
            </div>
            <Gone visitor>
                <Tabs />
                <div class="panel__body" id="visitor-part" role="tabpanel" aria-labelledby=move || if visitors.talk.get() { "visitor-tab-talk" } else { "visitor-tab-info" }>
                    <Show when=move || visitors.talk.get() fallback=|| view! { <VisitorInfo /> }>
                        <VisitorTalk />
                    </Show>
                </div>
            </Gone>
            <Viewer />
        </aside>
    }
}

#[component]
pub fn VisitorPage(id: VisitorId) -> impl IntoView {
    let visitor = look_at(id);
    let visitors = expect_context::<VisitorsState>();
    let back = NodeRef::<Button>::new();
    on_escape(move || visitors.leave_page());
    Effect::new(move || {
        if let Some(back) = back.get() {
            let _ = back.focus();
        }
    });
    view! {
        <main class="page" data-testid="visitor-page">
            <header class="page-bar">
                <IconButton id="visitor-back" shape=Shape::ChevronLeft label=|l| td_string!(l, panel.back) act=move || visitors.leave_page() node_ref=back />
                <Who heading=true />
            </header>
            <ConnectionState />
            <Gone visitor>
                <div class="visitor-page">
                    <VisitorInfo />
                    <VisitorTalk />
                </div>
            </Gone>
            <Viewer />
        </main>
    }
}

/// Escape closes what is uppermost.
fn on_escape(close: impl Fn() + 'static) {
    expect_context::<DeskState>().keys.listen(move |action| {
        if *action == Action::Escape && !modal::any_open() {
            close();
        }
    });
}

#[component]
fn Who(
    /// It names the page.
    #[prop(optional)]
    heading: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (visitor, talk) = (expect_context::<VisitorState>(), expect_context::<Talk>());
    let name = Memo::new(move |_| talk.name(i18n.get_locale()));
    let on_site = Memo::new(move |_| visitor.file.with(|file| file.as_ref().is_some_and(|file| file.on_site)));
    let seen = Memo::new(move |_| {
        let locale = i18n.get_locale();
        if on_site.get() {
            return t_string!(i18n, panel.on_site).to_owned();
        }
        let at = visitor.file.with(|file| file.as_ref().map(|file| file.visitor.last_seen_at));
        let Some(at) = at else { return String::new() };
        let date = intl::date(locale, Style::ShortDate, at);
        t_string!(i18n, panel.last_seen, date = date, time = intl::date(locale, Style::Time, at)).to_string()
    });
    view! {
        <Avatar name on_site />
        <div class="grow panel__who">
            {if heading {
                view! { <h1 class="truncate" dir="auto" title=name>{name}</h1> }.into_any()
            } else {
                view! { <h2 class="truncate" dir="auto" title=name>{name}</h2> }.into_any()
            }}
            <p class="muted truncate">{seen}</p>
        </div>
    }
}

/// What is in it, unless there is no such visitor.
#[component]
fn Gone(visitor: VisitorState, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || !visitor.gone.get() fallback=move || view! {
            <Empty
                shape=Shape::SearchX
                title=Signal::derive(move || t_string!(i18n, panel.gone).to_owned())
                hint=Signal::derive(move || t_string!(i18n, panel.gone_hint).to_owned())
            />
        }>
            {children()}
        </Show>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let i18n = use_i18n();
    let (visitors, visitor) = (expect_context::<VisitorsState>(), expect_context::<VisitorState>());
    let items = Memo::new(move |_| {
        visitor.file.with(|file| {
            let all = |exchanges: &Vec<Exchange>| exchanges.iter().map(|one| one.last_position).sum::<i64>();
            file.as_ref().map_or(0, |file| all(&file.conversations))
        })
    });
    let tab = move |id: &'static str, talk: bool| {
        view! {
            <button
                class="tab"
                type="button"
                role="tab"
                id=id
                data-testid=id
                aria-controls="visitor-part"
                aria-selected=move || (visitors.talk.get() == talk).to_string()
                tabindex=move || if visitors.talk.get() == talk { "0" } else { "-1" }
                on:click=move |_| visitors.talk.set(talk)
            >
                {move || if talk { t_string!(i18n, panel.conversation) } else { t_string!(i18n, panel.info) }}
                {talk.then(|| view! { <span class="tab__n">{move || intl::number(i18n.get_locale(), items.get())}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" on:keydown=move |event| walk(&event)>
            {tab("visitor-tab-info", false)}
            {tab("visitor-tab-talk", true)}
        </div>
    }
}
