//! All that is held of one person: given out whole, or erased. For admins, and noted in the audit.

use super::{Tx, audit, conversations, crm, files, messages, visitors};
use crate::error::Error;
use crate::rules::accounts::keep;
use crate::rules::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::wire::personal::{AuditNote, ConversationData, PageSeen, VisitorData};
use protocol::{ConversationId, FileId, ProjectId, VisitorId};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde_json::json;

/// All of it. Files are named in the messages; their bytes are served elsewhere.
pub fn data(connection: &Connection, viewer: &Viewer, id: VisitorId) -> Result<VisitorData, Error> {
    keep(viewer)?;
    visitors::project_of(connection, viewer, id)?;
    let visitor = connection
        .prepare_cached(&format!("SELECT {} FROM visitors AS v WHERE v.id = :id", visitors::COLUMNS))?
        .query_row(named_params! { ":id": id, ":sees_all": true }, visitors::from_row)?;
    let pages = connection
        .prepare_cached("SELECT at, url, title, referrer FROM page_views WHERE visitor_id = ?1 ORDER BY at, id")?
        .query_map([id], |row| {
            Ok(PageSeen { at: row.get(0)?, url: row.get(1)?, title: row.get(2)?, referrer: row.get(3)? })
        })?
        .collect::<Result<_, _>>()?;
    let heads = connection
        .prepare_cached(&format!(
            "SELECT {} FROM conversations AS c WHERE c.visitor_id = ?1 ORDER BY c.created_seq",
            conversations::COLUMNS
        ))?
        .query_map([id], conversations::from_row)?
        .collect::<Result<Vec<_>, _>>()?;
    let mut items = connection.prepare_cached(&format!(
        "SELECT {} FROM messages AS m WHERE m.conversation_id = ?1 ORDER BY m.position",
        messages::COLUMNS
    ))?;
    let mut told = Vec::new();
    for conversation in heads {
        let messages = items.query_map([conversation.id], messages::from_row)?.collect::<Result<_, _>>()?;
        let sheet = crm::whole(connection, conversation.id)?;
        told.push(ConversationData { conversation, messages, sheet });
    }
    let unsent_files = connection
        .prepare_cached("SELECT name FROM files WHERE visitor_id = ?1 AND conversation_id IS NULL ORDER BY touched_at")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let audit = connection
        .prepare_cached("SELECT at, agent_id, action, detail FROM audit WHERE visitor_id = ?1 ORDER BY id")?
        .query_map([id], |row| {
            let detail: Option<String> = row.get(3)?;
            let detail = detail.and_then(|detail| serde_json::from_str(&detail).ok());
            Ok(AuditNote { at: row.get(0)?, by: row.get(1)?, action: row.get(2)?, detail })
        })?
        .collect::<Result<_, _>>()?;
    Ok(VisitorData { visitor, pages, conversations: told, unsent_files, audit })
}

/// It was given out.
pub fn note_data(tx: &mut Tx<'_>, viewer: &Viewer, id: VisitorId) -> Result<(), Error> {
    let project = visitors::project_of(tx, viewer, id)?;
    audit::record(tx, viewer.id, project, "visitor_exported", Some(id), None)
}

/// Deletes the person with all they yielded, and has consoles forget them. One who was erased already stays so.
///
/// What stays: the audit's who and when, without words; digests of commands; the number, which counts on.
pub fn erase(tx: &mut Tx<'_>, viewer: &Viewer, id: VisitorId) -> Result<(), Error> {
    keep(viewer)?;
    let Some((project, number)) = find(tx, viewer, id)? else { return erased(tx, viewer, id) };
    let held: Vec<ConversationId> = tx
        .prepare_cached("SELECT id FROM conversations WHERE visitor_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for conversation in &held {
        forget_conversation(tx, *conversation)?;
    }
    // One may be linked to another one that went before it in this loop.
    for conversation in &held {
        tx.prepare_cached("DELETE FROM conversations WHERE id = ?1")?.execute([conversation])?;
    }
    let unsent: Vec<FileId> = tx
        .prepare_cached("SELECT id FROM files WHERE visitor_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    unsent.into_iter().try_for_each(|file| files::forget(tx, file))?;
    for sql in [
        "DELETE FROM visitor_tokens WHERE visitor_id = ?1",
        "DELETE FROM page_views WHERE visitor_id = ?1",
        "DELETE FROM applied WHERE actor = ?1",
        // Why somebody was blocked is about them.
        "UPDATE audit SET visitor_id = NULL, detail = NULL WHERE visitor_id = ?1",
        "DELETE FROM visitors WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id])?;
    }
    visitors::gone(tx, id, project, None)?;
    audit::record(tx, viewer.id, project, "visitor_erased", None, Some(json!({ "number": number })))
}

fn find(tx: &Tx<'_>, viewer: &Viewer, id: VisitorId) -> Result<Option<(ProjectId, i64)>, Error> {
    let found: Option<(ProjectId, i64)> = tx
        .prepare_cached("SELECT project_id, number FROM visitors WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.filter(|(project, _)| viewer.projects.contains(project)))
}

/// They were there, and the viewer might have erased them.
fn erased(tx: &Tx<'_>, viewer: &Viewer, id: VisitorId) -> Result<(), Error> {
    let project: Option<ProjectId> = tx
        .prepare_cached("SELECT project_id FROM visitors_gone WHERE id = ?1 AND into_id IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if project.is_some_and(|project| viewer.projects.contains(&project)) {
        Ok(())
    } else {
        Err(ErrorCode::NotFound.into())
    }
}

/// All but its head.
fn forget_conversation(tx: &mut Tx<'_>, id: ConversationId) -> Result<(), Error> {
    let sent: Vec<FileId> = tx
        .prepare_cached("SELECT id FROM files WHERE conversation_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    sent.into_iter().try_for_each(|file| files::forget(tx, file))?;
    for sql in [
        // Found by actor and key: of what agents wrote, and created.
        "DELETE FROM applied WHERE (actor, key) IN (
            SELECT agent_id, id FROM messages WHERE conversation_id = ?1 AND agent_id IS NOT NULL)",
        "DELETE FROM applied WHERE (actor, key) IN (
            SELECT by_id, id FROM entries WHERE conversation_id = ?1 AND by_id IS NOT NULL)",
        "DELETE FROM runs WHERE conversation_id = ?1",
        "DELETE FROM reads WHERE conversation_id = ?1",
        "DELETE FROM carried WHERE conversation_id = ?1",
        "DELETE FROM entries WHERE conversation_id = ?1",
        "DELETE FROM sheets WHERE conversation_id = ?1",
        "DELETE FROM messages WHERE conversation_id = ?1",
        "UPDATE conversations SET previous_id = NULL WHERE id = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}
