//! `pupitre-hub check`: the invariants of the contract, over a whole database.

use crate::error::Error;
use crate::files::Files;
use crate::store::{Store, files};
use rusqlite::Connection;
use std::path::Path;

/// Each is a query for the rows that break it, with the sentence that it proves.
const INVARIANTS: &[(&str, &str)] = &[
    (
        "positions of a conversation are 1, 2, 3… without a gap, and its head knows the last",
        "SELECT hex(c.id) FROM conversations AS c
         LEFT JOIN (SELECT conversation_id, count(*) AS n, min(position) AS low, max(position) AS high
                    FROM messages GROUP BY conversation_id) AS m ON m.conversation_id = c.id
         WHERE c.last_position <> coalesce(m.n, 0) OR coalesce(m.low, 1) <> 1 OR coalesce(m.high, 0) <> coalesce(m.n, 0)",
    ),
    (
        "within a conversation, positions follow the order of writing",
        "SELECT hex(conversation_id) FROM (
            SELECT conversation_id, created_seq,
                   lag(created_seq) OVER (PARTITION BY conversation_id ORDER BY position) AS before
            FROM messages) WHERE before >= created_seq",
    ),
    (
        "time never goes back along the order",
        "SELECT created_seq FROM (
            SELECT created_seq, at, lag(at) OVER (ORDER BY created_seq) AS before FROM messages) WHERE before > at",
    ),
    (
        "a conversation starts with something the visitor did",
        "SELECT hex(c.id) FROM conversations AS c
         WHERE NOT EXISTS (SELECT 1 FROM messages AS m WHERE m.conversation_id = c.id AND m.position = 1)",
    ),
    (
        "the last visitor position is that of what they said last",
        "SELECT hex(c.id) FROM conversations AS c WHERE c.last_visitor_position <> coalesce(
            (SELECT max(m.position) FROM messages AS m WHERE m.conversation_id = c.id
             AND m.author = 'visitor' AND m.body ->> 'kind' IN ('text', 'file', 'picked', 'answers')), 0)",
    ),
    (
        "a closed conversation ends with its closing, and with what is created in it afterwards",
        "SELECT hex(c.id) FROM conversations AS c WHERE c.state = 'closed' AND 'closed' IS NOT (
            SELECT m.body ->> 'kind' FROM messages AS m
            WHERE m.conversation_id = c.id AND m.body ->> 'kind' <> 'created' ORDER BY m.position DESC LIMIT 1)",
    ),
    (
        "only its assignee of that time wrote as an agent: some move gave it to them before",
        "SELECT m.created_seq FROM messages AS m WHERE m.author = 'agent' AND NOT EXISTS (
            SELECT 1 FROM messages AS j WHERE j.conversation_id = m.conversation_id AND j.position < m.position
            AND lower(replace(coalesce(j.body ->> '$.agent.id', j.body ->> '$.to.id', ''), '-', '')) = lower(hex(m.agent_id)))",
    ),
    (
        "an assignee is a member of the conversation's project",
        "SELECT hex(c.id) FROM conversations AS c WHERE c.state = 'assigned' AND NOT EXISTS (
            SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = c.assignee_id AND ap.project_id = c.project_id)",
    ),
    (
        "conversation and visitor belong to the same project",
        "SELECT hex(c.id) FROM conversations AS c JOIN visitors AS v ON v.id = c.visitor_id
         WHERE v.project_id <> c.project_id",
    ),
    (
        "who is gone is not there",
        "SELECT hex(g.id) FROM visitors_gone AS g JOIN visitors AS v ON v.id = g.id",
    ),
    (
        "no place in the order lies past its head, and none is given twice",
        "WITH places(seq) AS (
            SELECT changed_seq FROM messages UNION ALL SELECT changed_seq FROM conversations
            UNION ALL SELECT changed_seq FROM visitors UNION ALL SELECT changed_seq FROM agents
            UNION ALL SELECT changed_seq FROM projects UNION ALL SELECT changed_seq FROM reads
            UNION ALL SELECT changed_seq FROM canned_answers UNION ALL SELECT changed_seq FROM visitors_gone)
         SELECT seq FROM places WHERE seq > (SELECT value FROM meta WHERE key = 'last_seq')
         UNION ALL SELECT seq FROM places GROUP BY seq HAVING count(*) > 1",
    ),
    (
        "nobody has read past the end",
        "SELECT hex(c.id) FROM conversations AS c LEFT JOIN reads AS r ON r.conversation_id = c.id
         WHERE c.visitor_read_position > c.last_position OR r.position > c.last_position",
    ),
    (
        "a file that was sent belongs to the item that names it",
        "SELECT hex(f.id) FROM files AS f LEFT JOIN messages AS m ON m.id = f.message_id
         WHERE f.conversation_id IS NOT NULL AND (m.id IS NULL OR m.conversation_id <> f.conversation_id
            OR lower(replace(coalesce(m.body ->> 'file', m.body ->> 'image', ''), '-', '')) <> lower(hex(f.id)))",
    ),
    (
        "what an item names as its file is there",
        "SELECT m.created_seq FROM messages AS m WHERE m.body ->> 'kind' = 'file'
         AND NOT EXISTS (SELECT 1 FROM files AS f WHERE f.message_id = m.id)",
    ),
    (
        "a bot waits for an agent only in Unassigned, and for anybody only where no agent is",
        "SELECT hex(r.conversation_id) FROM runs AS r JOIN conversations AS c ON c.id = r.conversation_id
         WHERE c.state NOT IN ('bot', 'unassigned') OR (r.deadline IS NOT NULL AND c.state <> 'unassigned')",
    ),
    (
        "what only the bot has, it is in the midst of",
        "SELECT hex(c.id) FROM conversations AS c WHERE c.state = 'bot'
         AND NOT EXISTS (SELECT 1 FROM runs AS r WHERE r.conversation_id = c.id)",
    ),
    (
        "who should come by when is known of chats in Unassigned alone, and as the bot waits for them",
        "SELECT hex(c.id) FROM conversations AS c LEFT JOIN runs AS r ON r.conversation_id = c.id
         WHERE (c.wait_until IS NOT NULL AND c.state <> 'unassigned')
            OR (r.deadline IS NOT NULL AND r.deadline IS NOT c.wait_until)",
    ),
    (
        "what the visitor is asked is an item of their thread",
        "SELECT hex(r.conversation_id) FROM runs AS r LEFT JOIN messages AS m ON m.id = r.asked
         WHERE r.asked IS NOT NULL AND m.conversation_id IS NOT r.conversation_id",
    ),
    (
        "what was created is told of in its thread, and nothing else is told so",
        "SELECT hex(e.id) FROM entries AS e LEFT JOIN messages AS m ON m.id = e.id
         WHERE m.conversation_id IS NOT e.conversation_id OR m.body ->> 'kind' <> 'created'
         UNION ALL SELECT hex(m.id) FROM messages AS m WHERE m.body ->> 'kind' = 'created'
            AND NOT EXISTS (SELECT 1 FROM entries AS e WHERE e.id = m.id)",
    ),
    (
        "every applied message is there",
        "SELECT hex(a.key) FROM applied AS a WHERE a.answer ->> '$.position' IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM messages AS m WHERE m.id = a.key)",
    ),
];

