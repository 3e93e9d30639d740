//! Accounts and the trail of who did what, in Settings. They are the hub's: each of these needs the network.

use super::command;
use crate::agent::Agent;
use crate::ids::AgentId;
use crate::wire::accounts::{AuditPage, NewPassword, PutAccount};
use serde::{Deserialize, Serialize};

/// Those of my projects.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListAccounts {}
command!(ListAccounts, "list_accounts" -> Vec<Agent>);

/// Makes an account under an id of the window's, or makes it as wished.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveAccount {
    /// None: it is new.
    pub id: Option<AgentId>,
    pub wish: PutAccount,
}
command!(SaveAccount, "save_account" -> AgentId);

/// Gives an account another password, told once.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct GivePassword {
    pub id: AgentId,
}
command!(GivePassword, "give_password" -> NewPassword);

/// Chooses another password for who is signed in here; every other desk of theirs is signed out.
#[derive(Clone, Serialize, Deserialize)]
pub struct ChangePassword {
    pub current: String,
    pub chosen: String,
}
command!(ChangePassword, "change_password" -> ());

/// The newest first; below the entry `before`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReadAudit {
    pub before: Option<i64>,
}
command!(ReadAudit, "read_audit" -> AuditPage);
