//! Brings what the agent did to the hub: replies, moves, read positions.
//!
//! An item's life: *queued* (shown at once; may be taken back) → *sending* (written down before the
//! network gets it: after a crash nobody knows whether it arrived, and its id makes the repetition
//! harmless) → *sent* (the hub has it; shown from here until synchronisation brings the message,
//! so that it is on the glass exactly once all the time) → gone. Or → *parked*: the hub refused,
//! the agent decides. [`decide`] holds the rules; this file does what they say.
//!
//! Sends only while connected; what fails waits longer each time, and anew with each connection.

pub mod decide;
mod latest;
mod leaving;
pub mod uploads;

use crate::hub_client::{self, HubClient};
use crate::live_state::LiveState;
use crate::store::folders::Reader;
use crate::store::outbox::{self as rows, Act, Item, ItemState};
use crate::store::{self, Store, conversations, crm, messages};
use crate::sync::backoff;
use decide::{Decision, Queue, Verdict, Waited, decide, verdict};
use protocol::ipc::events::ConsoleEvent;
use protocol::wire::Problem;
use protocol::wire::agents::PostMessage;
use protocol::{Conversation, ConversationId, MessageId, Position, State, Timestamp};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// On their way at the same moment.
const AT_ONCE: usize = 4;

/// Why what was written for a revoked conversation is not sent.
const NOT_MINE: &str = "not_assignee";

/// This machine's clock. Good for what stays on this desk; the hub's times rule everything shared.
pub fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}

pub struct Outbox {
    pub store: Arc<Store>,
    pub hub: HubClient,
    pub live: Arc<LiveState>,
    pub reader: Reader,
    /// How long a move may be undone.
    pub undo: Duration,
    /// There is something new to send.
    pub wake: Notify,
    /// Something was read, or a status set.
    pub latest: Notify,
    /// A file is to go up, or must not any more.
    pub files: Notify,
    /// Where files lie until the hub has them.
    pub folder: PathBuf,
    /// The hub does not know the token any more.
    pub signed_out: Arc<Notify>,
}

/// What the sender remembers of an item between tries.
struct Try {
    seen: Instant,
    failures: u32,
    not_before: Instant,
}

/// An accepted item's place or new head.
enum Accepted {
    Posted(Position),
    /// A field of the side panel, at this time of the hub.
    Saved(Timestamp),
    Moved(Box<Conversation>),
}

type Answer = Result<Accepted, hub_client::Error>;

impl Outbox {
    /// Runs until it is aborted.
    pub async fn run(self: Arc<Self>) {
        let mut connected = self.live.connected();
        let mut tries: HashMap<MessageId, Try> = HashMap::new();
        let mut busy: HashSet<Queue> = HashSet::new();
        let mut sending: JoinSet<(Item, Answer)> = JoinSet::new();
        loop {
            let online = *connected.borrow_and_update();
            let again_in = match self.start_due(online, &mut tries, &mut busy, &mut sending).await {
                Ok(again_in) => again_in,
                Err(error) => {
                    tracing::warn!(%error, "the outbox could not be read");
                    Some(backoff::delay(3))
                }
            };
            let again = tokio::time::sleep(again_in.unwrap_or(Duration::from_secs(3_600)));
            tokio::select! {
                () = self.wake.notified() => {}
                () = again => {}
                changed = connected.changed() => {
                    if changed.is_err() {
                        return;
                    }
                    for one in tries.values_mut() {
                        *one = Try { seen: one.seen, failures: 0, not_before: Instant::now() };
                    }
                }
                Some(done) = sending.join_next() => {
                    let Ok((item, answer)) = done else { continue };
                    busy.remove(&Queue::from(&item));
                    if let Err(error) = self.settle(&item, answer, &mut tries).await {
                        tracing::warn!(item = %item.id, %error, "the outbox could not be written");
                    }
                }
            }
        }
    }

