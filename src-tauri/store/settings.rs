//! What this desk remembers: who is signed in, and preferences. In the outbox's file, because no
//! hub could give them back.

use super::json;
use protocol::ipc::session::{Me, Preferences};
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

const ME: &str = "me";
const PREFERENCES: &str = "preferences";

pub fn me(conn: &Connection) -> rusqlite::Result<Option<Me>> {
    get(conn, ME)
}

pub fn set_me(conn: &Connection, me: Option<&Me>) -> rusqlite::Result<()> {
    match me {
        Some(me) => set(conn, ME, me),
        None => conn.execute("DELETE FROM settings WHERE key = ?1", [ME]).map(drop),
    }
}

pub fn preferences(conn: &Connection) -> rusqlite::Result<Preferences> {
    Ok(get(conn, PREFERENCES)?.unwrap_or_default())
}

pub fn set_preferences(conn: &Connection, preferences: &Preferences) -> rusqlite::Result<()> {
    set(conn, PREFERENCES, preferences)
}

/// A value that cannot be read, from an older version say, counts as not set.
fn get<T: DeserializeOwned>(conn: &Connection, key: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn set<T: Serialize>(conn: &Connection, key: &str, value: &T) -> rusqlite::Result<()> {
    let text = json::written(value)?;
    conn.prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?.execute([key, &text])?;
    Ok(())
}
