//! Files that are kept for more than one conversation: those of canned answers, and the pictures of playbooks.

use super::{attachment, forget};
use crate::error::Error;
use crate::store::Tx;
use protocol::wire::ErrorCode;
use protocol::{AgentId, Attachment, CannedAnswerId, FileId, PlaybookId};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// The files of a canned answer are these from now on, and whole ones of its writer's among them. Answers
/// what is let go.
pub fn keep(tx: &Tx<'_>, writer: AgentId, canned: CannedAnswerId, ids: &[FileId]) -> Result<(), Error> {
    for (place, id) in ids.iter().enumerate() {
        let taken = tx
            .prepare_cached(
                "UPDATE files SET canned_id = ?2, canned_place = ?4 WHERE id = ?1 AND media_type IS NOT NULL
                     AND conversation_id IS NULL AND playbook_id IS NULL
                     AND (canned_id = ?2 OR (canned_id IS NULL AND agent_id = ?3))",
            )?
            .execute((id, canned, writer, i64::try_from(place).unwrap_or(i64::MAX)))?;
        if taken == 0 {
            return Err(ErrorCode::FileUnknown.into());
        }
    }
    let mut others = tx.prepare_cached("SELECT id FROM files WHERE canned_id = ?1")?;
    let others: Vec<FileId> = others.query_map([canned], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in others.into_iter().filter(|id| !ids.contains(id)) {
        forget(tx, id)?;
    }
    Ok(())
}

/// The picture that a playbook may show: a whole one of its writer's, or one that it shows already.
pub fn picture_for(
    connection: &Connection,
    writer: AgentId,
    playbook: PlaybookId,
    id: FileId,
) -> Result<Option<Attachment>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT f.id, f.name, f.media_type, f.size, f.width, f.height FROM files AS f
             WHERE f.id = ?1 AND f.width IS NOT NULL AND f.conversation_id IS NULL AND f.canned_id IS NULL
                 AND (f.playbook_id = ?3 OR (f.playbook_id IS NULL AND f.agent_id = ?2))",
        )?
        .query_row((id, writer, playbook), attachment)
        .optional()?)
}

/// A playbook shows these from now on. Threads and older versions name them too, so none is ever let go.
pub fn show_in(tx: &Tx<'_>, writer: AgentId, playbook: PlaybookId, ids: &BTreeSet<FileId>) -> Result<(), Error> {
    for id in ids {
        tx.prepare_cached("UPDATE files SET playbook_id = ?2 WHERE id = ?1 AND agent_id = ?3 AND playbook_id IS NULL")?
            .execute((id, playbook, writer))?;
    }
    Ok(())
}

/// Those of a canned answer, in their order.
pub fn of_canned(connection: &Connection, canned: CannedAnswerId) -> rusqlite::Result<Vec<Attachment>> {
    connection
        .prepare_cached(
            "SELECT f.id, f.name, f.media_type, f.size, f.width, f.height FROM files AS f
             WHERE f.canned_id = ?1 ORDER BY f.canned_place",
        )?
        .query_map([canned], attachment)?
        .collect()
}
