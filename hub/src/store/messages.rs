//! Items of threads.

use super::Tx;
use super::conversations::{self, Standing};
use super::visible::visible;
use crate::error::Error;
use crate::rules::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::sync::Range;
use protocol::{Author, Body, ConversationId, Item, Message, MessageId, Position, State};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

/// Adds an item at the end of a conversation and moves its head. Items of one conversation have
/// the positions 1, 2, 3… without a gap: the number is taken in the same savepoint.
pub fn append(
    tx: &mut Tx<'_>,
    conversation: &Standing,
    id: MessageId,
    author: Author,
    item: Item,
) -> Result<Posted, Error> {
    append_body(tx, conversation, id, author, &Body::Known(item))
}

/// The same, also for kinds that this version does not know.
pub fn append_body(
    tx: &mut Tx<'_>,
    conversation: &Standing,
    id: MessageId,
    author: Author,
    body: &Body,
) -> Result<Posted, Error> {
    let created_seq = tx.next_seq();
    // What an unknown kind means to a conversation is unknown too: it moves nothing.
    let is_said = matches!(body, Body::Known(item) if item.is_said());
    let position = conversations::advance(tx, conversation.id, author, is_said)?;
    let (by, agent_id) = match author {
        Author::Visitor => ("visitor", None),
        Author::Agent { id } => ("agent", Some(id)),
        Author::Bot => ("bot", None),
        Author::System => ("system", None),
    };
    let body = serde_json::to_string(body).map_err(|e| Error::Internal(e.to_string()))?;
    tx.prepare_cached(
        "INSERT INTO messages
            (created_seq, id, conversation_id, position, changed_seq, at, author, agent_id, body, channel, platform)
         VALUES (?1, ?2, ?3, ?4, ?1, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        created_seq,
        id,
        conversation.id,
        position,
        tx.now,
        by,
        agent_id,
        body,
        conversation.channel,
        conversation.platform,
    ))
    .map_err(|error| match error.sqlite_error_code() {
        // Of what this very write has just put there, since the caller asked before it began.
        Some(rusqlite::ErrorCode::ConstraintViolation) => ErrorCode::KeyReused.into(),
        _ => Error::from(error),
    })?;
    tx.news.visitor(conversation.visitor_id);
    if let (State::Assigned, Some(assignee)) = (conversation.subject.state, conversation.subject.assignee_id) {
        // The item and the head: seen by whoever has the chat, and by those who see all.
        tx.news.agent_alone(assignee, 2);
    }
    Ok(Posted { id, conversation_id: conversation.id, position })
}

/// Whether this id is taken, by whomever: ids are unique over the whole hub.
pub fn exists(connection: &Connection, id: MessageId) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT 1 FROM messages WHERE id = ?1")?
        .query_row([id], |_| Ok(()))
        .optional()?
        .is_some())
}

/// The newest item of a kind in a conversation.
pub fn newest_of_kind(
    connection: &Connection,
    conversation: ConversationId,
    kind: &str,
) -> Result<Option<(MessageId, Body)>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT id, body FROM messages WHERE conversation_id = ?1 AND body ->> 'kind' = ?2
             ORDER BY position DESC LIMIT 1",
        )?
        .query_row((conversation, kind), |row| Ok((row.get(0)?, body(row.get_ref(1)?.as_str()?))))
        .optional()?)
}

/// The messages of one range, in order; none if the viewer may not see the conversation (A6).
pub fn range(connection: &Connection, viewer: &Viewer, range: &Range) -> Result<Vec<Message>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
         WHERE m.conversation_id = :conversation AND m.position > :after AND m.position <= :upto AND {}
         ORDER BY m.position",
        visible!()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {
            ":conversation": range.conversation_id,
            ":after": range.after,
            ":upto": range.after.saturating_add(range.limit),
            ":me": viewer.id,
            ":sees_all": viewer.role.sees_all(),
        },
        from_row,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub const COLUMNS: &str =
    "m.id, m.conversation_id, m.position, m.created_seq, m.at, m.author, m.agent_id, m.body, m.channel, m.platform";

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Message> {
    let author = match (row.get_ref(5)?.as_str()?, row.get(6)?) {
        ("visitor", _) => Author::Visitor,
        ("agent", Some(id)) => Author::Agent { id },
        ("bot", _) => Author::Bot,
        _ => Author::System,
    };
    Ok(Message {
        id: row.get(0)?,
        conversation_id: row.get::<_, ConversationId>(1)?,
        position: row.get::<_, Position>(2)?,
        created_seq: row.get(3)?,
        at: row.get(4)?,
        author,
        body: body(row.get_ref(7)?.as_str()?),
        channel: row.get(8)?,
        platform: row.get(9)?,
    })
}

/// A body as it was stored; one that an other version wrote is kept as unknown, never dropped.
pub fn body(json: &str) -> Body {
    serde_json::from_str(json).unwrap_or_else(|_| Body::Unknown(serde_json::json!({ "kind": "unreadable" })))
}
