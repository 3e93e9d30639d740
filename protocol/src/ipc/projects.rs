//! Projects in Settings, for admins. They are the hub's: each of these needs the network.

use super::command;
use crate::ids::ProjectId;
use crate::wire::projects::{KeptProject, PutProject};
use serde::{Deserialize, Serialize};

/// Mine.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListProjects {}
command!(ListProjects, "list_projects" -> Vec<KeptProject>);

/// Makes a project, or makes it as wished.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveProject {
    /// None: it is new.
    pub id: Option<ProjectId>,
    pub wish: PutProject,
}
command!(SaveProject, "save_project" -> KeptProject);

/// Gives it another key: on pages that carry the old one no visit begins any more.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RenewProjectKey {
    pub id: ProjectId,
}
command!(RenewProjectKey, "renew_project_key" -> KeptProject);

/// Gives it another secret for signing customers' ids: what the site's server signed before is refused.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RenewIdentitySecret {
    pub id: ProjectId,
}
command!(RenewIdentitySecret, "renew_identity_secret" -> KeptProject);
