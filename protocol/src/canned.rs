//! Canned answers (D9): texts written beforehand, with variables that the conversation fills in.

use crate::attachment::Attachment;
use crate::card::Link;
use crate::ids::{AgentId, CannedAnswerId, ProjectId};
use serde::{Deserialize, Serialize};

/// One answer. Its text is plain, with variables like `{{visitor.first_name}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CannedAnswer {
    pub id: CannedAnswerId,
    pub project_id: ProjectId,
    /// None: shared by everybody in the project, and changed by managers.
    pub owner_id: Option<AgentId>,
    #[serde(flatten)]
    pub content: CannedContent,
}

/// What its writer decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CannedContent {
    /// None: in no folder.
    #[serde(default)]
    pub folder: Option<String>,
    /// What is typed after `/`: letters, digits and hyphens.
    pub shortcut: String,
    pub title: String,
    pub text: String,
    /// Two letters; none: for every language.
    #[serde(default)]
    pub language: Option<String>,
    /// Sent as a card after the text.
    #[serde(default)]
    pub link: Option<Link>,
    /// Files sent after that. Of a written answer their ids count; the rest is the hub's to tell.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// A piece of an answer's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The name between `{{` and `}}`.
    Variable(&'a str),
}

/// Cuts a text at its variables. Braces that name nothing are text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(open) = rest[from..].find("{{").map(|at| from + at) {
        // Up to what no name holds, so that a text is walked once.
        let inner = &rest[open + 2..];
        let name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | ' ');
        let end = inner.find(|c: char| !name(c)).unwrap_or(inner.len());
        let variable = inner[..end].trim();
        if variable.is_empty() || variable.contains(' ') || !inner[end..].starts_with("}}") {
            from = open + 2;
            continue;
        }
        let (close, name) = (open + 2 + end, variable);
        if open > 0 {
            pieces.push(Piece::Text(&rest[..open]));
        }
        pieces.push(Piece::Variable(name));
        (rest, from) = (&rest[close + 2..], 0);
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The text with its variables filled in; those that have no value stay as they are written, and are
/// named.
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let mut missing = Vec::new();
    let filled = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Variable(name) => value(name).filter(|value| !value.is_empty()).unwrap_or_else(|| {
            missing.push(name.to_owned());
            format!("{{{{{name}}}}}")
        }),
    });
    (filled.collect(), missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(name: &str) -> Option<String> {
        (name == "visitor.first_name").then(|| "Lucía".to_owned())
    }

    /// D9
    #[test]
    fn variables_are_filled_and_missing_ones_stay_to_be_seen() {
        let text = "Bonjour {{visitor.first_name}}, votre panier {{ basket }}.";
        let (filled, missing) = fill(text, value);
        assert_eq!(filled, "Bonjour Lucía, votre panier {{basket}}.");
        assert_eq!(missing, ["basket"]);
    }

    #[test]
    fn braces_that_name_nothing_are_text() {
        for text in ["{{}}", "{{ a b }}", "{{", "}}{{", "{ {x} }", "é{{é"] {
            assert_eq!(fill(text, value).0, text);
        }
        assert_eq!(fill("{{ {{visitor.first_name}}", value).0, "{{ Lucía");
    }

    #[test]
    fn a_value_is_never_read_as_a_variable() {
        let (filled, missing) = fill("{{a}}", |_| Some("{{b}}".to_owned()));
        assert_eq!((filled.as_str(), missing.len()), ("{{b}}", 0));
    }
}
