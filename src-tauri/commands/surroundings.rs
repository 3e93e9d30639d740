//! What the desktop around the window can do: notifications, sounds, the tray, starting with the session.

use super::Answer;
use crate::app::autostart::Autostart;
use crate::app::tray;
use crate::console::Console;
use crate::error::Error;
use crate::notifications::desktop;
use crate::notifications::speaker::Speaker;
use protocol::ipc::notices::{PlayChime, ReadSurroundings, SetAutostart, Surroundings};
use std::sync::Arc;
use tauri::State;
use tokio::task::spawn_blocking;
use tracing::instrument;

/// Lets a chime be heard.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn play_chime(speaker: State<'_, Arc<Speaker>>, args: PlayChime) -> Answer<PlayChime> {
    let speaker = speaker.inner().clone();
    let rung = spawn_blocking(move || speaker.try_out(args.chime, args.volume)).await;
    Ok(rung.map_err(|error| Error::Internal(error.to_string()))?.map_err(Error::Mute)?)
}

/// What there is around the window.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn read_surroundings(console: State<'_, Console>, args: ReadSurroundings) -> Answer<ReadSurroundings> {
    let ReadSurroundings {} = args;
    let (autostart, tray) = (autostart(&console)?, tray::is_there().await);
    let read = spawn_blocking(move || {
        let (notifications, autostart) = (desktop::is_there(), autostart.is_on()?);
        Ok::<_, Error>(Surroundings { notifications, tray, autostart })
    });
    Ok(read.await.map_err(|error| Error::Internal(error.to_string()))??)
}

/// Has the system start this profile with the user's session, or not any more.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn set_autostart(console: State<'_, Console>, args: SetAutostart) -> Answer<SetAutostart> {
    let autostart = autostart(&console)?;
    let done = spawn_blocking(move || autostart.set(args.on)).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}

fn autostart(console: &Console) -> Result<Autostart, Error> {
    let (profile, hub) = console.place();
    Autostart::of(profile, hub)
}
