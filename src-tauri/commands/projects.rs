//! Projects, in Settings.

use super::Answer;
use crate::console::Console;
use protocol::ipc::projects::{ListProjects, RenewIdentitySecret, RenewProjectKey, SaveProject};
use tauri::State;
use tracing::instrument;

/// Mine, as an admin keeps them.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_projects(console: State<'_, Console>, args: ListProjects) -> Answer<ListProjects> {
    let ListProjects {} = args;
    Ok(console.list_projects().await?)
}

/// Makes or changes one.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn save_project(console: State<'_, Console>, args: SaveProject) -> Answer<SaveProject> {
    Ok(console.save_project(args).await?)
}

/// Gives one another key.
#[tauri::command]
#[instrument(skip_all, fields(project = %args.id), err(level = "info"))]
pub async fn renew_project_key(console: State<'_, Console>, args: RenewProjectKey) -> Answer<RenewProjectKey> {
    Ok(console.renew_project_key(args.id).await?)
}

/// Gives one another secret for signing customers' ids.
#[tauri::command]
#[instrument(skip_all, fields(project = %args.id), err(level = "info"))]
pub async fn renew_identity_secret(
    console: State<'_, Console>,
    args: RenewIdentitySecret,
) -> Answer<RenewIdentitySecret> {
    Ok(console.renew_identity_secret(args.id).await?)
}