/// What is broken: a sentence for each invariant that does not hold, with how often and an example.
/// Empty: the database is sound.
pub async fn check(store: &Store) -> Result<Vec<String>, Error> {
    store.read(broken).await
}

/// The same of the bytes beside it: every whole file has them, all of them.
pub async fn check_files(store: &Store, folder: &Path) -> Result<Vec<String>, Error> {
    let (files, mut broken) = (Files::open(folder)?, Vec::new());
    for (content, size) in store.read(files::contents).await? {
        match files.size(content).await? {
            Some(there) if there == size => {}
            there => broken.push(format!("a file of {size} bytes has {there:?} in files/{content}/original")),
        }
    }
    Ok(broken)
}

fn broken(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut broken = Vec::new();
    let integrity: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if integrity != "ok" {
        broken.push(format!("the file is damaged: {integrity}"));
    }
    if connection.prepare("PRAGMA foreign_key_check")?.exists([])? {
        broken.push("a row refers to one that is not there".to_owned());
    }
    for (sentence, query) in INVARIANTS {
        let mut statement = connection.prepare(query)?;
        let mut rows = statement.query([])?;
        let (mut count, mut example) = (0, String::new());
        while let Some(row) = rows.next()? {
            if count == 0 {
                example = match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                    other => format!("{other:?}"),
                };
            }
            count += 1;
        }
        if count > 0 {
            broken.push(format!("does not hold: {sentence} ({count} times, first at {example})"));
        }
    }
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::memory;

    /// A query with a mistake in it would prove nothing: each is run, on an empty database.
    #[test]
    fn an_empty_database_is_sound() {
        assert_eq!(broken(&memory()).unwrap(), Vec::<String>::new());
    }
}
