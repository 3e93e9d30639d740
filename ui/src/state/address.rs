//! The window's address: which page is shown, and what the visitors page is asked for. Back and forward go through what
//! was looked at (V3).

use super::{DeskState, Page, VisitorsState};
use crate::address::VisitorsView;
use crate::keyboard::Action;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The buttons of a mouse that go back and forward.
const BACK: i16 = 3;
const FORWARD: i16 = 4;

const VISITORS: &str = "#visitors";

/// Writes it with each change and follows it back, for as long as the calling component lives.
pub fn follow(desk: DeskState, visitors: VisitorsState) {
    let address = Memo::new(move |_| match desk.page.get() {
        Page::Conversations => "#conversations".to_owned(),
        Page::Settings => "#settings".to_owned(),
        Page::Visitors => match visitors.view().written() {
            nothing if nothing.is_empty() => VISITORS.to_owned(),
            written => format!("{VISITORS}?{written}"),
        },
    });
    Effect::new(move |before: Option<Option<VisitorsView>>| {
        let now = address.get();
        let view = (desk.page.get_untracked() == Page::Visitors).then(|| untrack(|| visitors.view()));
        if hash() != now {
            let goes_on = match (&before, &view) {
                (None, _) => true,
                (Some(Some(before)), Some(view)) => view.goes_on_from(before),
                _ => false,
            };
            write(&now, goes_on);
        }
        view
    });
    let went = window_event_listener(ev::popstate, move |_| {
        let hash = hash();
        let (page, view) = match hash.split_once('?') {
            Some((VISITORS, view)) => (Page::Visitors, view),
            _ if hash == VISITORS => (Page::Visitors, ""),
            _ if hash == "#settings" => (Page::Settings, ""),
            _ => (Page::Conversations, ""),
        };
        batch(|| {
            if page == Page::Visitors {
                visitors.show(VisitorsView::read(view));
            }
            desk.page.set(page);
        });
    });
    let pressed = window_event_listener(ev::mouseup, |event| match event.button() {
        BACK => go(-1),
        FORWARD => go(1),
        _ => {}
    });
    on_cleanup(move || {
        went.remove();
        pressed.remove();
    });
    desk.keys.listen(|action| match action {
        Action::Back => go(-1),
        Action::Forward => go(1),
        _ => {}
    });
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

fn write(address: &str, in_place: bool) {
    let Ok(history) = window().history() else { return };
    // It fails where somebody goes too fast for the web view; the page is right all the same.
    let _ = if in_place {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

fn go(steps: i32) {
    if let Ok(history) = window().history() {
        let _ = history.go_with_delta(steps);
    }
}
