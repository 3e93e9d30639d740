//! Heads of conversations, and how much of each thread the cache holds.
//!
//! A thread has exactly the positions 1 to `last_position`. `held_from..=held_to` is the newest block
//! without a gap; outside of it anything may be missing, whatever the cause, and `gap` says so to
//! whoever fetches. Nothing else is remembered: what is held is what the rows are.

use crate::sync::plan::{Missing, NEWEST};
use protocol::wire::sync::ReadPosition;
use protocol::{AgentId, Conversation, ConversationId, Position, State, Timestamp, VisitorId};
use rusqlite::{Connection, OptionalExtension, params};

/// What an applied head did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadChange {
    pub key: i64,
    /// The state it had here before.
    pub was: Option<State>,
    /// Whose it was here before.
    pub had: Option<AgentId>,
    /// The thread got longer: call [`settle`] once its messages are in.
    pub unsettled: bool,
}

/// Takes a head over. One that is older than what is here is left out: every change of a head
/// comes with an item of its thread, so the last position tells which is newer. Answers none then.
///
/// The first time a snapshot names a conversation that was here before it, the hub's word holds
/// whatever it says (its database may have been restored), and the newest held message has to be
/// fetched again to see that the thread is still the same one.
pub fn apply_head(conn: &Connection, head: &Conversation, snapshot: i64) -> rusqlite::Result<Option<HeadChange>> {
    let known = conn
        .prepare_cached("SELECT key, state, last_position, snapshot, assignee_id FROM conversations WHERE id = ?1")?
        .query_row([head.id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Position>(2)?, row.get::<_, i64>(3)?, row.get(4)?))
        })
        .optional()?;
    let Some((key, was, last_position, named_by, had)) = known else {
        let key = insert(conn, head, snapshot)?;
        return Ok(Some(HeadChange { key, was: None, had: None, unsettled: false }));
    };
    let renewed = named_by != snapshot;
    if !renewed && head.last_position < last_position {
        return Ok(None);
    }
    conn.prepare_cached(
        "UPDATE conversations SET project_id = ?2, visitor_id = ?3, previous_id = ?4, channel = ?5, platform = ?6,
             state = ?7, assignee_id = ?8, started_at = ?9, closed_at = ?10, last_position = ?11,
             last_visitor_position = ?12, visitor_read_position = max(visitor_read_position, ?13),
             last_text_at = ?14, waiting_since = ?15, snapshot = ?16, wait_until = ?17
         WHERE key = ?1",
    )?
    .execute(params![
        key,
        head.project_id,
        head.visitor_id,
        head.previous_id,
        head.channel,
        head.platform,
        head.state,
        head.assignee_id,
        head.started_at,
        head.closed_at,
        head.last_position,
        head.last_visitor_position,
        head.visitor_read_position,
        head.last_text_at,
        head.waiting_since,
        snapshot,
        head.wait_until,
    ])?;
    if renewed {
        super::messages::forget_above(conn, key, head.last_position)?;
        drop_block(conn, key)?;
    }
    Ok(Some(HeadChange { key, was: Some(was), had, unsettled: !renewed && head.last_position > last_position }))
}

/// Takes a head over that a command answered with, if the conversation is here. Answers whether
/// it was newer.
pub fn refresh_head(conn: &Connection, head: &Conversation) -> rusqlite::Result<bool> {
    let named_by = conn
        .prepare_cached("SELECT snapshot FROM conversations WHERE id = ?1")?
        .query_row([head.id], |row| row.get(0))
        .optional()?;
    match named_by {
        Some(snapshot) => match apply_head(conn, head, snapshot)? {
            Some(change) => settle(conn, change.key).map(|()| true),
            None => Ok(false),
        },
        None => Ok(false),
    }
}

fn insert(conn: &Connection, head: &Conversation, snapshot: i64) -> rusqlite::Result<i64> {
    conn.prepare_cached(
        "INSERT INTO conversations (id, project_id, visitor_id, previous_id, channel, platform, state, assignee_id,
             started_at, closed_at, last_position, last_visitor_position, visitor_read_position, last_text_at,
             waiting_since, snapshot, held_from, held_to, gap, wait_until)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 1, 0,
             CASE WHEN ?11 > 0 THEN 2 ELSE 0 END, ?17)",
    )?
    .insert(params![
        head.id,
        head.project_id,
        head.visitor_id,
        head.previous_id,
        head.channel,
        head.platform,
        head.state,
        head.assignee_id,
        head.started_at,
        head.closed_at,
        head.last_position,
        head.last_visitor_position,
        head.visitor_read_position,
        head.last_text_at,
        head.waiting_since,
        snapshot,
        head.wait_until,
    ])
}

