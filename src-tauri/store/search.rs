//! Search over what the cache holds.

pub mod index;
pub mod query;

use super::folders::{self, Reader};
use protocol::ipc::inbox::{Search, SearchFilter, SearchHit, SearchResults};
use protocol::{MessageId, Position, Timestamp};
use rusqlite::{Connection, params};

/// People shown above the messages.
const PEOPLE: i64 = 5;
/// Words that a beginning is replaced by; with more of them FTS5's own way is faster.
const BEGUN: i64 = 200;

/// Matches, newest first: full-text rows come in the order of writing, so nothing is sorted.
pub fn search(conn: &Connection, reader: Reader, search: &Search) -> rusqlite::Result<SearchResults> {
    let words = query::words(&search.query);
    let people = match query::match_part(&search.query) {
        Some(part) => people(conn, reader, search, &part)?,
        None => Vec::new(),
    };
    let begun = begun_words(conn, &words)?;
    let Some(expression) = query::match_words(&words, &begun) else {
        return Ok(SearchResults { people, messages: Vec::new(), more: false });
    };
    let limit = search.limit.clamp(0, 1_000);
    let SearchFilter { visitor, agent, lane, since } = search.filter;
    let lane = lane.map(|lane| lane.letter().to_string());
    let mut found: Vec<(i64, MessageId, Position, Timestamp, String)> = conn
        .prepare_cached(
            "SELECT messages.conversation, messages.id, messages.position, messages.at, messages.text
             FROM message_index
             CROSS JOIN messages ON messages.seq = message_index.rowid
             CROSS JOIN conversations ON conversations.key = messages.conversation
             WHERE message_index MATCH ?1 AND (?2 IS NULL OR conversations.project_id = ?2)
                 AND (?4 IS NULL OR conversations.visitor_id = ?4) AND (?5 IS NULL OR messages.agent_id = ?5)
                 AND (?6 IS NULL OR messages.at >= ?6)
                 AND CASE ?7 WHEN 'v' THEN messages.author = 'visitor' WHEN 'n' THEN messages.kind IN ('link', 'offer')
                     WHEN 'a' THEN messages.author = 'agent' AND messages.kind NOT IN ('link', 'offer') ELSE 1 END
             ORDER BY message_index.rowid DESC LIMIT ?3",
        )?
        .query_map(params![expression, search.project, limit + 1, visitor, agent, since, lane], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?
        .collect::<Result<_, _>>()?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let mut messages = Vec::with_capacity(found.len());
    for (key, message_id, position, at, text) in found {
        let row = folders::row(conn, reader, key)?;
        messages.push(SearchHit { row, message_id, position, at, passage: query::passage(&text, &words) });
    }
    Ok(SearchResults { people, messages, more })
}

/// The words that the last one may be the beginning of; none if it is short, or stands for too many.
fn begun_words(conn: &Connection, words: &[String]) -> rusqlite::Result<Vec<String>> {
    let Some(last) = words.last().filter(|last| last.chars().nth(query::WORD_MIN - 1).is_some()) else {
        return Ok(Vec::new());
    };
    let begun: Vec<String> = conn
        .prepare_cached("SELECT word FROM words WHERE word >= ?1 AND word < ?2 LIMIT ?3")?
        .query_map(params![last, format!("{last}\u{10FFFF}"), BEGUN + 1], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(if begun.len() as i64 > BEGUN { Vec::new() } else { begun })
}

/// Visitors who match, each with their latest conversation that is here.
fn people(
    conn: &Connection,
    reader: Reader,
    search: &Search,
    part: &str,
) -> rusqlite::Result<Vec<protocol::ipc::inbox::ConversationRow>> {
    let keys: Vec<i64> = conn
        .prepare_cached(
            "SELECT latest.key FROM visitor_index
             CROSS JOIN visitors ON visitors.key = visitor_index.rowid
             CROSS JOIN conversations AS latest ON latest.key = (
                 SELECT key FROM conversations WHERE visitor_id = visitors.id ORDER BY last_text_at DESC LIMIT 1)
             WHERE visitor_index MATCH ?1 AND (?2 IS NULL OR visitors.project_id = ?2)
             ORDER BY visitor_index.rowid DESC LIMIT ?3",
        )?
        .query_map(params![part, search.project, PEOPLE], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    keys.into_iter().map(|key| folders::row(conn, reader, key)).collect()
}
