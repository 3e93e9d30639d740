//! One conversation: reading it, writing in it, moving it.

use super::Console;
use crate::error::Error;
use crate::export::Export;
use crate::hub_client;
use crate::language;
use crate::outbox::now;
use crate::store::outbox::{self as rows, Act, Item, ItemState};
use crate::store::{canned, conversations, dialogue, drafts, folders, outgoing, reads, team};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::Connection;
use protocol::ipc::thread::{
    ClaimOutcome, Dialogue, Draft, ExportFormat, OpenConversation, Opened, ReadItems, ReadOutline, ReadThread,
    ThreadItem, ThreadSlice,
};
use protocol::limits::TEXT_MAX_CHARS;
use protocol::wire::ErrorCode;
use protocol::wire::agents::NewBody;
use protocol::wire::sync::Range;
use protocol::{AgentId, ConversationId, MessageId, Position, State};
use uuid::Uuid;

/// What is fetched around a slice that is missing: the next ones upwards are asked for soon.
const AHEAD: i64 = 200;

impl Console {
    /// What the window shows first: both are of the same moment.
    pub async fn open_conversation(&self, ask: OpenConversation) -> Result<Opened, Error> {
        let (reader, id) = (self.reader()?, ask.conversation);
        let newest = ReadThread { conversation: id, before: None, after: None, limit: ask.limit };
        let read = self
            .store()
            .read(move |conn| Ok((dialogue::head(conn, reader, id)?, dialogue::slice(conn, reader, &newest)?)));
        let (Some(head), Some(slice)) = read.await? else { return Err(Error::NotFound) };
        self.want_missing(&newest, &slice).await;
        Ok(Opened { head: self.marked(head).await?, newest: slice })
    }

    pub async fn dialogue_head(&self, id: ConversationId) -> Result<Dialogue, Error> {
        let reader = self.reader()?;
        let head = self.store().read(move |conn| dialogue::head(conn, reader, id)).await?;
        self.marked(head.ok_or(Error::NotFound)?).await
    }

    /// With what no table of conversations tells.
    async fn marked(&self, mut head: Dialogue) -> Result<Dialogue, Error> {
        self.mark_moment(&mut head.row);
        let (looking, me) = (self.inner.live.looking_at(head.row.id), self.reader()?.me);
        if head.row.state == State::Unassigned && !looking.is_empty() {
            let names = self.store().read(move |conn| {
                let others = looking.into_iter().filter(|agent| *agent != me);
                others.filter_map(|agent| team::agent(conn, agent).transpose()).collect()
            });
            head.looking = names.await?;
        }
        self.mark_language(&mut head.row).await?;
        Ok(head)
    }

    /// What the cache holds of it; what it does not hold is asked for out of turn.
    pub async fn read_thread(&self, ask: ReadThread) -> Result<ThreadSlice, Error> {
        let reader = self.reader()?;
        let slice = self.store().read(move |conn| dialogue::slice(conn, reader, &ask)).await?;
        let slice = slice.ok_or(Error::NotFound)?;
        self.want_missing(&ask, &slice).await;
        Ok(slice)
    }

    async fn want_missing(&self, ask: &ReadThread, slice: &ThreadSlice) {
        if slice.missing {
            let (low, high) = dialogue::window(ask, slice.last_position);
            let after = (high - AHEAD).clamp(0, low - 1);
            let range = Range { conversation_id: ask.conversation, after, limit: high - after };
            self.with_session(|session| session.sync.want(range)).await;
        }
    }

    /// Some items, wherever they stand in the thread. What the cache does not hold is not asked for: the
    /// outline said that there is nothing to be had.
    pub async fn read_items(&self, ask: ReadItems) -> Result<Vec<ThreadItem>, Error> {
        let reader = self.reader()?;
        self.store().read(move |conn| dialogue::items(conn, reader, &ask)).await?.ok_or(Error::NotFound)
    }

    /// What kind of item stands where (D1).
    pub async fn read_outline(&self, ask: ReadOutline) -> Result<String, Error> {
        self.reader()?;
        self.store().read(move |conn| dialogue::outline(conn, ask)).await?.ok_or(Error::NotFound)
    }

    /// A conversation as a file, of what the cache holds: its name and its text (O1).
    pub async fn export(&self, id: ConversationId, format: ExportFormat) -> Result<(String, String), Error> {
        let reader = self.reader()?;
        let head = self.dialogue_head(id).await?;
        let all: Vec<Position> = (1..=head.last_position).collect();
        let ask = ReadItems { conversation: id, positions: all };
        let items = self.store().read(move |conn| dialogue::items(conn, reader, &ask)).await?.ok_or(Error::NotFound)?;
        let locale = language::chosen(self.preferences().locale);
        let export = Export { head: &head, items: &items, locale, zone: jiff::tz::TimeZone::system() };
        let name = format!("pupitre-{}-{}", head.row.visitor_number, id.uuid().simple());
        Ok(match format {
            ExportFormat::Html => (format!("{name}.html"), export.html()),
            ExportFormat::Text => (format!("{name}.txt"), export.text()),
        })
    }

