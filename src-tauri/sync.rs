//! Keeps the cache like the hub.
//!
//! Two loops share one store. [`follow`] asks for a first page if there is none, then follows the
//! changes from the cursor (after a [`glance`] at the newest, if much was missed), over the live socket or, where a proxy lets no socket through, by
//! asking every few seconds. [`fill`] brings what is missing behind it: the rest of the first
//! snapshot, then ranges of messages, as [`plan`] says. Either may fail at any moment and begin
//! again: where they stand is in the cache, in the same transaction as what they brought.
//!
//! What the agent may no longer see is deleted, and wiped from the files, before anybody is told.

pub mod backoff;
mod fill;
mod follow;
mod glance;
mod keep;
pub mod notices;
pub mod plan;

use crate::hub_client::{self, HubClient};
use crate::live_state::LiveState;
use crate::outbox::{Outbox, now};
use crate::store::apply::{self, Applied};
use crate::store::folders::{self, Reader};
use crate::store::{self, Store, Transaction, conversations};
use protocol::ipc::events::ConsoleEvent;
use protocol::wire::ErrorCode;
use protocol::wire::sync::{Range, SyncPage};
use protocol::{ConversationId, Message, Timestamp, VisitorId};
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, RwLock, watch};

/// Why a try ended.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Hub(#[from] hub_client::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    fn is_signed_out(&self) -> bool {
        matches!(self, Self::Hub(error) if error.is_signed_out())
    }

    fn is_stale(&self) -> bool {
        matches!(self, Self::Hub(error) if error.code() == Some(ErrorCode::CursorStale))
    }
}

pub struct Sync {
    pub store: Arc<Store>,
    pub hub: HubClient,
    pub live: Arc<LiveState>,
    pub outbox: Arc<Outbox>,
    pub reader: Reader,
    /// Try the connection now.
    pub retry: Notify,
    /// Something may be missing.
    pub gaps: Notify,
    /// How far back is kept may have changed.
    pub keep: Notify,
    /// More changes are on their way: what seems to be missing may be among them.
    behind: watch::Sender<bool>,
    /// The hub does not know the token any more.
    pub signed_out: Arc<Notify>,
    /// Changed by what was followed since the last page of the snapshot was asked for.
    fresher: Arc<Mutex<apply::Fresher>>,
    /// Conversations asked for out of turn.
    wanted: Mutex<HashSet<ConversationId>>,
    /// Held while something is taken over, until whoever has to know was told: the session does not end in between.
    taking: RwLock<()>,
}

impl Sync {
    pub fn new(
        store: Arc<Store>,
        hub: HubClient,
        live: Arc<LiveState>,
        outbox: Arc<Outbox>,
        reader: Reader,
        signed_out: Arc<Notify>,
    ) -> Self {
        Self {
            store,
            hub,
            live,
            outbox,
            reader,
            retry: Notify::new(),
            gaps: Notify::new(),
            keep: Notify::new(),
            behind: watch::Sender::new(false),
            signed_out,
            fresher: Arc::default(),
            wanted: Mutex::default(),
            taking: RwLock::default(),
        }
    }

    /// Brings messages that somebody waits for, out of turn. One request per conversation at a time.
    pub fn want(self: &Arc<Self>, range: Range) {
        if !lock(&self.wanted).insert(range.conversation_id) {
            return;
        }
        let this = self.clone();
        tokio::spawn(async move {
            if let Err(error) = this.bring(vec![range]).await {
                tracing::debug!(conversation = %range.conversation_id, %error, "messages asked for did not come");
            }
            lock(&this.wanted).remove(&range.conversation_id);
        });
    }

    /// Brings all that is missing of a visitor's exchanges, out of turn.
    pub async fn bring_visitor(&self, visitor: VisitorId) -> Result<(), Error> {
        const AT_ONCE: i64 = 10_000;
        let mut before = Vec::new();
        loop {
            let missing = self.store.read(move |conn| conversations::missing_with(conn, visitor)).await?;
            let ranges = plan::ranges(&missing, AT_ONCE);
            // Nothing came of the same question: it is not asked for ever.
            if ranges.is_empty() || ranges == before {
                return Ok(());
            }
            self.bring(ranges.clone()).await?;
            before = ranges;
        }
    }

    /// Fetches ranges and takes them over, batch by batch.
    async fn bring(&self, ranges: Vec<Range>) -> Result<(), Error> {
        const BATCH: usize = 2_000;
        let mut fetching = self.hub.fetch(ranges).await?;
        loop {
            let batch = fetching.batch(BATCH).await?;
            if batch.is_empty() {
                return Ok(());
            }
            self.take_messages(batch).await?;
        }
    }

