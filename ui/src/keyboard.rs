//! Keys: what each does, as a table that its user can change (O5), and the one listener of the window.
//!
//! Single letters act outside text fields only; what is on the page listens to [`Action`]s through
//! the desk's bus and does not look at keys itself.

mod chord;

pub use chord::Chord;

use crate::bus::Bus;
use crate::i18n::Locale;
use leptos::ev;
use leptos::prelude::*;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;

/// Declares the actions with the names that preferences keep them by, and their keys.
macro_rules! actions {
    ($($action:ident = $name:literal, $chord:literal;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($action),+ }

        impl Action {
            /// In the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$action),+];

            /// What preferences call it. Never renamed.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$action => $name),+ }
            }

            /// Its key unless somebody chose another.
            const fn preset(self) -> &'static str {
                match self { $(Self::$action => $chord),+ }
            }
        }
    };
}

actions! {
    Search = "search", "Ctrl+K";
    Find = "find", "Ctrl+F";
    Next = "next", "J";
    Previous = "previous", "K";
    Claim = "claim", "M";
    Assign = "assign", "A";
    Unassign = "unassign", "Shift+A";
    Close = "close", "E";
    Status = "status", "S";
    Filters = "filters", "F";
    Info = "info", "Ctrl+I";
    Attach = "attach", "Ctrl+U";
    Card = "card", "Alt+O";
    Export = "export", "Ctrl+Shift+E";
    Undo = "undo", "Ctrl+Z";
    Conversations = "conversations", "Ctrl+1";
    Visitors = "visitors", "Ctrl+2";
    Settings = "settings", "Ctrl+4";
    Back = "back", "Alt+ArrowLeft";
    Forward = "forward", "Alt+ArrowRight";
    Shortcuts = "shortcuts", "Ctrl+/";
    Larger = "larger", "Ctrl++";
    Smaller = "smaller", "Ctrl+-";
    UsualSize = "usual_size", "Ctrl+0";
    Escape = "escape", "Escape";
}

impl Action {
    /// Escape closes layers everywhere, and stays what it is.
    pub const fn can_be_changed(self) -> bool {
        !matches!(self, Self::Escape)
    }
}

/// Which key does what, at this desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Bindings(Vec<(Action, Chord)>);

impl Default for Bindings {
    fn default() -> Self {
        Self::of(&BTreeMap::new())
    }
}

impl Bindings {
    /// The presets, but for what was changed: action name to chord. What cannot be read counts as not
    /// changed.
    pub fn of(changed: &BTreeMap<String, String>) -> Self {
        let chord = |action: Action| {
            let chosen = changed.get(action.name()).filter(|_| action.can_be_changed());
            chosen.and_then(|text| text.parse().ok()).or_else(|| action.preset().parse().ok())
        };
        Self(Action::ALL.iter().filter_map(|action| Some((*action, chord(*action)?))).collect())
    }

    pub fn chord(&self, action: Action) -> Option<&Chord> {
        self.0.iter().find(|(one, _)| *one == action).map(|(_, chord)| chord)
    }

    /// What has this chord already.
    pub fn taken(&self, chord: &Chord) -> Option<Action> {
        self.0.iter().find(|(_, one)| one == chord).map(|(action, _)| *action)
    }

    /// What a press does; in a text field only what is held with Control or Alt, and Escape.
    pub fn action(&self, chord: &Chord, in_text: bool) -> Option<Action> {
        let action = self.taken(chord)?;
        let acts = !in_text
            || match action {
                Action::Escape => true,
                // There they take back typing, and go through words.
                Action::Undo | Action::Back | Action::Forward => false,
                _ => chord.is_held(),
            };
        acts.then_some(action)
    }

    /// As it is shown on a control.
    pub fn shown(&self, action: Action, locale: Locale) -> String {
        self.chord(action).map(|chord| chord.shown(locale)).unwrap_or_default()
    }
}

/// Listens for as long as the calling component lives.
pub fn listen(keys: Bus<Action>, bindings: Memo<Bindings>) {
    let listening = window_event_listener(ev::keydown, move |event| {
        if is_composing(&event) || event.default_prevented() {
            return;
        }
        let chord = Chord::of(&event);
        let action = bindings.with_untracked(|bindings| bindings.action(&chord, is_text_field(event.target())));
        if let Some(action) = action {
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
    target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()).is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(text: &str, in_text: bool) -> Option<Action> {
        Bindings::default().action(&text.parse().unwrap(), in_text)
    }

    #[test]
    fn single_letters_act_outside_text_fields_only() {
        for (key, wanted) in [("J", Action::Next), ("m", Action::Claim), ("Shift+A", Action::Unassign)] {
            assert_eq!(action(key, false), Some(wanted));
            assert_eq!(action(key, true), None);
        }
        assert_eq!(action("Alt+J", false), None);
    }

    #[test]
    fn keys_with_control_act_everywhere() {
        assert_eq!(action("Ctrl+K", true), Some(Action::Search));
        assert_eq!(action("Ctrl+Z", true), None, "typing is taken back by the text field");
        assert_eq!(action("Ctrl+Z", false), Some(Action::Undo));
        assert_eq!(action("Ctrl+A", true), None, "selects all");
        assert_eq!(action("Escape", true), Some(Action::Escape));
    }

    /// O5
    #[test]
    fn every_action_has_a_key_and_no_key_has_two() {
        let bindings = Bindings::default();
        for action in Action::ALL {
            let chord = bindings.chord(*action).unwrap();
            assert_eq!(bindings.taken(chord), Some(*action), "{action:?}");
        }
    }

    /// O5
    #[test]
    fn a_key_that_was_chosen_replaces_the_preset_one() {
        let changed =
            BTreeMap::from([("close".to_owned(), "Ctrl+Shift+W".to_owned()), ("next".to_owned(), "??+".to_owned())]);
        let bindings = Bindings::of(&changed);
        assert_eq!(bindings.action(&"Ctrl+Shift+W".parse().unwrap(), true), Some(Action::Close));
        assert_eq!(bindings.action(&"E".parse().unwrap(), false), None);
        assert_eq!(
            bindings.action(&"J".parse().unwrap(), false),
            Some(Action::Next),
            "what cannot be read is not taken"
        );
    }
}