    /// Queues a reply: it shows at once, and its draft is done with (O2). All its parts, or none.
    pub async fn reply(&self, conversation: ConversationId, parts: Vec<NewBody>) -> Result<Vec<MessageId>, Error> {
        let me = self.reader()?.me;
        for part in &parts {
            if let NewBody::Text { text } = part {
                if text.trim().is_empty() {
                    return Err(ErrorCode::TextEmpty.into());
                }
                if text.chars().count() > TEXT_MAX_CHARS {
                    return Err(ErrorCode::TextTooLong.into());
                }
            }
        }
        match self.standing(conversation).await? {
            (State::Closed, _) => return Err(ErrorCode::ConversationClosed.into()),
            (State::Assigned, Some(assignee)) if assignee == me => {}
            _ => return Err(ErrorCode::NotAssignee.into()),
        }
        let files: Vec<_> = parts.iter().filter_map(NewBody::file).collect();
        let here = self.store().read(move |conn| {
            files.iter().try_fold(true, |all, &file| {
                Ok(all && (outgoing::loose(conn, me, file)?.is_some() || canned::file(conn, file)?.is_some()))
            })
        });
        if !here.await? {
            return Err(Error::FileChanged);
        }
        self.queue(conversation, parts.into_iter().map(|body| Act::Reply { body }).collect(), 0).await
    }

    /// Sends a refused reply again, under its id.
    pub async fn retry_reply(&self, id: MessageId) -> Result<(), Error> {
        let item = self.item(id).await?;
        self.store().write_outbox(move |tx| rows::unpark(tx, id)).await?;
        self.outbox_changed(item.conversation).await;
        Ok(())
    }

    /// Takes a reply out that was never tried or was refused; answers it.
    pub async fn discard_reply(&self, id: MessageId) -> Result<NewBody, Error> {
        self.item(id).await?;
        let taken = self.store().write_outbox(move |tx| rows::take_reply(tx, id)).await?;
        // Between the look and the taking it may have gone on its way.
        let (conversation, body) = taken.ok_or(Error::AlreadySending)?;
        self.outbox_changed(conversation).await;
        Ok(body)
    }

    pub async fn save_draft(&self, conversation: ConversationId, draft: Draft) -> Result<(), Error> {
        let me = self.reader()?.me;
        Ok(self.store().write_outbox(move |tx| drafts::save(tx, me, conversation, &draft)).await?)
    }

    /// Needs the hub: exactly one agent wins (A4). The cache knows the outcome when this answers.
    pub async fn claim(&self, conversation: ConversationId) -> Result<ClaimOutcome, Error> {
        let me = self.reader()?.me;
        let hub = self.hub()?;
        let outbox = self.inner.session.lock().await.as_ref().map(|session| session.outbox.clone());
        let outbox = outbox.ok_or(Error::SignedOut)?;
        self.inner.live.claim(conversation, now());
        match hub.claim(conversation, Uuid::now_v7()).await {
            Ok(head) => {
                outbox.take_head(head).await?;
                Ok(ClaimOutcome::Mine)
            }
            Err(refused) => Self::not_claimed(refused, me),
        }
    }

    fn not_claimed(refused: hub_client::Error, me: AgentId) -> Result<ClaimOutcome, Error> {
        match refused {
            hub_client::Error::Refused(problem) if problem.code == ErrorCode::AlreadyAssigned => {
                // By me: on another device, or by a claim whose answer was lost.
                let by_me = problem.assignee.as_ref().is_some_and(|assignee| assignee.id == me);
                Ok(if by_me { ClaimOutcome::Mine } else { ClaimOutcome::Taken { by: problem.assignee } })
            }
            // It went to a colleague before we were told: to us it does not exist any more.
            hub_client::Error::Refused(problem) if problem.code == ErrorCode::NotFound => {
                Ok(ClaimOutcome::Taken { by: None })
            }
            error => Err(error.into()),
        }
    }

    /// Queues a reassignment, or with none a giving back; it waits for its undo (A5).
    pub async fn assign_to(
        &self,
        conversation: ConversationId,
        to: Option<AgentId>,
        note: Option<String>,
    ) -> Result<(), Error> {
        self.queue_move(conversation, Act::Assign { to, note }).await
    }