    /// What was being taken over is told; nothing more is taken over while `end` is awaited.
    pub async fn settled(&self, end: impl Future<Output = ()>) {
        let _taking = self.taking.write().await;
        end.await;
    }

    /// Takes fetched messages over.
    async fn take_messages(&self, messages: Vec<Message>) -> Result<apply::Batch, Error> {
        let _taking = self.taking.read().await;
        let batch = self.store.write(move |tx| apply::batch(tx, &messages)).await?;
        self.outbox.arrived(batch.from_agents.clone()).await?;
        self.live.emit(ConsoleEvent::ConversationsChanged { ids: batch.changed.clone() });
        self.live.emit_inbox_soon();
        Ok(batch)
    }

    /// Takes a page of the snapshot over, and tells whoever has to know.
    async fn take_snapshot(&self, page: SyncPage, first: bool) -> Result<(), Error> {
        let _taking = self.taking.read().await;
        let (hub_time, owner) = (page.hub_time, self.reader.me);
        self.live.set_hub_time(hub_time, now());
        self.outbox.forget_visitors(page.visitors_gone.clone()).await?;
        let fresher = self.fresher.clone();
        let apply = move |tx: &Transaction| {
            // Looked at here, on the writer's thread: what was followed and written before this
            // page is in it.
            let fresher = lock(&fresher);
            let kind = if first { apply::Kind::First { owner } } else { apply::Kind::Next { fresher: &fresher } };
            apply::page(tx, &page, kind)
        };
        let applied = self.store.write_erasing(apply, Applied::erases).await?;
        self.tell(applied, false, hub_time).await
    }

    /// Takes pages of changes over, in one transaction.
    async fn take(&self, pages: Vec<SyncPage>) -> Result<(), Error> {
        let Some(hub_time) = pages.last().map(|page| page.hub_time) else { return Ok(()) };
        let _taking = self.taking.read().await;
        self.live.set_hub_time(hub_time, now());
        {
            let mut fresher = lock(&self.fresher);
            pages.iter().for_each(|page| fresher.note(page));
        }
        // Before the cursor passes it: after a crash in between they are named again.
        self.outbox.forget_visitors(pages.iter().flat_map(|page| page.visitors_gone.iter().copied()).collect()).await?;
        let apply = move |tx: &Transaction| apply::follow(tx, &pages);
        let applied = self.store.write_erasing(apply, Applied::erases).await?;
        self.tell(applied, true, hub_time).await
    }

    async fn tell(&self, applied: Applied, followed: bool, hub_time: Timestamp) -> Result<(), Error> {
        self.outbox.revoked(&applied.revoked).await?;
        self.outbox.erased(applied.erased.clone()).await?;
        self.outbox.arrived(applied.arrived.clone()).await?;
        if applied.sheets {
            self.outbox.taken_in().await?;
        }
        for &id in applied.revoked.iter().chain(&applied.erased) {
            tracing::info!(conversation = %id, "no longer visible; deleted");
            self.live.emit(ConsoleEvent::ConversationRevoked { id });
        }
        for (id, _) in applied.from_visitors.iter().filter(|_| followed) {
            self.live.emit(ConsoleEvent::VisitorTyping { id: *id, typing: false });
        }
        if applied.canned {
            self.live.emit(ConsoleEvent::CannedChanged);
        }
        if applied.team {
            self.live.emit(ConsoleEvent::TeamChanged);
        }
        if !applied.changed.is_empty() {
            self.live.emit(ConsoleEvent::ConversationsChanged { ids: applied.changed.clone() });
        }
        if applied.changes_inbox() {
            self.live.emit(ConsoleEvent::InboxChanged);
        }
        if followed {
            self.notify(applied, hub_time).await?;
        }
        self.gaps.notify_one();
        Ok(())
    }

    async fn notify(&self, mut applied: Applied, hub_time: Timestamp) -> Result<(), Error> {
        let here = now();
        applied.assigned.retain(|id| !self.live.is_my_claim(*id, here));
        let mut ids = notices::candidates(&applied);
        ids.retain(|id| !self.live.is_looked_at(*id));
        if ids.is_empty() {
            return Ok(());
        }
        let reader = self.reader;
        let rows = self
            .store
            .read(move |conn| {
                let keys = ids.into_iter().map(|id| conversations::key(conn, id));
                keys.filter_map(Result::transpose)
                    .map(|key| folders::row(conn, reader, key?))
                    .collect::<Result<Vec<_>, _>>()
            })
            .await?;
        for notice in rows.iter().filter_map(|row| notices::notice(&applied, row, self.reader.me, hub_time)) {
            self.live.notify(notice);
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
