//! What every floating list shares: it opens under its button, moves by arrows, and closes on Escape,
//! on a click elsewhere and when the focus leaves. The focus then returns to the button.

use leptos::ev;
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[derive(Clone, Copy)]
pub struct Menu {
    pub open: RwSignal<bool>,
    /// Around the button and the list.
    pub root: NodeRef<Div>,
    pub opener: NodeRef<Button>,
}

impl Menu {
    /// Belongs to the calling component.
    pub fn new() -> Self {
        let menu = Self { open: RwSignal::new(false), root: NodeRef::new(), opener: NodeRef::new() };
        let listening = window_event_listener(ev::pointerdown, move |event| {
            if menu.open.get_untracked() && !menu.holds(event.target()) {
                menu.open.set(false);
            }
        });
        on_cleanup(move || listening.remove());
        menu
    }

    pub fn toggle(self) {
        if self.open.get_untracked() {
            self.close();
        } else {
            self.open();
        }
    }

    /// Opens and gives the focus to its text field, else to what is chosen, else to the first entry.
    /// Who has gone on to another part of the list by then is left there.
    pub fn open(self) {
        self.open.set(true);
        // The list is only in the page after this turn.
        request_animation_frame(move || {
            if self.find(":focus").is_some() {
                return;
            }
            let first = ["input", "[aria-checked=true]", ".menu__item"].into_iter().find_map(|what| self.find(what));
            if let Some(first) = first {
                let _ = first.focus();
            }
        });
    }

    pub fn close(self) {
        self.open.set(false);
        if let Some(opener) = self.opener.get_untracked() {
            let _ = opener.focus();
        }
    }

    pub fn on_key(self, event: &ev::KeyboardEvent) {
        if !self.open.get_untracked() {
            return;
        }
        match event.key().as_str() {
            "Escape" => self.close(),
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            _ => return,
        }
        event.prevent_default();
    }

    fn on_focus_out(self, event: &ev::FocusEvent) {
        // No related target: the window lost the focus, or something without focus was clicked.
        if event.related_target().is_some() && !self.holds(event.related_target()) {
            self.open.set(false);
        }
    }

    fn step(self, step: isize) {
        let entries = self.entries();
        let focused = document().active_element();
        let here = entries.iter().position(|entry| focused.as_deref() == Some(entry.as_ref()));
        let there = match here {
            Some(here) => here.checked_add_signed(step),
            None => Some(0),
        };
        match there.and_then(|there| entries.get(there)) {
            Some(entry) => drop(entry.focus()),
            // Above the first entry stands the text field, if there is one.
            None if step < 0 => drop(self.find("input").map(|field| field.focus())),
            None => {}
        }
    }

    fn entries(self) -> Vec<web_sys::HtmlElement> {
        let found = self.root.get_untracked().and_then(|root| root.query_selector_all(".menu__item").ok());
        let found = found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
        found.filter_map(|node| node.dyn_into().ok()).collect()
    }

    fn find(self, selector: &str) -> Option<web_sys::HtmlElement> {
        let found = self.root.get_untracked()?.query_selector(&format!(".menu__list {selector}")).ok()??;
        found.dyn_into().ok()
    }

    fn holds(self, target: Option<web_sys::EventTarget>) -> bool {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        self.root.get_untracked().is_some_and(|root| root.contains(node.as_ref()))
    }
}

/// Around the button of a menu and its list.
#[component]
pub fn MenuBox(
    menu: Menu,
    /// Added to the class.
    #[prop(optional)]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class=format!("menu {class}")
            node_ref=menu.root
            on:keydown=move |event| menu.on_key(&event)
            on:focusout=move |event| menu.on_focus_out(&event)
        >
            {children()}
        </div>
    }
}
