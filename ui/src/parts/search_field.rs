//! The search field over the list.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::keyboard::Action;
use crate::state::{DeskState, InboxState};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::t_string;
use wasm_bindgen::JsCast;

#[component]
pub fn SearchField() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    let field = NodeRef::<Input>::new();
    desk.keys.listen(move |action| {
        if *action == Action::Search
            && let Some(field) = field.get_untracked()
        {
            let _ = field.focus();
            field.select();
        }
    });
    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            if inbox.query.with_untracked(String::is_empty) {
                // Out of the text field, so that the letters act again.
                if let Some(field) = field.get_untracked() {
                    let _ = field.blur();
                }
            }
            inbox.query.set(String::new());
        }
        "Enter" => click_first_result(),
        "ArrowDown" => {
            event.prevent_default();
            focus_first_result();
        }
        _ => {}
    };
    view! {
        <div class="inbox__search">
            <label class="field">
                <Icon shape=Shape::Search />
                <input
                    type="text"
                    role="searchbox"
                    data-testid="search-input"
                    autocomplete="off"
                    spellcheck="false"
                    node_ref=field
                    placeholder=move || t_string!(i18n, inbox.search)
                    aria-label=move || t_string!(i18n, inbox.search_label)
                    prop:value=move || inbox.query.get()
                    on:input=move |event| inbox.query.set(event_target_value(&event))
                    on:keydown=on_key
                />
                <span class="kbd" aria-hidden="true">"Ctrl K"</span>
            </label>
        </div>
    }
}

fn first_result() -> Option<web_sys::HtmlElement> {
    document().query_selector(".search-results .conversation-row, .search-results .search-hit").ok()??.dyn_into().ok()
}

fn focus_first_result() {
    if let Some(result) = first_result() {
        let _ = result.focus();
    }
}

fn click_first_result() {
    if let Some(result) = first_result() {
        result.click();
    }
}
