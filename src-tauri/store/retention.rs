//! How far back this desk keeps what was said. Of a closed conversation that ended before that, its
//! head stays, so that folders and counts stay true; its messages come from the hub when it is opened.

use super::{conversations, messages, settings};
use protocol::{ConversationId, Timestamp};
use rusqlite::{Connection, params};

const DAY_MS: i64 = 86_400_000;

/// Messages deleted in one transaction at the least: deleting is slow (search entries, overwritten
/// pages), and new messages must come in between.
const BATCH: i64 = 500;

/// What ended before this is not kept; none: all is.
pub fn since(conn: &Connection, now: Timestamp) -> rusqlite::Result<Option<Timestamp>> {
    let days = settings::preferences(conn)?.keep_days;
    Ok(days.map(|days| Timestamp(now.0 - i64::from(days) * DAY_MS)))
}

/// Deletes messages of closed conversations that ended before this; answers the conversations. None:
/// nothing more is to be deleted.
pub fn trim(conn: &Connection, since: Timestamp) -> rusqlite::Result<Vec<ConversationId>> {
    let mut find = conn.prepare_cached(
        "SELECT key, id, (SELECT count(*) FROM messages WHERE conversation = key) AS held FROM conversations
         WHERE state = 'closed' AND last_text_at < ?1
             AND EXISTS (SELECT 1 FROM messages WHERE conversation = key)
         ORDER BY last_text_at",
    )?;
    let mut rows = find.query(params![since])?;
    let mut trimmed = Vec::new();
    let mut deleted = 0;
    while deleted < BATCH
        && let Some(row) = rows.next()?
    {
        trimmed.push((row.get::<_, i64>(0)?, row.get(1)?));
        deleted += row.get::<_, i64>(2)?;
    }
    drop(rows);
    for (key, _) in &trimmed {
        messages::forget_above(conn, *key, 0)?;
        conversations::drop_block(conn, *key)?;
    }
    Ok(trimmed.into_iter().map(|(_, id)| id).collect())
}

/// Bytes of the cache's file that are in use.
pub fn size(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row(
        "SELECT (page_count - freelist_count) * page_size
         FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
        [],
        |row| row.get(0),
    )
}
