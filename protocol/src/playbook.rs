//! Playbooks (A11): what a bot says and asks before an agent comes, as data.
//!
//! A playbook is a list of steps, each with a name and with exits that name other steps. It begins at the
//! first one; an exit that names none ends it. There are no expressions in it. The hub runs it
//! (`rules/playbook.rs`), Settings edit it, and [`faults`] tells both what is wrong with one.

mod faults;

pub use faults::{Fault, FaultKind, faults};

use crate::agent::AgentRef;
use crate::card::{ChoiceOption, FieldKind, FormField};
use crate::crm::EntryKind;
use crate::ids::{PlaybookId, ProjectId, VersionId};
use crate::rich_text::RichText;
use crate::time::Timestamp;
use crate::visitor::VisitorStatus;
use serde::{Deserialize, Serialize};

/// The name of a step inside its playbook: letters, digits, `-` and `_`.
pub type StepId = String;

/// A playbook as it was saved last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Playbook {
    pub id: PlaybookId,
    pub project_id: ProjectId,
    pub content: PlaybookContent,
    pub version: PlaybookVersion,
}

/// What its editor decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaybookContent {
    pub name: String,
    /// Visitors meet it.
    pub enabled: bool,
    /// On which pages: beginnings of paths, like `/es/`. Empty: on all. Of several enabled ones that are on
    /// a page, the oldest is met.
    #[serde(default)]
    pub pages: Vec<String>,
    pub steps: Vec<Step>,
}

/// A saved state, which never changes: whoever is in the midst of it goes on with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaybookVersion {
    pub id: VersionId,
    /// 1, 2, 3…
    pub number: i64,
    pub saved_by: AgentRef,
    pub saved_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    pub id: StepId,
    #[serde(flatten)]
    pub act: Act,
}

/// What happens at a step, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// The bot says something.
    Message { text: RichText, next: Option<StepId> },
    /// It asks, with answers to pick from.
    Choice { text: String, options: Vec<Branch> },
    /// It asks for data. Name, e-mail and phone go into the visitor's own.
    Form { title: String, fields: Vec<FormField>, next: Option<StepId> },
    /// The visitor's status changes (V10). They see nothing of it.
    Notify { set_status: VisitorStatus, next: Option<StepId> },
    /// A lead, a deal or an activity comes of the conversation (A10). The visitor sees nothing of it.
    Create { what: EntryKind, next: Option<StepId> },
    /// The chat reaches Unassigned (A3) and waits for an agent (A8).
    LiveChat(LiveChat),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LiveChat {
    /// Said when somebody is available.
    pub online: RichText,
    /// Seconds within which an agent takes the chat.
    pub wait_s: u32,
    /// Said when nobody is, or when the time is over.
    pub offline: RichText,
    /// After an agent took it; the bot is silent from then on.
    pub on_assigned: Option<StepId>,
    /// The time is over.
    pub on_timeout: Option<StepId>,
    /// Nobody is available, or the last one left during the wait.
    pub on_offline: Option<StepId>,
}

/// An answer to pick, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Branch {
    #[serde(flatten)]
    pub option: ChoiceOption,
    pub next: Option<StepId>,
}

impl Act {
    /// Where it may lead, each with none for the end.
    pub fn exits(&self) -> Vec<Option<&StepId>> {
        match self {
            Self::Message { next, .. }
            | Self::Form { next, .. }
            | Self::Notify { next, .. }
            | Self::Create { next, .. } => vec![next.as_ref()],
            Self::Choice { options, .. } => options.iter().map(|branch| branch.next.as_ref()).collect(),
            Self::LiveChat(live) => {
                vec![live.on_assigned.as_ref(), live.on_timeout.as_ref(), live.on_offline.as_ref()]
            }
        }
    }

    /// The same, to be changed.
    pub fn exits_mut(&mut self) -> Vec<&mut Option<StepId>> {
        match self {
            Self::Message { next, .. }
            | Self::Form { next, .. }
            | Self::Notify { next, .. }
            | Self::Create { next, .. } => vec![next],
            Self::Choice { options, .. } => options.iter_mut().map(|branch| &mut branch.next).collect(),
            Self::LiveChat(live) => vec![&mut live.on_assigned, &mut live.on_timeout, &mut live.on_offline],
        }
    }

