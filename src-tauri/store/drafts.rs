//! What an agent has begun to write, per conversation (D8).

use protocol::{AgentId, ConversationId};
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps the text; an empty one is none.
pub fn save(conn: &Connection, author: AgentId, conversation: ConversationId, text: &str) -> rusqlite::Result<()> {
    if text.is_empty() {
        conn.prepare_cached("DELETE FROM drafts WHERE author_id = ?1 AND conversation_id = ?2")?
            .execute(params![author, conversation])?;
    } else {
        conn.prepare_cached("INSERT OR REPLACE INTO drafts (author_id, conversation_id, text) VALUES (?1, ?2, ?3)")?
            .execute(params![author, conversation, text])?;
    }
    Ok(())
}

pub fn get(conn: &Connection, author: AgentId, conversation: ConversationId) -> rusqlite::Result<String> {
    let text = conn
        .prepare_cached("SELECT text FROM drafts WHERE author_id = ?1 AND conversation_id = ?2")?
        .query_row(params![author, conversation], |row| row.get(0))
        .optional()?;
    Ok(text.unwrap_or_default())
}
