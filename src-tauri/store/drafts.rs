//! What an agent has begun to write, per conversation (D8).

use super::json;
use protocol::ipc::thread::Draft;
use protocol::{AgentId, ConversationId};
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps it; an empty one is none.
pub fn save(conn: &Connection, author: AgentId, conversation: ConversationId, draft: &Draft) -> rusqlite::Result<()> {
    if draft.is_empty() {
        conn.prepare_cached("DELETE FROM drafts WHERE author_id = ?1 AND conversation_id = ?2")?
            .execute(params![author, conversation])?;
        return Ok(());
    }
    let extras = json::written(&draft.extras)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO drafts (author_id, conversation_id, text, extras) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![author, conversation, draft.text, extras])?;
    Ok(())
}

pub fn get(conn: &Connection, author: AgentId, conversation: ConversationId) -> rusqlite::Result<Draft> {
    let draft = conn
        .prepare_cached("SELECT text, extras FROM drafts WHERE author_id = ?1 AND conversation_id = ?2")?
        .query_row(params![author, conversation], |row| {
            let extras = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
            Ok(Draft { text: row.get(0)?, extras })
        })
        .optional()?;
    Ok(draft.unwrap_or_default())
}
