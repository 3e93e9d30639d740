//! Text with bold, italics, links, bullet lists and images (A9): a small tree, never HTML.

use crate::attachment::Attachment;
use serde::{Deserialize, Serialize};

/// Blocks one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RichText {
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Spans one after the other; a line ends at `\n`.
    Paragraph { spans: Vec<Span> },
    /// Bullets.
    List { items: Vec<Vec<Span>> },
    /// A picture that the hub has drawn anew; its name says what it shows.
    Image { image: Attachment },
}

/// Text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Span {
    pub text: String,
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub bold: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub italic: bool,
    /// http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

// The signature is serde's.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl RichText {
    /// Paragraphs of plain text, one for each line.
    pub fn plain(text: &str) -> Self {
        let paragraph =
            |line: &str| Block::Paragraph { spans: vec![Span { text: line.to_owned(), ..Span::default() }] };
        Self { blocks: text.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect() }
    }

    /// Its words, a line for each paragraph and bullet.
    pub fn words(&self) -> String {
        let line = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
        let lines = self.blocks.iter().flat_map(|block| match block {
            Block::Paragraph { spans } => vec![line(spans)],
            Block::List { items } => items.iter().map(|item| line(item)).collect(),
            Block::Image { .. } => vec![],
        });
        lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// There is nothing to see in it.
    pub fn is_blank(&self) -> bool {
        self.words().is_empty() && self.images().next().is_none()
    }

    pub fn images(&self) -> impl Iterator<Item = &Attachment> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Image { image } => Some(image),
            _ => None,
        })
    }

    /// All its spans, to look at or to change.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        self.blocks.iter_mut().flat_map(|block| -> Box<dyn Iterator<Item = &mut Span>> {
            match block {
                Block::Paragraph { spans } => Box::new(spans.iter_mut()),
                Block::List { items } => Box::new(items.iter_mut().flatten()),
                Block::Image { .. } => Box::new(std::iter::empty()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A9
    #[test]
    fn plain_text_becomes_paragraphs_and_back() {
        let text = RichText::plain("Bonjour !\n\nUn conseiller arrive.");
        assert_eq!(text.blocks.len(), 2);
        assert_eq!(text.words(), "Bonjour !\nUn conseiller arrive.");
        assert!(RichText::plain(" \n").is_blank());
    }

    /// A9
    #[test]
    fn the_words_of_a_list_are_lines_of_their_own() {
        let span = |text: &str| Span { text: text.to_owned(), bold: true, ..Span::default() };
        let items = vec![vec![span("Suivre "), span("une livraison")], vec![span("Retourner")]];
        assert_eq!(RichText { blocks: vec![Block::List { items }] }.words(), "Suivre une livraison\nRetourner");
    }
}
