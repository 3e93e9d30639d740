//! Where visitors stand by this agent's hand (V10), until the hub knows. Only the newest word on each counts, so
//! these are no items of the outbox. Views show them in place of what the hub told.

use protocol::wire::sync::GoneVisitor;
use protocol::{AgentId, VisitorId, VisitorStatus};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// A status that the hub is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub visitor: VisitorId,
    /// Makes it safe to repeat.
    pub key: Uuid,
    pub status: VisitorStatus,
    /// What the hub had told when it was set.
    pub was: VisitorStatus,
}

/// Takes the place of an older one.
pub fn set(conn: &Connection, author: AgentId, wish: Wish) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO statuses (author_id, visitor_id, key, status, was) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![author, wish.visitor, wish.key.as_bytes(), wish.status, wish.was])?;
    Ok(())
}

pub fn all(conn: &Connection, author: AgentId) -> rusqlite::Result<Vec<Wish>> {
    conn.prepare_cached("SELECT visitor_id, key, status, was FROM statuses WHERE author_id = ?1 ORDER BY key")?
        .query_map([author], wish)?
        .collect()
}

pub fn any(conn: &Connection, author: AgentId) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM statuses WHERE author_id = ?1")?.exists([author])
}

pub fn of(conn: &Connection, author: AgentId, visitor: VisitorId) -> rusqlite::Result<Option<VisitorStatus>> {
    conn.prepare_cached("SELECT status FROM statuses WHERE author_id = ?1 AND visitor_id = ?2")?
        .query_row(params![author, visitor], |row| row.get(0))
        .optional()
}

/// This one is done with; a newer one stays.
pub fn remove(conn: &Connection, author: AgentId, wish: Wish) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM statuses WHERE author_id = ?1 AND visitor_id = ?2 AND key = ?3")?
        .execute(params![author, wish.visitor, wish.key.as_bytes()])?;
    Ok(())
}

/// A visitor is there no more: what this desk knows of them goes to whom they turned out to be, or goes.
/// Answers whether something was deleted.
pub fn forget_visitor(conn: &Connection, gone: GoneVisitor) -> rusqlite::Result<bool> {
    let mut left = 0;
    for table in ["statuses", "visitor_languages"] {
        if let Some(into) = gone.into {
            conn.prepare_cached(&format!("UPDATE OR IGNORE {table} SET visitor_id = ?2 WHERE visitor_id = ?1"))?
                .execute([gone.id, into])?;
        }
        left += conn.prepare_cached(&format!("DELETE FROM {table} WHERE visitor_id = ?1"))?.execute([gone.id])?;
    }
    Ok(left > 0)
}

fn wish(row: &Row) -> rusqlite::Result<Wish> {
    let key: [u8; 16] = row.get(1)?;
    Ok(Wish { visitor: row.get(0)?, key: Uuid::from_bytes(key), status: row.get(2)?, was: row.get(3)? })
}
