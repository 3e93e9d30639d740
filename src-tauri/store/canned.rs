//! Canned answers (D9).

use protocol::card::Link;
use protocol::{CannedAnswer, CannedAnswerId, CannedContent};
use rusqlite::{Connection, params};

pub fn upsert(conn: &Connection, answer: &CannedAnswer) -> rusqlite::Result<()> {
    let CannedContent { folder, shortcut, title, text, language, link } = &answer.content;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO canned_answers
             (id, project_id, owner_id, folder, shortcut, title, text, language, link_title, link_url)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        answer.id,
        answer.project_id,
        answer.owner_id,
        folder,
        shortcut,
        title,
        text,
        language,
        link.as_ref().map(|link| &link.title),
        link.as_ref().map(|link| &link.url),
    ])?;
    Ok(())
}

pub fn remove(conn: &Connection, id: CannedAnswerId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM canned_answers WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Before the first page of a snapshot, which names them all.
pub fn clear(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM canned_answers", []).map(drop)
}

/// By folder and title; those in no folder come last.
pub fn all(conn: &Connection) -> rusqlite::Result<Vec<CannedAnswer>> {
    conn.prepare_cached(
        "SELECT id, project_id, owner_id, folder, shortcut, title, text, language, link_title, link_url
         FROM canned_answers ORDER BY folder IS NULL, folder, title, id",
    )?
    .query_map([], |row| {
        let link = match (row.get(8)?, row.get(9)?) {
            (Some(title), Some(url)) => Some(Link { title, url }),
            _ => None,
        };
        let content = CannedContent {
            folder: row.get(3)?,
            shortcut: row.get(4)?,
            title: row.get(5)?,
            text: row.get(6)?,
            language: row.get(7)?,
            link,
        };
        Ok(CannedAnswer { id: row.get(0)?, project_id: row.get(1)?, owner_id: row.get(2)?, content })
    })?
    .collect()
}
