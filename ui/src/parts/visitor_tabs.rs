//! The statuses as tabs, each with its count (V1).

use crate::i18n::use_i18n;
use crate::intl;
use crate::state::VisitorsState;
use crate::words;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::VisitorStatus;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

#[component]
pub fn VisitorTabs() -> impl IntoView {
    let i18n = use_i18n();
    let tabs = [None].into_iter().chain(VisitorStatus::ALL.iter().map(|&status| Some(status)));
    view! {
        <div class="tabs" role="tablist" aria-label=move || t_string!(i18n, visitors.status) on:keydown=move |event| walk(&event)>
            {tabs.map(|status| view! { <Tab status /> }).collect_view()}
        </div>
    }
}

#[component]
fn Tab(status: Option<VisitorStatus>) -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let selected = Memo::new(move |_| visitors.tab.get() == status);
    let count = Memo::new(move |_| visitors.shown.with(|shown| shown.as_ref().map(|page| page.count(status))));
    view! {
        <button
            class="tab"
            type="button"
            role="tab"
            data-testid=format!("visitors-tab-{}", status.map_or("all", VisitorStatus::as_str))
            aria-selected=move || selected.get().to_string()
            tabindex=move || if selected.get() { "0" } else { "-1" }
            title=move || status.map(|status| words::status_hint(i18n.get_locale(), status))
            on:click=move |_| visitors.narrow(|visitors| visitors.tab.set(status))
        >
            {move || match status {
                None => t!(i18n, visitors.all).into_any(),
                Some(status) => words::statuses(i18n.get_locale(), status).into_any(),
            }}
            <span class="tab__n">{move || count.get().map(|count| intl::number(i18n.get_locale(), count))}</span>
        </button>
    }
}

/// The arrows go from tab to tab, and choose.
pub fn walk(event: &KeyboardEvent) {
    let Some(tab) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let to = match event.key().as_str() {
        "ArrowRight" => tab.next_element_sibling(),
        "ArrowLeft" => tab.previous_element_sibling(),
        "Home" => tab.parent_element().and_then(|tabs| tabs.first_element_child()),
        "End" => tab.parent_element().and_then(|tabs| tabs.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        let _ = to.focus();
        to.click();
    }
}
