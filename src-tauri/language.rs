//! Languages: the interface's, where no preference says one (L1), and the one that a visitor writes in
//! (L2).

use protocol::ipc::session::Locale;
use whatlang::{Detector, Lang};

/// Languages that are recognised. Fewer of them make fewer mistakes on short texts.
const RECOGNISED: [(Lang, &str); 8] = [
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Cat, "ca"),
];

/// Letters below which a text says nothing.
const FEW_LETTERS: usize = 12;
/// Letters from which a text is believed against the browser.
const MANY_LETTERS: usize = 30;

/// The language of what somebody wrote, two letters; none while it is not sure. `browser`: the language
/// of their browser ("fr-FR"), which is believed sooner than any other.
pub fn of_text(text: &str, browser: Option<&str>) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEW_LETTERS {
        return None;
    }
    let detector = Detector::with_allowlist(RECOGNISED.iter().map(|(lang, _)| *lang).collect());
    let found = detector.detect(text)?;
    let (_, code) = RECOGNISED.iter().find(|(lang, _)| *lang == found.lang())?;
    let expected = browser.and_then(|tag| tag.split(['-', '_']).next()).is_some_and(|tag| tag == *code);
    let sure = match letters {
        _ if expected => true,
        MANY_LETTERS.. => found.is_reliable(),
        _ => false,
    };
    sure.then_some(*code)
}

/// The preferred one, else the system's, else English.
pub fn chosen(preferred: Option<Locale>) -> Locale {
    preferred.or_else(of_system).unwrap_or(Locale::En)
}

/// What the environment says, as on Linux; elsewhere the web view knows better.
pub fn of_system() -> Option<Locale> {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    named.filter(|tag| !tag.is_empty()).find_map(|tag| of_tag(&tag))
}

/// Of "fr_FR.UTF-8" or "es-AR".
fn of_tag(tag: &str) -> Option<Locale> {
    tag.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L2
    #[test]
    fn what_is_recognised_can_be_chosen_too() {
        assert_eq!(RECOGNISED.map(|(_, code)| code), protocol::ipc::visitor::LANGUAGES);
    }

    /// L2
    #[test]
    fn a_language_shows_once_it_is_sure() {
        let long = "Bonjour, mon fauteuil est arrivé ce matin mais un pied est fendu, que dois-je faire ?";
        assert_eq!(of_text(long, Some("fr-FR")), Some("fr"));
        assert_eq!(of_text(long, Some("es-ES")), Some("fr"), "many words are believed against the browser");
        assert_eq!(of_text("Bonjour, où est ma commande ?", Some("fr")), Some("fr"));
        assert_eq!(of_text("ok", Some("fr-FR")), None);
        assert_eq!(of_text("12 345 !!! 👍", Some("fr-FR")), None);
        let spanish = "Buenos días, mi sillón ha llegado esta mañana pero una pata está rajada. ¿Qué tengo que hacer?";
        assert_eq!(of_text(spanish, Some("fr-FR")), Some("es"));
        // A short text in another language than the browser's may be anything.
        assert_eq!(of_text("Hola, buenos días", Some("fr-FR")), None);
    }

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(of_tag("fr_FR.UTF-8"), Some(Locale::Fr));
        assert_eq!(of_tag("ES-AR"), Some(Locale::Es));
        assert_eq!(of_tag("C.UTF-8"), None);
        assert_eq!(of_tag(""), None);
    }
}
