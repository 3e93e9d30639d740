//! Items of a thread.

use crate::agent::AgentRef;
use crate::attachment::Attachment;
use crate::card::{Answers, Choice, Form, Link, Offer, Picked, Sharing};
use crate::conversation::{Channel, Platform};
use crate::crm::EntryKind;
use crate::ids::{AgentId, ConversationId, MessageId};
use crate::rich_text::RichText;
use crate::time::Timestamp;
use crate::visitor::Page;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Place of an item in its conversation: 1, 2, 3… without gaps. 0 is "before the first".
pub type Position = i64;

/// Who wrote an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Author {
    Visitor,
    Agent {
        id: AgentId,
    },
    Bot,
    /// The hub itself: joined, transferred, closed, page visited.
    System,
}

/// What an item is. A kind that this version does not know is kept as it came, never dropped, so
/// that an older console survives a newer hub (D12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Body {
    Known(Item),
    #[cfg_attr(test, ts(type = "{ kind: string }"))]
    Unknown(serde_json::Value),
}

/// The kinds this version knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Item {
    /// Plain text of a person. Never HTML.
    Text { text: String },
    /// What a bot says.
    Rich(RichText),
    /// The visitor opened a page of the site during the conversation.
    Page(Page),
    /// An agent took the conversation (A7).
    Joined { agent: AgentRef },
    /// It went from one agent to another.
    Transferred {
        from: Option<AgentRef>,
        to: AgentRef,
        by: AgentRef,
        /// A word to the colleague. No visitor ever gets it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        note: Option<String>,
    },
    /// It was given back to Unassigned (A5).
    GivenBack { by: AgentRef },
    /// It was closed, for good (A14). By none: the bot had nothing more to say and no agent was in it,
    /// or the visitor turned out to be a customer who had begun another one since.
    Closed { by: Option<AgentRef> },
    /// A lead, a deal or an activity came of it (A13). By none: the bot. No visitor ever gets it.
    #[cfg_attr(test, ts(skip))]
    Created { what: EntryKind, title: String, by: Option<AgentRef> },
    /// The site told something of the visitor. No visitor ever gets it.
    #[cfg_attr(test, ts(skip))]
    Event { name: String, details: BTreeMap<String, String> },
    /// The visitor with this number turned out to be the same customer: their conversations are in this thread from
    /// here on. No visitor ever gets it.
    #[cfg_attr(test, ts(skip))]
    Merged { number: i64 },
    /// An address that an agent recommends (D13).
    Link(Link),
    /// Something that an agent offers (D13).
    Offer(Offer),
    /// A file, or a picture (D12).
    File(Attachment),
    /// A bot's question with answers to pick from (D12).
    Choice(Choice),
    /// What the visitor picked.
    Picked(Picked),
    /// A bot's form to fill in.
    Form(Form),
    /// A form as the visitor sent it.
    Answers(Answers),
    /// What became of sharing the page (X1).
    Sharing(Sharing),
}

impl Item {
    /// The `kind` on the wire and in the store.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Rich(_) => "rich",
            Self::Page(_) => "page",
            Self::Joined { .. } => "joined",
            Self::Transferred { .. } => "transferred",
            Self::GivenBack { .. } => "given_back",
            Self::Closed { .. } => "closed",
            Self::Created { .. } => "created",
            Self::Event { .. } => "event",
            Self::Merged { .. } => "merged",
            Self::Link(_) => "link",
            Self::Offer(_) => "offer",
            Self::File(_) => "file",
            Self::Choice(_) => "choice",
            Self::Picked(_) => "picked",
            Self::Form(_) => "form",
            Self::Answers(_) => "answers",
            Self::Sharing(_) => "sharing",
        }
    }

    /// Somebody says something by it: it moves the conversation, is waited for and counted as unread.
    /// The rest tells what happened.
    pub const fn is_said(&self) -> bool {
        matches!(
            self,
            Self::Text { .. }
                | Self::Rich(_)
                | Self::Link(_)
                | Self::Offer(_)
                | Self::File(_)
                | Self::Choice(_)
                | Self::Picked(_)
                | Self::Form(_)
                | Self::Answers(_)
        )
    }
}

impl Body {
    pub fn kind(&self) -> &str {
        match self {
            Self::Known(item) => item.kind(),
            Self::Unknown(value) => value["kind"].as_str().unwrap_or("unknown"),
        }
    }

