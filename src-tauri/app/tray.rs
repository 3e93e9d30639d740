//! The icon in the desktop's tray: how many messages are unread, the presence switch (A1), quiet for a while
//! (A16), and the way back to a window that was closed.

mod badge;
mod host;
mod words;

pub use host::is_there;
pub use words::stays;

use super::{unread, window};
use crate::console::Console;
use crate::language;
use crate::outbox::now;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::{Locale, Preferences};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Runtime};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

const ID: &str = "pupitre";
const OPEN: &str = "open";
const ONLINE: &str = "online";
const QUIET: &str = "quiet";
const QUIT: &str = "quit";

/// How long the tray's item makes Pupitre quiet.
const QUIET_MS: i64 = 60 * 60 * 1_000;

/// How often a desktop without a tray is asked for one.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// What the tray shows now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    locale: Locale,
    unread: i64,
    /// None: nobody is signed in.
    online: Option<bool>,
    quiet: bool,
}

struct Tray<R: Runtime> {
    icon: TrayIcon<R>,
    open: MenuItem<R>,
    online: CheckMenuItem<R>,
    quiet: CheckMenuItem<R>,
    quit: MenuItem<R>,
}

/// Puts the icon up once there is a tray, and keeps it true for as long as the console lives.
pub async fn run<R: Runtime>(app: AppHandle<R>, console: Console, mut unread: watch::Receiver<i64>, pictures: PathBuf) {
    // A desktop's panel may come after its programs; and an icon that nobody shows is only in the way.
    while !is_there().await {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let mut shown = look(&console, *unread.borrow_and_update());
    let (sender, built) = tokio::sync::oneshot::channel();
    let (handle, desk, first) = (app.clone(), console.clone(), shown);
    let asked = app.run_on_main_thread(move || {
        // Where the desktop's library for trays is missing, loading it panics.
        let tray = catch_unwind(AssertUnwindSafe(|| put_up(&handle, desk, &pictures, first)));
        let _ = sender.send(tray.map_err(|_| tauri::Error::WindowNotFound).and_then(|tray| tray));
    });
    let tray = match asked.and(built.await.map_err(|_| tauri::Error::WindowNotFound)).and_then(|tray| tray) {
        Ok(tray) => tray,
        Err(error) => {
            tracing::info!(%error, "there is no icon in the tray");
            return;
        }
    };
    let (mut events, mut preferences) = (console.events(), console.follow_preferences());
    loop {
        let quiet_ends = until_loud(&preferences.borrow_and_update());
        tokio::select! {
            event = events.recv() => match event {
                Ok(ConsoleEvent::TeamChanged | ConsoleEvent::SignedOut) | Err(RecvError::Lagged(_)) => {}
                Ok(_) => continue,
                Err(RecvError::Closed) => return,
            },
            changed = unread.changed() => if changed.is_err() { return },
            changed = preferences.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(quiet_ends) => {}
        }
        let now = look(&console, *unread.borrow_and_update());
        if now != shown {
            match tray.show(now) {
                Ok(()) => shown = now,
                Err(error) => tracing::debug!(%error, "the tray stays as it was"),
            }
        }
    }
}

fn until_loud(preferences: &Preferences) -> Duration {
    let left = preferences.notices.quiet(now()).map(|until| until.since(now()));
    left.map_or(Duration::MAX, |left| Duration::from_millis(left.max(0).unsigned_abs() + 50))
}

fn look(console: &Console, unread: i64) -> Look {
    let preferences = console.preferences();
    Look {
        locale: language::chosen(preferences.locale),
        unread,
        online: console.online(),
        quiet: preferences.notices.quiet(now()).is_some(),
    }
}

fn put_up<R: Runtime>(app: &AppHandle<R>, console: Console, pictures: &Path, look: Look) -> tauri::Result<Tray<R>> {
    let words = words::of(look.locale);
    let online = look.online.unwrap_or_default();
    let open = MenuItem::with_id(app, OPEN, words.open, true, None::<&str>)?;
    let online = CheckMenuItem::with_id(app, ONLINE, words.online, look.online.is_some(), online, None::<&str>)?;
    let quiet = CheckMenuItem::with_id(app, QUIET, words.quiet, true, look.quiet, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, words.quit, true, None::<&str>)?;
    let lines = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&open, &lines.0, &online, &quiet, &lines.1, &quit])?;
    let icon = TrayIconBuilder::with_id(ID)
        .menu(&menu)
        .show_menu_on_left_click(false)
        .icon(badge::icon(look.unread > 0)?)
        .temp_dir_path(pictures)
        .on_menu_event(move |app, event| choose(app, &console, event.id().as_ref()))
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::raise(tray.app_handle());
            }
        })
        .build(app)?;
    let tray = Tray { icon, open, online, quiet, quit };
    tray.show(look)?;
    Ok(tray)
}

fn choose<R: Runtime>(app: &AppHandle<R>, console: &Console, item: &str) {
    let console = console.clone();
    match item {
        OPEN => window::raise(app),
        QUIT => app.exit(0),
        ONLINE => {
            tauri::async_runtime::spawn(async move {
                let done = console.set_online(!console.online().unwrap_or_default()).await;
                done.inspect_err(|error| tracing::warn!(%error, "the switch in the tray did nothing"))
            });
        }
        QUIET => {
            tauri::async_runtime::spawn(async move {
                let now = now();
                let done = console.prefer(|preferences| {
                    let notices = &mut preferences.notices;
                    notices.quiet_until = notices.quiet(now).is_none().then(|| now.plus_ms(QUIET_MS));
                });
                let done = done.await;
                done.inspect_err(|error| tracing::warn!(%error, "the tray did not change what is told"))
            });
        }
        _ => {}
    }
}

impl<R: Runtime> Tray<R> {
    fn show(&self, look: Look) -> tauri::Result<()> {
        let words = words::of(look.locale);
        self.open.set_text(words.open)?;
        self.online.set_text(words.online)?;
        self.online.set_enabled(look.online.is_some())?;
        self.online.set_checked(look.online.unwrap_or_default())?;
        self.quiet.set_text(words.quiet)?;
        self.quiet.set_checked(look.quiet)?;
        self.quit.set_text(words.quit)?;
        self.icon.set_icon(Some(badge::icon(look.unread > 0)?))?;
        // Beside the icon where the desktop writes there; elsewhere when the mouse is over it.
        self.icon.set_title(unread::number(look.unread))?;
        self.icon.set_tooltip(Some(unread::title(look.unread)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A16
    #[test]
    fn quiet_ends_by_itself() {
        let mut preferences = Preferences::default();
        assert_eq!(until_loud(&preferences), Duration::MAX);
        preferences.notices.quiet_until = Some(now().plus_ms(-1));
        assert_eq!(until_loud(&preferences), Duration::MAX);
        preferences.notices.quiet_until = Some(now().plus_ms(60_000));
        assert!(until_loud(&preferences) <= Duration::from_millis(60_050));
    }
}
