//! Puts the shell together: one instance per profile, the console's core, the window, the road of
//! events between them, and notifications.

pub mod autostart;
pub mod downloads;
pub mod instance;
pub mod pictures;
pub mod spelling;
pub mod tray;
mod unread;
pub mod window;

use crate::commands;
use crate::console::{Console, Options};
use crate::error::Error;
use crate::notifications;
use crate::notifications::speaker::Speaker;
use instance::Instance;
use protocol::ipc::events::{CHANNEL, ConsoleEvent};
use protocol::ipc::files::SCHEME;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tauri::ipc::Invoke;
use tauri::{App, AppHandle, Builder, Context, Emitter, Manager, RunEvent, Runtime};
use tokio::sync::Notify;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// When the program began; the first paint is measured from it, and what the first screen does not need waits
/// for it.
pub struct Started {
    at: Instant,
    painted: Notify,
}

impl Started {
    pub fn elapsed(&self) -> Duration {
        self.at.elapsed()
    }

    pub fn tell_painted(&self) {
        self.painted.notify_one();
    }
}

/// How long a demonstration waits for its hub before it shows the sign-in screen instead.
const DEMO_PATIENCE: Duration = Duration::from_secs(10);

/// Runs until the window is closed. A second start on the same profile raises the first window and
/// ends.
pub fn run(options: Options, started: Instant) -> Result<(), Box<dyn std::error::Error>> {
    let Some(instance) = instance::enter(&options.profile)? else {
        tracing::info!("this profile is open already; its window was raised");
        return Ok(());
    };
    let window_state = tauri_plugin_window_state::Builder::new()
        .with_filename(options.profile.join("window.json").to_string_lossy())
        .build();
    let profile = options.profile.clone();
    // The files are opened while the toolkit starts.
    let opening = tauri::async_runtime::spawn(open(options));
    let app = assemble(Builder::default(), started)
        .plugin(window_state)
        .setup(move |app| {
            match tauri::async_runtime::block_on(opening)? {
                Ok(console) => set_up(app, &profile, console, instance)?,
                Err(error) => {
                    tracing::error!(%error, "the profile cannot be opened");
                    app.handle().exit(1);
                }
            }
            Ok(())
        })
        .build(context())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event
            && let Some(console) = app.try_state::<Console>()
        {
            tauri::async_runtime::block_on(console.shutdown());
        }
    });
    Ok(())
}

/// What the real window and the tests' window without a screen have in common, but for the console
/// that they manage.
pub fn assemble<R: Runtime>(builder: Builder<R>, started: Instant) -> Builder<R> {
    builder
        .manage(Started { at: started, painted: Notify::new() })
        .manage(Arc::new(Speaker::default()))
        .invoke_handler(handler())
        .register_asynchronous_uri_scheme_protocol(SCHEME, |context, request, responder| {
            let (app, uri) = (context.app_handle().clone(), request.uri().clone());
            tauri::async_runtime::spawn(async move { responder.respond(pictures::answer(app, uri).await) });
        })
}

