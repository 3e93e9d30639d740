//! The search field over the list.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::keyboard::Action;
use crate::state::{DeskState, InboxState};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::t_string;
use protocol::ipc::inbox::SearchFilter;
use wasm_bindgen::JsCast;

#[component]
pub fn SearchField() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    let field = NodeRef::<Input>::new();
    desk.keys.listen(move |action| {
        if matches!(action, Action::Search | Action::Find)
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
            inbox.filter.set(SearchFilter::default());
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
                <span class="kbd" aria-hidden="true">{move || desk.key(Action::Search, i18n.get_locale())}</span>
            </label>
        </div>
    }
}

fn first_result() -> Option<web_sys::HtmlElement> {
    // A command is never the first guess: a name may look like one.
    let found = |what: &str| document().query_selector(&format!(".search-results {what}")).ok().flatten();
    let first = found(".conversation-row").or_else(|| found(".search-hit:not(.search-hit--command)"));
    first.or_else(|| found(".search-hit"))?.dyn_into().ok()
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
