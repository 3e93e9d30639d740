//! Signing in and out, presence and preferences.

use super::Console;
use crate::error::Error;
use crate::hub_client::HubClient;
use crate::language;
use crate::store::{retention, settings, team};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::{Desk, Me, Preferences};
use std::time::Duration;
use tokio::sync::watch;

/// How long a sign-out waits for the hub to hear of it.
const GOODBYE: Duration = Duration::from_secs(3);

impl Console {
    /// What the window's frame shows; from disk and memory.
    pub async fn desk(&self) -> Result<Desk, Error> {
        let me = self.me();
        let projects = if me.is_some() { self.store().read(team::projects).await? } else { Vec::new() };
        Ok(Desk {
            hub: self.inner.options.hub.clone(),
            token_in_file: me.is_some() && self.inner.tokens.is_in_file(),
            me,
            preferences: self.preferences(),
            system_locale: language::of_system(),
            connection: self.inner.live.connection(),
            projects,
            filling: self.inner.live.filling(),
        })
    }

    /// Needs the hub. The switch stands as this agent left it here; the first time it is off: nobody
    /// is sent chats before they say that they are ready (A1).
    pub async fn sign_in(&self, email: String, password: String) -> Result<Desk, Error> {
        let hub = self.hub()?.clone();
        let signed_in = hub.sign_in(email, password).await?;
        self.end_session().await;
        let before = self.me();
        let agent = signed_in.agent;
        let online = before.filter(|me| me.id == agent.id).is_some_and(|me| me.online);
        let protocol::Agent { id, name, email, role, edits_playbooks, .. } = agent;
        let me = Me { id, name, email, role, edits_playbooks, online };
        let (tokens, token) = (self.inner.tokens.clone(), signed_in.token.clone());
        tokio::task::spawn_blocking(move || tokens.keep(&token))
            .await
            .map_err(|error| Error::Internal(error.to_string()))??;
        self.keep_me(Some(me)).await?;
        self.begin_session(signed_in.token).await?;
        tracing::info!(agent = %id, "signed in");
        self.desk().await
    }

    /// Forgets the token and deletes the cache. What was not sent stays in the outbox.
    pub async fn sign_out(&self) -> Result<Desk, Error> {
        if let Ok(hub) = self.hub() {
            // Without the hub the token stays good there until it is revoked; here it is gone.
            match tokio::time::timeout(GOODBYE, hub.sign_out()).await {
                Ok(Err(error)) => tracing::info!(%error, "the hub did not hear of the sign-out"),
                Err(_) => tracing::info!("the hub did not hear of the sign-out in time"),
                Ok(Ok(())) => {}
            }
        }
        self.forget_session().await?;
        self.desk().await
    }

    /// Somebody may have changed this account at the hub: its name, what it may do. Another role sees other chats,
    /// so the session begins anew.
    pub(super) async fn renew_me(&self) -> Result<(), Error> {
        let Some(me) = self.me() else { return Ok(()) };
        let known = me.clone();
        let now = self.store().read(move |conn| team::own(conn, known)).await?;
        // The switch may have moved meanwhile; it is not the hub's.
        let now = Me { online: self.me().is_some_and(|me| me.online), ..now };
        if now == me {
            return Ok(());
        }
        tracing::info!(role = %now.role, "this account was changed");
        let sees_other_chats = now.role.sees_all() != me.role.sees_all();
        self.keep_me(Some(now)).await?;
        if sees_other_chats && let Some(token) = self.hub().ok().and_then(HubClient::token) {
            self.begin_session(token).await?;
        }
        self.inner.live.emit(ConsoleEvent::TeamChanged);
        self.inner.live.emit(ConsoleEvent::InboxChanged);
        Ok(())
    }

    /// The hub does not know the token any more.
    pub(super) async fn token_revoked(&self) {
        if self.me().is_none() {
            return;
        }
        if let Err(error) = self.forget_session().await {
            tracing::error!(%error, "a revoked session could not be forgotten");
        }
        self.inner.live.emit(ConsoleEvent::SignedOut);
    }

    /// Ends the session and deletes all that it brought.
    async fn forget_session(&self) -> Result<(), Error> {
        self.end_session().await;
        self.inner.live.reset();
        if let Ok(hub) = self.hub() {
            hub.set_token(None);
        }
        // Each step is done whatever became of the others.
        let purged = self.blocking(|store| store.purge_cache()).await;
        let tokens = self.inner.tokens.clone();
        let forgotten = tokio::task::spawn_blocking(move || tokens.forget()).await;
        self.keep_me(None).await?;
        purged?;
        forgotten.map_err(|error| Error::Internal(error.to_string()))??;
        Ok(())
    }

    /// Shows at once, and is told to the hub at once or at the next connection.
    pub async fn set_online(&self, online: bool) -> Result<(), Error> {
        let me = self.me().ok_or(Error::SignedOut)?;
        self.keep_me(Some(Me { online, ..me })).await?;
        self.with_session(|session| {
            session.online.send_replace(online);
        })
        .await;
        self.inner.live.emit(ConsoleEvent::TeamChanged);
        Ok(())
    }

    pub fn preferences(&self) -> Preferences {
        self.inner.preferences.borrow().clone()
    }

    /// Wakes whoever shows them elsewhere than in the window.
    pub fn follow_preferences(&self) -> watch::Receiver<Preferences> {
        self.inner.preferences.subscribe()
    }

    /// Changes what is asked for elsewhere than in the window, which hears of it.
    pub async fn prefer(&self, change: impl FnOnce(&mut Preferences)) -> Result<(), Error> {
        let mut preferences = self.preferences();
        change(&mut preferences);
        self.set_preferences(preferences).await?;
        self.inner.live.emit(ConsoleEvent::PreferencesChanged);
        Ok(())
    }

    pub async fn set_preferences(&self, preferences: Preferences) -> Result<(), Error> {
        let kept = preferences.clone();
        self.store().write_outbox(move |tx| settings::set_preferences(tx, &kept)).await?;
        self.inner.preferences.send_replace(preferences);
        self.with_session(|session| session.sync.keep.notify_one()).await;
        Ok(())
    }

    /// In bytes.
    pub async fn measure_cache(&self) -> Result<i64, Error> {
        Ok(self.store().read(retention::size).await?)
    }

    /// Tries the connection now.
    pub async fn reconnect(&self) {
        let mut running = false;
        self.with_session(|session| {
            session.sync.retry.notify_one();
            running = true;
        })
        .await;
        // Where the keyring did not give the token at the start, it may now.
        if !running {
            self.resume().await;
        }
    }

    async fn keep_me(&self, me: Option<Me>) -> Result<(), Error> {
        let kept = me.clone();
        self.store().write_outbox(move |tx| settings::set_me(tx, kept.as_ref())).await?;
        self.set_me(me);
        Ok(())
    }
}
