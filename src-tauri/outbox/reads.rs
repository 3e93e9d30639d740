//! Tells the hub how far conversations were read. Only the newest position of each matters, so
//! these are no items: they are told when they can be, in any order.

use super::Outbox;
use crate::store::{self, outbox as rows};
use std::sync::Arc;
use std::time::Duration;

/// How soon what could not be told is tried again.
const AGAIN: Duration = Duration::from_secs(5);

impl Outbox {
    /// Runs until it is aborted.
    pub async fn tell_reads(self: Arc<Self>) {
        let mut connected = self.live.connected();
        loop {
            if connected.wait_for(|connected| *connected).await.is_err() {
                return;
            }
            let again = match self.tell_known_reads().await {
                Ok(true) => Duration::MAX,
                Ok(false) => AGAIN,
                Err(error) => {
                    tracing::warn!(%error, "read positions could not be looked up");
                    AGAIN
                }
            };
            tokio::select! {
                () = self.read.notified() => {}
                () = tokio::time::sleep(again) => {}
            }
        }
    }

    /// Answers whether all were told.
    async fn tell_known_reads(&self) -> Result<bool, store::Error> {
        let me = self.reader.me;
        for (conversation, position) in self.store.read(move |conn| rows::reads(conn, me)).await? {
            match self.hub.mark_read(conversation, position).await {
                Err(error) if error.is_retryable() || error.is_signed_out() => return Ok(false),
                // Told, or there is nothing (any more) to have read.
                _ => self.store.write_outbox(move |tx| rows::remove_read(tx, me, conversation, position)).await?,
            }
        }
        Ok(true)
    }
}
