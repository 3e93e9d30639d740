//! The rows of the outbox: replies, moves (close, assign) that wait for their undo, and what is noted in the
//! side panel.

use super::json;
use protocol::crm::{FieldEdit, SheetField};
use protocol::wire::agents::{CreateEntry, NewBody};
use protocol::{AgentId, ConversationId, MessageId, Position, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What an agent did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Reply {
        body: NewBody,
    },
    Close {
        last_position: Position,
    },
    Assign {
        to: Option<AgentId>,
        note: Option<String>,
    },
    /// A field of the side panel (A12).
    Edit(FieldEdit),
    /// A lead, a deal or an activity (A13).
    Create(CreateEntry),
}

impl Act {
    pub const fn is_move(&self) -> bool {
        matches!(self, Self::Close { .. } | Self::Assign { .. })
    }

    /// Noted beside the talk: neither waits for the other.
    pub const fn is_note(&self) -> bool {
        matches!(self, Self::Edit(_) | Self::Create(_))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    Queued,
    /// Given to the network at least once; what became of it may be unknown.
    Sending,
    /// The hub has it in this place; waits to come back by synchronisation.
    Sent {
        position: Position,
    },
    /// The hub refused it.
    Parked {
        code: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The message's id, or the key that makes a move safe to repeat.
    pub id: MessageId,
    pub author: AgentId,
    pub conversation: ConversationId,
    pub act: Act,
    pub created_at: Timestamp,
    pub not_before: Timestamp,
    pub state: ItemState,
    /// The hub does not have its file yet: its turn comes when it has.
    pub waits_for_file: bool,
}

/// Puts an item at the end; a move takes the place of one that still waits for its undo.
pub fn add(conn: &Connection, item: &Item) -> rusqlite::Result<()> {
    if item.act.is_move() {
        take_pending_move(conn, item.author, item.conversation)?;
    }
    let (kind, text, body, agent, last_position) = match &item.act {
        Act::Reply { body: NewBody::Text { text } } => ("reply", Some(text), None, None, None),
        Act::Reply { body } => ("reply", None, Some(json::written(body)?), None, None),
        Act::Close { last_position } => ("close", None, None, None, Some(*last_position)),
        Act::Assign { to, note } => ("assign", note.as_ref(), None, *to, None),
        Act::Edit(edit) => ("edit", None, Some(json::written(edit)?), None, None),
        Act::Create(wish) => ("create", None, Some(json::written(wish)?), None, None),
    };
    conn.prepare_cached(
        "INSERT INTO items (id, author_id, conversation_id, kind, text, body, agent_id, last_position, created_at,
             not_before, attempts, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 'queued')",
    )?
    .execute(params![
        item.id,
        item.author,
        item.conversation,
        kind,
        text,
        body,
        agent,
        last_position,
        item.created_at,
        item.not_before
    ])?;
    Ok(())
}

const COLUMNS: &str = "id, author_id, conversation_id, kind, text, agent_id, last_position, created_at, not_before,
     state, code, position, body,
     EXISTS (SELECT 1 FROM outgoing_files WHERE item_id = items.id AND NOT ready)";

/// All items of this agent, in their order.
pub fn all(conn: &Connection, author: AgentId) -> rusqlite::Result<Vec<Item>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM items WHERE author_id = ?1 ORDER BY seq"))?
        .query_map([author], item)?
        .collect()
}

/// Parked replies of this agent whose conversation the cache does not hold. While a cache is filled
/// anew, none: most conversations are only on their way then.
pub fn orphans(conn: &Connection, author: AgentId) -> rusqlite::Result<Vec<Item>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM items
         WHERE author_id = ?1 AND kind = 'reply' AND state = 'parked'
             AND NOT EXISTS (SELECT 1 FROM conversations WHERE conversations.id = items.conversation_id)
             AND NOT EXISTS (SELECT 1 FROM place WHERE filling)
         ORDER BY seq"
    ))?
    .query_map([author], item)?
    .collect()
}

/// Those of one conversation.
pub fn of(conn: &Connection, author: AgentId, conversation: ConversationId) -> rusqlite::Result<Vec<Item>> {
    conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM items WHERE conversation_id = ?1 AND author_id = ?2 ORDER BY seq"
    ))?
    .query_map(params![conversation, author], item)?
    .collect()
}

