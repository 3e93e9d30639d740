//! What is known of files; their bytes are in [`crate::files`].
//!
//! A file's life: begun by its owner → pieces come → whole, when its type is known → sent as an item of
//! one conversation, whose visibility it shares from then on. Or it is kept by a canned answer, and each
//! sending makes a copy of its row over the same content. What is not sent within a day is let go.

mod kept;

pub use kept::{keep, of_canned, picture_for, show_in};

use super::Tx;
use super::conversations::Standing;
use super::visible::visible;
use crate::error::Error;
use crate::rules::file;
use crate::rules::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::{AgentId, Attachment, FileId, FilePolicy, MessageId, Picture, ProjectId, VisitorId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

/// An unsent file is kept so long after its last byte.
pub const UNSENT_MS: i64 = 24 * 60 * 60 * 1_000;

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Agent(AgentId),
    Visitor(VisitorId),
}

impl Owner {
    fn columns(self) -> (Option<AgentId>, Option<VisitorId>) {
        match self {
            Self::Agent(id) => (Some(id), None),
            Self::Visitor(id) => (None, Some(id)),
        }
    }
}

/// How far an upload is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub received: u64,
    pub size: u64,
    /// Its type is known: nothing is left to do.
    pub is_ready: bool,
    /// Where its bytes lie.
    pub content: FileId,
}

