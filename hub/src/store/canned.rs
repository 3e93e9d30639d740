//! Canned answers.

use super::{Tx, files};
use crate::error::Error;
use crate::rules::canned::{content, may_change};
use crate::rules::visibility::Viewer;
use protocol::card::Link;
use protocol::wire::ErrorCode;
use protocol::wire::agents::PutCannedAnswer;
use protocol::{AgentId, CannedAnswer, CannedAnswerId, CannedContent, ProjectId};
use rusqlite::{Connection, OptionalExtension, Row};

/// Makes or replaces one.
pub fn put(tx: &mut Tx<'_>, viewer: &Viewer, id: CannedAnswerId, wish: &PutCannedAnswer) -> Result<(), Error> {
    let owner = (!wish.shared).then_some(viewer.id);
    if !viewer.projects.contains(&wish.project_id) {
        return Err(ErrorCode::NotFound.into());
    }
    if let Some((project, known)) = find(tx, viewer, id)? {
        may_change(viewer, known)?;
        if project != wish.project_id || known != owner {
            return Err(Error::with_detail(ErrorCode::FieldInvalid, "whose it is cannot change: make another one"));
        }
    }
    may_change(viewer, owner)?;
    let CannedContent { folder, shortcut, title, text, language, link, attachments } = content(&wish.content)?;
    let seq = tx.next_seq();
    tx.prepare_cached(
        "INSERT INTO canned_answers
            (id, project_id, owner_id, folder, shortcut, title, text, language, link_title, link_url, changed_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET folder = ?4, shortcut = ?5, title = ?6, text = ?7, language = ?8,
            link_title = ?9, link_url = ?10, deleted = 0, changed_seq = ?11",
    )?
    .execute((
        id,
        wish.project_id,
        owner,
        folder,
        shortcut,
        title,
        text,
        language,
        link.as_ref().map(|link| &link.title),
        link.as_ref().map(|link| &link.url),
        seq,
    ))?;
    let ids: Vec<_> = attachments.iter().map(|attachment| attachment.file).collect();
    files::keep(tx, viewer.id, id, &ids)?;
    let kept = serde_json::to_string(&files::of_canned(tx, id)?).map_err(|e| Error::Internal(e.to_string()))?;
    tx.prepare_cached("UPDATE canned_answers SET attachments = ?2 WHERE id = ?1")?.execute((id, kept))?;
    Ok(())
}

/// Deletes one; one that is not there stays so.
pub fn delete(tx: &mut Tx<'_>, viewer: &Viewer, id: CannedAnswerId) -> Result<(), Error> {
    let Some((_, owner)) = find(tx, viewer, id)? else { return Ok(()) };
    may_change(viewer, owner)?;
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE canned_answers SET deleted = 1, folder = NULL, shortcut = '', title = '', text = '', link_title = NULL,
            link_url = NULL, attachments = '[]', changed_seq = ?2 WHERE id = ?1 AND NOT deleted",
    )?
    .execute((id, seq))?;
    files::keep(tx, viewer.id, id, &[])
}

/// Project and owner of one in the viewer's projects.
fn find(
    connection: &Connection,
    viewer: &Viewer,
    id: CannedAnswerId,
) -> Result<Option<(ProjectId, Option<AgentId>)>, Error> {
    let found: Option<(ProjectId, Option<AgentId>)> = connection
        .prepare_cached("SELECT project_id, owner_id FROM canned_answers WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match found {
        Some((project, _)) if !viewer.projects.contains(&project) => Err(ErrorCode::NotFound.into()),
        found => Ok(found),
    }
}

/// Which of `canned_answers AS k` the agent `:me` has.
pub const VISIBLE: &str = "(k.owner_id IS NULL OR k.owner_id = :me)
    AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = k.project_id)";

pub const COLUMNS: &str = "k.id, k.project_id, k.owner_id, k.folder, k.shortcut, k.title, k.text, k.language,
    k.link_title, k.link_url, k.deleted, k.attachments";

/// An answer, or the id of a deleted one.
pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Result<CannedAnswer, CannedAnswerId>> {
    let id = row.get(0)?;
    if row.get(10)? {
        return Ok(Err(id));
    }
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
        attachments: serde_json::from_str(row.get_ref(11)?.as_str()?).unwrap_or_default(),
    };
    Ok(Ok(CannedAnswer { id, project_id: row.get(1)?, owner_id: row.get(2)?, content }))
}
