//! Text from people. It is kept as they wrote it, less what no writer means and every reader
//! suffers from: control characters, and the marks that reorder the text around them.

use protocol::limits::{LINE_MAX_CHARS, TEXT_MAX_CHARS, URL_MAX_BYTES};
use protocol::wire::ErrorCode;
use url::Url;

/// A message: many lines, at most [`TEXT_MAX_CHARS`] characters, not blank.
pub fn message(text: &str) -> Result<String, ErrorCode> {
    if text.chars().count() > TEXT_MAX_CHARS {
        return Err(ErrorCode::TextTooLong);
    }
    let text: String = text.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\t') || is_kept(*c)).collect();
    if text.chars().any(is_seen) { Ok(text) } else { Err(ErrorCode::TextEmpty) }
}

/// A one-line value (title, language, parameter…), cut to [`LINE_MAX_CHARS`]; none if blank.
pub fn line(text: &str) -> Option<String> {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .filter(|c| is_kept(*c))
        .collect();
    let mut line = spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() > LINE_MAX_CHARS {
        line = line.chars().take(LINE_MAX_CHARS - 1).chain(['…']).collect();
    }
    let line = line.trim().to_owned();
    line.chars().any(is_seen).then_some(line)
}

/// A name someone types on purpose: too long is told, not cut.
pub fn name(text: &str) -> Result<String, ErrorCode> {
    if text.chars().count() > LINE_MAX_CHARS {
        return Err(ErrorCode::FieldInvalid);
    }
    line(text).ok_or(ErrorCode::FieldInvalid)
}

/// A page's address: http or https, at most [`URL_MAX_BYTES`] bytes. A longer one loses its query
/// first, then its path, so that what is left is true; user names and passwords are never kept.
pub fn page_url(text: &str) -> Result<String, ErrorCode> {
    let mut url = Url::parse(text.trim()).map_err(|_| ErrorCode::FieldInvalid)?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(ErrorCode::FieldInvalid);
    }
    let _ = (url.set_username(""), url.set_password(None));
    if url.as_str().len() > URL_MAX_BYTES {
        url.set_query(None);
        url.set_fragment(None);
    }
    if url.as_str().len() > URL_MAX_BYTES {
        url.set_path("/");
    }
    if url.as_str().len() > URL_MAX_BYTES {
        return Err(ErrorCode::FieldInvalid);
    }
    Ok(url.into())
}

/// An origin that a site's browser sends: scheme, host and port, nothing else.
pub fn origin(text: &str) -> Result<String, ErrorCode> {
    let url = Url::parse(text.trim()).map_err(|_| ErrorCode::FieldInvalid)?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let nobody = url.username().is_empty() && url.password().is_none();
    let real = url.host_str().is_some_and(|host| !host.is_empty() && host.len() <= 253 && !host.contains('*'));
    if !matches!(url.scheme(), "http" | "https") || !real || !bare || !nobody {
        return Err(ErrorCode::FieldInvalid);
    }
    Ok(url.origin().ascii_serialization())
}

/// Control characters and the bidirectional embeddings, overrides and isolates are dropped; the
/// plain direction marks and joiners stay, because Arabic, Hebrew and emoji need them.
pub fn is_kept(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}

/// Leaves something on the screen: not a space, not a mark that only joins or separates others.
pub fn is_seen(c: char) -> bool {
    let is_mark = matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{2060}'..='\u{2064}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        | '\u{E0000}'..='\u{E01EF}');
    !c.is_whitespace() && !c.is_control() && !is_mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_keeps_lines_and_emoji_and_loses_controls() {
        assert_eq!(message("a\r\nb\u{7}\u{202E}c\t👩‍👧").unwrap(), "a\nbc\t👩‍👧");
        assert_eq!(message(" \n\u{0}"), Err(ErrorCode::TextEmpty));
        assert_eq!(message("\u{200B} \u{2060}"), Err(ErrorCode::TextEmpty), "nothing to be seen");
        assert_eq!(line("\u{3164}"), None);
    }

    #[test]
    fn the_longest_message_passes_and_one_more_character_does_not() {
        assert!(message(&"é".repeat(TEXT_MAX_CHARS)).is_ok());
        assert_eq!(message(&"é".repeat(TEXT_MAX_CHARS + 1)), Err(ErrorCode::TextTooLong));
    }

    #[test]
    fn a_name_of_4_kb_is_refused_and_a_title_of_4_kb_is_cut() {
        assert_eq!(name(&"n".repeat(4096)), Err(ErrorCode::FieldInvalid));
        assert_eq!(line(&"t".repeat(4096)).unwrap().chars().count(), LINE_MAX_CHARS);
    }

    #[test]
    fn only_web_addresses_are_pages() {
        assert!(page_url("https://a.example/é?x=1#y").is_ok());
        assert_eq!(page_url("https://me:secret@a.example/").unwrap(), "https://a.example/");
        for bad in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/relative", ""] {
            assert_eq!(page_url(bad), Err(ErrorCode::FieldInvalid), "{bad}");
        }
        let long = format!("https://a.example/p?q={}", "x".repeat(URL_MAX_BYTES));
        assert_eq!(page_url(&long).unwrap(), "https://a.example/p");
        let host = format!("https://{}.example/", "a".repeat(URL_MAX_BYTES));
        assert_eq!(page_url(&host), Err(ErrorCode::FieldInvalid));
    }

    #[test]
    fn an_origin_has_no_path() {
        assert_eq!(origin("https://Shop.example:443/").unwrap(), "https://shop.example");
        assert_eq!(origin("http://localhost:8080").unwrap(), "http://localhost:8080");
        for bad in ["https://a.example/x", "ftp://a.example", "*", "null", "https://u@a.example"] {
            assert_eq!(origin(bad), Err(ErrorCode::FieldInvalid), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned_without_a_panic_and_cleaning_twice_changes_nothing(text in any::<String>()) {
            if let Ok(once) = message(&text) {
                prop_assert_eq!(message(&once).unwrap(), once);
            }
            if let Some(once) = line(&text) {
                prop_assert_eq!(line(&once).unwrap(), once);
            }
        }
    }
}
