//! Keeping accounts, and the trail of who did what: for admins.

use crate::agent::{AgentRef, Role};
use crate::ids::{ProjectId, VisitorId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// `PUT /v1/agents/{id}`: makes an account, or makes it as wished. Setting it again changes nothing, so it needs no
/// key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutAccount {
    pub email: String,
    pub name: String,
    pub role: Role,
    /// False takes it out of service: its sockets end at once, its chats stay its own.
    pub active: bool,
    pub edits_playbooks: bool,
    /// All of them; some of the caller's own.
    pub projects: Vec<ProjectId>,
}

/// Answer to `POST /v1/agents/{id}/password`: to be told to its owner. The hub keeps only its hash, and says it
/// once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPassword {
    pub password: String,
}

/// Parameters of `GET /v1/audit`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditQuery {
    /// The id of the oldest entry that is known.
    pub before: Option<i64>,
}

/// The newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub id: i64,
    pub at: Timestamp,
    pub by: AgentRef,
    pub project_id: ProjectId,
    /// One of a few fixed words: `visitor_blocked`, `visitor_unblocked`, `visitor_exported`, `visitor_erased`, `account_made`, `account_changed`,
    /// `password_given`, `project_made`, `project_changed`, `project_key_renewed`, `project_secret_renewed`.
    pub action: String,
    pub visitor_id: Option<VisitorId>,
    pub visitor_name: Option<String>,
    pub visitor_number: Option<i64>,
    /// Whose account it was.
    pub agent_name: Option<String>,
    /// As the action needs.
    pub detail: Option<serde_json::Value>,
}
