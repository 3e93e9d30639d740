//! Playbooks in Settings (A11). They are the hub's: each of these needs the network.

use super::command;
use super::session::Locale;
use crate::ids::{PlaybookId, ProjectId, VersionId};
use crate::playbook::{Playbook, PlaybookContent};
use serde::{Deserialize, Serialize};

/// In the order in which visitors meet them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListPlaybooks {
    pub project: ProjectId,
}
command!(ListPlaybooks, "list_playbooks" -> Vec<Playbook>);

/// Saves a version; visitors meet it from then on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SavePlaybook {
    pub id: PlaybookId,
    pub project: ProjectId,
    pub content: PlaybookContent,
    /// The version that was edited; none: it is new.
    pub base: Option<VersionId>,
}
command!(SavePlaybook, "save_playbook" -> Playbook);

/// Opens a page in the system's browser on which it is tried as it is now, in the widget. Nothing is saved.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PreviewPlaybook {
    pub id: PlaybookId,
    pub project: ProjectId,
    pub content: PlaybookContent,
    /// What the page speaks.
    pub locale: Locale,
}
command!(PreviewPlaybook, "preview_playbook" -> ());

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DeletePlaybook {
    pub id: PlaybookId,
}
command!(DeletePlaybook, "delete_playbook" -> ());

/// Its saved states, newest first.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListPlaybookVersions {
    pub id: PlaybookId,
}
command!(ListPlaybookVersions, "list_playbook_versions" -> Vec<Playbook>);
