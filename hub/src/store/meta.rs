//! What the database knows of itself: its incarnation, its secret, and the head of the order.

use crate::error::Error;
use protocol::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// Fills in what a new database lacks.
///
/// The incarnation tells one database from another: a cursor of a restored copy must not be taken
/// for one of the original. An operator who restores a backup runs `pupitre-hub restored`.
pub fn prepare(connection: &Connection) -> Result<(), Error> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| Error::Internal(format!("no randomness: {e}")))?;
    connection.execute(
        "INSERT OR IGNORE INTO meta (key, value) VALUES
            ('incarnation', ?1), ('secret', ?2), ('last_seq', 0), ('last_time', 0)",
        (short_id(), secret.as_slice()),
    )?;
    Ok(())
}

/// Says that this database is a restored copy: every console synchronises from the start.
pub fn renew_incarnation(connection: &Connection) -> Result<(), Error> {
    connection.execute("UPDATE meta SET value = ?1 WHERE key = 'incarnation'", [short_id()])?;
    Ok(())
}

pub fn incarnation(connection: &Connection) -> Result<String, Error> {
    get(connection, "incarnation")
}

/// The key of the digests that recognise repeated commands.
pub fn secret(connection: &Connection) -> Result<Vec<u8>, Error> {
    get(connection, "secret")
}

pub fn last_seq(connection: &Connection) -> Result<i64, Error> {
    get(connection, "last_seq")
}

pub fn last_time(connection: &Connection) -> Result<Timestamp, Error> {
    get(connection, "last_time")
}

pub fn set_head(connection: &Connection, last_seq: i64, last_time: Timestamp) -> Result<(), Error> {
    let mut update = connection.prepare_cached("UPDATE meta SET value = ?2 WHERE key = ?1")?;
    update.execute(("last_seq", last_seq))?;
    update.execute(("last_time", last_time))?;
    Ok(())
}

fn get<T: rusqlite::types::FromSql>(connection: &Connection, key: &str) -> Result<T, Error> {
    connection
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Error::Internal(format!("the database lacks its {key}")))
}

fn short_id() -> String {
    Uuid::new_v4().simple().to_string()[..12].to_owned()
}
