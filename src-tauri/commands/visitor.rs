//! One visitor.

use super::Answer;
use crate::app::downloads;
use crate::console::Console;
use crate::console::visitor::outside;
use crate::error::Error;
use protocol::ipc::visitor::{
    BlockVisitor, EraseVisitor, ExportVisitorData, FetchVisitor, ListBlocked, OpenAddress, OpenVisitor,
    SetVisitorLanguage, SetVisitorStatus, UnblockVisitor,
};
use protocol::ipc::visitors::{CancelExport, ExportVisitors, ListVisitors};
use tauri::{AppHandle, Runtime, State, Url};
use tracing::instrument;

/// What is known of a visitor, with their history.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn open_visitor(console: State<'_, Console>, args: OpenVisitor) -> Answer<OpenVisitor> {
    Ok(console.open_visitor(args.visitor).await?)
}

/// Says where a visitor stands.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn set_visitor_status(console: State<'_, Console>, args: SetVisitorStatus) -> Answer<SetVisitorStatus> {
    Ok(console.set_visitor_status(args).await?)
}

/// A page of all of them.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_visitors(console: State<'_, Console>, args: ListVisitors) -> Answer<ListVisitors> {
    Ok(console.list_visitors(args).await?)
}

/// Writes a page of them, or all, into the download folder.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn export_visitors<R: Runtime>(
    app: AppHandle<R>,
    console: State<'_, Console>,
    args: ExportVisitors,
) -> Answer<ExportVisitors> {
    let name = match (args.all, args.list.page + 1) {
        (true, _) => format!("pupitre-visitors.{}", args.format),
        (false, page) => format!("pupitre-visitors-{page}.{}", args.format),
    };
    let saved = downloads::save(&app, &name, |file| console.export_visitors(args, file)).await?;
    Ok(saved)
}

/// Stops that.
#[tauri::command]
pub async fn cancel_export(console: State<'_, Console>, args: CancelExport) -> Answer<CancelExport> {
    let CancelExport {} = args;
    console.cancel_export();
    Ok(())
}

/// Brings what this desk no longer keeps of them.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn fetch_visitor(console: State<'_, Console>, args: FetchVisitor) -> Answer<FetchVisitor> {
    Ok(console.fetch_visitor(args.visitor).await?)
}

/// Keeps a visitor out.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn block_visitor(console: State<'_, Console>, args: BlockVisitor) -> Answer<BlockVisitor> {
    Ok(console.block_visitor(args).await?)
}

/// Lets them in again.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn unblock_visitor(console: State<'_, Console>, args: UnblockVisitor) -> Answer<UnblockVisitor> {
    Ok(console.unblock_visitor(args.visitor).await?)
}

/// Writes all that the hub holds of a visitor into the download folder.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn export_visitor_data<R: Runtime>(
    app: AppHandle<R>,
    console: State<'_, Console>,
    args: ExportVisitorData,
) -> Answer<ExportVisitorData> {
    let data = console.visitor_data(args.visitor).await?;
    Ok(downloads::write(&app, &format!("pupitre-visitor-{}.json", args.number), data).await?)
}

/// Erases a visitor.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn erase_visitor(console: State<'_, Console>, args: EraseVisitor) -> Answer<EraseVisitor> {
    Ok(console.erase_visitor(args.visitor).await?)
}

/// Who is kept out now.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_blocked(console: State<'_, Console>, args: ListBlocked) -> Answer<ListBlocked> {
    Ok(console.list_blocked(args.project).await?)
}

/// Opens an address in the system's browser: http and https only.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn open_address(args: OpenAddress) -> Answer<OpenAddress> {
    Ok(open_outside(outside(&args.url)?).await?)
}

pub(super) async fn open_outside(url: Url) -> Result<(), Error> {
    let opened = tauri::async_runtime::spawn_blocking(move || open::that_detached(url.as_str())).await;
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Error::Internal(format!("no browser could be started: {error}"))),
        Err(error) => Err(Error::Internal(error.to_string())),
    }
}

/// Corrects the language a visitor writes in.
#[tauri::command]
#[instrument(skip_all, fields(visitor = %args.visitor), err(level = "info"))]
pub async fn set_visitor_language(console: State<'_, Console>, args: SetVisitorLanguage) -> Answer<SetVisitorLanguage> {
    Ok(console.set_visitor_language(args.visitor, args.language).await?)
}
