//! Who was on the sites (V1–V4): tabs by status, filters, and twenty at a time. All from the cache, so it is there
//! offline too.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::keyboard::Action;
use crate::parts::blocked_list::BlockedList;
use crate::parts::connection_state::ConnectionState;
use crate::parts::empty::Empty;
use crate::parts::export_all::{ExportAll, ExportUnderway};
use crate::parts::pager::Pager;
use crate::parts::project_menu::ProjectChoice;
use crate::parts::saved_views::SavedViews;
use crate::parts::table_export::TableExport;
use crate::parts::visitor_filters::VisitorFilters;
use crate::parts::visitor_panel::{VisitorPage, VisitorPanel};
use crate::parts::visitor_table::VisitorTable;
use crate::parts::visitor_tabs::VisitorTabs;
use crate::state::{DeskState, Toasts, VisitorsState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::ipc::visitors::{ExportVisitors, VISITORS_PER_PAGE, last_page};

#[component]
pub fn Visitors() -> impl IntoView {
    let visitors = expect_context::<VisitorsState>();
    visitors.follow();
    let page = Memo::new(move |_| visitors.opened.get().filter(|_| visitors.full.get()));
    view! {
        // The list stays as it is under a visitor's own page.
        <div class="visitors__list" hidden=move || page.get().is_some()>
            <List />
        </div>
        {move || page.get().map(|id| view! { <VisitorPage id /> })}
    }
}

#[component]
fn List() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let panel = Memo::new(move |_| visitors.opened.get().filter(|_| !visitors.full.get()));
    view! {
        <main class="page" data-testid="visitors-page">
            <header class="page-bar">
                <h1>{t!(i18n, nav.visitors)}</h1>
                <ProjectChoice />
                <span class="grow"></span>
                <Show when=move || !visitors.blocked.get()>
                    <Tools />
                </Show>
            </header>
            <ConnectionState />
            <ExportUnderway />
            <div class="visitors__body">
                <section class="visitors" aria-label=move || t_string!(i18n, visitors.list)>
                    <Show when=move || visitors.blocked.get() fallback=|| view! { <Everybody /> }>
                        <BlockedList />
                    </Show>
                </section>
                {move || panel.get().map(|id| view! { <VisitorPanel id /> })}
            </div>
        </main>
    }
}

/// Filters, and the list as a file.
#[component]
fn Tools() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitors = expect_context::<VisitorsState>();
    let toasts = expect_context::<Toasts>();
    let total = total(visitors);
    let toggle_filters = move || visitors.filters_open.update(|open| *open = !*open);
    desk.keys.listen(move |action| {
        if *action == Action::Filters {
            toggle_filters();
        }
    });
    view! {
        <SavedViews />
        <button
            class="button"
            type="button"
            data-testid="visitors-filters"
            aria-expanded=move || visitors.filters_open.get().to_string()
            aria-controls="visitor-filters"
            on:click=move |_| toggle_filters()
        >
            <Icon shape=Shape::SlidersHorizontal size=Size::Small />
            {move || if visitors.filters_open.get() { t_string!(i18n, visitors.hide_filters) } else { t_string!(i18n, visitors.show_filters) }}
            <span class="kbd" aria-hidden="true">{move || desk.key(Action::Filters, i18n.get_locale())}</span>
        </button>
        <span class="muted visitors__export" aria-hidden="true">{t!(i18n, visitors.export_page)}</span>
        <TableExport
            name="export"
            label=|locale, format| td_string!(locale, visitors.export, format = format).to_string()
            none=Signal::derive(move || total.get().unwrap_or(0) == 0)
            save=Callback::new(move |format| toasts.save(ExportVisitors { list: untrack(|| visitors.list()), format, all: false }))
        />
        <ExportAll total save=Callback::new(move |format| visitors.export_all(format, toasts)) />
    }
}

