//! Accounts and the trail, in Settings.

use super::Answer;
use crate::console::Console;
use protocol::ipc::accounts::{ChangePassword, GivePassword, ListAccounts, ReadAudit, SaveAccount};
use tauri::State;
use tracing::instrument;

/// Those of my projects.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn list_accounts(console: State<'_, Console>, args: ListAccounts) -> Answer<ListAccounts> {
    let ListAccounts {} = args;
    Ok(console.list_accounts().await?)
}

/// Makes or changes one.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn save_account(console: State<'_, Console>, args: SaveAccount) -> Answer<SaveAccount> {
    Ok(console.save_account(args).await?)
}

/// Gives one another password.
#[tauri::command]
#[instrument(skip_all, fields(account = %args.id), err(level = "info"))]
pub async fn give_password(console: State<'_, Console>, args: GivePassword) -> Answer<GivePassword> {
    Ok(console.give_password(args.id).await?)
}

/// Another password for who is signed in here.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn change_password(console: State<'_, Console>, args: ChangePassword) -> Answer<ChangePassword> {
    Ok(console.change_password(args.current, args.chosen).await?)
}

/// Who did what.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn read_audit(console: State<'_, Console>, args: ReadAudit) -> Answer<ReadAudit> {
    Ok(console.read_audit(args.before).await?)
}
