//! The tasks that run while somebody is signed in, and what ends or renews them.

use super::{Console, presence, reminders};
use crate::error::Error;
use crate::hub_client::HubClient;
use crate::outbox::{Outbox, now};
use crate::store::place;
use crate::sync::Sync;
use protocol::ConversationId;
use protocol::ipc::events::ConsoleEvent;
use std::sync::Arc;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

pub(super) struct Session {
    pub sync: Arc<Sync>,
    pub outbox: Arc<Outbox>,
    /// What the hub is to be told of presence.
    pub online: watch::Sender<bool>,
    /// And of what is looked at.
    pub look: watch::Sender<Option<ConversationId>>,
    tasks: JoinSet<()>,
}

/// What the supervisor reacts to.
enum What {
    Damaged,
    Revoked,
    Team,
}

impl Console {
    /// Runs behind an open console: begins the session of whoever was signed in, and reacts to a
    /// revoked token, to a damaged cache and to a team that changed.
    pub(super) async fn supervise(self) {
        let inner = Arc::downgrade(&self.inner);
        let (store, signed_out) = (self.store().clone(), self.inner.signed_out.clone());
        let mut events = self.events();
        self.resume().await;
        // Holding the console here would keep it open for ever.
        drop(self);
        loop {
            let what = tokio::select! {
                () = store.damaged() => What::Damaged,
                () = signed_out.notified() => What::Revoked,
                event = events.recv() => match event {
                    Ok(ConsoleEvent::TeamChanged) | Err(RecvError::Lagged(_)) => What::Team,
                    Ok(_) => continue,
                    Err(RecvError::Closed) => return,
                },
            };
            let Some(inner) = inner.upgrade() else { return };
            let console = Self { inner };
            match what {
                What::Damaged => console.rebuild().await,
                What::Revoked => console.token_revoked().await,
                What::Team => {
                    if let Err(error) = console.renew_me().await {
                        tracing::warn!(%error, "what became of this account could not be looked up");
                    }
                }
            }
        }
    }

    /// The token comes from the keyring, which may take its time; the window is there already.
    pub(super) async fn resume(&self) {
        if self.me().is_none() {
            return;
        }
        if self.inner.hub.is_err() {
            self.inner.live.set_lost(now());
            return;
        }
        let tokens = self.inner.tokens.clone();
        let token = tokio::task::spawn_blocking(move || tokens.load()).await;
        match token {
            Ok(Ok(Some(token))) => {
                if let Err(error) = self.begin_session(token).await {
                    tracing::error!(%error, "the session did not begin");
                }
            }
            Ok(Ok(None)) => {
                tracing::info!("the token is gone: sign in again");
                self.set_me(None);
                self.inner.live.emit(ConsoleEvent::SignedOut);
            }
            // The cache can be read all the same.
            Ok(Err(error)) => {
                tracing::error!(%error, "the token could not be read");
                self.inner.live.set_lost(now());
            }
            Err(error) => tracing::error!(%error, "the token could not be read"),
        }
    }

    /// Starts the tasks of whoever is signed in; a cache of somebody else is deleted first.
    pub(super) async fn begin_session(&self, token: String) -> Result<(), Error> {
        let hub = self.hub()?.clone();
        let me = self.me().ok_or(Error::SignedOut)?;
        let mut session = self.inner.session.lock().await;
        if let Some(session) = session.take() {
            session.end().await;
        }
        let owner = self.store().read(place::get).await?.owner;
        if owner.is_some_and(|owner| owner != me.id) {
            self.blocking(|store| store.purge_cache()).await?;
        }
        hub.set_token(Some(token));
        *session = Some(self.start(hub, me.online).await?);
        Ok(())
    }

    async fn start(&self, hub: HubClient, online: bool) -> Result<Session, Error> {
        let (store, live) = (self.store().clone(), self.inner.live.clone());
        let (reader, signed_out) = (self.reader()?, self.inner.signed_out.clone());
        let outbox = Arc::new(Outbox {
            store: store.clone(),
            hub: hub.clone(),
            live: live.clone(),
            reader,
            undo: self.inner.options.undo,
            wake: Notify::new(),
            latest: Notify::new(),
            files: Notify::new(),
            folder: self.outgoing_folder(),
            signed_out: signed_out.clone(),
        });
        outbox.forget_arrived().await?;
        let sync = Arc::new(Sync::new(store, hub.clone(), live.clone(), outbox.clone(), reader, signed_out));
        let (online, wished) = watch::channel(online);
        let mut tasks = JoinSet::new();
        tasks.spawn(sync.clone().follow());
        tasks.spawn(sync.clone().fill());
        tasks.spawn(sync.clone().keep());
        tasks.spawn(outbox.clone().run());
        tasks.spawn(outbox.clone().tell_latest());
        tasks.spawn(outbox.clone().upload());
        let (look, looked_at) = watch::channel(live.on_screen());
        let every = self.inner.options.reminder;
        tasks.spawn(reminders::remind(self.store().clone(), live.clone(), reader, wished.clone(), every));
        tasks.spawn(presence::tell_online(hub.clone(), wished, live.connected()));
        tasks.spawn(presence::tell_look(hub, looked_at, live.connected()));
        Ok(Session { sync, outbox, online, look, tasks })
    }

    pub(super) async fn end_session(&self) {
        self.cancel_export();
        if let Some(session) = self.inner.session.lock().await.take() {
            session.end().await;
        }
    }

    /// Runs `with` on the session, if there is one.
    pub(super) async fn with_session(&self, with: impl FnOnce(&Session)) {
        if let Some(session) = self.inner.session.lock().await.as_ref() {
            with(session);
        }
    }

    /// A query met a damaged cache: it is set aside, and filled anew.
    async fn rebuild(&self) {
        let token = self.inner.session.lock().await.as_ref().map(|session| session.sync.hub.clone());
        self.end_session().await;
        if let Err(error) = self.blocking(|store| store.rebuild_cache()).await {
            tracing::error!(%error, "the cache could not be rebuilt");
            return;
        }
        self.inner.live.emit(ConsoleEvent::InboxChanged);
        let Some(token) = token.and_then(|hub| hub.token()) else { return };
        if let Err(error) = self.begin_session(token).await {
            tracing::error!(%error, "the session did not begin again");
        }
    }

    /// Runs a change of the store's files off the runtime's threads.
    pub(super) async fn blocking(
        &self,
        change: impl FnOnce(&crate::store::Store) -> Result<(), crate::store::Error> + Send + 'static,
    ) -> Result<(), Error> {
        let store = self.store().clone();
        let done = tokio::task::spawn_blocking(move || change(&store)).await;
        Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
    }
}

impl Session {
    /// Returns when no task runs any more; what they gave to the store's threads is written.
    async fn end(mut self) {
        self.sync.settled(self.tasks.shutdown()).await;
    }
}