/// Begins a file. The same again changes nothing; another one of the same id is refused.
pub fn begin(tx: &mut Tx<'_>, owner: Owner, id: FileId, name: &str, size: u64) -> Result<Progress, Error> {
    let (agent, visitor) = owner.columns();
    let known: Option<bool> = tx
        .prepare_cached(
            "SELECT agent_id IS ?2 AND visitor_id IS ?3 AND name = ?4 AND size = ?5 FROM files WHERE id = ?1",
        )?
        .query_row((id, agent, visitor, name, bytes(size)), |row| row.get(0))
        .optional()?;
    match known {
        Some(true) => return progress(tx, owner, id),
        Some(false) => return Err(ErrorCode::KeyReused.into()),
        None => {}
    }
    check_quota(tx, owner, size)?;
    // The sender chose the id, and may choose it again once it is free; where the bytes lie is ours to say.
    let content = FileId::from(Uuid::now_v7());
    tx.prepare_cached(
        "INSERT INTO files (id, agent_id, visitor_id, name, size, touched_at, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((id, agent, visitor, name, bytes(size), tx.now, content))?;
    progress(tx, owner, id)
}

fn check_quota(tx: &Tx<'_>, owner: Owner, size: u64) -> Result<(), Error> {
    let enough = match owner {
        Owner::Agent(id) => {
            let unsent: i64 = tx
                .prepare_cached(
                    "SELECT count(*) FROM files
                     WHERE agent_id = ?1 AND conversation_id IS NULL AND canned_id IS NULL AND playbook_id IS NULL",
                )?
                .query_row([id], |row| row.get(0))?;
            unsent < file::AGENT_UNSENT_MAX
        }
        Owner::Visitor(id) => {
            let (unsent, today): (i64, i64) = tx
                .prepare_cached(
                    "SELECT count(*) FILTER (WHERE conversation_id IS NULL), coalesce(sum(size), 0)
                     FROM files WHERE visitor_id = ?1 AND touched_at > ?2",
                )?
                .query_row((id, tx.now.plus_ms(-UNSENT_MS)), |row| Ok((row.get(0)?, row.get(1)?)))?;
            unsent < file::VISITOR_UNSENT_MAX && today.saturating_add(bytes(size)) <= file::VISITOR_DAY_MAX_BYTES
        }
    };
    if enough { Ok(()) } else { Err(ErrorCode::FileQuotaReached.into()) }
}

/// How far a file of this owner is.
pub fn progress(connection: &Connection, owner: Owner, id: FileId) -> Result<Progress, Error> {
    let (agent, visitor) = owner.columns();
    connection
        .prepare_cached(
            "SELECT received, size, media_type IS NOT NULL, content FROM files
             WHERE id = ?1 AND agent_id IS ?2 AND visitor_id IS ?3",
        )?
        .query_row((id, agent, visitor), |row| {
            let (received, size): (i64, i64) = (row.get(0)?, row.get(1)?);
            let (received, size) = (received.unsigned_abs(), size.unsigned_abs());
            Ok(Progress { received, size, is_ready: row.get(2)?, content: row.get(3)? })
        })
        .optional()?
        .ok_or_else(|| ErrorCode::NotFound.into())
}

/// A piece that follows what was there came whole. Answers how much there is now.
pub fn add_piece(tx: &Tx<'_>, content: FileId, start: u64, length: u64, piece: Uuid) -> Result<u64, Error> {
    let end = start.saturating_add(length);
    let moved = tx
        .prepare_cached(
            "UPDATE files SET received = ?3, touched_at = ?4
             WHERE content = ?1 AND media_type IS NULL AND received = ?2 AND ?3 <= size",
        )?
        .execute((content, bytes(start), bytes(end), tx.now))?;
    if moved == 0 {
        return Err(ErrorCode::UploadOffsetWrong.into());
    }
    tx.prepare_cached("INSERT INTO file_pieces (content, start, name) VALUES (?1, ?2, ?3)")?.execute((
        content,
        bytes(start),
        piece.as_bytes(),
    ))?;
    Ok(end)
}

/// The pieces of a content, in order.
pub fn pieces(connection: &Connection, content: FileId) -> Result<Vec<Uuid>, Error> {
    let mut rows = connection.prepare_cached("SELECT name FROM file_pieces WHERE content = ?1 ORDER BY start")?;
    let named = rows.query_map([content], |row| Ok(Uuid::from_bytes(row.get(0)?)))?;
    Ok(named.collect::<Result<_, _>>()?)
}

/// It is one object now, of this type. Refused if it was taken back meanwhile.
pub fn finish(tx: &Tx<'_>, content: FileId, media_type: &str, picture: Option<Picture>) -> Result<(), Error> {
    let finished = tx
        .prepare_cached(
            "UPDATE files SET media_type = ?2, width = ?3, height = ?4
             WHERE content = ?1 AND media_type IS NULL AND received = size",
        )?
        .execute((content, media_type, picture.map(|picture| picture.width), picture.map(|picture| picture.height)))?;
    if finished == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    tx.prepare_cached("DELETE FROM file_pieces WHERE content = ?1")?.execute([content])?;
    Ok(())
}

/// One that is not taken after all, before anybody could send it.
pub fn refuse(tx: &Tx<'_>, content: FileId) -> Result<(), Error> {
    let unfinished: Option<FileId> = tx
        .prepare_cached("SELECT id FROM files WHERE content = ?1 AND media_type IS NULL")?
        .query_row([content], |row| row.get(0))
        .optional()?;
    unfinished.map_or(Ok(()), |id| forget(tx, id))
}

/// Whether some file still needs a content.
pub fn needs(connection: &Connection, content: FileId) -> Result<bool, Error> {
    Ok(connection.prepare_cached("SELECT 1 FROM files WHERE content = ?1")?.exists([content])?)
}

/// Makes a whole file of this owner an item of a conversation. A canned answer's is copied.
pub fn send(
    tx: &Tx<'_>,
    owner: Owner,
    id: FileId,
    conversation: &Standing,
    message: MessageId,
) -> Result<Attachment, Error> {
    let (agent, visitor) = owner.columns();
    let sql = "SELECT f.id, f.name, f.media_type, f.size, f.width, f.height, f.canned_id IS NULL
         FROM files AS f LEFT JOIN canned_answers AS k ON k.id = f.canned_id
         WHERE f.id = :id AND f.conversation_id IS NULL AND f.playbook_id IS NULL AND (
             (f.canned_id IS NULL AND f.agent_id IS :agent AND f.visitor_id IS :visitor)
             OR (:agent IS NOT NULL AND k.project_id = :project AND (k.owner_id IS NULL OR k.owner_id = :agent)))";
    let found = tx
        .prepare_cached(sql)?
        .query_row(
            named_params! {
                ":id": id, ":agent": agent, ":visitor": visitor, ":project": conversation.subject.project_id,
            },
            |row| {
                let ready = row.get_ref(2)?.as_str_or_null()?.is_some();
                Ok((if ready { Some(attachment(row)?) } else { None }, row.get::<_, bool>(6)?))
            },
        )
        .optional()?;
    let (whole, own) = found.ok_or(ErrorCode::FileUnknown)?;
    let mut whole = whole.ok_or(ErrorCode::FileIncomplete)?;
    if own {
        tx.prepare_cached("UPDATE files SET conversation_id = ?2, message_id = ?3 WHERE id = ?1")?.execute((
            id,
            conversation.id,
            message,
        ))?;
    } else {
        whole.file = Uuid::now_v7().into();
        tx.prepare_cached(
            "INSERT INTO files (id, agent_id, visitor_id, name, size, received, touched_at, content, media_type,
                 width, height, conversation_id, message_id)
             SELECT ?2, ?3, ?4, name, size, received, ?5, content, media_type, width, height, ?6, ?7
             FROM files WHERE id = ?1",
        )?
        .execute((id, whole.file, agent, visitor, tx.now, conversation.id, message))?;
    }
    Ok(whole)
}

