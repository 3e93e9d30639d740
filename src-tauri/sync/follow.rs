//! Follows the hub's changes, and comes back by itself.

use super::{Error, Sync, backoff};
use crate::hub_client::{self, Live};
use crate::outbox::now;
use crate::store::place;
use protocol::ipc::events::ConsoleEvent;
use protocol::wire::sync::{Cursor, LiveFrame, SyncQuery};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// Pages taken in one transaction, when they come faster than they can be written.
const PAGES_AT_ONCE: usize = 8;
/// Without a socket, the hub is asked this often…
const POLL: Duration = Duration::from_secs(3);
/// …and the socket is tried again after this many times.
const POLLS: u32 = 10;

impl Sync {
    /// Runs until the token is revoked.
    pub async fn follow(self: Arc<Self>) {
        let mut failures = 0;
        loop {
            let Err(error) = self.try_to_follow(&mut failures).await;
            if error.is_signed_out() {
                tracing::info!("the hub does not know the token any more");
                self.signed_out.notify_one();
                return;
            }
            if error.is_stale() {
                tracing::info!("the cursor is of another database or membership: from the start");
                match self.start_over().await {
                    Ok(()) => continue,
                    Err(error) => tracing::warn!(%error, "the cache could not be told to start over"),
                }
            } else {
                tracing::info!(%error, failures, "not connected");
            }
            self.behind.send_replace(false);
            self.live.set_lost(now());
            failures += 1;
            tokio::select! {
                () = sleep(backoff::delay(failures)) => {}
                () = self.retry.notified() => {}
            }
        }
    }

    async fn try_to_follow(&self, failures: &mut u32) -> Result<Infallible, Error> {
        let place = self.store.read(place::get).await?;
        if place.cursor.is_none() {
            let page = self.hub.sync(&SyncQuery::default()).await?;
            self.take_snapshot(page, true).await?;
            self.tell_filling(false).await?;
        }
        loop {
            let cursor = self.cursor().await?;
            match self.hub.live(cursor).await {
                Ok(live) => return self.follow_socket(live, failures).await,
                Err(error @ hub_client::Error::Refused(_)) => return Err(error.into()),
                Err(error) => {
                    // Nothing of the hub may answer at all; then the first poll says so.
                    tracing::debug!(%error, "no socket; polling");
                    self.poll(failures).await?;
                }
            }
        }
    }

    async fn follow_socket(&self, mut live: Live, failures: &mut u32) -> Result<Infallible, Error> {
        // The next frames are read and parsed while the last one is written to disk.
        let (frames, mut taken) = mpsc::channel(PAGES_AT_ONCE);
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            loop {
                let frame = live.next().await;
                let ended = frame.is_err();
                if frames.send(frame).await.is_err() || ended {
                    return;
                }
            }
        });
        while let Some(frame) = taken.recv().await {
            if matches!(&frame, Ok(LiveFrame::Page(page)) if page.more) && !self.behind.send_replace(true) {
                self.glance().await?;
            }
            let mut next = Some(frame);
            let mut pages = Vec::new();
            while let Some(frame) = next.take() {
                match frame? {
                    LiveFrame::Page(page) => {
                        pages.push(*page);
                        // In a catch-up the next pages are there already: one transaction for all.
                        next = if pages.len() < PAGES_AT_ONCE { taken.try_recv().ok() } else { None };
                    }
                    other => {
                        self.take(std::mem::take(&mut pages)).await?;
                        self.take_moment(other)?;
                    }
                }
            }
            let more = pages.last().map(|page| page.more);
            self.take(pages).await?;
            *failures = 0;
            self.live.set_connected();
            if let Some(more) = more {
                self.behind.send_replace(more);
            }
        }
        Err(hub_client::Error::Unreachable { unsent: false, detail: "the socket ended".into() }.into())
    }

    /// What holds at this moment, and is not kept.
    fn take_moment(&self, frame: LiveFrame) -> Result<(), Error> {
        match frame {
            LiveFrame::AgentsOnline { agents } => self.live.set_online(agents),
            LiveFrame::VisitorsOnSite { visitors } => self.live.set_on_site(visitors),
            LiveFrame::VisitorOnSite { visitor_id, on_site } => self.live.move_on_site(visitor_id, on_site),
            LiveFrame::VisitorTyping { conversation_id: id } => {
                self.live.emit(ConsoleEvent::VisitorTyping { id, typing: true });
            }
            LiveFrame::Looking { conversation_id, agents } => self.live.set_looking(conversation_id, agents),
            LiveFrame::Refused(problem) => return Err(hub_client::Error::Refused(Box::new(problem)).into()),
            LiveFrame::Page(_) => {}
        }
        Ok(())
    }

    /// Asks for changes for a while.
    async fn poll(&self, failures: &mut u32) -> Result<(), Error> {
        for _ in 0..POLLS {
            loop {
                let since = Some(self.cursor().await?);
                let page = self.hub.sync(&SyncQuery { since, ..SyncQuery::default() }).await?;
                *failures = 0;
                self.live.set_connected();
                let more = page.more;
                self.take(vec![page]).await?;
                if !more {
                    break;
                }
            }
            tokio::select! {
                () = sleep(POLL) => {}
                () = self.retry.notified() => return Ok(()),
            }
        }
        Ok(())
    }

    async fn cursor(&self) -> Result<Cursor, Error> {
        let place = self.store.read(place::get).await?;
        // Only a cache that was rebuilt under us has none: the session starts anew then.
        place.cursor.ok_or(Error::Store(crate::store::Error::Closed))
    }

    /// The next page is a first one; what it and its followers do not name is forgotten then.
    async fn start_over(&self) -> Result<(), Error> {
        self.store
            .write(|tx| {
                let place = place::get(tx)?;
                place::set(tx, &place::Place { cursor: None, before: None, ..place })
            })
            .await?;
        Ok(())
    }
}
