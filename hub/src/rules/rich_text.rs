//! Texts of playbooks (A9): cleaned when they are saved, filled in when they are said.

use super::{card, text};
use protocol::RichText;
use protocol::canned::{Piece, pieces};
use protocol::limits::TEXT_MAX_CHARS;
use protocol::rich_text::{Block, Span};
use protocol::wire::ErrorCode;

/// As it is kept. Which pictures there are is for the store to say.
pub fn clean(rich: &mut RichText) -> Result<(), ErrorCode> {
    for span in rich.spans_mut() {
        span.text = span.text.chars().filter(|c| *c == '\n' || text::is_kept(*c)).collect();
        span.link = span.link.as_deref().map(card::address).transpose()?;
    }
    rich.blocks.retain_mut(|block| match block {
        Block::Paragraph { spans } => keep_written(spans),
        Block::List { items } => {
            items.retain_mut(keep_written);
            !items.is_empty()
        }
        Block::Image { .. } => true,
    });
    Ok(())
}

fn keep_written(spans: &mut Vec<Span>) -> bool {
    spans.retain(|span| !span.text.is_empty());
    spans.iter().any(|span| span.text.chars().any(text::is_seen))
}

/// With its variables, like `{{visitor.first_name}}`. One without a value goes, with the space and the comma
/// that led to it: a bot cannot be asked to mend its text.
pub fn fill(rich: &RichText, value: impl Fn(&str) -> Option<String>) -> RichText {
    let mut filled = rich.clone();
    // A text of variables alone must not become a book.
    let mut room = TEXT_MAX_CHARS;
    for span in filled.spans_mut() {
        let mut text = String::new();
        for piece in pieces(&span.text) {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Variable(name) => {
                    match value(name).filter(|value| (1..=room).contains(&value.chars().count())) {
                        Some(value) => {
                            room -= value.chars().count();
                            text.push_str(&value);
                        }
                        None => text.truncate(text.trim_end_matches([' ', ',', '\u{a0}']).len()),
                    }
                }
            }
        }
        span.text = text;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A9
    #[test]
    fn what_is_missing_goes_with_what_led_to_it() {
        let text = RichText::plain("Merci, {{visitor.first_name}}. Un conseiller de {{project.name}} arrive.");
        let known = |name: &str| match name {
            "visitor.first_name" => Some("Lucía".to_owned()),
            "project.name" => Some("Maison Verlaine".to_owned()),
            _ => None,
        };
        assert_eq!(fill(&text, known).words(), "Merci, Lucía. Un conseiller de Maison Verlaine arrive.");
        let unknown = |name: &str| known(name).filter(|_| name == "project.name");
        assert_eq!(fill(&text, unknown).words(), "Merci. Un conseiller de Maison Verlaine arrive.");
    }

    /// A9
    #[test]
    fn variables_do_not_make_a_book_of_a_text() {
        let text = RichText::plain(&"{{a}}".repeat(3_200));
        let filled = fill(&text, |_| Some("x".repeat(256)));
        assert!(filled.words().chars().count() <= TEXT_MAX_CHARS);
    }

    /// A9
    #[test]
    fn a_saved_text_has_no_empty_pieces_and_only_web_links() {
        let span = |text: &str, link: Option<&str>| Span {
            text: text.to_owned(),
            link: link.map(str::to_owned),
            ..Span::default()
        };
        let mut text = RichText {
            blocks: vec![
                Block::Paragraph { spans: vec![span(" ", None)] },
                Block::Paragraph { spans: vec![span("", None), span("Voir\u{202e}", Some("https://a.example"))] },
                Block::List { items: vec![vec![span("\u{200b}", None)]] },
            ],
        };
        clean(&mut text).unwrap();
        let kept = Block::Paragraph { spans: vec![span("Voir", Some("https://a.example/"))] };
        assert_eq!(text.blocks, [kept]);
        let mut bad = RichText { blocks: vec![Block::Paragraph { spans: vec![span("x", Some("javascript:0"))] }] };
        assert_eq!(clean(&mut bad), Err(ErrorCode::FieldInvalid));
    }
}