/// Finds the newest block anew, after messages or the head changed. Walks the index over what is
/// new only: a block once found is not walked again.
pub fn settle(conn: &Connection, key: i64) -> rusqlite::Result<()> {
    let (last, mut from, mut to, gap): (Position, Position, Position, i64) = conn
        .prepare_cached("SELECT last_position, held_from, held_to, gap FROM conversations WHERE key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let before = (from, to, gap);
    if to < last {
        let reached = walk_down(conn, key, last, to)?;
        let joined = reached == to && from <= to;
        if !joined && reached < last {
            from = reached + 1;
        }
        if reached < last {
            to = last;
        }
    }
    if to == last && from > 1 {
        from = walk_down(conn, key, from - 1, 0)? + 1;
    }
    if before == (from, to, gap_of(from, to, last)) { Ok(()) } else { hold(conn, key, from, to, last) }
}

/// The first position, going down from `from`, that is not held; at the lowest `until`.
fn walk_down(conn: &Connection, key: i64, from: Position, until: Position) -> rusqlite::Result<Position> {
    let mut held = conn.prepare_cached(
        "SELECT position FROM messages WHERE conversation = ?1 AND position <= ?2 ORDER BY position DESC",
    )?;
    let mut rows = held.query(params![key, from])?;
    let mut reached = from;
    while reached > until
        && let Some(row) = rows.next()?
        && row.get::<_, Position>(0)? == reached
    {
        reached -= 1;
    }
    Ok(reached)
}

/// Forgets which block is held, so that it is looked at again.
pub fn drop_block(conn: &Connection, key: i64) -> rusqlite::Result<()> {
    let last = conn.query_row("SELECT last_position FROM conversations WHERE key = ?1", [key], |row| row.get(0))?;
    hold(conn, key, 1, 0, last)
}

fn hold(conn: &Connection, key: i64, from: Position, to: Position, last: Position) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE conversations SET held_from = ?2, held_to = ?3, gap = ?4 WHERE key = ?1")?
        .execute(params![key, from, to, gap_of(from, to, last)])?;
    Ok(())
}

fn gap_of(from: Position, to: Position, last: Position) -> i64 {
    if last == 0 || (to == last && from <= 1) {
        0
    } else if to < last || from > (last - NEWEST + 1).max(1) {
        2
    } else {
        1
    }
}

/// Up to `limit` conversations with something missing, newest first; those whose newest messages
/// are missing before all others. What ended before `since` is not kept here, and not missed.
pub fn missing(conn: &Connection, limit: i64, since: Option<Timestamp>) -> rusqlite::Result<Vec<Missing>> {
    let mut found = missing_of(conn, 2, limit, since)?;
    if found.is_empty() {
        found = missing_of(conn, 1, limit, since)?;
    }
    Ok(found)
}

const MISSING: &str = "WITH held AS (
         SELECT key, id, last_position, last_text_at, state, gap,
             CASE WHEN held_to = last_position THEN held_from ELSE last_position + 1 END AS held_from
         FROM conversations
     )
     SELECT id, last_position, held_from,
         coalesce((SELECT max(position) FROM messages
             WHERE conversation = held.key AND position < held.held_from), 0)
     FROM held";

fn missing_of(conn: &Connection, gap: i64, limit: i64, since: Option<Timestamp>) -> rusqlite::Result<Vec<Missing>> {
    conn.prepare_cached(&format!(
        "{MISSING} WHERE gap = ?1 AND gap > 0 AND (?3 IS NULL OR last_text_at >= ?3 OR state <> 'closed')
         ORDER BY last_text_at DESC LIMIT ?2"
    ))?
    .query_map(params![gap, limit, since], missing_row)?
    .collect()
}

/// What is missing of one conversation; none if nothing is, or it is not here.
pub fn missing_in(conn: &Connection, id: ConversationId) -> rusqlite::Result<Option<Missing>> {
    conn.prepare_cached(&format!("{MISSING} WHERE id = ?1 AND gap > 0"))?.query_row([id], missing_row).optional()
}

/// The same of all conversations of a visitor, newest first.
pub fn missing_with(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<Vec<Missing>> {
    conn.prepare_cached(&format!(
        "{MISSING} WHERE id IN (SELECT id FROM conversations WHERE visitor_id = ?1) AND gap > 0
         ORDER BY last_text_at DESC"
    ))?
    .query_map([visitor], missing_row)?
    .collect()
}

fn missing_row(row: &rusqlite::Row) -> rusqlite::Result<Missing> {
    Ok(Missing { conversation: row.get(0)?, last: row.get(1)?, held_from: row.get(2)?, held_below: row.get(3)? })
}

pub fn key(conn: &Connection, id: ConversationId) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT key FROM conversations WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()
}

/// Deletes a conversation and all it yielded: its head, messages, search entries and read position.
pub fn forget(conn: &Connection, id: ConversationId) -> rusqlite::Result<bool> {
    super::reads::forget(conn, id)?;
    let Some(key) = key(conn, id)? else { return Ok(false) };
    super::messages::forget_above(conn, key, 0)?;
    super::crm::forget(conn, id)?;
    conn.prepare_cached("DELETE FROM conversations WHERE key = ?1")?.execute([key])?;
    Ok(true)
}

/// Those of a visitor that are here.
pub fn of_visitor(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<Vec<ConversationId>> {
    conn.prepare_cached("SELECT id FROM conversations WHERE visitor_id = ?1")?
        .query_map([visitor], |row| row.get(0))?
        .collect()
}

/// A visitor turned out to be another one.
pub fn move_to(conn: &Connection, from: VisitorId, into: VisitorId) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE conversations SET visitor_id = ?2 WHERE visitor_id = ?1")?.execute([from, into])?;
    Ok(())
}

/// Conversations that the finished snapshot did not name.
pub fn unnamed(conn: &Connection, snapshot: i64) -> rusqlite::Result<Vec<ConversationId>> {
    conn.prepare("SELECT id FROM conversations WHERE snapshot <> ?1")?
        .query_map([snapshot], |row| row.get(0))?
        .collect()
}

/// Takes the hub's read positions over.
pub fn apply_read(conn: &Connection, read: &ReadPosition) -> rusqlite::Result<()> {
    super::reads::advance(conn, read.conversation_id, read.position)?;
    Ok(())
}
