//! Projects and the origins their widget may be loaded from.

use super::Tx;
use crate::error::Error;
use protocol::{Project, ProjectId};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

/// A project as the visitor's side knows it.
pub struct Site {
    pub id: ProjectId,
    pub name: String,
}

pub fn add(tx: &mut Tx<'_>, name: &str, key: &str, origins: &[String]) -> Result<ProjectId, Error> {
    let id = ProjectId::from(Uuid::now_v7());
    let seq = tx.next_seq();
    tx.execute(
        "INSERT INTO projects (id, key, name, created_at, changed_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, key, name, tx.now, seq),
    )?;
    for origin in origins {
        tx.execute("INSERT OR IGNORE INTO project_origins (project_id, origin) VALUES (?1, ?2)", (id, origin))?;
    }
    Ok(id)
}

pub fn ids(connection: &Connection) -> Result<Vec<ProjectId>, Error> {
    let mut rows = connection.prepare_cached("SELECT id FROM projects ORDER BY id")?;
    Ok(rows.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

pub fn by_key(connection: &Connection, key: &str) -> Result<Option<Site>, Error> {
    Ok(connection
        .prepare_cached("SELECT id, name FROM projects WHERE key = ?1")?
        .query_row([key], |row| Ok(Site { id: row.get(0)?, name: row.get(1)? }))
        .optional()?)
}

pub fn name(connection: &Connection, id: ProjectId) -> Result<String, Error> {
    Ok(connection.prepare_cached("SELECT name FROM projects WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// The widget was loaded from an allowed origin.
pub fn widget_seen(tx: &Tx<'_>, id: ProjectId) -> Result<(), Error> {
    tx.prepare_cached("UPDATE projects SET widget_seen_at = ?2 WHERE id = ?1 AND widget_seen_at IS NULL")?
        .execute((id, tx.now))?;
    Ok(())
}

/// Whether a page of this origin may carry the project's widget.
pub fn allows(connection: &Connection, project: ProjectId, origin: &str) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM project_origins WHERE project_id = ?1 AND origin = ?2)")?
        .query_row((project, origin), |row| row.get(0))?)
}

pub const COLUMNS: &str = "p.id, p.name";

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project { id: row.get(0)?, name: row.get(1)? })
}
