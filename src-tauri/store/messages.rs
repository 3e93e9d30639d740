//! Items of threads.

use super::search::index::{self, Indexing};
use super::{conversations, json, pictures};
use protocol::ipc::thread::ThreadItem;
use protocol::{AgentId, Author, Body, Item, Lane, Message, Position};
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
    let text = message.body.words();
    let body = match message.body.text() {
        Some(_) => None,
        None => Some(json::written(&message.body)?),
    };
    let inserted = conn
        .prepare_cached(
            "INSERT OR IGNORE INTO messages (seq, id, conversation, position, at, author, agent_id, kind, text, body,
                 channel, platform, said)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
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
            message.body.is_said(),
        ])?;
    if inserted == 0 {
        return Ok(false);
    }
    if let Some(text) = text {
        index.add(conn, message.created_seq, &text)?;
    }
    Ok(true)
}

/// Deletes the messages above a position, and their search entries and pictures.
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
    pictures::forget(conn, key)?;
    conn.prepare_cached("DELETE FROM messages WHERE conversation = ?1 AND position > ?2")?
        .execute(params![key, position])?;
    Ok(())
}

/// What reading items needs to know of the conversation and the reader.
#[derive(Clone, Copy)]
pub struct Look {
    /// The conversation's.
    pub key: i64,
    pub me: AgentId,
    pub visitor_read: Position,
}

const ITEM: &str = "SELECT messages.id, position, at, author, agent_id, kind, text, body, agents.name, platform
     FROM messages LEFT JOIN agents ON agents.id = messages.agent_id WHERE conversation = ?1";

/// The items with `low <= position <= high` that are held, in order.
pub fn slice(conn: &Connection, look: Look, (low, high): (Position, Position)) -> rusqlite::Result<Vec<ThreadItem>> {
    conn.prepare_cached(&format!("{ITEM} AND position BETWEEN ?2 AND ?3 ORDER BY position"))?
        .query_map(params![look.key, low, high], |row| thread_item(row, look))?
        .collect()
}

/// The items at these positions that are held.
pub fn at(conn: &Connection, look: Look, positions: &[Position]) -> rusqlite::Result<Vec<ThreadItem>> {
    let mut statement = conn.prepare_cached(&format!("{ITEM} AND position = ?2"))?;
    let mut items = Vec::with_capacity(positions.len());
    for position in positions {
        items.extend(statement.query_row(params![look.key, position], |row| thread_item(row, look)).optional()?);
    }
    Ok(items)
}

fn thread_item(row: &Row, look: Look) -> rusqlite::Result<ThreadItem> {
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
        platform: row.get(9)?,
        mine: author == (Author::Agent { id: look.me }),
        read_by_visitor: by_agent && position <= look.visitor_read,
    })
}

/// The lanes of the positions above `after`, up to `last`: a letter each, `?` where none is held (D1).
pub fn outline(conn: &Connection, key: i64, after: Position, last: Position) -> rusqlite::Result<String> {
    let after = after.max(0);
    let mut letters = vec!['?'; usize::try_from(last - after).unwrap_or(0)];
    let mut statement = conn.prepare_cached(
        "SELECT position, author, kind FROM messages WHERE conversation = ?1 AND position > ?2 AND position <= ?3",
    )?;
    let mut rows = statement.query(params![key, after, last])?;
    while let Some(row) = rows.next()? {
        let position: Position = row.get(0)?;
        let author = match row.get_ref(1)?.as_str()? {
            "visitor" => Author::Visitor,
            "agent" => Author::Agent { id: uuid::Uuid::nil().into() },
            "bot" => Author::Bot,
            _ => Author::System,
        };
        let lane = Lane::of(author, row.get_ref(2)?.as_str()?);
        if let Some(letter) = usize::try_from(position - after - 1).ok().and_then(|at| letters.get_mut(at)) {
            *letter = lane.letter();
        }
    }
    Ok(letters.into_iter().collect())
}

/// Whether this message is held in this place of the conversation.
pub fn holds(conn: &Connection, key: i64, position: Position, id: protocol::MessageId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM messages WHERE conversation = ?1 AND position = ?2 AND id = ?3")?
        .exists(params![key, position, id])
}

/// What a person said last in a thread, if it is held: its kind, its words, by whom. A bot's words tell nobody
/// what the chat is about.
pub fn newest_said(conn: &Connection, key: i64) -> rusqlite::Result<Option<(String, String, Author)>> {
    conn.prepare_cached(
        "SELECT kind, text, author, agent_id FROM messages
         WHERE conversation = ?1 AND said AND author <> 'bot' ORDER BY position DESC LIMIT 1",
    )?
    .query_row([key], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default(), author(row, 2, 3)?)))
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
    let Some(json) = row.get::<_, Option<String>>(body)? else {
        return Ok(Item::Text { text: row.get(text)? }.into());
    };
    Ok(serde_json::from_str(&json).unwrap_or_else(|_| {
        // Only a damaged row: show it as a kind that nobody knows.
        Body::Unknown(serde_json::json!({ "kind": row.get::<_, String>(kind).unwrap_or_default() }))
    }))
}
