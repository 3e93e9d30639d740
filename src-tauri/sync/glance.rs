//! The newest first, when much was missed.
//!
//! Changes come in the order in which they happened, so after a long absence what matters most
//! would come last. So before the first of many pages is taken, the newest conversations are, with
//! a screen of each; the changes then find them here already.

use super::{Error, Sync, plan};
use crate::store::{apply, place};
use protocol::ConversationId;
use protocol::wire::sync::SyncQuery;
use std::collections::HashSet;

/// Conversations looked at: more than the list shows.
const CONVERSATIONS: usize = 30;
const MESSAGES: i64 = plan::NEWEST * CONVERSATIONS as i64;

impl Sync {
    /// Takes the newest conversations over without moving the cursor. Not during a first
    /// synchronisation, which begins with the newest anyway.
    pub(super) async fn glance(&self) -> Result<(), Error> {
        if self.store.read(place::get).await?.before.is_some() {
            return Ok(());
        }
        let page = self.hub.sync(&SyncQuery { limit: Some(CONVERSATIONS), ..SyncQuery::default() }).await?;
        let hub_time = page.hub_time;
        let newest: HashSet<ConversationId> = page.conversations.iter().map(|head| head.id).collect();
        let mut applied = self.store.write(move |tx| apply::page(tx, &page, apply::Kind::Glance)).await?;
        let mut missing = self.missing(&HashSet::new()).await?;
        missing.retain(|missing| newest.contains(&missing.conversation));
        let ranges = plan::ranges(&missing, MESSAGES);
        if !ranges.is_empty() {
            let messages = self.hub.fetch(ranges).await?.batch(MESSAGES as usize).await?;
            applied.from_visitors = self.take_messages(messages).await?.from_visitors;
        }
        self.tell(applied, true, hub_time).await
    }
}