pub fn get(conn: &Connection, id: MessageId) -> rusqlite::Result<Option<Item>> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM items WHERE id = ?1"))?.query_row([id], item).optional()
}

/// Before the network gets it: after a crash its outcome is unknown, and it may no longer be edited.
pub fn mark_sending(conn: &Connection, id: MessageId) -> rusqlite::Result<bool> {
    let marked = conn
        .prepare_cached(
            "UPDATE items SET state = 'sending', attempts = attempts + 1
             WHERE id = ?1 AND state IN ('queued', 'sending')",
        )?
        .execute([id])?;
    Ok(marked > 0)
}

/// Nothing of the last try left this machine.
pub fn mark_unsent(conn: &Connection, id: MessageId) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE items SET attempts = attempts - 1, state = CASE attempts WHEN 1 THEN 'queued' ELSE state END
         WHERE id = ?1 AND state = 'sending'",
    )?
    .execute([id])?;
    Ok(())
}

/// A refused one is tried anew.
pub fn unpark(conn: &Connection, id: MessageId) -> rusqlite::Result<bool> {
    let marked = conn
        .prepare_cached("UPDATE items SET state = 'queued', code = NULL WHERE id = ?1 AND state = 'parked'")?
        .execute([id])?;
    // The hub may have let its file go meanwhile: it is asked anew, and what it still has is not sent again.
    conn.prepare_cached("UPDATE outgoing_files SET ready = 0 WHERE item_id = ?1")?.execute([id])?;
    Ok(marked > 0)
}

pub fn mark_sent(conn: &Connection, id: MessageId, position: Position) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE items SET state = 'sent', position = ?2 WHERE id = ?1")?
        .execute(params![id, position])?;
    Ok(())
}

pub fn park(conn: &Connection, id: MessageId, code: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE items SET state = 'parked', code = ?2 WHERE id = ?1")?.execute(params![id, code])?;
    Ok(())
}

pub fn remove(conn: &Connection, id: MessageId) -> rusqlite::Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM items WHERE id = ?1")?.execute([id])? > 0)
}

/// Takes a reply out whose outcome is known: it was never tried, or refused.
pub fn take_reply(conn: &Connection, id: MessageId) -> rusqlite::Result<Option<(ConversationId, NewBody)>> {
    conn.prepare_cached(
        "DELETE FROM items WHERE id = ?1 AND kind = 'reply' AND state IN ('queued', 'parked')
         RETURNING conversation_id, text, body",
    )?
    .query_row([id], |row| Ok((row.get(0)?, new_body(row, 1, 2)?)))
    .optional()
}

fn new_body(row: &Row, text: usize, body: usize) -> rusqlite::Result<NewBody> {
    match row.get_ref(body)?.as_str_or_null()? {
        Some(_) => json::read(row, body),
        None => Ok(NewBody::Text { text: row.get(text)? }),
    }
}

/// Takes a move back that was never tried. Answers whether there was one.
pub fn take_pending_move(conn: &Connection, author: AgentId, conversation: ConversationId) -> rusqlite::Result<bool> {
    let taken = conn
        .prepare_cached(
            "DELETE FROM items WHERE conversation_id = ?1 AND author_id = ?2
             AND kind IN ('close', 'assign') AND state = 'queued' AND attempts = 0",
        )?
        .execute(params![conversation, author])?;
    Ok(taken > 0)
}

