//! The types that the hub, the console and the widget share, defined once.
//!
//! Reading order: [`ids`] and [`text_enum`] are the atoms; the nouns are what people speak of
//! ([`project`], [`agent`], [`visitor`], [`conversation`], [`message`] and its [`card`]s,
//! [`canned`] answers, [`crm`], [`playbook`]s with their [`rich_text`]); [`wire`] is what travels
//! between hub and its two kinds of client; [`ipc`] is what travels between the console's core and
//! its window. No I/O here: the crate builds for wasm.

#[macro_use]
mod text_enum;
#[macro_use]
pub mod ids;

pub mod agent;
pub mod attachment;
pub mod canned;
pub mod card;
pub mod conversation;
pub mod crm;
pub mod html;
pub mod ipc;
pub mod lane;
pub mod limits;
pub mod message;
pub mod playbook;
pub mod project;
pub mod rich_text;
pub mod time;
pub mod visitor;
pub mod wire;

#[cfg(test)]
mod typescript;

pub use agent::{Agent, AgentRef, Role};
pub use attachment::{Attachment, Drawing, FilePolicy, Picture};
pub use canned::{CannedAnswer, CannedContent};
pub use conversation::{Channel, Conversation, Platform, State};
pub use ids::{
    AgentId, CannedAnswerId, ConversationId, FileId, MessageId, PlaybookId, ProjectId, VersionId, VisitorId,
};
pub use lane::Lane;
pub use message::{Author, Body, Item, Message, Position};
pub use project::Project;
pub use rich_text::RichText;
pub use time::Timestamp;
pub use visitor::{Visitor, VisitorStatus};
