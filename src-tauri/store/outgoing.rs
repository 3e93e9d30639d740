//! Files on their way from this desk: beside a draft, then with a reply of the outbox, until the hub has
//! them and the reply is done with.

use protocol::ipc::files::OutgoingFile;
use protocol::{AgentId, ConversationId, FileId, MessageId};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A file's bytes as far as they are here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    pub conversation: ConversationId,
    pub received: u64,
    pub size: u64,
}

/// One that the hub does not have yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub file: FileId,
    pub item: MessageId,
    pub conversation: ConversationId,
    pub name: String,
    pub size: u64,
}

const COLUMNS: &str = "id, name, size, uploaded";

fn outgoing(row: &Row) -> rusqlite::Result<OutgoingFile> {
    Ok(OutgoingFile {
        file: row.get(0)?,
        name: row.get(1)?,
        size: row.get::<_, i64>(2)?.unsigned_abs(),
        uploaded: row.get::<_, i64>(3)?.unsigned_abs(),
    })
}

pub fn begin(
    conn: &Connection,
    author: AgentId,
    conversation: ConversationId,
    file: FileId,
    name: &str,
    size: u64,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO outgoing_files (id, author_id, conversation_id, name, size, received)
         VALUES (?1, ?2, ?3, ?4, ?5, 0)",
    )?
    .execute(params![file, author, conversation, name, signed(size)])?;
    Ok(())
}

/// How far one of this agent's is; only while it belongs to no reply.
pub fn received(conn: &Connection, author: AgentId, file: FileId) -> rusqlite::Result<Option<Received>> {
    conn.prepare_cached(
        "SELECT received, size, conversation_id FROM outgoing_files
         WHERE id = ?1 AND author_id = ?2 AND item_id IS NULL",
    )?
    .query_row(params![file, author], |row| {
        let (received, size): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (received, size) = (received.unsigned_abs(), size.unsigned_abs());
        Ok(Received { conversation: row.get(2)?, received, size })
    })
    .optional()
}

pub fn set_received(conn: &Connection, file: FileId, received: u64) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE outgoing_files SET received = ?2 WHERE id = ?1")?
        .execute(params![file, signed(received)])?;
    Ok(())
}

/// Whole files beside the draft of a conversation.
pub fn of_draft(
    conn: &Connection,
    author: AgentId,
    conversation: ConversationId,
) -> rusqlite::Result<Vec<OutgoingFile>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outgoing_files
         WHERE author_id = ?1 AND conversation_id = ?2 AND item_id IS NULL AND received = size ORDER BY rowid"
    ))?
    .query_map(params![author, conversation], outgoing)?
    .collect()
}

/// The file of a reply.
pub fn of_item(conn: &Connection, item: MessageId) -> rusqlite::Result<Option<OutgoingFile>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM outgoing_files WHERE item_id = ?1"))?
        .query_row([item], outgoing)
        .optional()
}

/// A whole file of the draft goes with this reply; one that the hub has already (a canned answer's) is not
/// here.
pub fn give(conn: &Connection, author: AgentId, file: FileId, item: MessageId) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE outgoing_files SET item_id = ?3
         WHERE id = ?1 AND author_id = ?2 AND item_id IS NULL AND received = size",
    )?
    .execute(params![file, author, item])?;
    Ok(())
}

/// Those that the hub does not have yet, of replies that are not refused, in their order.
pub fn uploads(conn: &Connection, author: AgentId) -> rusqlite::Result<Vec<Upload>> {
    conn.prepare_cached(
        "SELECT outgoing_files.id, items.id, items.conversation_id, name, size
         FROM outgoing_files JOIN items ON items.id = outgoing_files.item_id
         WHERE items.author_id = ?1 AND NOT ready AND items.state = 'queued' ORDER BY seq",
    )?
    .query_map([author], |row| {
        Ok(Upload {
            file: row.get(0)?,
            item: row.get(1)?,
            conversation: row.get(2)?,
            name: row.get(3)?,
            size: row.get::<_, i64>(4)?.unsigned_abs(),
        })
    })?
    .collect()
}

pub fn set_uploaded(conn: &Connection, file: FileId, uploaded: u64, ready: bool) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE outgoing_files SET uploaded = ?2, ready = ?3 WHERE id = ?1")?.execute(params![
        file,
        signed(uploaded),
        ready
    ])?;
    Ok(())
}

/// Takes a file out of the composer. Answers whether it was there.
pub fn remove_from_draft(conn: &Connection, author: AgentId, file: FileId) -> rusqlite::Result<bool> {
    let removed = conn
        .prepare_cached("DELETE FROM outgoing_files WHERE id = ?1 AND author_id = ?2 AND item_id IS NULL")?
        .execute(params![file, author])?;
    Ok(removed > 0)
}

/// The files beside a draft that is gone with its conversation.
pub fn forget_draft(conn: &Connection, author: AgentId, conversation: ConversationId) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM outgoing_files WHERE author_id = ?1 AND conversation_id = ?2 AND item_id IS NULL",
    )?
    .execute(params![author, conversation])?;
    Ok(())
}

/// What a window that went away had not finished to hand over, or had for no conversation's draft.
pub fn forget_loose(conn: &Connection) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM outgoing_files WHERE received < size OR (item_id IS NULL AND conversation_id = ?1)",
    )?
    .execute([ConversationId::nil()])?;
    Ok(())
}

/// A whole file of this agent that belongs to no reply.
pub fn loose(conn: &Connection, author: AgentId, file: FileId) -> rusqlite::Result<Option<OutgoingFile>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outgoing_files
         WHERE id = ?1 AND author_id = ?2 AND item_id IS NULL AND received = size"
    ))?
    .query_row(params![file, author], outgoing)
    .optional()
}

/// All that there are, of whomever: other files in the folder belong to none.
pub fn all(conn: &Connection) -> rusqlite::Result<Vec<FileId>> {
    conn.prepare_cached("SELECT id FROM outgoing_files")?.query_map([], |row| row.get(0))?.collect()
}

/// Sizes are far below what SQLite's integers hold.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