    /// It goes on only once somebody has done something.
    pub const fn waits(&self) -> bool {
        matches!(self, Self::Choice { .. } | Self::Form { .. } | Self::LiveChat(_))
    }

    pub fn texts(&self) -> Vec<&RichText> {
        match self {
            Self::Message { text, .. } => vec![text],
            Self::LiveChat(live) => vec![&live.online, &live.offline],
            _ => vec![],
        }
    }

    pub fn texts_mut(&mut self) -> Vec<&mut RichText> {
        match self {
            Self::Message { text, .. } => vec![text],
            Self::LiveChat(live) => vec![&mut live.online, &mut live.offline],
            _ => vec![],
        }
    }
}

/// Whether a playbook for these pages is met at this address. An address without a path is at `/`.
pub fn is_on_page(pages: &[String], url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("/", |at| &rest[at..]);
    let path = path.split(['?', '#']).next().filter(|path| !path.is_empty()).unwrap_or("/");
    pages.is_empty() || pages.iter().any(|page| path.starts_with(page.as_str()))
}

/// Why an answer is not one. Both ends ask, so that a form says it before it is sent.
pub fn answer_is_sound(kind: FieldKind, value: &str) -> bool {
    let value = value.trim();
    match kind {
        FieldKind::Email => is_email(value),
        FieldKind::Phone => is_phone(value),
        FieldKind::Text | FieldKind::Name | FieldKind::Other => true,
    }
}

/// What mail servers and people take for an address; whether it exists only a letter tells.
fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    value.len() <= 254
        && !local.is_empty()
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(label)
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
}

/// As people write it: 6 to 15 digits (the most that E.164 knows) with what they put between them.
fn is_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let inner = value.strip_prefix('+').unwrap_or(value);
    let between =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '(' | ')');
    (6..=15).contains(&digits) && inner.chars().all(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A11
    #[test]
    fn a_playbook_is_on_the_pages_it_names() {
        let pages = |pages: &[&str]| pages.iter().map(|page| (*page).to_owned()).collect::<Vec<_>>();
        let shop = "https://shop.example/es/sillas?color=rojo#top";
        assert!(is_on_page(&[], shop));
        assert!(is_on_page(&pages(&["/fr/", "/es/"]), shop));
        assert!(!is_on_page(&pages(&["/fr/"]), shop));
        assert!(is_on_page(&pages(&["/"]), "https://shop.example"));
        assert!(!is_on_page(&pages(&["/fr/"]), "https://shop.example?next=/fr/"));
    }

    /// A11
    #[test]
    fn addresses_and_numbers_are_taken_as_people_write_them() {
        for good in ["a@b.fr", "prénom.nom+x@sous.domaine.example", "a.b@xn--caf-dma.example"] {
            assert!(answer_is_sound(FieldKind::Email, good), "{good}");
        }
        for bad in ["", "a", "a@b", "a b@c.fr", "@c.fr", "a@.fr", "a@b..fr", "a@-b.fr", "<a@b.fr>", "a@b.fr, c@d.fr"] {
            assert!(!answer_is_sound(FieldKind::Email, bad), "{bad}");
        }
        for good in ["06 12 34 56 78", "+33 (0)6.12.34.56.78", "(555) 010-9999", "612345"] {
            assert!(answer_is_sound(FieldKind::Phone, good), "{good}");
        }
        for bad in ["", "12345", "06 12 34 56 78 90 12 34 56", "appelez-moi", "06+12345678", "06 12 34 56 78 <b>"] {
            assert!(!answer_is_sound(FieldKind::Phone, bad), "{bad}");
        }
    }

    #[test]
    fn a_step_reads_as_it_was_written() {
        let wire = serde_json::json!({
            "id": "menu", "act": "choice", "text": "Que souhaitez-vous ?",
            "options": [{ "id": "a", "label": "Un conseil", "next": "live" }, { "id": "b", "label": "Rien", "next": null }],
        });
        let step: Step = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(step.act.exits(), [Some(&"live".to_owned()), None]);
        assert_eq!(serde_json::to_value(&step).unwrap(), wire);
    }
}
