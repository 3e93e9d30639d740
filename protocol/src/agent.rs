//! Agents: the people who answer.

use crate::ids::{AgentId, ProjectId};
use serde::{Deserialize, Serialize};

text_enum!(
    /// What an account may do. Managers see every chat of their projects; admins also keep accounts.
    Role { Agent = "agent", Manager = "manager", Admin = "admin" }
);

impl Role {
    /// Managers and admins see and move all chats of their projects (A6).
    pub const fn sees_all(self) -> bool {
        matches!(self, Self::Manager | Self::Admin)
    }
}

/// An account, as colleagues of the same projects see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agent {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// False once the account is deactivated; it stays known, because threads name it.
    pub active: bool,
    /// May change playbooks; managers may anyway (A11).
    #[serde(default)]
    pub edits_playbooks: bool,
    /// Projects of this account that the reader shares with it.
    pub projects: Vec<ProjectId>,
}

/// An agent as a thread remembers them: the name is the one of that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AgentRef {
    pub id: AgentId,
    pub name: String,
}