    /// The text a person wrote.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Known(Item::Text { text }) => Some(text),
            _ => None,
        }
    }

    /// The words in it, for lists, search and notifications; none where there is nothing to read.
    pub fn words(&self) -> Option<Cow<'_, str>> {
        let joined = |parts: &[Option<&str>]| {
            let parts: Vec<_> = parts.iter().flatten().copied().filter(|part| !part.is_empty()).collect();
            (!parts.is_empty()).then(|| Cow::Owned(parts.join("\n")))
        };
        let Self::Known(item) = self else { return None };
        match item {
            Item::Text { text } => Some(Cow::Borrowed(text)),
            Item::Rich(text) => Some(text.words()).filter(|words| !words.is_empty()).map(Cow::Owned),
            Item::Link(link) => joined(&[Some(&link.title), Some(&link.url)]),
            Item::Offer(offer) => joined(&[Some(&offer.title), offer.text.as_deref(), offer.price.as_deref()]),
            Item::File(attachment) => Some(Cow::Borrowed(&attachment.name)),
            Item::Choice(choice) => Some(Cow::Borrowed(&choice.text)),
            Item::Created { title, .. } => Some(Cow::Borrowed(title)),
            Item::Event { name, details } => {
                let values = details.values().map(|value| Some(value.as_str()));
                joined(&[Some(name.as_str())].into_iter().chain(values).collect::<Vec<_>>())
            }
            Item::Transferred { note, .. } => note.as_deref().map(Cow::Borrowed),
            Item::Picked(picked) => Some(Cow::Borrowed(&picked.label)),
            Item::Form(form) => Some(Cow::Borrowed(&form.title)),
            Item::Answers(form) => {
                let values = form.answers.iter().map(|answer| Some(answer.value.as_str()));
                joined(&[Some(form.title.as_str())].into_iter().chain(values).collect::<Vec<_>>())
            }
            _ => None,
        }
    }

    /// See [`Item::is_said`]. Of a kind that this version does not know: people's side of a thread is
    /// where new kinds come from, so it counts.
    pub fn is_said(&self) -> bool {
        match self {
            Self::Known(item) => item.is_said(),
            Self::Unknown(_) => true,
        }
    }
}

impl From<Item> for Body {
    fn from(item: Item) -> Self {
        Self::Known(item)
    }
}

/// One item of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub position: Position,
    /// Hub-wide order of writing: given once, never changes.
    pub created_seq: i64,
    pub at: Timestamp,
    pub author: Author,
    pub body: Body,
    pub channel: Channel,
    pub platform: Platform,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D12
    #[test]
    fn an_unknown_kind_is_kept_as_it_came() {
        let wire = r#"{"kind":"hologram","frames":[1,2],"note":"é"}"#;
        let body: Body = serde_json::from_str(wire).unwrap();
        assert_eq!(body.kind(), "hologram");
        let again: serde_json::Value = serde_json::to_value(&body).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(wire).unwrap());
    }

    #[test]
    fn kind_matches_the_tag_on_the_wire() {
        let agent = AgentRef { id: uuid::Uuid::nil().into(), name: "Claire".into() };
        let id = MessageId::from(uuid::Uuid::nil());
        for item in [
            Item::Text { text: "a".into() },
            Item::Rich(RichText::plain("a")),
            Item::Page(Page { url: "https://a.example/".into(), title: "A".into() }),
            Item::Joined { agent: agent.clone() },
            Item::Transferred { from: None, to: agent.clone(), by: agent.clone(), note: Some("Urgent".into()) },
            Item::GivenBack { by: agent.clone() },
            Item::Closed { by: Some(agent.clone()) },
            Item::Created { what: EntryKind::Lead, title: "Deux fauteuils".into(), by: None },
            Item::Event { name: "order_placed".into(), details: [("order".to_owned(), "A-12".to_owned())].into() },
            Item::Merged { number: 12 },
            Item::Link(Link { title: "Retours".into(), url: "https://a.example/retours".into() }),
            Item::Offer(Offer {
                title: "Livraison offerte".into(),
                text: None,
                price: None,
                button: None,
                image: None,
            }),
            Item::File(Attachment {
                file: uuid::Uuid::nil().into(),
                name: "a.png".into(),
                media_type: "image/png".into(),
                size: 1,
                picture: Some(crate::Picture { width: 2, height: 3 }),
            }),
            Item::Choice(Choice { text: "Oui ?".into(), options: vec![] }),
            Item::Picked(Picked { question: id, option: "a".into(), label: "Oui".into() }),
            Item::Form(Form { title: "Vous".into(), fields: vec![] }),
            Item::Answers(Answers { form: id, title: "Vous".into(), answers: vec![] }),
            Item::Sharing(Sharing::Ended { by: Some(agent), lasted_s: 134 }),
        ] {
            let wire = serde_json::to_value(&item).unwrap();
            assert_eq!(wire["kind"], item.kind());
            assert_eq!(serde_json::from_value::<Body>(wire).unwrap(), Body::Known(item));
        }
    }
}
