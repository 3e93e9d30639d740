//! The visitors' API, as the widget uses it. These types are generated into
//! `widget/src/protocol.ts`.

use super::Problem;
use super::agents::Posted;
use crate::attachment::FilePolicy;
use crate::conversation::State;
use crate::ids::{ConversationId, FileId, MessageId, VersionId, VisitorId};
use crate::message::{Body, Position};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /v1/visitor/session`: made when the widget is first opened, then at each page load.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct OpenSession {
    pub project_key: String,
    /// The token of an earlier session. Unknown or of another project: a new visitor is made.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub token: Option<String>,
    /// The page they are on.
    pub page: PageView,
    /// Pages seen before the widget was first opened, oldest first.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<PageView>>"))]
    pub seen: Vec<PageView>,
    #[serde(default)]
    pub device: Device,
    /// Custom and URL parameters: text, numbers or booleans.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "Record<string, string | number | boolean>"))]
    pub params: BTreeMap<String, serde_json::Value>,
    /// Whom the site takes them for.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub identity: Option<Identity>,
    /// What the site told before the widget was first opened, oldest first.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<TrackEvent>>"))]
    pub events: Vec<TrackEvent>,
}

/// `POST /v1/visitor/identify`: whom the site takes the visitor for. Answered with [`Session`], which may be that
/// of another visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The site's own id of them.
    pub customer_id: String,
    /// HMAC-SHA-256 of `customer_id` under the project's identity secret, in hexadecimal: made by the site's server,
    /// so that nobody can take themselves for somebody else.
    pub signature: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub name: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub email: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub phone: Option<String>,
}

/// `POST /v1/visitor/track`: the site tells something of the visitor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct TrackEvent {
    /// The writer's.
    #[cfg_attr(test, ts(type = "string"))]
    pub id: uuid::Uuid,
    pub name: String,
    /// Text, numbers or booleans.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "Record<string, string | number | boolean>"))]
    pub details: BTreeMap<String, serde_json::Value>,
}

/// A page of the site, as the browser showed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PageView {
    pub url: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<String>"))]
    pub title: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub referrer: Option<String>,
}

/// What the browser tells of the visitor's device; the user agent comes from its header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields = nullable))]
#[serde(default, deny_unknown_fields)]
pub struct Device {
    /// CSS pixels, "1280x720".
    pub viewport: Option<String>,
    /// BCP 47, "fr-FR".
    pub language: Option<String>,
    /// IANA, "Europe/Paris".
    pub timezone: Option<String>,
}

/// Answer to [`OpenSession`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Session {
    pub token: String,
    pub visitor_id: VisitorId,
    /// The project's name, for the widget's title.
    pub project_name: String,
    /// What they may send.
    pub files: FilePolicy,
}

/// `POST /v1/visitor/pages`: another page of the site. `id` is the writer's (or send an
/// `Idempotency-Key`).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ViewPage {
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable, type = "string"))]
    pub id: Option<uuid::Uuid>,
    pub page: PageView,
}

/// `POST /v1/visitor/messages`: a text, or a file that the hub has whole. Answered with [`Posted`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct WriteMessage {
    pub id: MessageId,
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub text: Option<String>,
    /// With it there is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional = nullable))]
    pub file: Option<FileId>,
}

/// `POST /v1/visitor/choices`: one of the answers that a bot's question offers. Answered with [`Posted`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PickOption {
    pub id: MessageId,
    /// The item that asked.
    pub question: MessageId,
    /// The id of the option.
    pub option: String,
    /// With a question of the [`Opening`]: its version.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub opening: Option<VersionId>,
}

/// `POST /v1/visitor/forms`: a bot's form, filled in. Answered with [`Posted`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SendForm {
    pub id: MessageId,
    /// The item that asked.
    pub form: MessageId,
    /// Values by the keys of its fields; a field that is not required may be left out.
    pub answers: BTreeMap<String, String>,
    /// With a form of the [`Opening`]: its version.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub opening: Option<VersionId>,
}

/// What the bot says and asks before there is a conversation: nothing of it is stored until the visitor
/// answers. Then the items come in the thread, with these ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Opening {
    pub version: VersionId,
    pub items: Vec<OpeningItem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OpeningItem {
    pub id: MessageId,
    pub body: Body,
}

/// `PUT /v1/visitor/read`: the visitor has seen the thread up to here. Never moves back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct VisitorRead {
    pub conversation_id: ConversationId,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: Position,
}

/// Part of the visitor's own thread, in its order: (conversation start, position).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ThreadPage {
    pub messages: Vec<ThreadMessage>,
    /// Opaque: ask `GET /v1/visitor/messages?after=` with it for what is newer.
    pub after: String,
    /// Opaque: ask `?before=` with it for what is older; absent at the beginning, and on pages
    /// that were asked for with `after`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub before: Option<String>,
    /// More waits in the direction that was asked for.
    pub more: bool,
    /// The visitor's latest conversation, if they have one.
    pub conversation: Option<ThreadConversation>,
    /// Only while no conversation is open, and a bot has something to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub opening: Option<Opening>,
}

/// What a visitor may know of their latest conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ThreadConversation {
    pub id: ConversationId,
    pub state: State,
    /// Who answers now (A7).
    pub agent_name: Option<String>,
    /// The item that the bot waits for an answer to: a question or a form.
    pub asked: Option<MessageId>,
    /// How far the visitor has read, on any tab.
    #[cfg_attr(test, ts(type = "number"))]
    pub read_position: Position,
}

/// An item as the visitor sees it: no agent ids, and only what concerns them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ThreadMessage {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: Position,
    pub at: Timestamp,
    pub author: ThreadAuthor,
    /// The agent's name, as it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub author_name: Option<String>,
    pub body: Body,
}

text_enum!(
    /// Who wrote it, from the visitor's side.
    ThreadAuthor {
        Visitor = "visitor",
        Agent = "agent",
        Bot = "bot",
        System = "system",
    }
);

/// First frame a widget sends on `WS /v1/visitor/live`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct VisitorHello {
    pub token: String,
    /// The `after` of the last page it holds; none: the newest page comes first.
    #[serde(default)]
    #[cfg_attr(test, ts(optional = nullable))]
    pub after: Option<String>,
}

/// What a widget may send after its hello.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum VisitorSends {
    Message(WriteMessage),
    Read(VisitorRead),
    /// They are writing: said again every [`TYPING_AGAIN_MS`](crate::limits::TYPING_AGAIN_MS) while they do.
    Typing,
}

/// What the hub sends a widget, over WebSocket, and over SSE (`data:` of each event) where `posted` does not
/// occur.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum VisitorFrame {
    /// What is new in the thread, or in what is known of the conversation. One comes at once, even
    /// if it is empty: the connection stands. Further pages follow by themselves; none is asked for.
    Thread(ThreadPage),
    /// The message is durable.
    Posted(Posted),
    /// An agent of that name is writing: true for [`TYPING_MS`](crate::limits::TYPING_MS).
    Typing { name: String },
    /// The message `id` was refused, or (without `id`) the connection is.
    Refused {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(optional))]
        id: Option<MessageId>,
        problem: Problem,
    },
}
