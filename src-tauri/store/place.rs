//! Where synchronisation stands; one row.

use protocol::AgentId;
use protocol::wire::sync::Cursor;
use rusqlite::{Connection, params};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub owner: Option<AgentId>,
    /// Follow from here; none before the first page.
    pub cursor: Option<Cursor>,
    /// The next page of an unfinished snapshot.
    pub before: Option<Cursor>,
    /// The number of the running or last snapshot.
    pub snapshot: i64,
    /// Conversations it holds.
    pub total: i64,
    /// The first synchronisation is not done yet.
    pub filling: bool,
}

pub fn get(conn: &Connection) -> rusqlite::Result<Place> {
    conn.prepare_cached("SELECT owner, cursor, before, snapshot, total, filling FROM place")?.query_row([], |row| {
        Ok(Place {
            owner: row.get(0)?,
            cursor: row.get::<_, Option<String>>(1)?.map(Cursor),
            before: row.get::<_, Option<String>>(2)?.map(Cursor),
            snapshot: row.get(3)?,
            total: row.get(4)?,
            filling: row.get(5)?,
        })
    })
}

pub fn set(conn: &Connection, place: &Place) -> rusqlite::Result<()> {
    let mut update = conn.prepare_cached(
        "UPDATE place SET owner = ?1, cursor = ?2, before = ?3, snapshot = ?4, total = ?5, filling = ?6",
    )?;
    let text = |cursor: &Option<Cursor>| cursor.as_ref().map(|cursor| cursor.0.clone());
    update.execute(params![
        place.owner,
        text(&place.cursor),
        text(&place.before),
        place.snapshot,
        place.total,
        place.filling,
    ])?;
    Ok(())
}

/// Conversations whose newest messages are held, and all that are known.
pub fn filled(conn: &Connection) -> rusqlite::Result<(i64, i64)> {
    let known: i64 = conn.query_row("SELECT count(*) FROM conversations", [], |row| row.get(0))?;
    let missing: i64 = conn.query_row("SELECT count(*) FROM conversations WHERE gap = 2", [], |row| row.get(0))?;
    Ok((known - missing, known))
}
