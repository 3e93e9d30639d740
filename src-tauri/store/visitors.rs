//! Visitors, and the index that finds them by a part of their name, e-mail or phone.

use super::search::query::fold;
use protocol::{Visitor, VisitorId};
use rusqlite::{Connection, OptionalExtension, params};

/// Replaces what is known of a visitor.
pub fn upsert(conn: &Connection, visitor: &Visitor, snapshot: i64) -> rusqlite::Result<()> {
    let before = index_row(conn, visitor.id)?;
    let page = visitor.page.as_ref();
    let key: i64 = conn
        .prepare_cached(
            "INSERT INTO visitors (id, project_id, number, name, email, phone, status, language, time_zone, user_agent,
                 viewport, page_url, page_title, referrer, params, visits, pages_viewed, first_seen_at, last_seen_at,
                 snapshot)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
             ON CONFLICT (id) DO UPDATE SET project_id = ?2, number = ?3, name = ?4, email = ?5, phone = ?6,
                 status = ?7, language = ?8, time_zone = ?9, user_agent = ?10, viewport = ?11, page_url = ?12,
                 page_title = ?13, referrer = ?14, params = ?15, visits = ?16, pages_viewed = ?17,
                 first_seen_at = ?18, last_seen_at = ?19, snapshot = ?20
             RETURNING key",
        )?
        .query_row(
            params![
                visitor.id,
                visitor.project_id,
                visitor.number,
                visitor.name,
                visitor.email,
                visitor.phone,
                visitor.status,
                visitor.language,
                visitor.time_zone,
                visitor.user_agent,
                visitor.viewport,
                page.map(|page| &page.url),
                page.map(|page| &page.title),
                visitor.referrer,
                params_as_json(visitor),
                visitor.visits,
                visitor.pages_viewed,
                visitor.first_seen_at,
                visitor.last_seen_at,
                snapshot,
            ],
            |row| row.get(0),
        )?;
    let words = [&visitor.name, &visitor.email, &visitor.phone].map(|word| word.as_deref().map(fold));
    match before {
        // Most updates are a page or a visit: the index stays as it is.
        Some((_, known)) if known == words => return Ok(()),
        Some((_, known)) => unindex(conn, key, &known)?,
        None => {}
    }
    conn.prepare_cached("INSERT INTO visitor_index (rowid, name, email, phone) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![key, words[0], words[1], words[2]])?;
    Ok(())
}

/// Forgets those that the snapshot did not name.
pub fn forget_unnamed(conn: &Connection, snapshot: i64) -> rusqlite::Result<()> {
    let gone: Vec<VisitorId> = conn
        .prepare("SELECT id FROM visitors WHERE snapshot <> ?1 ORDER BY key")?
        .query_map([snapshot], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in gone {
        if let Some((key, words)) = index_row(conn, id)? {
            unindex(conn, key, &words)?;
            conn.prepare_cached("DELETE FROM visitors WHERE key = ?1")?.execute([key])?;
        }
    }
    Ok(())
}

type Words = [Option<String>; 3];

/// A visitor's key, and the words the index has for them.
fn index_row(conn: &Connection, id: VisitorId) -> rusqlite::Result<Option<(i64, Words)>> {
    conn.prepare_cached("SELECT key, name, email, phone FROM visitors WHERE id = ?1")?
        .query_row([id], |row| {
            let words: [Option<String>; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
            Ok((row.get(0)?, words.map(|word| word.as_deref().map(fold))))
        })
        .optional()
}

fn unindex(conn: &Connection, key: i64, words: &Words) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO visitor_index (visitor_index, rowid, name, email, phone) VALUES ('delete', ?1, ?2, ?3, ?4)",
    )?
    .execute(params![key, words[0], words[1], words[2]])?;
    Ok(())
}

fn params_as_json(visitor: &Visitor) -> String {
    let object = visitor.params.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
    serde_json::Value::Object(object).to_string()
}
