//! The side panel.

use super::Answer;
use crate::app::downloads;
use crate::console::Console;
use protocol::ipc::crm::{CreateEntry, DiscardEntry, EditSheet, ExportEntries, ListEntries, ReadSheet, SettleField};
use tauri::{AppHandle, Runtime, State};
use tracing::instrument;

/// Its fields, and what was created.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn read_sheet(console: State<'_, Console>, args: ReadSheet) -> Answer<ReadSheet> {
    Ok(console.read_sheet(args.conversation).await?)
}

/// Changes a field.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation, field = %args.field), err(level = "info"))]
pub async fn edit_sheet(console: State<'_, Console>, args: EditSheet) -> Answer<EditSheet> {
    Ok(console.edit_sheet(args).await?)
}

/// Ends a lost race.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation, field = %args.field), err(level = "info"))]
pub async fn settle_field(console: State<'_, Console>, args: SettleField) -> Answer<SettleField> {
    Ok(console.settle_field(args).await?)
}

/// Creates a lead, a deal or an activity.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn create_entry(console: State<'_, Console>, args: CreateEntry) -> Answer<CreateEntry> {
    Ok(console.create_entry(args).await?)
}

/// Takes one out that was refused.
#[tauri::command]
#[instrument(skip_all, fields(entry = %args.id), err(level = "info"))]
pub async fn discard_entry(console: State<'_, Console>, args: DiscardEntry) -> Answer<DiscardEntry> {
    Ok(console.discard_entry(args.id).await?)
}

/// What came of all conversations.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_entries(console: State<'_, Console>, args: ListEntries) -> Answer<ListEntries> {
    Ok(console.list_entries(args).await?)
}

/// The same as a file in the download folder.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn export_entries<R: Runtime>(
    app: AppHandle<R>,
    console: State<'_, Console>,
    args: ExportEntries,
) -> Answer<ExportEntries> {
    let (name, bytes) = console.export_entries(args).await?;
    Ok(downloads::write(&app, &name, bytes).await?)
}
