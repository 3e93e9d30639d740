//! Lists and search.

use super::Answer;
use crate::console::Console;
use protocol::ipc::inbox::{CountFolders, ListColleagues, ListFolder, ListNotSent, Search};
use tauri::State;
use tracing::instrument;

/// Rows of a folder.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_folder(console: State<'_, Console>, args: ListFolder) -> Answer<ListFolder> {
    Ok(console.list_folder(args).await?)
}

/// Counts of all folders, and what is unread.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn count_folders(console: State<'_, Console>, args: CountFolders) -> Answer<CountFolders> {
    Ok(console.count_folders(args.project).await?)
}

/// Matches in all that is cached, newest first.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn search(console: State<'_, Console>, args: Search) -> Answer<Search> {
    Ok(console.search(args).await?)
}

/// What was written for conversations that may no longer be seen.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_not_sent(console: State<'_, Console>, args: ListNotSent) -> Answer<ListNotSent> {
    let ListNotSent {} = args;
    Ok(console.list_not_sent().await?)
}

/// Who a chat may be given to.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_colleagues(console: State<'_, Console>, args: ListColleagues) -> Answer<ListColleagues> {
    Ok(console.list_colleagues(args.project).await?)
}
