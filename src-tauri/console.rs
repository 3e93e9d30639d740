//! The agent's console without its window: open a profile, and do what an agent does.
//!
//! Views are read from the cache and verbs are written to the outbox; only signing in and claiming
//! wait for the hub. While somebody is signed in, a session's tasks run: follow and fill the cache,
//! send the outbox, tell presence.

mod account;
mod canned;
mod crm;
mod files;
mod inbox;
mod keeping;
mod language;
mod playbooks;
mod presence;
mod reminders;
mod session;
mod thread;
pub mod visitor;

use crate::error::Error;
use crate::hub_client::{self, HubClient};
use crate::live_state::{LiveState, Notice};
use crate::store::folders::Reader;
use crate::store::{self, Store, outgoing, settings};
use crate::token::TokenKeeper;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::{Me, Preferences};
use protocol::limits::UNDO_MS;
use session::Session;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Mutex, Notify, broadcast, watch};

/// How a console is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder that holds all its files; made if it is not there.
    pub profile: PathBuf,
    pub hub: String,
    /// Keep the token in the system's keyring, if there is one.
    pub use_keyring: bool,
    /// Let the token travel unencrypted to other machines.
    pub allow_plain_http: bool,
    /// How long a close or a reassignment may be undone.
    pub undo: Duration,
    /// How often a chat that waits is reminded of.
    pub reminder: Duration,
    /// The largest each database may become, in pages of 4 KiB; none: as the disk allows.
    pub max_pages: Option<u32>,
}

impl Options {
    pub fn new(profile: impl Into<PathBuf>, hub: impl Into<String>) -> Self {
        Self {
            profile: profile.into(),
            hub: hub.into(),
            use_keyring: true,
            allow_plain_http: false,
            undo: Duration::from_millis(UNDO_MS.unsigned_abs()),
            reminder: Duration::from_secs(60),
            max_pages: None,
        }
    }
}

/// A profile that is open. Cheap to clone.
#[derive(Clone)]
pub struct Console {
    inner: Arc<Inner>,
}

struct Inner {
    options: Options,
    store: Arc<Store>,
    /// Why there is none: the address is refused.
    hub: Result<HubClient, HubRefused>,
    tokens: TokenKeeper,
    live: Arc<LiveState>,
    me: RwLock<Option<Me>>,
    preferences: watch::Sender<Preferences>,
    session: Mutex<Option<Session>>,
    signed_out: Arc<Notify>,
    languages: language::Languages,
    saving: files::Saving,
    exporting: visitor::Exporting,
}

#[derive(Clone, Debug)]
enum HubRefused {
    PlainHttp,
    Address(String),
}

impl Console {
    /// Opens a profile from disk, without asking the network or the keyring for anything; the
    /// session of whoever is signed in begins behind it. Needs a runtime.
    pub async fn open(options: Options) -> Result<Self, Error> {
        let (profile, max_pages) = (options.profile.clone(), options.max_pages);
        let store = tokio::task::spawn_blocking(move || {
            std::fs::create_dir_all(&profile)?;
            restrict_to_owner(&profile)?;
            Store::open_within(&profile, max_pages)
        })
        .await
        .map_err(|error| Error::Internal(error.to_string()))??;
        // Files of a window that went away before it had handed them over.
        store.write_outbox(|tx| outgoing::forget_loose(tx)).await?;
        let (me, preferences) = store.read(|conn| Ok((settings::me(conn)?, settings::preferences(conn)?))).await?;
        let hub = HubClient::new(&options.hub, options.allow_plain_http).map_err(|error| match error {
            hub_client::Error::PlainHttp => HubRefused::PlainHttp,
            other => HubRefused::Address(other.to_string()),
        });
        let console = Self {
            inner: Arc::new(Inner {
                tokens: TokenKeeper::new(&options.profile, &options.hub, options.use_keyring),
                options,
                store: Arc::new(store),
                hub,
                live: Arc::default(),
                me: RwLock::new(me),
                preferences: watch::Sender::new(preferences),
                session: Mutex::default(),
                signed_out: Arc::default(),
                languages: Default::default(),
                saving: Default::default(),
                exporting: Default::default(),
            }),
        };
        tokio::spawn(console.clone().supervise());
        Ok(console)
    }

    /// The profile's folder and the hub's address.
    pub fn place(&self) -> (&Path, &str) {
        (&self.inner.options.profile, &self.inner.options.hub)
    }

    /// Where the presence switch stands; none: nobody is signed in.
    pub fn online(&self) -> Option<bool> {
        self.me().map(|me| me.online)
    }

    /// What the window is told.
    pub fn events(&self) -> broadcast::Receiver<ConsoleEvent> {
        self.inner.live.events()
    }

    /// What the desktop may be told.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.inner.live.notices()
    }

    /// A click on a notification, or the like: the window shows this conversation.
    pub fn show(&self, id: protocol::ConversationId) {
        self.inner.live.emit(ConsoleEvent::ShowConversation { id });
    }

    /// Says in the window what the desktop did not.
    pub fn tell_window(&self, id: protocol::ConversationId, title: String, text: String) {
        self.inner.live.emit(ConsoleEvent::Noticed { id, title, text });
    }

    /// Whether the window has the keyboard; without it, nothing on it counts as seen.
    pub fn set_focused(&self, focused: bool) {
        self.inner.live.set_focused(focused);
    }

    /// Ends the tasks, lets what is being written finish, and closes the files.
    pub async fn shutdown(&self) {
        self.end_session().await;
        let store = self.inner.store.clone();
        if let Err(error) = tokio::task::spawn_blocking(move || store.close()).await {
            tracing::warn!(%error, "the store did not close");
        }
    }

    fn store(&self) -> &Arc<Store> {
        &self.inner.store
    }

    fn hub(&self) -> Result<&HubClient, Error> {
        self.inner.hub.as_ref().map_err(|refused| match refused {
            HubRefused::PlainHttp => Error::PlainHttp,
            HubRefused::Address(detail) => Error::Internal(detail.clone()),
        })
    }

    fn me(&self) -> Option<Me> {
        self.inner.me.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_me(&self, me: Option<Me>) {
        *self.inner.me.write().unwrap_or_else(PoisonError::into_inner) = me;
    }

    fn reader(&self) -> Result<Reader, Error> {
        let me = self.me().ok_or(Error::SignedOut)?;
        Ok(Reader { me: me.id, sees_all: me.role.sees_all() })
    }
}

/// The profile holds people's words: other users of the machine have no business in it.
fn restrict_to_owner(profile: &std::path::Path) -> Result<(), store::Error> {
    #[cfg(unix)]
    std::fs::set_permissions(profile, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    #[cfg(not(unix))]
    let _ = profile;
    Ok(())
}
