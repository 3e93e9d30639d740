//! What happens to what was written for conversations that leave this desk: those that an agent may no longer see keep it
//! as not sent; those of somebody who was erased take it along.

use super::{NOT_MINE, Outbox, now};
use crate::store::outbox::{self as rows, Act, Item, ItemState};
use crate::store::{self, Connection, conversations, drafts, outgoing, statuses};
use protocol::ipc::thread::Draft;
use protocol::wire::sync::GoneVisitor;
use protocol::{ConversationId, MessageId};
use uuid::Uuid;

impl Outbox {
    /// These may no longer be seen: what was written for them stays, as not sent.
    pub async fn revoked(&self, ids: &[ConversationId]) -> Result<(), store::Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let (me, ids) = (self.reader.me, ids.to_vec());
        let change = move |tx: &store::Transaction| {
            for &id in &ids {
                rows::revoke(tx, me, id, NOT_MINE)?;
                outgoing::forget_draft(tx, me, id)?;
                // What was only begun joins it: the composer that held it is gone.
                let text = drafts::get(tx, me, id)?.text;
                drafts::save(tx, me, id, &Draft::default())?;
                if !text.trim().is_empty() {
                    let (begun, now) = (MessageId::from(Uuid::now_v7()), now());
                    let act = Act::Reply { body: text.into() };
                    let state = ItemState::Queued;
                    let item = Item {
                        id: begun,
                        author: me,
                        conversation: id,
                        act,
                        created_at: now,
                        not_before: now,
                        state,
                        waits_for_file: false,
                    };
                    rows::add(tx, &item)?;
                    rows::park(tx, begun, NOT_MINE)?;
                }
            }
            Ok(())
        };
        self.store.write_outbox(change).await?;
        self.files.notify_one();
        Ok(())
    }

    /// Visitors who are there no more: what was written for one who was erased goes with them; for one who turned out to
    /// be another, it goes to that one.
    pub async fn forget_visitors(&self, gone: Vec<GoneVisitor>) -> Result<(), store::Error> {
        if gone.is_empty() {
            return Ok(());
        }
        let erased: Vec<_> = gone.iter().filter(|gone| gone.into.is_none()).map(|gone| gone.id).collect();
        let held = move |conn: &Connection| {
            let held: Result<Vec<_>, _> = erased.into_iter().map(|id| conversations::of_visitor(conn, id)).collect();
            Ok(held?.concat())
        };
        let conversations = self.store.read(held).await?;
        let change = move |tx: &store::Transaction| {
            gone.into_iter().try_fold(false, |any, gone| Ok(statuses::forget_visitor(tx, gone)? || any))
        };
        if self.store.write_outbox(change).await? {
            self.store.cut_outbox().await?;
        }
        self.erased(conversations).await
    }

    /// The visitor of these was erased: what any agent of this desk wrote for them goes too.
    pub async fn erased(&self, ids: Vec<ConversationId>) -> Result<(), store::Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let change =
            move |tx: &store::Transaction| ids.into_iter().try_fold(false, |any, id| Ok(rows::erase(tx, id)? || any));
        if self.store.write_outbox(change).await? {
            self.store.cut_outbox().await?;
            self.files.notify_one();
        }
        Ok(())
    }
}
