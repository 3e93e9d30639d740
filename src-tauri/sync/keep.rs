//! Lets go of what is older than this desk is to keep.

use super::{Error, Sync};
use crate::outbox::now;
use crate::store::retention;
use protocol::ipc::events::ConsoleEvent;
use std::sync::Arc;
use std::time::Duration;

/// Days pass while the window stays open.
const EVERY: Duration = Duration::from_secs(6 * 3600);

/// Between two batches, for whatever else wants to write.
const PAUSE: Duration = Duration::from_millis(50);

impl Sync {
    /// Runs until it is aborted: at once, then whenever the setting changed, and every few hours.
    pub async fn keep(self: Arc<Self>) {
        loop {
            if let Err(error) = self.trim().await {
                tracing::warn!(%error, "what is old stays for now");
            }
            // What is kept again must be fetched again.
            self.gaps.notify_one();
            let _ = tokio::time::timeout(EVERY, self.keep.notified()).await;
        }
    }

    async fn trim(&self) -> Result<(), Error> {
        let Some(since) = self.store.read(|conn| retention::since(conn, now())).await? else { return Ok(()) };
        let mut deleted = false;
        loop {
            let ids = self.store.write(move |tx| retention::trim(tx, since)).await?;
            if ids.is_empty() {
                break;
            }
            deleted = true;
            self.live.emit(ConsoleEvent::ConversationsChanged { ids });
            tokio::time::sleep(PAUSE).await;
        }
        if deleted {
            self.store.shrink().await?;
        }
        Ok(())
    }
}