/// A file as it is served.
pub struct Served {
    pub content: FileId,
    pub attachment: Attachment,
}

/// A file that an agent may see: of a conversation they see (A6), of a canned answer they have, or their
/// own.
pub fn seen_by(connection: &Connection, viewer: &Viewer, id: FileId) -> Result<Served, Error> {
    let sql = format!(
        "SELECT {SERVED} FROM files AS f
         LEFT JOIN conversations AS c ON c.id = f.conversation_id
         LEFT JOIN canned_answers AS k ON k.id = f.canned_id
         WHERE f.id = :id AND f.media_type IS NOT NULL AND CASE
             WHEN f.conversation_id IS NOT NULL THEN {}
             WHEN f.canned_id IS NOT NULL THEN {}
             WHEN f.playbook_id IS NOT NULL THEN EXISTS (
                 SELECT 1 FROM playbooks AS p JOIN agent_projects AS ap ON ap.project_id = p.project_id
                 WHERE p.id = f.playbook_id AND ap.agent_id = :me)
             ELSE f.agent_id IS :me END",
        visible!(),
        super::canned::VISIBLE
    );
    connection
        .prepare_cached(&sql)?
        .query_row(named_params! { ":id": id, ":me": viewer.id, ":sees_all": viewer.role.sees_all() }, served)
        .optional()?
        .ok_or_else(|| ErrorCode::NotFound.into())
}

/// A file of the visitor's own thread, or one they have not sent yet.
pub fn seen_by_visitor(connection: &Connection, visitor: VisitorId, id: FileId) -> Result<Served, Error> {
    connection
        .prepare_cached(&format!(
            "SELECT {SERVED} FROM files AS f LEFT JOIN conversations AS c ON c.id = f.conversation_id
             WHERE f.id = ?1 AND f.media_type IS NOT NULL
                 AND CASE WHEN f.playbook_id IS NOT NULL THEN EXISTS (
                     SELECT 1 FROM playbooks AS p JOIN visitors AS v ON v.project_id = p.project_id
                     WHERE p.id = f.playbook_id AND v.id = ?2)
                 ELSE iif(f.conversation_id IS NULL, f.visitor_id IS ?2, c.visitor_id = ?2) END"
        ))?
        .query_row((id, visitor), served)
        .optional()?
        .ok_or_else(|| ErrorCode::NotFound.into())
}

