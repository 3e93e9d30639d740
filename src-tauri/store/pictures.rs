//! Pictures of threads, kept to be seen again offline. They go with the messages of their conversation.

use super::conversations;
use protocol::{ConversationId, Drawing, FileId};
use rusqlite::{Connection, OptionalExtension, params};

/// The bytes of one, if it is here with its conversation.
pub fn get(
    conn: &Connection,
    conversation: ConversationId,
    file: FileId,
    drawing: Drawing,
) -> rusqlite::Result<Option<Vec<u8>>> {
    conn.prepare_cached(
        "SELECT bytes FROM pictures JOIN conversations ON conversations.key = pictures.conversation
         WHERE file = ?1 AND drawing = ?2 AND conversations.id = ?3",
    )?
    .query_row(params![file, drawing, conversation], |row| row.get(0))
    .optional()
}

/// Keeps one, unless its conversation has gone meanwhile.
pub fn put(
    conn: &Connection,
    conversation: ConversationId,
    file: FileId,
    drawing: Drawing,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let Some(key) = conversations::key(conn, conversation)? else { return Ok(()) };
    conn.prepare_cached(
        "INSERT OR REPLACE INTO pictures (file, drawing, conversation, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![file, drawing, key, bytes])?;
    Ok(())
}

/// Forgets those of a conversation.
pub fn forget(conn: &Connection, key: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM pictures WHERE conversation = ?1")?.execute([key])?;
    Ok(())
}
