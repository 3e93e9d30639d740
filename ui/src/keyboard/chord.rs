//! A key with what is held beside it.

use crate::i18n::Locale;
use leptos::ev;
use std::fmt;
use std::str::FromStr;

/// `Ctrl+Shift+K`. On a Mac the command key counts as Control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord {
    ctrl: bool,
    alt: bool,
    shift: bool,
    /// Upper case; digits by their place on the keyboard: on a French one the key of 1 writes "&".
    key: String,
}

impl Chord {
    pub fn of(event: &ev::KeyboardEvent) -> Self {
        let held = (event.ctrl_key() || event.meta_key(), event.alt_key(), event.shift_key());
        Self::new(held, &event.key(), &event.code())
    }

    fn new((ctrl, alt, shift): (bool, bool, bool), key: &str, code: &str) -> Self {
        // "-" is on a digit's key there too, and "=" shares the key of "+" on most.
        let digit = code.strip_prefix("Digit").filter(|_| (ctrl || alt) && key != "-");
        let key = if key == "=" { "+".to_owned() } else { digit.unwrap_or(key).to_uppercase() };
        // What Shift makes of a sign is another sign: on many keyboards "/" needs it.
        let is_sign = key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric);
        Self { ctrl, alt, shift: shift && !is_sign, key }
    }

    /// Acts in text fields too.
    pub const fn is_held(&self) -> bool {
        self.ctrl || self.alt
    }

    /// Something that can be pressed: more than Shift or Control alone.
    pub fn is_whole(&self) -> bool {
        let alone = ["CONTROL", "SHIFT", "ALT", "META", "ALTGRAPH", "DEAD", "CAPSLOCK", "TAB", "ENTER", "ESCAPE", " "];
        !self.key.is_empty() && !alone.contains(&self.key.as_str())
    }

    /// As it is shown on a control: "Ctrl K", "Maj A".
    pub fn shown(&self, locale: Locale) -> String {
        let shift = match locale {
            Locale::fr => "Maj",
            Locale::es => "Mayús",
            Locale::en => "Shift",
        };
        let key = match self.key.as_str() {
            "ESCAPE" => "Esc",
            "ARROWLEFT" => "←",
            "ARROWRIGHT" => "→",
            "ARROWUP" => "↑",
            "ARROWDOWN" => "↓",
            key => key,
        };
        let held = [(self.ctrl, "Ctrl"), (self.alt, "Alt"), (self.shift, shift)];
        let parts: Vec<&str> = held.iter().filter(|(is, _)| *is).map(|(_, name)| *name).chain([key]).collect();
        parts.join(" ")
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (is, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if is {
                f.write_str(name)?;
            }
        }
        f.write_str(&self.key)
    }
}

impl FromStr for Chord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (mut held, mut rest) = ((false, false, false), text);
        while let Some((name, after)) = rest.split_once('+').filter(|(_, after)| !after.is_empty()) {
            match name {
                "Ctrl" => held.0 = true,
                "Alt" => held.1 = true,
                "Shift" => held.2 = true,
                _ => return Err(()),
            }
            rest = after;
        }
        if rest.is_empty() || rest.contains('+') && rest != "+" {
            return Err(());
        }
        Ok(Self::new(held, rest, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_chosen_by_their_place() {
        assert_eq!(Chord::new((true, false, false), "&", "Digit1"), "Ctrl+1".parse().unwrap());
        assert_ne!(Chord::new((false, false, false), "&", "Digit1"), "1".parse().unwrap());
        // On a French keyboard "-" is where 6 is.
        assert_eq!(Chord::new((true, false, false), "-", "Digit6"), "Ctrl+-".parse().unwrap());
        assert_eq!(Chord::new((true, false, false), "=", "Equal"), "Ctrl++".parse().unwrap());
    }

    #[test]
    fn capitals_and_shift_are_the_same_letter() {
        assert_eq!(Chord::new((false, false, false), "E", "KeyE"), "e".parse().unwrap());
        assert_eq!(Chord::new((false, false, true), "A", "KeyQ"), "Shift+A".parse().unwrap());
        // On a French keyboard "/" is typed with Shift.
        assert_eq!(Chord::new((true, false, true), "/", "Period"), "Ctrl+/".parse().unwrap());
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["Ctrl+Shift+K", "J", "Ctrl+/", "Alt+O", "Ctrl++"] {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), text);
        }
        for bad in ["", "Ctrl+", "Hyper+K", "A+B"] {
            assert!(bad.parse::<Chord>().is_err(), "{bad}");
        }
    }

    #[test]
    fn it_is_shown_in_the_interfaces_language() {
        let chord: Chord = "Shift+A".parse().unwrap();
        assert_eq!(chord.shown(Locale::fr), "Maj A");
        assert_eq!(chord.shown(Locale::en), "Shift A");
    }
}
