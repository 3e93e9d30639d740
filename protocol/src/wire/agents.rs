//! The agents' API: sign-in and commands. Commands without an `id` in their body carry an
//! `Idempotency-Key` header instead.

use crate::agent::Agent;
use crate::canned::CannedContent;
use crate::card::{Link, Offer};
use crate::crm::EntryKind;
use crate::ids::{AgentId, ConversationId, FileId, MessageId, ProjectId, VersionId};
use crate::message::{Body, Item, Position};
use crate::playbook::PlaybookContent;
use crate::time::Timestamp;
use crate::visitor::VisitorStatus;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// `POST /v1/session`
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Answer to [`SignIn`]. The token is 256 random bits; the hub keeps only its hash.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    pub token: String,
    pub agent: Agent,
}

/// `PUT /v1/agents/me/presence` (A1)
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetPresence {
    pub online: bool,
}

/// `PUT /v1/agents/me/password`: signs me out everywhere but where I asked.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    pub current: String,
    /// At least 8 characters.
    pub chosen: String,
}

/// `POST /v1/conversations/{id}/messages`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostMessage {
    pub id: MessageId,
    pub body: NewBody,
}

/// What an agent may write. Stricter than [`crate::Body`]: an unknown kind is refused here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewBody {
    Text {
        text: String,
    },
    /// A card with an address (D13).
    Link(Link),
    /// A card with an offer (D13).
    Offer(Offer),
    /// A file of the agent's that the hub has whole, or one of a canned answer.
    File {
        file: FileId,
    },
}

impl NewBody {
    /// The item that it becomes; none of a file, which only the hub can tell of.
    pub fn item(&self) -> Option<Item> {
        match self {
            Self::Text { text } => Some(Item::Text { text: text.clone() }),
            Self::Link(link) => Some(Item::Link(link.clone())),
            Self::Offer(offer) => Some(Item::Offer(offer.clone())),
            Self::File { .. } => None,
        }
    }

    /// What is shown of it: a text as it is, of a card its words.
    pub fn words(&self) -> String {
        self.item().and_then(|item| Body::from(item).words().map(Cow::into_owned)).unwrap_or_default()
    }

    /// The file that the hub must have before.
    pub fn file(&self) -> Option<FileId> {
        match self {
            Self::File { file } => Some(*file),
            Self::Offer(offer) => offer.image,
            Self::Text { .. } | Self::Link(_) => None,
        }
    }
}

impl From<String> for NewBody {
    fn from(text: String) -> Self {
        Self::Text { text }
    }
}

impl From<&str> for NewBody {
    fn from(text: &str) -> Self {
        Self::Text { text: text.to_owned() }
    }
}

/// Answer to a changed field ([`crate::crm::FieldEdit`]): it is durable, and in every sheet saved since then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Saved {
    pub saved_at: Timestamp,
}

/// `POST /v1/conversations/{id}/entries` (A13)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateEntry {
    pub id: MessageId,
    pub what: EntryKind,
    pub title: String,
    /// Of an activity: the day it is for, as ISO 8601.
    pub due: Option<String>,
}

/// Answer to a written message, an agent's or a visitor's: it is durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Posted {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: Position,
}

/// `POST /v1/conversations/{id}/assign`; null gives the chat back to Unassigned (A5).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Assign {
    #[serde(deserialize_with = "present")]
    pub agent_id: Option<AgentId>,
    /// A word to the colleague who gets it, shown in the thread to agents alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `POST /v1/conversations/{id}/close`: the last position its writer had seen (A14).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Close {
    pub last_position: Position,
}

/// `PUT /v1/conversations/{id}/read`: the agent has read up to here. Never moves back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    pub position: Position,
}

/// `null` is an answer of its own here, a missing field is a mistake.
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// `PUT /v1/canned-answers/{id}`: makes or replaces one (D9). It sets the whole of it, so it needs no key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutCannedAnswer {
    pub project_id: ProjectId,
    /// Everybody's, which managers write; else the writer's own. Cannot be changed afterwards.
    pub shared: bool,
    #[serde(flatten)]
    pub content: CannedContent,
}

/// `PUT /v1/agents/me/look`: the conversation before me, or none.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Look {
    pub conversation_id: Option<ConversationId>,
}

/// `PUT /v1/playbooks/{id}`: saves a version, which visitors meet from then on (A11). Answered with
/// [`Playbook`](crate::playbook::Playbook).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SavePlaybook {
    pub project_id: ProjectId,
    pub content: PlaybookContent,
    /// The version that was edited; none: it is a new one. Refused with `playbook_changed` if another was
    /// saved since.
    #[serde(default)]
    pub base: Option<VersionId>,
}

/// `POST /v1/playbooks/{id}/preview`: tries a playbook as it is being written (A11), on a page of the hub that
/// lasts an hour. Nothing of it is saved. Answered with [`Preview`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PreviewPlaybook {
    pub project_id: ProjectId,
    pub content: PlaybookContent,
    /// The hub's own address as the caller's browser knows it, like `https://hub.example`.
    pub origin: String,
}

/// Where a playbook is tried.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// Under the hub's address, like `preview/{token}/`. Whoever has it may try the playbook.
    pub path: String,
}

/// `PUT /v1/visitors/{id}/status` (V10). It sets a value, so a key is not required; with one, a late repetition does
/// not undo what a colleague set since.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetStatus {
    pub status: VisitorStatus,
}

/// `POST /v1/visitors/{id}/block`: keeps a visitor out, on every road (D7). Their open conversation is
/// closed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BlockVisitor {
    /// Seen by managers.
    pub reason: String,
    /// None: until a manager unblocks them.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Also whoever comes from the address they were last seen at, for the same time.
    #[serde(default)]
    pub with_address: bool,
}