    /// Starts what is due; answers when to look again.
    async fn start_due(
        self: &Arc<Self>,
        online: bool,
        tries: &mut HashMap<MessageId, Try>,
        busy: &mut HashSet<Queue>,
        sending: &mut JoinSet<(Item, Answer)>,
    ) -> Result<Option<Duration>, store::Error> {
        let me = self.reader.me;
        let items = self.store.read(move |conn| rows::all(conn, me)).await?;
        tries.retain(|id, _| items.iter().any(|item| item.id == *id));
        let at = Instant::now();
        for item in &items {
            tries.entry(item.id).or_insert(Try { seen: at, failures: 0, not_before: at });
        }
        let waited = |id| {
            tries.get(&id).map_or_else(Waited::default, |one| Waited {
                since_seen: at - one.seen,
                until_retry: one.not_before.saturating_duration_since(at),
            })
        };
        let Decision { send, again_in } = decide(&items, busy, now(), self.undo, waited);
        if !online {
            // Each connection wakes the loop. A move whose undo ends meanwhile loses nothing.
            return Ok(None);
        }
        for item in items.into_iter().filter(|item| send.contains(&item.id)) {
            if sending.len() >= AT_ONCE {
                break;
            }
            let id = item.id;
            if !self.store.write_outbox(move |tx| rows::mark_sending(tx, id)).await? {
                continue;
            }
            self.changed(item.conversation);
            busy.insert(Queue::from(&item));
            let this = self.clone();
            sending.spawn(async move {
                let answer = this.send(&item).await;
                (item, answer)
            });
        }
        Ok(again_in)
    }

    async fn send(&self, item: &Item) -> Answer {
        let key = item.id.uuid();
        Ok(match &item.act {
            Act::Reply { body } => {
                let message = PostMessage { id: item.id, body: body.clone() };
                Accepted::Posted(self.hub.post_message(item.conversation, &message).await?.position)
            }
            Act::Close { last_position } => {
                Accepted::Moved(Box::new(self.hub.close(item.conversation, key, *last_position).await?))
            }
            Act::Assign { to, note } => {
                let head = self.hub.assign(item.conversation, key, *to, note.clone()).await?;
                Accepted::Moved(Box::new(head))
            }
            Act::Edit(edit) => Accepted::Saved(self.hub.edit_sheet(item.conversation, key, edit).await?.saved_at),
            Act::Create(wish) => Accepted::Posted(self.hub.create_entry(item.conversation, wish).await?.position),
        })
    }

    async fn settle(
        &self,
        item: &Item,
        answer: Answer,
        tries: &mut HashMap<MessageId, Try>,
    ) -> Result<(), store::Error> {
        let id = item.id;
        match (verdict(&answer), answer) {
            (Verdict::Accepted, Ok(Accepted::Posted(position))) => self.posted(item, position).await?,
            (Verdict::Accepted, Ok(Accepted::Saved(at))) => {
                self.store.write_outbox(move |tx| rows::mark_sent(tx, id, at.0)).await?;
                self.taken_in().await?;
            }
            (Verdict::Accepted, Ok(Accepted::Moved(head))) => {
                self.take_head(*head).await?;
                self.store.write_outbox(move |tx| rows::remove(tx, id)).await?;
            }
            (Verdict::Unsent, _) => {
                self.store.write_outbox(move |tx| rows::mark_unsent(tx, id)).await?;
                self.wait_longer(tries, id, None);
            }
            (Verdict::Retry { after }, answer) => {
                if let Err(error) = answer {
                    tracing::info!(item = %id, %error, "not sent yet");
                }
                self.wait_longer(tries, id, after);
            }
            (Verdict::Refused(problem), _) => self.refused(item, *problem).await?,
            (Verdict::SignedOut, _) => {
                self.wait_longer(tries, id, None);
                self.signed_out.notify_one();
            }
            (Verdict::Accepted, Err(_)) => {}
        }
        self.changed(item.conversation);
        Ok(())
    }