/// One place for both runtimes: the macro reads tauri.conf.json and embeds the UI.
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        commands::session::boot,
        commands::session::painted,
        commands::session::sign_in,
        commands::session::sign_out,
        commands::session::set_online,
        commands::session::set_preferences,
        commands::session::reconnect,
        commands::inbox::list_folder,
        commands::inbox::count_folders,
        commands::inbox::search,
        commands::inbox::list_not_sent,
        commands::inbox::list_colleagues,
        commands::thread::open_conversation,
        commands::thread::read_thread,
        commands::thread::read_items,
        commands::thread::read_outline,
        commands::thread::reply,
        commands::thread::retry_reply,
        commands::thread::discard_reply,
        commands::thread::save_draft,
        commands::thread::claim,
        commands::thread::assign_to,
        commands::thread::close_conversation,
        commands::thread::undo_move,
        commands::thread::seen_up_to,
        commands::thread::on_screen,
        commands::thread::typing,
        commands::thread::export_conversation,
        commands::files::attach_file,
        commands::files::append_file,
        commands::files::detach_file,
        commands::files::save_file,
        commands::files::cancel_save,
        commands::visitor::open_visitor,
        commands::visitor::set_visitor_status,
        commands::visitor::list_visitors,
        commands::visitor::export_visitors,
        commands::visitor::cancel_export,
        commands::visitor::block_visitor,
        commands::visitor::unblock_visitor,
        commands::visitor::fetch_visitor,
        commands::visitor::export_visitor_data,
        commands::visitor::erase_visitor,
        commands::visitor::list_blocked,
        commands::visitor::open_address,
        commands::visitor::set_visitor_language,
        commands::canned::list_canned,
        commands::canned::save_canned,
        commands::canned::delete_canned,
        commands::canned::import_canned,
        commands::canned::export_canned,
        commands::crm::read_sheet,
        commands::crm::edit_sheet,
        commands::crm::settle_field,
        commands::crm::create_entry,
        commands::crm::discard_entry,
        commands::crm::list_entries,
        commands::crm::export_entries,
        commands::accounts::list_accounts,
        commands::accounts::save_account,
        commands::accounts::give_password,
        commands::accounts::change_password,
        commands::accounts::read_audit,
        commands::projects::list_projects,
        commands::projects::save_project,
        commands::projects::renew_project_key,
        commands::projects::renew_identity_secret,
        commands::playbooks::list_playbooks,
        commands::playbooks::save_playbook,
        commands::playbooks::preview_playbook,
        commands::playbooks::delete_playbook,
        commands::playbooks::list_playbook_versions,
        commands::session::set_spelling,
        commands::session::measure_cache,
        commands::surroundings::play_chime,
        commands::surroundings::read_surroundings,
        commands::surroundings::set_autostart,
    ]
}

async fn open(options: Options) -> Result<Console, Error> {
    let console = Console::open(options).await?;
    if let (Ok(email), Ok(password)) =
        (std::env::var("PUPITRE_SIGN_IN_EMAIL"), std::env::var("PUPITRE_SIGN_IN_PASSWORD"))
        && console.desk().await?.me.is_none()
    {
        match tokio::time::timeout(DEMO_PATIENCE, console.sign_in(email, password)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the demo agent could not sign in"),
            Err(_) => tracing::warn!("the demo agent could not sign in in time"),
        }
    }
    Ok(console)
}

fn set_up(app: &mut App, profile: &Path, console: Console, instance: Instance) -> tauri::Result<()> {
    app.manage(console.clone());
    window::open(app, profile, &console)?;
    tauri::async_runtime::spawn(forward(app.handle().clone(), console.events()));
    let unread = unread::follow(console.clone());
    tauri::async_runtime::spawn(window::keep_title(app.handle().clone(), unread.clone()));
    let (handle, tray, pictures) = (app.handle().clone(), console.clone(), profile.join("tray"));
    tauri::async_runtime::spawn(async move {
        handle.state::<Started>().painted.notified().await;
        tray::run(handle, tray, unread, pictures).await;
    });
    let handle = app.handle().clone();
    let shown = console.clone();
    let speaker = app.state::<Arc<Speaker>>().inner().clone();
    tauri::async_runtime::spawn(notifications::run(console, speaker, move |conversation| {
        window::raise(&handle);
        shown.show(conversation);
    }));
    let handle = app.handle().clone();
    instance.on_other_start(move || window::raise(&handle));
    Ok(())
}

/// Passes the core's events on to the window.
async fn forward<R: Runtime>(app: AppHandle<R>, mut events: Receiver<ConsoleEvent>) {
    loop {
        match events.recv().await {
            Ok(event) => tell(&app, event),
            Err(RecvError::Lagged(missed)) => {
                // The window reads all again; what it missed is in the store.
                tracing::warn!(missed, "events came faster than the window took them");
                tell(&app, ConsoleEvent::InboxChanged);
                tell(&app, ConsoleEvent::TeamChanged);
            }
            Err(RecvError::Closed) => return,
        }
    }
}

fn tell<R: Runtime>(app: &AppHandle<R>, event: ConsoleEvent) {
    if let Err(error) = app.emit_to(window::LABEL, CHANNEL, event) {
        tracing::debug!(%error, "the window was not told");
    }
}
