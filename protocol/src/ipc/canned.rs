//! Canned answers (D9): used from the cache, offline too; written through the hub.

use super::command;
use crate::canned::{CannedAnswer, CannedContent};
use crate::ids::{CannedAnswerId, ProjectId};
use serde::{Deserialize, Serialize};

/// All that this agent may use, by folder and title.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListCanned {}
command!(ListCanned, "list_canned" -> Vec<CannedAnswer>);

/// Makes one, or with an `id` replaces it. Needs the hub.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveCanned {
    pub id: Option<CannedAnswerId>,
    pub project: ProjectId,
    pub shared: bool,
    pub content: CannedContent,
}
command!(SaveCanned, "save_canned" -> CannedAnswerId);

/// Needs the hub.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DeleteCanned {
    pub id: CannedAnswerId,
}
command!(DeleteCanned, "delete_canned" -> ());

/// Makes one of each row of a CSV file: `folder, shortcut, title, text, language, link_title,
/// link_url`, in any order, the first row naming them. Needs the hub.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ImportCanned {
    pub project: ProjectId,
    pub shared: bool,
    pub csv: String,
}
command!(ImportCanned, "import_canned" -> ImportedCanned);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedCanned {
    pub saved: usize,
    /// Rows that were left out: the line in the file, and the code of why.
    pub refused: Vec<(u64, String)>,
}

/// Writes them all as CSV into the user's download folder; answers the file's path.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ExportCanned {}
command!(ExportCanned, "export_canned" -> String);
