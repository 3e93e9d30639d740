//! Items of threads.

use super::conversations;
use super::search::index::{self, Indexing};
use protocol::ipc::thread::ThreadItem;
use protocol::{AgentId, Author, Body, Item, Message, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inserted {
    New,
    Known,
}

/// Takes a message over; one that is here already is left as it is.
///
/// Another message in its place or with its number means that the hub's database is not the one
/// this thread came from (it was restored): what is held of the threads in question is dropped, to
/// be fetched again.
pub fn insert(conn: &Connection, key: i64, message: &Message, index: &mut Indexing) -> rusqlite::Result<Inserted> {
    if insert_row(conn, key, message, index)? {
        return Ok(Inserted::New);
    }
    let known = conn
        .prepare_cached("SELECT 1 FROM messages WHERE seq = ?1 AND id = ?2 AND conversation = ?3 AND position = ?4")?
        .exists(params![message.created_seq, message.id, key, message.position])?;
    if known {
        return Ok(Inserted::Known);
    }
    let strangers: Vec<i64> = conn
        .prepare_cached(
            "SELECT DISTINCT conversation FROM messages
             WHERE seq = ?1 OR (conversation = ?2 AND position = ?3)",
        )?
        .query_map(params![message.created_seq, key, message.position], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for stranger in strangers {
        forget_above(conn, stranger, 0)?;
        conversations::drop_block(conn, stranger)?;
    }
    insert_row(conn, key, message, index)?;
    Ok(Inserted::New)
}

fn insert_row(conn: &Connection, key: i64, message: &Message, index: &mut Indexing) -> rusqlite::Result<bool> {
    let (author, agent_id) = match message.author {
        Author::Visitor => ("visitor", None),
        Author::Agent { id } => ("agent", Some(id)),
        Author::Bot => ("bot", None),
        Author::System => ("system", None),
    };
    let text = message.body.text();
    let body = match text {
        Some(_) => None,
        None => {
            Some(serde_json::to_string(&message.body).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?)
        }
    };
    let inserted = conn
        .prepare_cached(
            "INSERT OR IGNORE INTO messages (seq, id, conversation, position, at, author, agent_id, kind, text, body,
                 channel, platform)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            message.created_seq,
            message.id,
            key,
            message.position,
            message.at,
            author,
            agent_id,
            message.body.kind(),
            text,
            body,
            message.channel,
            message.platform,
        ])?;
    if inserted == 0 {
        return Ok(false);
    }
    if let Some(text) = text {
        index.add(conn, message.created_seq, text)?;
    }
    Ok(true)
}

/// Deletes the messages above a position, and their search entries.
pub fn forget_above(conn: &Connection, key: i64, position: Position) -> rusqlite::Result<()> {
    // In the order of the index's rows: going back and forth in it is slow.
    let texts: Vec<(i64, String)> = conn
        .prepare_cached(
            "SELECT seq, text FROM messages
             WHERE conversation = ?1 AND position > ?2 AND text IS NOT NULL ORDER BY seq",
        )?
        .query_map(params![key, position], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    index::remove(conn, &texts)?;
    conn.prepare_cached("DELETE FROM messages WHERE conversation = ?1 AND position > ?2")?
        .execute(params![key, position])?;
    Ok(())
}

/// The items with `low <= position <= high` that are held, in order.
pub fn slice(
    conn: &Connection,
    key: i64,
    (low, high): (Position, Position),
    me: AgentId,
    visitor_read: Position,
) -> rusqlite::Result<Vec<ThreadItem>> {
    conn.prepare_cached(
        "SELECT messages.id, position, at, author, agent_id, kind, text, body, agents.name
         FROM messages LEFT JOIN agents ON agents.id = messages.agent_id
         WHERE conversation = ?1 AND position BETWEEN ?2 AND ?3 ORDER BY position",
    )?
    .query_map(params![key, low, high], |row| {
        let position = row.get(1)?;
        let author = author(row, 3, 4)?;
        let by_agent = matches!(author, Author::Agent { .. });
        Ok(ThreadItem {
            id: row.get(0)?,
            position,
            at: row.get(2)?,
            author,
            author_name: row.get(8)?,
            body: body(row, 5, 6, 7)?,
            mine: author == (Author::Agent { id: me }),
            read_by_visitor: by_agent && position <= visitor_read,
        })
    })?
    .collect()
}

/// Whether this message is held in this place of the conversation.
pub fn holds(conn: &Connection, key: i64, position: Position, id: protocol::MessageId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM messages WHERE conversation = ?1 AND position = ?2 AND id = ?3")?
        .exists(params![key, position, id])
}

/// The newest text of a thread, if it is held.
pub fn newest_text(conn: &Connection, key: i64) -> rusqlite::Result<Option<(String, Author)>> {
    conn.prepare_cached(
        "SELECT text, author, agent_id FROM messages
         WHERE conversation = ?1 AND kind = 'text' ORDER BY position DESC LIMIT 1",
    )?
    .query_row([key], |row| Ok((row.get(0)?, author(row, 1, 2)?)))
    .optional()
}

fn author(row: &Row, author: usize, agent: usize) -> rusqlite::Result<Author> {
    Ok(match row.get_ref(author)?.as_str()? {
        "visitor" => Author::Visitor,
        "agent" => Author::Agent { id: row.get(agent)? },
        "bot" => Author::Bot,
        _ => Author::System,
    })
}

fn body(row: &Row, kind: usize, text: usize, body: usize) -> rusqlite::Result<Body> {
    if let Some(text) = row.get::<_, Option<String>>(text)? {
        return Ok(Item::Text { text }.into());
    }
    let json: String = row.get(body)?;
    Ok(serde_json::from_str(&json).unwrap_or_else(|_| {
        // Only a damaged row: show it as a kind that nobody knows.
        Body::Unknown(serde_json::json!({ "kind": row.get::<_, String>(kind).unwrap_or_default() }))
    }))
}
