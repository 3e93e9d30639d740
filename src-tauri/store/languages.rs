//! What language a visitor writes in (L2): the text to find it by, and what the agent corrected.

use protocol::VisitorId;
use rusqlite::{Connection, OptionalExtension, params};

/// Messages that are read to recognise a language: more says nothing new.
const MESSAGES: i64 = 40;
/// Characters that are enough.
const ENOUGH: usize = 2_000;

/// What they wrote last, as far as it is here, and their browser's language.
pub fn sample(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<(String, Option<String>)> {
    let browser: Option<Option<String>> = conn
        .prepare_cached("SELECT language FROM visitors WHERE id = ?1")?
        .query_row([visitor], |row| row.get(0))
        .optional()?;
    let mut texts = conn.prepare_cached(
        "SELECT messages.text FROM conversations CROSS JOIN messages ON messages.conversation = conversations.key
         WHERE conversations.visitor_id = ?1 AND messages.author = 'visitor' AND messages.kind = 'text'
         ORDER BY messages.seq DESC LIMIT ?2",
    )?;
    let mut rows = texts.query(params![visitor, MESSAGES])?;
    let mut sample = String::new();
    while let Some(row) = rows.next()? {
        sample.push_str(row.get_ref(0)?.as_str()?);
        sample.push('\n');
        if sample.len() > ENOUGH {
            break;
        }
    }
    Ok((sample, browser.flatten()))
}

/// Corrected by the agent: a language, or none at all.
pub fn corrected(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT language FROM visitor_languages WHERE visitor_id = ?1")?
        .query_row([visitor], |row| row.get(0))
        .optional()
}

/// None: what is detected counts again.
pub fn correct(conn: &Connection, visitor: VisitorId, language: Option<&str>) -> rusqlite::Result<()> {
    match language {
        Some(language) => conn
            .prepare_cached("INSERT OR REPLACE INTO visitor_languages (visitor_id, language) VALUES (?1, ?2)")?
            .execute(params![visitor, language])?,
        None => conn.prepare_cached("DELETE FROM visitor_languages WHERE visitor_id = ?1")?.execute([visitor])?,
    };
    Ok(())
}
