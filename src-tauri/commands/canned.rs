//! Canned answers.

use super::Answer;
use crate::app::downloads;
use crate::console::Console;
use protocol::ipc::canned::{DeleteCanned, ExportCanned, ImportCanned, ListCanned, SaveCanned};
use tauri::{AppHandle, Runtime, State};
use tracing::instrument;

/// All that this agent may use.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_canned(console: State<'_, Console>, args: ListCanned) -> Answer<ListCanned> {
    let ListCanned {} = args;
    Ok(console.list_canned().await?)
}

/// Makes or replaces one.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn save_canned(console: State<'_, Console>, args: SaveCanned) -> Answer<SaveCanned> {
    Ok(console.save_canned(args).await?)
}

/// Deletes one.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn delete_canned(console: State<'_, Console>, args: DeleteCanned) -> Answer<DeleteCanned> {
    Ok(console.delete_canned(args.id).await?)
}

/// Makes one of each row of a CSV file.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn import_canned(console: State<'_, Console>, args: ImportCanned) -> Answer<ImportCanned> {
    Ok(console.import_canned(args).await?)
}

/// Writes them all as CSV into the download folder.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn export_canned<R: Runtime>(
    app: AppHandle<R>,
    console: State<'_, Console>,
    args: ExportCanned,
) -> Answer<ExportCanned> {
    let ExportCanned {} = args;
    let csv = console.canned_as_csv().await?;
    Ok(downloads::write(&app, "pupitre-canned-answers.csv", csv.into_bytes()).await?)
}
