//! Playbooks in Settings.

use super::Answer;
use super::visitor::open_outside;
use crate::console::Console;
use protocol::ipc::playbooks::{DeletePlaybook, ListPlaybookVersions, ListPlaybooks, PreviewPlaybook, SavePlaybook};
use tauri::State;
use tracing::instrument;

/// Those of a project.
#[tauri::command]
#[instrument(skip_all, fields(project = %args.project), err(level = "info"))]
pub async fn list_playbooks(console: State<'_, Console>, args: ListPlaybooks) -> Answer<ListPlaybooks> {
    Ok(console.list_playbooks(args.project).await?)
}

/// Saves a version.
#[tauri::command]
#[instrument(skip_all, fields(playbook = %args.id), err(level = "info"))]
pub async fn save_playbook(console: State<'_, Console>, args: SavePlaybook) -> Answer<SavePlaybook> {
    Ok(console.save_playbook(args).await?)
}

/// Opens a page on which it is tried.
#[tauri::command]
#[instrument(skip_all, fields(playbook = %args.id), err(level = "info"))]
pub async fn preview_playbook(console: State<'_, Console>, args: PreviewPlaybook) -> Answer<PreviewPlaybook> {
    Ok(open_outside(console.preview_playbook(args).await?).await?)
}

/// Takes one away.
#[tauri::command]
#[instrument(skip_all, fields(playbook = %args.id), err(level = "info"))]
pub async fn delete_playbook(console: State<'_, Console>, args: DeletePlaybook) -> Answer<DeletePlaybook> {
    Ok(console.delete_playbook(args.id).await?)
}

/// Its saved states.
#[tauri::command]
#[instrument(skip_all, fields(playbook = %args.id), err(level = "info"))]
pub async fn list_playbook_versions(
    console: State<'_, Console>,
    args: ListPlaybookVersions,
) -> Answer<ListPlaybookVersions> {
    Ok(console.playbook_versions(args.id).await?)
}
