//! Reminds of chats that wait in Unassigned (A16), for as long as they do and this agent is online.

use crate::live_state::{LiveState, Notice, NoticeKind};
use crate::outbox::now;
use crate::store::Store;
use crate::store::folders::{self, Reader};
use protocol::Timestamp;
use protocol::ipc::inbox::{ConversationRow, Folder, ListFolder};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Runs until it is aborted.
pub async fn remind(
    store: Arc<Store>,
    live: Arc<LiveState>,
    reader: Reader,
    online: watch::Receiver<bool>,
    every: Duration,
) {
    loop {
        tokio::time::sleep(every).await;
        if !*online.borrow() {
            continue;
        }
        // The one who waits longest stands first.
        let first = ListFolder { folder: Folder::Unassigned, project: None, offset: 0, limit: 1 };
        match store.read(move |conn| folders::list(conn, reader, &first)).await {
            Ok(page) => {
                let here = now().plus_ms(live.hub_ahead_ms());
                let waits = page.rows.first().filter(|row| waits_long(row, here, every));
                if let Some(row) = waits.filter(|row| !live.is_looked_at(row.id)) {
                    live.notify(reminder(row, page.total));
                }
            }
            Err(error) => tracing::warn!(%error, "nobody was reminded"),
        }
    }
}

/// Whoever has just come was told of already.
fn waits_long(row: &ConversationRow, now: Timestamp, every: Duration) -> bool {
    let every = i64::try_from(every.as_millis()).unwrap_or(i64::MAX);
    row.waiting_since.is_some_and(|since| now.since(since) >= every)
}

fn reminder(row: &ConversationRow, chats: i64) -> Notice {
    Notice {
        conversation: row.id,
        kind: NoticeKind::Waiting { chats },
        visitor_name: row.visitor_name.clone(),
        visitor_number: row.visitor_number,
        text: None,
    }
}
