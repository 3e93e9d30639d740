//! The lists of conversations (A2), straight from one index each.

use super::messages;
use super::search::query::one_line;
use protocol::ipc::inbox::{ConversationRow, Folder, FolderCounts, FolderPage, LastText, ListFolder, Unsent};
use protocol::{AgentId, Author, ConversationId, ProjectId, State};
use rusqlite::{Connection, params};

/// Who looks at the lists.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub me: AgentId,
    /// Managers also have Team.
    pub sees_all: bool,
}

/// What belongs to a folder, and its order. `?1` is the reader, `?2` the project or none.
const fn of(folder: Folder) -> (&'static str, &'static str) {
    match folder {
        Folder::Unassigned => ("state = 'unassigned'", "ifnull(waiting_since, last_text_at), key"),
        Folder::Mine => ("state = 'assigned' AND assignee_id = ?1", "last_text_at DESC, key DESC"),
        Folder::Team => ("state = 'assigned' AND assignee_id <> ?1", "last_text_at DESC, key DESC"),
        Folder::Closed => ("state = 'closed'", "closed_at DESC, key DESC"),
    }
}

/// Keys of a folder's rows, read from its index alone.
pub(super) fn keys_query(folder: Folder) -> String {
    let (belongs, order) = of(folder);
    format!(
        "SELECT key FROM conversations WHERE {belongs} AND (?2 IS NULL OR project_id = ?2) AND ?1 IS NOT NULL
         ORDER BY {order} LIMIT ?3 OFFSET ?4"
    )
}

pub fn list(conn: &Connection, reader: Reader, list: &ListFolder) -> rusqlite::Result<FolderPage> {
    let total = count(conn, reader, list.folder, list.project)?;
    let keys: Vec<i64> = conn
        .prepare_cached(&keys_query(list.folder))?
        .query_map(params![reader.me, list.project, list.limit.clamp(0, 1_000), list.offset.max(0)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let rows = keys.into_iter().map(|key| row(conn, reader, key)).collect::<Result<_, _>>()?;
    Ok(FolderPage { total, rows })
}

fn count(conn: &Connection, reader: Reader, folder: Folder, project: Option<ProjectId>) -> rusqlite::Result<i64> {
    if folder == Folder::Team && !reader.sees_all {
        return Ok(0);
    }
    if folder == Folder::Closed {
        return conn
            .prepare_cached(
                "SELECT coalesce(sum(count), 0) FROM tally
                 WHERE state = 'closed' AND (?1 IS NULL OR project_id = ?1)",
            )?
            .query_row([project], |row| row.get(0));
    }
    let (belongs, _) = of(folder);
    conn.prepare_cached(&format!(
        "SELECT count(*) FROM conversations
         WHERE {belongs} AND (?2 IS NULL OR project_id = ?2) AND ?1 IS NOT NULL"
    ))?
    .query_row(params![reader.me, project], |row| row.get(0))
}

pub fn counts(conn: &Connection, reader: Reader, project: Option<ProjectId>) -> rusqlite::Result<FolderCounts> {
    Ok(FolderCounts {
        unassigned: count(conn, reader, Folder::Unassigned, project)?,
        mine: count(conn, reader, Folder::Mine, project)?,
        team: count(conn, reader, Folder::Team, project)?,
        closed: count(conn, reader, Folder::Closed, project)?,
        unread: unread_in_mine(conn, reader, project)?,
    })
}

fn unread_in_mine(conn: &Connection, reader: Reader, project: Option<ProjectId>) -> rusqlite::Result<i64> {
    conn.prepare_cached(&format!(
        "SELECT coalesce(sum({UNREAD}), 0) FROM conversations LEFT JOIN reads ON reads.conversation_id = conversations.id
         WHERE state = 'assigned' AND assignee_id = ?1 AND (?2 IS NULL OR project_id = ?2)"
    ))?
    .query_row(params![reader.me, project], |row| row.get(0))
}

/// What the visitor said above what was read, counted to 100 at most; nothing waits in a closed
/// conversation.
const UNREAD: &str = "CASE WHEN conversations.state = 'closed' THEN 0 ELSE (
        SELECT count(*) FROM (
            SELECT 1 FROM messages WHERE messages.conversation = conversations.key
            AND messages.position > coalesce(reads.position, 0)
            AND messages.said AND messages.author = 'visitor' LIMIT 100)
    ) END";

/// One conversation as the lists show it; who is on site, and what language they write, is not the
/// store's to know.
pub fn row(conn: &Connection, reader: Reader, key: i64) -> rusqlite::Result<ConversationRow> {
    let last = messages::newest_said(conn, key)?.map(|(kind, text, author)| LastText {
        kind,
        text: one_line(&text),
        mine: author == (Author::Agent { id: reader.me }),
    });
    conn.prepare_cached(&format!(
        "SELECT conversations.id, conversations.project_id, visitor_id, visitors.name, visitors.number,
             platform, state, assignee_id, last_text_at, {UNREAD}, waiting_since, closed_at,
             nullif(drafts.text, ''),
             CASE WHEN EXISTS (SELECT 1 FROM items WHERE items.conversation_id = conversations.id
                     AND items.author_id = ?2 AND items.kind = 'reply' AND items.state = 'parked') THEN 'failed'
                  WHEN EXISTS (SELECT 1 FROM items WHERE items.conversation_id = conversations.id
                     AND items.author_id = ?2 AND items.kind = 'reply' AND items.state IN ('queued', 'sending'))
                  THEN 'queued' ELSE 'nothing' END,
             wait_until
         FROM conversations
         LEFT JOIN visitors ON visitors.id = conversations.visitor_id
         LEFT JOIN reads ON reads.conversation_id = conversations.id
         LEFT JOIN drafts ON drafts.conversation_id = conversations.id AND drafts.author_id = ?2
         WHERE conversations.key = ?1"
    ))?
    .query_row(params![key, reader.me], |row| {
        Ok(ConversationRow {
            id: row.get(0)?,
            project_id: row.get(1)?,
            visitor_id: row.get(2)?,
            visitor_name: row.get(3)?,
            visitor_number: row.get::<_, Option<i64>>(4)?.unwrap_or(0),
            on_site: false,
            language: None,
            platform: row.get(5)?,
            state: row.get(6)?,
            assignee_id: row.get(7)?,
            last,
            last_text_at: row.get(8)?,
            unread: row.get(9)?,
            waiting_since: row.get(10)?,
            closed_at: row.get(11)?,
            draft: row.get::<_, Option<String>>(12)?.map(|text| one_line(&text)),
            unsent: row.get::<_, Unsent>(13)?,
            wait_until: row.get(14)?,
        })
    })
}

/// State and assignee, for decisions.
pub fn standing(conn: &Connection, id: ConversationId) -> rusqlite::Result<Option<(State, Option<AgentId>)>> {
    use rusqlite::OptionalExtension;
    conn.prepare_cached("SELECT state, assignee_id FROM conversations WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}
