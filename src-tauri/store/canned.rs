//! Canned answers (D9).

use super::json;
use protocol::card::Link;
use protocol::ipc::files::OutgoingFile;
use protocol::{CannedAnswer, CannedAnswerId, CannedContent, FileId};
use rusqlite::{Connection, OptionalExtension, params};

pub fn upsert(conn: &Connection, answer: &CannedAnswer) -> rusqlite::Result<()> {
    let CannedContent { folder, shortcut, title, text, language, link, attachments } = &answer.content;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO canned_answers
             (id, project_id, owner_id, folder, shortcut, title, text, language, link_title, link_url, attachments)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
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
        json::written(attachments)?,
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

/// A file that the hub has as a canned answer's.
pub fn file(conn: &Connection, id: FileId) -> rusqlite::Result<Option<OutgoingFile>> {
    conn.prepare_cached(
        "SELECT file.value ->> 'name', file.value ->> 'size'
         FROM canned_answers JOIN json_each(canned_answers.attachments) AS file WHERE file.value ->> 'file' = ?1",
    )?
    .query_row([id.to_string()], |row| {
        let (name, size): (String, i64) = (row.get(0)?, row.get(1)?);
        let size = size.unsigned_abs();
        Ok(OutgoingFile { file: id, name, size, uploaded: size })
    })
    .optional()
}

/// By folder and title; those in no folder come last.
pub fn all(conn: &Connection) -> rusqlite::Result<Vec<CannedAnswer>> {
    conn.prepare_cached(
        "SELECT id, project_id, owner_id, folder, shortcut, title, text, language, link_title, link_url, attachments
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
            attachments: serde_json::from_str(row.get_ref(10)?.as_str()?).unwrap_or_default(),
        };
        Ok(CannedAnswer { id: row.get(0)?, project_id: row.get(1)?, owner_id: row.get(2)?, content })
    })?
    .collect()
}