    /// Queues the close; it waits for its undo (A14).
    pub async fn close(&self, conversation: ConversationId, last_position: Position) -> Result<(), Error> {
        self.queue_move(conversation, Act::Close { last_position }).await
    }

    /// Takes back a move that was not sent yet. False: it has gone.
    pub async fn undo_move(&self, conversation: ConversationId) -> Result<bool, Error> {
        let me = self.reader()?.me;
        let taken = self.store().write_outbox(move |tx| rows::take_pending_move(tx, me, conversation)).await?;
        self.outbox_changed(conversation).await;
        Ok(taken)
    }

    /// Counts at once here, and is told to the hub when it can be.
    pub async fn seen_up_to(&self, conversation: ConversationId, position: Position) -> Result<(), Error> {
        let me = self.reader()?.me;
        let moved = self
            .store()
            .write(move |tx| {
                let here = conversations::key(tx, conversation)?.is_some();
                Ok(here && reads::advance(tx, conversation, position)?)
            })
            .await?;
        if moved {
            self.store().write_outbox(move |tx| rows::add_read(tx, me, conversation, position)).await?;
            self.with_session(|session| session.outbox.latest.notify_one()).await;
            self.inner.live.emit(ConsoleEvent::InboxChanged);
        }
        Ok(())
    }

    /// Which conversation is on the glass: it needs no notices, and colleagues may want to know.
    pub async fn on_screen(&self, conversation: Option<ConversationId>) {
        self.inner.live.set_on_screen(conversation);
        self.with_session(|session| {
            session.look.send_replace(conversation);
        })
        .await;
    }

    /// The visitor is told if they can be; nobody waits for it, and the next key says it again.
    pub fn typing(&self, conversation: ConversationId) {
        let Ok(hub) = self.hub().cloned() else { return };
        if self.inner.live.connection() == Connection::Connected {
            tokio::spawn(async move {
                if let Err(error) = hub.typing(conversation).await {
                    tracing::debug!(%conversation, %error, "writing was not told");
                }
            });
        }
    }

    async fn queue_move(&self, conversation: ConversationId, act: Act) -> Result<(), Error> {
        if self.standing(conversation).await?.0 == State::Closed {
            return Err(ErrorCode::ConversationClosed.into());
        }
        let undo = i64::try_from(self.inner.options.undo.as_millis()).unwrap_or(i64::MAX);
        self.queue(conversation, vec![act], undo).await.map(drop)
    }

    pub(super) async fn queue(
        &self,
        conversation: ConversationId,
        acts: Vec<Act>,
        wait_ms: i64,
    ) -> Result<Vec<MessageId>, Error> {
        let author = self.reader()?.me;
        let created_at = now();
        let not_before = created_at.plus_ms(wait_ms);
        let ids = self
            .store()
            .write_outbox(move |tx| {
                let mut ids = Vec::new();
                for act in acts {
                    // A card leaves what is being written beside it alone.
                    if matches!(act, Act::Reply { body: NewBody::Text { .. } }) {
                        drafts::save(tx, author, conversation, &Draft::default())?;
                    }
                    let id = match &act {
                        Act::Create(wish) => wish.id,
                        _ => Uuid::now_v7().into(),
                    };
                    if let Act::Reply { body } = &act
                        && let Some(file) = body.file()
                    {
                        outgoing::give(tx, author, file, id)?;
                    }
                    let (state, waits_for_file) = (ItemState::Queued, false);
                    rows::add(
                        tx,
                        &Item { id, author, conversation, act, created_at, not_before, state, waits_for_file },
                    )?;
                    ids.push(id);
                }
                Ok(ids)
            })
            .await?;
        self.outbox_changed(conversation).await;
        Ok(ids)
    }

    pub(super) async fn item(&self, id: MessageId) -> Result<Item, Error> {
        let me = self.reader()?.me;
        let item = self.store().read(move |conn| rows::get(conn, id)).await?;
        item.filter(|item| item.author == me && !item.act.is_move()).ok_or(Error::NotFound)
    }

    async fn standing(&self, id: ConversationId) -> Result<(State, Option<AgentId>), Error> {
        self.store().read(move |conn| folders::standing(conn, id)).await?.ok_or(Error::NotFound)
    }

    pub(super) async fn outbox_changed(&self, conversation: ConversationId) {
        self.with_session(|session| {
            session.outbox.wake.notify_one();
            session.outbox.files.notify_one();
        })
        .await;
        self.inner.live.emit(ConsoleEvent::ConversationsChanged { ids: vec![conversation] });
        self.inner.live.emit(ConsoleEvent::InboxChanged);
    }
}
