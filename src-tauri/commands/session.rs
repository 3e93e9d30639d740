//! Signing in, who I am, what this desk prefers.

use super::Answer;
use crate::app::{Started, spelling, window};
use crate::console::Console;
use protocol::ipc::session::{
    Boot, MeasureCache, Painted, Reconnect, SetOnline, SetPreferences, SetSpelling, SignIn, SignOut,
};
use tauri::{Runtime, State, WebviewWindow};
use tracing::instrument;

/// What the first paint needs; from disk.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn boot(console: State<'_, Console>, args: Boot) -> Answer<Boot> {
    let Boot {} = args;
    Ok(console.desk().await?)
}

/// The first screen is on the glass; what can wait for it begins.
#[tauri::command]
pub async fn painted(started: State<'_, Started>, args: Painted) -> Answer<Painted> {
    let Painted {} = args;
    tracing::info!(ms = started.elapsed().as_millis(), "painted");
    started.tell_painted();
    Ok(())
}

/// Signs in at the hub and begins to fill the cache.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn sign_in(console: State<'_, Console>, args: SignIn) -> Answer<SignIn> {
    Ok(console.sign_in(args.email, args.password).await?)
}

/// Forgets the token and the cache.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn sign_out(console: State<'_, Console>, args: SignOut) -> Answer<SignOut> {
    let SignOut {} = args;
    Ok(console.sign_out().await?)
}

/// The presence switch.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn set_online(console: State<'_, Console>, args: SetOnline) -> Answer<SetOnline> {
    Ok(console.set_online(args.online).await?)
}

/// Keeps the desk's preferences.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn set_preferences<R: Runtime>(
    console: State<'_, Console>,
    window: WebviewWindow<R>,
    args: SetPreferences,
) -> Answer<SetPreferences> {
    if args.preferences.zoom != console.preferences().zoom {
        window::zoom(&window, args.preferences.zoom);
    }
    Ok(console.set_preferences(args.preferences).await?)
}

/// Tries the connection now.
#[tauri::command]
pub async fn reconnect(console: State<'_, Console>, args: Reconnect) -> Answer<Reconnect> {
    let Reconnect {} = args;
    console.reconnect().await;
    Ok(())
}

/// How much room the cache takes.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn measure_cache(console: State<'_, Console>, args: MeasureCache) -> Answer<MeasureCache> {
    let MeasureCache {} = args;
    Ok(console.measure_cache().await?)
}

/// The language in which the web view underlines what is misspelt.
#[tauri::command]
#[instrument(skip_all, err(level = "info"))]
pub async fn set_spelling<R: Runtime>(window: WebviewWindow<R>, args: SetSpelling) -> Answer<SetSpelling> {
    Ok(spelling::set(&window, &args.language).await?)
}