/// Edits of a field that were never tried or were refused: their writer has another word, or none any more. Answers
/// what the first one of those that were never tried had found there.
pub fn take_edits(
    conn: &Connection,
    author: AgentId,
    conversation: ConversationId,
    field: SheetField,
) -> rusqlite::Result<Option<Option<String>>> {
    let taken: Vec<(String, Option<String>)> = conn
        .prepare_cached(
            "DELETE FROM items WHERE conversation_id = ?1 AND author_id = ?2 AND kind = 'edit'
                 AND body ->> 'field' = ?3 AND state IN ('queued', 'parked')
             RETURNING state, body ->> 'from'",
        )?
        .query_map(params![conversation, author, field], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    Ok(taken.into_iter().find(|(state, _)| state == "queued").map(|(_, from)| from))
}

/// Takes a lead, a deal or an activity out that was never tried, or refused. Answers its conversation.
pub fn take_entry(conn: &Connection, id: MessageId) -> rusqlite::Result<Option<ConversationId>> {
    conn.prepare_cached(
        "DELETE FROM items WHERE id = ?1 AND kind = 'create' AND state IN ('queued', 'parked')
         RETURNING conversation_id",
    )?
    .query_row([id], |row| row.get(0))
    .optional()
}

/// The conversation may no longer be seen: what was written for it stays, parked, notes as their words; what the
/// hub has already, and moves, need nothing more.
pub fn revoke(conn: &Connection, author: AgentId, conversation: ConversationId, code: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE items SET kind = 'reply', text = coalesce(body ->> 'to', body ->> 'title'), body = NULL
         WHERE conversation_id = ?1 AND author_id = ?2 AND kind IN ('edit', 'create') AND state <> 'sent'
             AND coalesce(body ->> 'to', body ->> 'title') IS NOT NULL",
    )?
    .execute(params![conversation, author])?;
    conn.prepare_cached(
        "DELETE FROM items WHERE conversation_id = ?1 AND author_id = ?2 AND (kind <> 'reply' OR state = 'sent')",
    )?
    .execute(params![conversation, author])?;
    conn.prepare_cached("UPDATE items SET state = 'parked', code = ?3 WHERE conversation_id = ?1 AND author_id = ?2")?
        .execute(params![conversation, author, code])?;
    conn.prepare_cached("DELETE FROM unsent_reads WHERE conversation_id = ?1 AND author_id = ?2")?
        .execute(params![conversation, author])?;
    Ok(())
}

/// The conversation was erased: whatever any agent of this desk wrote for it goes too. Answers whether there was any.
pub fn erase(conn: &Connection, conversation: ConversationId) -> rusqlite::Result<bool> {
    let mut gone = 0;
    for table in ["items", "drafts", "unsent_reads", "outgoing_files"] {
        gone +=
            conn.prepare_cached(&format!("DELETE FROM {table} WHERE conversation_id = ?1"))?.execute([conversation])?;
    }
    Ok(gone > 0)
}

/// Remembers how far a conversation was read, until the hub knows.
pub fn add_read(
    conn: &Connection,
    author: AgentId,
    conversation: ConversationId,
    position: Position,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO unsent_reads (author_id, conversation_id, position) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET position = max(position, excluded.position)",
    )?
    .execute(params![author, conversation, position])?;
    Ok(())
}

pub fn reads(conn: &Connection, author: AgentId) -> rusqlite::Result<Vec<(ConversationId, Position)>> {
    conn.prepare_cached("SELECT conversation_id, position FROM unsent_reads WHERE author_id = ?1")?
        .query_map([author], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// The hub knows up to here; a newer position stays.
pub fn remove_read(
    conn: &Connection,
    author: AgentId,
    conversation: ConversationId,
    position: Position,
) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM unsent_reads WHERE author_id = ?1 AND conversation_id = ?2 AND position <= ?3")?
        .execute(params![author, conversation, position])?;
    Ok(())
}

fn item(row: &Row) -> rusqlite::Result<Item> {
    let act = match row.get_ref(3)?.as_str()? {
        "reply" => Act::Reply { body: new_body(row, 4, 12)? },
        "close" => Act::Close { last_position: row.get(6)? },
        "edit" => Act::Edit(json::read(row, 12)?),
        "create" => Act::Create(json::read(row, 12)?),
        _ => Act::Assign { to: row.get(5)?, note: row.get(4)? },
    };
    let state = match row.get_ref(9)?.as_str()? {
        "queued" => ItemState::Queued,
        "sending" => ItemState::Sending,
        "sent" => ItemState::Sent { position: row.get(11)? },
        _ => ItemState::Parked { code: row.get(10)? },
    };
    Ok(Item {
        id: row.get(0)?,
        author: row.get(1)?,
        conversation: row.get(2)?,
        act,
        created_at: row.get(7)?,
        not_before: row.get(8)?,
        state,
        waits_for_file: row.get(13)?,
    })
}
