//! Files.

use super::Answer;
use crate::app::downloads;
use crate::console::Console;
use crate::error::Error;
use protocol::ipc::files::{AppendFile, AttachFile, CancelSave, DetachFile, SaveFile};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Runtime, State};
use tracing::instrument;

/// Begins to take a file over for a composer.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn attach_file(console: State<'_, Console>, args: AttachFile) -> Answer<AttachFile> {
    Ok(console.attach_file(args).await?)
}

/// Takes bytes of it over: the raw body of the call; its headers say of which file, and from where on.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn append_file(console: State<'_, Console>, request: Request<'_>) -> Answer<AppendFile> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let file = header("file").and_then(|text| text.parse().ok());
    let offset = header("offset").and_then(|text| text.parse().ok());
    let (Some(file), Some(offset), InvokeBody::Raw(bytes)) = (file, offset, request.body()) else {
        return Err(Error::FileUnreadable.into());
    };
    Ok(console.append_file(AppendFile { file, offset }, bytes).await?)
}

/// Takes a file out of the composer.
#[tauri::command]
#[instrument(skip_all, fields(file = %args.file), err(level = "info"))]
pub async fn detach_file(console: State<'_, Console>, args: DetachFile) -> Answer<DetachFile> {
    Ok(console.detach_file(args.file).await?)
}

/// Saves a file into the download folder.
#[tauri::command]
#[instrument(skip_all, fields(file = %args.file), err(level = "info"))]
pub async fn save_file<R: Runtime>(app: AppHandle<R>, console: State<'_, Console>, args: SaveFile) -> Answer<SaveFile> {
    let save = async |file| console.save_file(&args, &mut tokio::fs::File::from_std(file)).await;
    Ok(downloads::save(&app, &args.name, save).await?)
}

/// Stops it.
#[tauri::command]
pub async fn cancel_save(console: State<'_, Console>, args: CancelSave) -> Answer<CancelSave> {
    console.cancel_save(args.file);
    Ok(())
}