    /// The hub has a reply; it stays until the cache holds it, or nothing of its conversation.
    async fn posted(&self, item: &Item, position: Position) -> Result<(), store::Error> {
        let (id, conversation) = (item.id, item.conversation);
        let waits = self
            .store
            .read(move |conn| {
                let key = conversations::key(conn, conversation)?;
                key.map_or(Ok(false), |key| Ok(!messages::holds(conn, key, position, id)?))
            })
            .await?;
        self.store
            .write_outbox(
                move |tx| if waits { rows::mark_sent(tx, id, position) } else { rows::remove(tx, id).map(drop) },
            )
            .await
    }

    async fn refused(&self, item: &Item, problem: Problem) -> Result<(), store::Error> {
        let (id, code) = (item.id, problem.code);
        tracing::info!(item = %id, conversation = %item.conversation, %code, "refused");
        if item.act.is_move() {
            self.store.write_outbox(move |tx| rows::remove(tx, id)).await?;
            let assignee = problem.assignee.map(|assignee| assignee.name);
            self.live.emit(ConsoleEvent::MoveRefused { id: item.conversation, code: code.to_string(), assignee });
        } else {
            self.store.write_outbox(move |tx| rows::park(tx, id, code.as_str())).await?;
        }
        Ok(())
    }

    /// Takes the head a command answered with over, if it is still one to be seen here; else
    /// synchronisation brings what follows.
    pub async fn take_head(&self, head: Conversation) -> Result<(), store::Error> {
        let reader = self.reader;
        let visible = head.state != State::Assigned || head.assignee_id == Some(reader.me) || reader.sees_all;
        if !visible {
            return Ok(());
        }
        let id = head.id;
        let changed = self.store.write(move |tx| conversations::refresh_head(tx, &head)).await?;
        if changed {
            self.live.emit(ConsoleEvent::InboxChanged);
            self.changed(id);
        }
        Ok(())
    }

    fn wait_longer(&self, tries: &mut HashMap<MessageId, Try>, id: MessageId, at_least: Option<Duration>) {
        if let Some(one) = tries.get_mut(&id) {
            one.failures += 1;
            one.not_before = Instant::now() + backoff::delay(one.failures).max(at_least.unwrap_or_default());
        }
    }

    /// These messages came back by synchronisation: the cache shows them from now on.
    pub async fn arrived(&self, ids: Vec<MessageId>) -> Result<(), store::Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let me = self.reader.me;
        let mine = self.store.read(move |conn| rows::all(conn, me)).await?;
        let here: Vec<_> = mine.into_iter().map(|item| item.id).filter(|id| ids.contains(id)).collect();
        if !here.is_empty() {
            self.store.write_outbox(move |tx| here.iter().try_for_each(|id| rows::remove(tx, *id).map(drop))).await?;
            self.files.notify_one();
        }
        Ok(())
    }

    /// Fields of the side panel that the cache holds as they were changed here leave.
    pub async fn taken_in(&self) -> Result<(), store::Error> {
        let me = self.reader.me;
        let ids = self.store.read(move |conn| crm::taken_in(conn, me)).await?;
        if !ids.is_empty() {
            self.store.write_outbox(move |tx| ids.iter().try_for_each(|id| rows::remove(tx, *id).map(drop))).await?;
        }
        Ok(())
    }

    /// After a start: what the cache got to hold meanwhile leaves.
    pub async fn forget_arrived(&self) -> Result<(), store::Error> {
        let me = self.reader.me;
        let arrived = self
            .store
            .read(move |conn| {
                let mut arrived = Vec::new();
                for item in rows::all(conn, me)? {
                    let ItemState::Sent { position } = item.state else { continue };
                    if matches!(item.act, Act::Edit(_)) {
                        continue;
                    }
                    let key = conversations::key(conn, item.conversation)?;
                    if key.map_or(Ok(false), |key| messages::holds(conn, key, position, item.id))? {
                        arrived.push(item.id);
                    }
                }
                Ok(arrived)
            })
            .await?;
        self.arrived(arrived).await?;
        self.taken_in().await
    }

    fn changed(&self, conversation: ConversationId) {
        self.live.emit(ConsoleEvent::ConversationsChanged { ids: vec![conversation] });
        self.live.emit_inbox_soon();
    }
}
