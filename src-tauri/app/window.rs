//! The one window: it shows the UI that is built in, and goes nowhere else.

use super::{tray, unread};
use crate::console::Console;
use crate::language;
use crate::notifications::desktop;
use protocol::ipc::session::ZOOMS;
use std::path::Path;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Runtime, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tokio::sync::watch;

pub const LABEL: &str = "main";

/// Opens the window. Whatever its web view keeps lies in the profile.
pub fn open<R: Runtime>(app: &mut App<R>, profile: &Path, console: &Console) -> tauri::Result<()> {
    let configs = app.config().app.windows.clone();
    let config = configs.iter().find(|config| config.label == LABEL).ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?
        .data_directory(profile.join("webview"))
        .on_navigation(is_ours)
        .on_new_window(|url, _| {
            tracing::warn!(host = url.host_str().unwrap_or(""), "a new window was refused");
            NewWindowResponse::Deny
        })
        .build()?;
    zoom(&window, console.preferences().zoom);
    let console = console.clone();
    let closing = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::Focused(focused) => console.set_focused(*focused),
        WindowEvent::CloseRequested { api, .. } if console.preferences().stay_in_tray => {
            api.prevent_close();
            tauri::async_runtime::spawn(close(closing.clone(), console.clone()));
        }
        _ => {}
    });
    Ok(())
}

/// Hides the window where the tray brings it back; elsewhere it ends, and Pupitre with it.
async fn close<R: Runtime>(window: WebviewWindow<R>, console: Console) {
    let in_tray = tray::is_there().await;
    if let Err(error) = if in_tray { window.hide() } else { window.destroy() } {
        tracing::warn!(%error, "the window did not close");
    }
    if !in_tray {
        return;
    }
    // Nobody looks at what is hidden.
    console.set_focused(false);
    let preferences = console.preferences();
    if !preferences.told_of_tray {
        let (title, text) = tray::stays(language::chosen(preferences.locale));
        tokio::task::spawn_blocking(move || desktop::say(title, text));
        if let Err(error) = console.prefer(|preferences| preferences.told_of_tray = true).await {
            tracing::warn!(%error, "the same will be told again");
        }
    }
}

/// Makes everything in the window larger or smaller; `percent` is brought within what it can be.
pub fn zoom<R: Runtime>(window: &WebviewWindow<R>, percent: u16) {
    let percent = percent.clamp(ZOOMS[0], ZOOMS[ZOOMS.len() - 1]);
    if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
        tracing::warn!(%error, percent, "the window keeps its size");
    }
}

/// Keeps the number of unread messages in the window's title (A16).
pub async fn keep_title<R: Runtime>(app: AppHandle<R>, mut unread: watch::Receiver<i64>) {
    while unread.changed().await.is_ok() {
        let Some(window) = app.get_webview_window(LABEL) else { return };
        let title = unread::title(*unread.borrow_and_update());
        if let Err(error) = window.set_title(&title) {
            tracing::debug!(%error, "the title stays");
        }
    }
}

/// Brings the window before the others.
pub fn raise<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            tracing::debug!(%error, "the window was not raised");
        }
    }
}

/// The built-in UI only: `tauri://localhost`, or on Windows `http://tauri.localhost`.
fn is_ours(url: &Url) -> bool {
    let ours = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    if !ours {
        tracing::warn!(host = url.host_str().unwrap_or(""), "navigation away was refused");
    }
    ours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_the_built_in_ui_only() {
        for ours in ["tauri://localhost/", "tauri://localhost/index.html", "http://tauri.localhost/"] {
            assert!(is_ours(&Url::parse(ours).unwrap()), "{ours}");
        }
        for other in [
            "https://shop.example/",
            "http://localhost/",
            "http://tauri.localhost.example/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!is_ours(&Url::parse(other).unwrap()), "{other}");
        }
    }
}
