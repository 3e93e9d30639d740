//! Files that people send (C2): what they are called, what they are, and how many are too many.

use super::text;
use protocol::FilePolicy;
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::ErrorCode;

/// Called so when nothing of a name is left.
const NAMELESS: &str = "file";
/// Longest name kept, in characters: every file system takes it, with a number added.
const NAME_MAX_CHARS: usize = 120;
/// So many last characters of a shortened name stay: its extension.
const NAME_END_CHARS: usize = 20;

/// Sent by nobody yet, per visitor.
pub const VISITOR_UNSENT_MAX: i64 = 10;
/// Sent by nobody yet, per agent.
pub const AGENT_UNSENT_MAX: i64 = 200;
/// Bytes of one visitor in 24 hours.
pub const VISITOR_DAY_MAX_BYTES: i64 = 1_000_000_000;

/// A name for display and disk: the last part of a path, without what reorders text, what a disk refuses,
/// and what hides the file or climbs out of a folder.
pub fn name(told: &str) -> String {
    let last = told.rsplit(['/', '\\']).next().unwrap_or("");
    let shown: String = last.chars().filter(|c| text::is_kept(*c)).collect();
    let options = sanitize_filename::Options { windows: true, truncate: false, replacement: "_" };
    let safe = sanitize_filename::sanitize_with_options(bare(&shown), options);
    let bare = bare(&safe);
    if !bare.chars().any(text::is_seen) {
        return NAMELESS.to_owned();
    }
    let count = bare.chars().count();
    if count <= NAME_MAX_CHARS {
        return bare.to_owned();
    }
    let start: String = bare.chars().take(NAME_MAX_CHARS - NAME_END_CHARS - 1).collect();
    let end: String = bare.chars().skip(count - NAME_END_CHARS).collect();
    format!("{start}…{end}")
}

/// Without the dots that hide a file, and what ends a name on no disk.
fn bare(name: &str) -> &str {
    name.trim().trim_matches(['.', ' '])
}

/// Whether so many bytes may be sent: exactly the limit passes.
pub fn check_size(size: u64, policy: Option<&FilePolicy>) -> Result<(), ErrorCode> {
    let most = policy.map_or(FILE_MAX_BYTES, |policy| policy.max_bytes.min(FILE_MAX_BYTES));
    match size {
        _ if most == 0 => Err(ErrorCode::Forbidden),
        0 => Err(ErrorCode::FileEmpty),
        size if size > most => Err(ErrorCode::FileTooLarge),
        _ => Ok(()),
    }
}

/// Whether a policy may name this: a whole type, or all of a kind ("image/*").
pub fn is_type_of_policy(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_graphic() && !b"/,*".contains(&b));
    text.split_once('/').is_some_and(|(kind, name)| plain(kind) && (name == "*" || plain(name)))
}

/// What the bytes say they are, from their beginning. Whatever the sender says counts for nothing.
pub fn media_type(head: &[u8]) -> &'static str {
    match infer::get(head) {
        Some(kind) => kind.mime_type(),
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Whole UTF-8 but for a character that the end may have cut, without the controls that no text has.
fn is_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

/// Whether the hub draws pictures of this type itself. Nothing that can hold a script.
pub fn is_drawn(media_type: &str) -> bool {
    matches!(media_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// C2
    #[test]
    fn names_lose_paths_controls_and_what_reorders_them() {
        for (told, kept) in [
            ("reçu.pdf", "reçu.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\boot.ini", "boot.ini"),
            ("..", "file"),
            ("", "file"),
            (".bashrc", "bashrc"),
            ("a\0b.png", "ab.png"),
            ("invoice\u{202E}fdp.exe", "invoicefdp.exe"),
            ("CON", "_"),
            ("a<b>:c|d?.txt", "a_b__c_d_.txt"),
            (" photo .jpg ", "photo .jpg"),
            ("\u{200B}", "file"),
        ] {
            assert_eq!(name(told), kept, "{told:?}");
        }
        let long = name(&format!("{}.pdf", "é".repeat(4_000)));
        assert_eq!(long.chars().count(), NAME_MAX_CHARS);
        assert!(long.ends_with(".pdf"));
    }

    /// C2
    #[test]
    fn exactly_the_limit_passes() {
        assert_eq!(check_size(FILE_MAX_BYTES, None), Ok(()));
        assert_eq!(check_size(FILE_MAX_BYTES + 1, None), Err(ErrorCode::FileTooLarge));
        assert_eq!(check_size(0, None), Err(ErrorCode::FileEmpty));
        let policy = |max_bytes| FilePolicy { max_bytes, media_types: vec![] };
        assert_eq!(check_size(10, Some(&policy(10))), Ok(()));
        assert_eq!(check_size(11, Some(&policy(10))), Err(ErrorCode::FileTooLarge));
        assert_eq!(check_size(1, Some(&policy(0))), Err(ErrorCode::Forbidden));
        assert_eq!(check_size(FILE_MAX_BYTES + 1, Some(&policy(u64::MAX))), Err(ErrorCode::FileTooLarge));
    }

    /// C2
    #[test]
    fn a_type_is_what_the_bytes_say() {
        assert_eq!(media_type(b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n0000"), "image/png");
        assert_eq!(media_type("colonne;prix\nété;3 €".as_bytes()), "text/plain");
        assert_eq!(media_type(&"é".as_bytes()[..1]), "text/plain", "cut in a character");
        assert_eq!(media_type(b"\0\x01\x02\xff"), "application/octet-stream");
        assert_eq!(media_type(b"MZ\x90\0"), "application/vnd.microsoft.portable-executable");
        assert!(!is_drawn("image/svg+xml") && !is_drawn("text/html"));
    }

    proptest! {
        /// C2
        #[test]
        fn any_name_becomes_one_part_of_a_path_and_stays_so(told in any::<String>()) {
            let once = name(&told);
            prop_assert!(!once.is_empty() && !once.starts_with('.') && !once.contains(['/', '\\', '\0']));
            prop_assert_eq!(name(&once), once.clone());
        }
    }
}
