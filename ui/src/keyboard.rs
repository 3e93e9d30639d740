//! Keys: what each does, as a table, and the one listener of the window.
//!
//! Single letters act outside text fields only; what is on the page listens to [`Action`]s through
//! the desk's bus and does not look at keys itself.

use crate::bus::Bus;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Search,
    Next,
    Previous,
    Claim,
    Assign,
    Unassign,
    Close,
    Filters,
    Info,
    /// Compose a link or an offer.
    Card,
    Escape,
    Undo,
    Conversations,
    Settings,
}

/// A key press, as far as it matters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press<'a> {
    pub key: &'a str,
    /// Where it lies on the keyboard: on a French one the key of 1 writes "&".
    pub code: &'a str,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
    /// The focus is where text is typed.
    pub in_text: bool,
}

pub fn action(press: Press<'_>) -> Option<Action> {
    let Press { key, code, ctrl, alt, shift, in_text } = press;
    match (ctrl, alt, code) {
        (true, false, "Digit1") => return Some(Action::Conversations),
        (true, false, "Digit4") => return Some(Action::Settings),
        _ => {}
    }
    let letter = key.to_lowercase();
    match (ctrl, alt, letter.as_str()) {
        (true, false, "k") if !shift => Some(Action::Search),
        (true, false, "i") if !shift => Some(Action::Info),
        (false, true, "o") => Some(Action::Card),
        // In a text field it takes back typing.
        (true, false, "z") if !shift && !in_text => Some(Action::Undo),
        (false, false, "escape") => Some(Action::Escape),
        (false, false, _) if in_text => None,
        (false, false, "j") => Some(Action::Next),
        (false, false, "k") => Some(Action::Previous),
        (false, false, "m") => Some(Action::Claim),
        (false, false, "a") if shift => Some(Action::Unassign),
        (false, false, "a") => Some(Action::Assign),
        (false, false, "e") => Some(Action::Close),
        (false, false, "f") => Some(Action::Filters),
        _ => None,
    }
}

/// Listens for as long as the calling component lives.
pub fn listen(keys: Bus<Action>) {
    let listening = window_event_listener(ev::keydown, move |event| {
        if is_composing(&event) || event.default_prevented() {
            return;
        }
        let press = Press {
            key: &event.key(),
            code: &event.code(),
            ctrl: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
            in_text: is_text_field(event.target()),
        };
        if let Some(action) = action(press) {
            if action != Action::Escape {
                event.prevent_default();
            }
            keys.tell(&action);
        }
    });
    on_cleanup(move || listening.remove());
}

/// A key that builds a character (Japanese, dead keys) belongs to the input method. WebKit ends the
/// composition before it tells the last key, which then has this code.
pub fn is_composing(event: &ev::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

fn is_text_field(target: Option<web_sys::EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    #[test]
    fn single_letters_act_outside_text_fields_only() {
        for (key, wanted) in [
            ("j", Action::Next),
            ("k", Action::Previous),
            ("m", Action::Claim),
            ("a", Action::Assign),
            ("e", Action::Close),
        ] {
            assert_eq!(action(pressed(key)), Some(wanted));
            assert_eq!(action(Press { in_text: true, ..pressed(key) }), None);
            assert_eq!(action(Press { alt: true, ..pressed(key) }), None);
        }
    }

    #[test]
    fn keys_with_control_act_everywhere() {
        let press = |key| Press { ctrl: true, in_text: true, ..pressed(key) };
        assert_eq!(action(press("k")), Some(Action::Search));
        assert_eq!(action(press("z")), None, "typing is taken back by the text field");
        assert_eq!(action(press("a")), None, "selects all");
    }

    #[test]
    fn pages_are_chosen_by_the_place_of_the_digit() {
        let press = |key, code| Press { ctrl: true, code, ..pressed(key) };
        assert_eq!(action(press("&", "Digit1")), Some(Action::Conversations));
        assert_eq!(action(press("4", "Digit4")), Some(Action::Settings));
        assert_eq!(action(Press { code: "Digit1", ..pressed("&") }), None);
    }

    #[test]
    fn capitals_and_shift_are_the_same_letter() {
        assert_eq!(action(pressed("E")), Some(Action::Close));
        assert_eq!(action(Press { shift: true, ..pressed("A") }), Some(Action::Unassign));
    }

    #[test]
    fn escape_reaches_layers_from_text_fields_too() {
        assert_eq!(action(Press { in_text: true, ..pressed("Escape") }), Some(Action::Escape));
    }
}
