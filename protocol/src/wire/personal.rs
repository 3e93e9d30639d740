//! All that the hub holds of one person, for them to have (`GET /v1/visitors/{id}/data`).

use crate::conversation::Conversation;
use crate::crm::Sheet;
use crate::ids::AgentId;
use crate::message::Message;
use crate::time::Timestamp;
use crate::visitor::Visitor;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitorData {
    pub visitor: Visitor,
    /// Oldest first.
    pub pages: Vec<PageSeen>,
    /// Oldest first.
    pub conversations: Vec<ConversationData>,
    /// Names of files that they have not sent yet.
    pub unsent_files: Vec<String>,
    /// What colleagues did about them, oldest first.
    pub audit: Vec<AuditNote>,
}

/// An entry of the audit about them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditNote {
    pub at: Timestamp,
    pub by: AgentId,
    pub action: String,
    pub detail: Option<serde_json::Value>,
}

/// A page of the site that they were on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageSeen {
    pub at: Timestamp,
    pub url: String,
    pub title: String,
    pub referrer: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConversationData {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
    /// What agents noted, and created.
    pub sheet: Option<Sheet>,
}