/// Who was there.
#[component]
fn Everybody() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let total = total(visitors);
    view! {
        <div class="visitors__tabs">
            <VisitorTabs />
            <button
                class="button button--ghost"
                type="button"
                data-testid="client-management"
                title=move || t_string!(i18n, block.list)
                on:click=move |_| visitors.blocked.set(true)
            >
                <Icon shape=Shape::Ban size=Size::Small />
                {t!(i18n, block.manage)}
            </button>
        </div>
        <Show when=move || visitors.filters_open.get()>
            <VisitorFilters />
        </Show>
        {move || visitors.failed.get().map(|code| view! {
            <p class="visitors__failed" role="alert">
                <Icon shape=Shape::CircleAlert size=Size::Small />
                {words::sentence(i18n.get_locale(), &code)}
            </p>
        })}
        <Show when=move || { total.get() == Some(0) }>
            <Nobody />
        </Show>
        <Show when=move || { total.get().is_some_and(|total| total > 0) }>
            <VisitorTable />
        </Show>
        <Pager
            page=visitors.page
            last=Signal::derive(move || last_page(total.get().unwrap_or(0)))
            count=Signal::derive(move || {
                let total = total.get().filter(|total| *total > 0)?;
                let shown = visitors.shown.with(|shown| shown.as_ref().map(|page| (page.page, page.rows.len() as i64)));
                let number = |n| intl::number(i18n.get_locale(), n);
                let (page, rows) = shown.unwrap_or_default();
                let (from, to) = (page * VISITORS_PER_PAGE + 1, page * VISITORS_PER_PAGE + rows);
                Some(t_string!(i18n, visitors.count, from = number(from), to = number(to), count = number(total)).to_string())
            })
        />
    }
}

/// How many match in the tab that is looked at; none: not read yet.
fn total(visitors: VisitorsState) -> Memo<Option<i64>> {
    Memo::new(move |_| visitors.shown.with(|shown| shown.as_ref().map(|page| page.count(visitors.tab.get()))))
}

/// What to check, then (V11).
#[component]
fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    // Only of this tab.
    let elsewhere =
        Memo::new(move |_| visitors.shown.with(|shown| shown.as_ref().is_some_and(|page| page.count(None) > 0)));
    let title = Signal::derive(move || {
        if elsewhere.get() {
            t_string!(i18n, visitors.none_here).to_owned()
        } else {
            t_string!(i18n, visitors.none).to_owned()
        }
    });
    let searching = Memo::new(move |_| !visitors.search.with(|search| search.trim().is_empty()));
    let hint = Signal::derive(move || {
        if elsewhere.get() {
            t_string!(i18n, visitors.none_here_hint).to_owned()
        } else if searching.get() {
            t_string!(i18n, visitors.none_found).to_owned()
        } else {
            t_string!(i18n, visitors.none_hint).to_owned()
        }
    });
    view! {
        <div class="visitors__none" data-testid="visitors-none">
            <Empty shape=Shape::UsersRound title hint />
            <ul hidden=elsewhere>
                {move || if searching.get() {
                    view! {
                        <li>{t!(i18n, visitors.check_spelling)}</li>
                        <li>{t!(i18n, visitors.check_part)}</li>
                        <li>{t!(i18n, visitors.check_dates)}</li>
                    }.into_any()
                } else {
                    view! {
                        <li>{t!(i18n, visitors.check_widget)}</li>
                        <li>{t!(i18n, visitors.check_opened)}</li>
                        <li>{t!(i18n, visitors.check_dates)}</li>
                        <li>{t!(i18n, visitors.check_engaged)}</li>
                    }.into_any()
                }}
            </ul>
            <Show when=move || visitors.is_narrowed()>
                <button class="button" type="button" data-testid="visitors-clear-all" on:click=move |_| visitors.clear()>
                    {t!(i18n, visitors.clear_all)}
                </button>
            </Show>
        </div>
    }
}
