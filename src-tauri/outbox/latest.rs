//! Tells the hub what has only a latest value: how far conversations were read, and where visitors stand (V10). No
//! items: they are told when they can be, in any order.

use super::Outbox;
use crate::error::Error;
use crate::hub_client;
use crate::store::statuses::{self, Wish};
use crate::store::{self, outbox as rows, visitors};
use protocol::ipc::Failure;
use protocol::ipc::events::ConsoleEvent;
use std::sync::Arc;
use std::time::Duration;

/// How soon what could not be told is tried again.
const AGAIN: Duration = Duration::from_secs(5);

impl Outbox {
    /// Runs until it is aborted.
    pub async fn tell_latest(self: Arc<Self>) {
        let mut connected = self.live.connected();
        loop {
            if connected.wait_for(|connected| *connected).await.is_err() {
                return;
            }
            let again = match self.tell_all().await {
                Ok(true) => Duration::MAX,
                Ok(false) => AGAIN,
                Err(error) => {
                    tracing::warn!(%error, "what the hub is to be told could not be looked up");
                    AGAIN
                }
            };
            tokio::select! {
                () = self.latest.notified() => {}
                () = tokio::time::sleep(again) => {}
            }
        }
    }

    /// Answers whether all was told.
    async fn tell_all(&self) -> Result<bool, store::Error> {
        let me = self.reader.me;
        let (reads, wishes) =
            self.store.read(move |conn| Ok((rows::reads(conn, me)?, statuses::all(conn, me)?))).await?;
        // What the hub cannot take now holds nothing else up.
        let mut all = true;
        for wish in wishes {
            let answer = self.hub.set_status(wish.visitor, wish.key, wish.status).await;
            if answer.as_ref().is_err_and(waits) {
                all = false;
                continue;
            }
            self.status_settled(wish, answer.err()).await?;
        }
        for (conversation, position) in reads {
            match self.hub.mark_read(conversation, position).await {
                Err(error) if waits(&error) => all = false,
                // Told, or there is nothing (any more) to have read.
                _ => self.store.write_outbox(move |tx| rows::remove_read(tx, me, conversation, position)).await?,
            }
        }
        Ok(all)
    }

    /// The cache has it first, so that it shows all the time.
    async fn status_settled(&self, wish: Wish, refused: Option<hub_client::Error>) -> Result<(), store::Error> {
        let me = self.reader.me;
        if refused.is_none() {
            self.store.write(move |tx| visitors::take_status(tx, wish)).await?;
        }
        self.store.write_outbox(move |tx| statuses::remove(tx, me, wish)).await?;
        if let Some(error) = refused {
            tracing::info!(visitor = %wish.visitor, %error, "a status was refused");
            let Failure { code, .. } = Error::from(error).into();
            self.live.emit(ConsoleEvent::StatusRefused { visitor: wish.visitor, code });
        }
        self.live.emit_inbox_soon();
        Ok(())
    }
}

/// It is for later.
fn waits(error: &hub_client::Error) -> bool {
    error.is_retryable() || error.is_signed_out()
}
