//! How far this agent has read, on any of their devices.

use protocol::{ConversationId, Position};
use rusqlite::{Connection, params};

/// Never moves back. Answers whether it moved.
pub fn advance(conn: &Connection, conversation: ConversationId, position: Position) -> rusqlite::Result<bool> {
    let moved = conn
        .prepare_cached(
            "INSERT INTO reads (conversation_id, position) VALUES (?1, ?2)
             ON CONFLICT (conversation_id) DO UPDATE SET position = excluded.position
             WHERE excluded.position > position",
        )?
        .execute(params![conversation, position])?;
    Ok(moved > 0)
}

pub fn forget(conn: &Connection, conversation: ConversationId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM reads WHERE conversation_id = ?1")?.execute([conversation])?;
    Ok(())
}
