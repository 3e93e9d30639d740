//! Brings what is missing: the rest of the first snapshot, and messages, the newest first.

use super::{Error, Sync, backoff, lock, plan};
use crate::outbox::now;
use crate::store::{Connection, apply, conversations, place, retention};
use plan::Missing;
use protocol::ipc::session::Filling;
use protocol::limits::FETCH_MAX_RANGES;
use protocol::wire::sync::SyncQuery;
use std::collections::HashSet;
use std::sync::Arc;

/// Messages one request asks for: a second's work, so that pages of heads come in between.
const MESSAGES: i64 = 10_000;

impl Sync {
    /// Runs until it is aborted. Works only while connected; what fails is tried again.
    pub async fn fill(self: Arc<Self>) {
        let (mut connected, mut behind) = (self.live.connected(), self.behind.subscribe());
        let mut failures = 0;
        // Asked for in vain since the last connection; asking again would bring nothing new.
        let mut stuck: HashSet<Missing> = HashSet::new();
        loop {
            if connected.wait_for(|connected| *connected).await.is_err()
                || behind.wait_for(|behind| !behind).await.is_err()
            {
                return;
            }
            match self.fill_some(&mut stuck).await {
                Ok(true) => failures = 0,
                Ok(false) => {
                    tokio::select! {
                        () = self.gaps.notified() => {}
                        changed = connected.changed() => {
                            stuck.clear();
                            if changed.is_err() {
                                return;
                            }
                        }
                    }
                }
                Err(error) => {
                    failures += 1;
                    tracing::info!(%error, failures, "what is missing did not come");
                    tokio::select! {
                        () = tokio::time::sleep(backoff::delay(failures)) => {}
                        changed = connected.changed() => if changed.is_err() { return },
                    }
                }
            }
        }
    }

    /// One page of heads and one request of messages. Answers whether there was anything to do.
    async fn fill_some(&self, stuck: &mut HashSet<Missing>) -> Result<bool, Error> {
        let place = self.store.read(place::get).await?;
        let more_heads = place.before.is_some();
        if let Some(before) = place.before {
            lock(&self.fresher).clear();
            let page = self.hub.sync(&SyncQuery { before: Some(before.clone()), ..SyncQuery::default() }).await?;
            // The hub may have told meanwhile that all begins anew.
            let still = self.store.read(place::get).await?.before == Some(before);
            if still {
                self.take_snapshot(page, false).await?;
            }
        }
        let missing = self.missing(stuck).await?;
        let asked: Vec<Missing> = missing.clone();
        if !missing.is_empty() {
            let ranges = plan::ranges(&missing, MESSAGES);
            let count = ranges.len();
            self.bring(ranges).await?;
            let after: HashSet<Missing> = self.missing(stuck).await?.into_iter().collect();
            stuck.extend(asked.into_iter().take(count).filter(|missing| after.contains(missing)));
        }
        let busy = more_heads || !missing.is_empty();
        if place.filling {
            self.tell_filling(!busy).await?;
        }
        Ok(busy)
    }

    pub(super) async fn missing(&self, stuck: &HashSet<Missing>) -> Result<Vec<Missing>, Error> {
        let limit = i64::try_from(FETCH_MAX_RANGES + stuck.len()).unwrap_or(i64::MAX);
        let kept = move |conn: &Connection| {
            let since = retention::since(conn, now())?;
            conversations::missing(conn, limit, since)
        };
        let mut missing = self.store.read(kept).await?;
        missing.retain(|missing| !stuck.contains(missing));
        Ok(missing)
    }

    /// `idle`: there is nothing more to ask for.
    pub(super) async fn tell_filling(&self, idle: bool) -> Result<(), Error> {
        let filling = self.store.write(move |tx| apply::filling(tx, idle)).await?;
        self.live.set_filling(filling.map(|(done, total)| Filling { done, total }));
        Ok(())
    }
}