/// Notes a whole file of somewhere else, whose bytes are brought along.
pub fn adopt(tx: &Tx<'_>, agent: AgentId, Served { content, attachment }: &Served) -> Result<(), Error> {
    let Attachment { file, name, media_type, size, picture } = attachment;
    let (width, height) = (picture.map(|picture| picture.width), picture.map(|picture| picture.height));
    tx.prepare_cached(
        "INSERT INTO files (id, agent_id, name, size, received, touched_at, content, media_type, width, height)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((file, agent, name, bytes(*size), tx.now, content, media_type, width, height))?;
    Ok(())
}

/// The owner takes an unsent file back; one that is not there is no matter.
pub fn take_back(tx: &Tx<'_>, owner: Owner, id: FileId) -> Result<(), Error> {
    let (agent, visitor) = owner.columns();
    let unsent = tx
        .prepare_cached(
            "SELECT 1 FROM files WHERE id = ?1 AND agent_id IS ?2 AND visitor_id IS ?3
                 AND conversation_id IS NULL AND canned_id IS NULL AND playbook_id IS NULL",
        )?
        .exists((id, agent, visitor))?;
    if unsent { forget(tx, id) } else { Ok(()) }
}

/// Lets go of what was not sent in time.
pub fn forget_unsent(tx: &Tx<'_>) -> Result<(), Error> {
    let mut unsent = tx.prepare_cached(
        "SELECT id FROM files WHERE conversation_id IS NULL AND canned_id IS NULL AND playbook_id IS NULL
             AND touched_at < ?1 LIMIT 1000",
    )?;
    let ids: Vec<FileId> =
        unsent.query_map([tx.now.plus_ms(-UNSENT_MS)], |row| row.get(0))?.collect::<Result<_, _>>()?;
    ids.into_iter().try_for_each(|id| forget(tx, id))
}

/// Deletes the row, and has the bytes deleted once no other row needs them.
pub fn forget(tx: &Tx<'_>, id: FileId) -> Result<(), Error> {
    let content: Option<FileId> = tx
        .prepare_cached("DELETE FROM files WHERE id = ?1 RETURNING content")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(content) = content else { return Ok(()) };
    tx.prepare_cached("DELETE FROM file_pieces WHERE content = ?1")?.execute([content])?;
    tx.prepare_cached(
        "INSERT OR IGNORE INTO files_gone (content)
         SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM files WHERE content = ?1)",
    )?
    .execute([content])?;
    Ok(())
}

/// Contents of whole files, with their sizes in bytes.
pub fn contents(connection: &Connection) -> Result<Vec<(FileId, u64)>, Error> {
    let mut rows =
        connection.prepare_cached("SELECT DISTINCT content, size FROM files WHERE media_type IS NOT NULL")?;
    let sized = rows.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(sized.collect::<Result<_, _>>()?)
}

/// Contents that nobody needs any more.
pub fn gone(connection: &Connection) -> Result<Vec<FileId>, Error> {
    let mut rows = connection.prepare_cached("SELECT content FROM files_gone LIMIT 1000")?;
    Ok(rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Their bytes are deleted.
pub fn cleared(tx: &Tx<'_>, content: FileId) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM files_gone WHERE content = ?1")?.execute([content])?;
    Ok(())
}

/// What the visitors of a project may send.
pub fn policy(connection: &Connection, project: ProjectId) -> Result<FilePolicy, Error> {
    Ok(connection
        .prepare_cached("SELECT visitor_file_max, visitor_file_types FROM projects WHERE id = ?1")?
        .query_row([project], |row| {
            let (max, types): (i64, String) = (row.get(0)?, row.get(1)?);
            let media_types = types.split(',').filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
            Ok(FilePolicy { max_bytes: u64::try_from(max).unwrap_or(0), media_types })
        })?)
}

pub fn set_policy(tx: &Tx<'_>, project: ProjectId, policy: &FilePolicy) -> Result<(), Error> {
    let set = tx
        .prepare_cached("UPDATE projects SET visitor_file_max = ?2, visitor_file_types = ?3 WHERE id = ?1")?
        .execute((project, bytes(policy.max_bytes), policy.media_types.join(",")))?;
    if set > 0 { Ok(()) } else { Err(ErrorCode::NotFound.into()) }
}

/// Sizes are far below what SQLite's integers hold.
fn bytes(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

const SERVED: &str = "f.id, f.name, f.media_type, f.size, f.width, f.height, f.content";

fn served(row: &Row<'_>) -> rusqlite::Result<Served> {
    Ok(Served { content: row.get(6)?, attachment: attachment(row)? })
}

fn attachment(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let picture = match (row.get(4)?, row.get(5)?) {
        (Some(width), Some(height)) => Some(Picture { width, height }),
        _ => None,
    };
    Ok(Attachment {
        file: row.get(0)?,
        name: row.get(1)?,
        media_type: row.get(2)?,
        size: row.get::<_, i64>(3)?.unsigned_abs(),
        picture,
    })
}
