//! What of the sheets another CRM holds ([`crate::crm`]).

use super::{Tx, crm, visitors};
use crate::crm::{Dossier, Links};
use crate::error::Error;
use crate::rules::answers;
use protocol::{ConversationId, MessageId, Timestamp, VisitorId};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// A conversation whose sheet is to be brought.
pub struct Due {
    pub dossier: Dossier,
    pub links: Links,
    /// The sheet's place in the order, as it was read.
    pub seq: i64,
    pub failures: u32,
}

/// The one that has been due for longest: something was created in it, and it is not there as it is here.
pub fn due(connection: &Connection, now: Timestamp) -> Result<Option<Due>, Error> {
    let found: Option<(ConversationId, VisitorId, i64, Option<String>, u32)> = connection
        .prepare_cached(
            "SELECT s.conversation_id, c.visitor_id, s.changed_seq, k.links, ifnull(k.failures, 0) FROM sheets AS s
             JOIN conversations AS c ON c.id = s.conversation_id
             LEFT JOIN carried AS k ON k.conversation_id = s.conversation_id
             WHERE s.changed_seq > ifnull(k.told_seq, 0) AND (k.due_at IS NULL OR k.due_at <= ?1)
                AND EXISTS (SELECT 1 FROM entries AS e WHERE e.conversation_id = s.conversation_id)
             ORDER BY s.changed_seq LIMIT 1",
        )?
        .query_row([now], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .optional()?;
    let Some((conversation, visitor, seq, links, failures)) = found else { return Ok(None) };
    let links = links.map_or(Ok(Links::default()), |json| serde_json::from_str(&json)).map_err(internal)?;
    let (Some(sheet), Some(person)) = (crm::whole(connection, conversation)?, visitors::get(connection, visitor)?)
    else {
        return Ok(None);
    };
    let dossier = Dossier { name: answers::title(&person), email: person.email, phone: person.phone, sheet };
    Ok(Some(Due { dossier, links, seq, failures }))
}

/// How far it came, while it is under way.
pub fn remember(tx: &mut Tx<'_>, conversation: ConversationId, links: &Links) -> Result<(), Error> {
    let links = serde_json::to_string(links).map_err(internal)?;
    tx.prepare_cached(
        "INSERT INTO carried (conversation_id, links, pages, told_seq, failures)
         SELECT conversation_id, ?2, '{}', 0, 0 FROM sheets WHERE conversation_id = ?1
         ON CONFLICT (conversation_id) DO UPDATE SET links = ?2",
    )?
    .execute((conversation, links))?;
    Ok(())
}

/// What came of bringing the sheet as it was at `seq`. `trouble`: the code of a failure, and seconds until the next
/// try. Windows are told only what they show: addresses and trouble.
pub fn settle(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    seq: i64,
    links: &Links,
    pages: &BTreeMap<MessageId, String>,
    trouble: Option<(&'static str, u32)>,
) -> Result<(), Error> {
    // Its visitor may have been erased while it was being brought.
    if !tx.prepare_cached("SELECT 1 FROM sheets WHERE conversation_id = ?1")?.exists([conversation])? {
        return Ok(());
    }
    remember(tx, conversation, links)?;
    let pages = serde_json::to_string(pages).map_err(internal)?;
    let code = trouble.map(|(code, _)| code);
    let shown: (String, Option<String>) = tx
        .prepare_cached("SELECT pages, trouble FROM carried WHERE conversation_id = ?1")?
        .query_row([conversation], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let told = if code.is_none() { seq } else { 0 };
    let due_at = trouble.map(|(_, wait_s)| tx.now.plus_ms(i64::from(wait_s) * 1_000));
    tx.prepare_cached(
        "UPDATE carried SET pages = ?2, told_seq = ?3, due_at = ?4, trouble = ?5,
            failures = iif(?5 IS NULL, 0, failures + 1) WHERE conversation_id = ?1",
    )?
    .execute((conversation, &pages, told, due_at, code))?;
    if shown.0 == pages && shown.1.as_deref() == code {
        return Ok(());
    }
    let now_at: i64 = tx
        .prepare_cached("SELECT changed_seq FROM sheets WHERE conversation_id = ?1")?
        .query_row([conversation], |row| row.get(0))?;
    let moved = crm::touch(tx, conversation)?;
    // Nothing but this change came since: there is nothing more to bring.
    if code.is_none() && now_at == seq {
        tx.prepare_cached("UPDATE carried SET told_seq = ?2 WHERE conversation_id = ?1")?
            .execute((conversation, moved))?;
    }
    Ok(())
}

fn internal(error: serde_json::Error) -> Error {
    Error::Internal(error.to_string())
}
