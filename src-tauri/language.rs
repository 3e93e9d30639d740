//! The interface's language (L1), where no preference says one.

use protocol::ipc::session::Locale;

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

    #[test]
    fn a_tag_names_its_language() {
        assert_eq!(of_tag("fr_FR.UTF-8"), Some(Locale::Fr));
        assert_eq!(of_tag("ES-AR"), Some(Locale::Es));
        assert_eq!(of_tag("C.UTF-8"), None);
        assert_eq!(of_tag(""), None);
    }
}
