//! The visitors of a page (V4).

use crate::clock::Clock;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::parts::status_badge::StatusBadge;
use crate::state::VisitorsState;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::VisitorId;
use protocol::ipc::visitors::{VisitorColumn, VisitorRow};
use wasm_bindgen::JsCast;

#[component]
pub fn VisitorTable() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let ids = move || {
        visitors.shown.with(|shown| shown.iter().flat_map(|page| &page.rows).map(|row| row.id).collect::<Vec<_>>())
    };
    view! {
        <div class="visitors__scroll scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, visitors.list)>
            <table class="table table--wide" role="table" data-testid="visitors-table">
                <thead role="rowgroup">
                    <tr role="row">
                        {VisitorColumn::ALL.iter().map(|&column| view! { <Head column /> }).collect_view()}
                        <th scope="col" role="columnheader"><span class="visually-hidden">{t!(i18n, panel.full)}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    // What changes of somebody changes in their row: it may have the focus.
                    <For each=ids key=|id| *id let:id>
                        <Row id />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// A column's title, which sorts by it.
#[component]
fn Head(column: VisitorColumn) -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let sorted = Memo::new(move |_| {
        let sort = visitors.sort.get();
        (sort.by == column).then_some(sort.descending)
    });
    view! {
        <th
            scope="col"
            role="columnheader"
            aria-sort=move || sorted.get().map(|descending| if descending { "descending" } else { "ascending" })
        >
            <button
                class="table__sort"
                type="button"
                data-testid=format!("visitors-sort-{column}")
                on:click=move |_| visitors.sort_by(column)
            >
                {move || match column {
                    VisitorColumn::Name => t!(i18n, visitors.name).into_any(),
                    VisitorColumn::Email => t!(i18n, visitors.email).into_any(),
                    VisitorColumn::Phone => t!(i18n, visitors.phone).into_any(),
                    VisitorColumn::Status => t!(i18n, visitors.status).into_any(),
                    VisitorColumn::Place => t!(i18n, visitors.place).into_any(),
                    VisitorColumn::Date => t!(i18n, visitors.date).into_any(),
                }}
                {move || sorted.get().map(|descending| {
                    view! { <Icon shape=if descending { Shape::ArrowDown } else { Shape::ArrowUp } size=Size::Small /> }
                })}
            </button>
        </th>
    }
}

#[component]
fn Row(id: VisitorId) -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let row = Memo::new(move |_| {
        visitors.shown.with(|shown| shown.iter().flat_map(|page| &page.rows).find(|row| row.id == id).cloned())
    });
    let current = Memo::new(move |_| visitors.opened.get() == Some(id));
    let open = move |full: bool| {
        visitors.opened.set(Some(id));
        visitors.full.set(full);
    };
    // Enter opens the panel, and again the whole page; arrows go through the rows, with the panel if it is open.
    let keys = move |event: KeyboardEvent| {
        let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        let (Some(row), true) = (row, event.target() == event.current_target()) else { return };
        let beside = match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                return open(current.get_untracked());
            }
            "ArrowDown" => row.next_element_sibling(),
            "ArrowUp" => row.previous_element_sibling(),
            _ => return,
        };
        event.prevent_default();
        let Some(beside) = beside.and_then(|row| row.dyn_into::<web_sys::HtmlElement>().ok()) else { return };
        let _ = beside.focus();
        if visitors.opened.with_untracked(Option::is_some) {
            beside.click();
        }
    };
    let name = move || {
        let named = |row: &VisitorRow| words::name_or_number(i18n.get_locale(), row.name.as_deref(), row.number);
        row.with(|row| row.as_ref().map(named).unwrap_or_default())
    };
    view! {
        <tr
            role="row"
            data-testid="visitor-row"
            data-number=move || row.with(|row| row.as_ref().map(|row| row.number.to_string()))
            data-id=id.to_string()
            tabindex="0"
            aria-current=move || current.get().then_some("true")
            on:click=move |_| open(false)
            on:keydown=keys
        >
            {move || row.get().map(|row| view! { <Cells row /> })}
            <td role="cell">
                <button
                    class="icon-button icon-button--s"
                    type="button"
                    data-testid="visitor-open"
                    aria-label=move || t_string!(i18n, panel.full_of, name = name()).to_string()
                    title=move || t_string!(i18n, panel.full)
                    on:click=move |event| {
                        event.stop_propagation();
                        open(true);
                    }
                >
                    <Icon shape=Shape::Eye size=Size::Small />
                </button>
            </td>
        </tr>
    }
}

#[component]
fn Cells(row: VisitorRow) -> impl IntoView {
    let i18n = use_i18n();
    let clock = expect_context::<Clock>();
    let VisitorRow { number, name, email, phone, status, place, at, on_site, .. } = row;
    let who = move || words::name_or_number(i18n.get_locale(), name.as_deref(), number);
    let when = Memo::new(move |_| words::visitor_date(i18n.get_locale(), at, clock.now()));
    let known = |text: Option<String>| match text {
        Some(text) => view! { <span dir="auto">{text}</span> }.into_any(),
        None => view! { <span class="muted">"—"</span> }.into_any(),
    };
    let towns: Vec<String> = [&place.city, &place.region].into_iter().flatten().cloned().collect();
    let country = place.country;
    let named = country.clone();
    view! {
        <td role="cell" class="table__name" dir="auto">
            <span class="truncate">{who}</span>
            {on_site.then(|| view! {
                <span class="on-site" role="img" aria-label=move || t_string!(i18n, visitors.on_site) title=move || t_string!(i18n, visitors.on_site)></span>
            })}
        </td>
        <td role="cell" class="truncate">{known(email)}</td>
        <td role="cell" class="truncate">{known(phone)}</td>
        <td role="cell"><StatusBadge status /></td>
        <td role="cell" class="soft truncate" title=move || named.as_deref().map(|code| intl::country(i18n.get_locale(), code))>
            {match (country, towns.is_empty()) {
                (None, true) => view! { <span class="muted">"—"</span> }.into_any(),
                (Some(code), true) => {
                    let name = code.clone();
                    view! {
                        <span class="country">{code}</span>
                        {move || intl::country(i18n.get_locale(), &name)}
                    }
                    .into_any()
                }
                (country, false) => view! {
                    <span class="country">{country}</span>
                    <span dir="auto">{towns.join(", ")}</span>
                }
                .into_any(),
            }}
        </td>
        <td role="cell" class="soft">{when}</td>
    }
}
