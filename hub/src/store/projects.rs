//! Projects and the origins their widget may be loaded from.

use super::{Tx, agents, audit};
use crate::error::Error;
use crate::rules::accounts::keep;
use crate::rules::projects::change;
use crate::rules::visibility::Viewer;
use protocol::project::{DeclaredParam, Establishment};
use protocol::wire::ErrorCode;
use protocol::wire::projects::{KeptProject, ProjectContent};
use protocol::{Project, ProjectId, VisitorId};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::json;
use uuid::Uuid;

/// 256 random bits, in hexadecimal: SQLite's generator is ChaCha20, which the operating system has seeded.
const NEW_SECRET: &str = "lower(hex(randomblob(32)))";

/// A project as the visitor's side knows it.
pub struct Site {
    pub id: ProjectId,
    pub name: String,
}

pub fn add(tx: &mut Tx<'_>, key: &str, content: &ProjectContent) -> Result<ProjectId, Error> {
    let id = ProjectId::from(Uuid::now_v7());
    insert(tx, id, key)?;
    fill(tx, id, content)?;
    Ok(id)
}

fn insert(tx: &Tx<'_>, id: ProjectId, key: &str) -> Result<(), Error> {
    let sql = format!(
        "INSERT INTO projects (id, key, identity_secret, name, created_at, changed_seq)
         VALUES (?1, ?2, {NEW_SECRET}, '', ?3, 0)"
    );
    tx.execute(&sql, (id, key, tx.now))?;
    Ok(())
}

/// Writes all that an admin decides.
fn fill(tx: &mut Tx<'_>, id: ProjectId, content: &ProjectContent) -> Result<(), Error> {
    let seq = tx.next_seq();
    let params = serde_json::to_string(&content.params).map_err(|error| Error::Internal(error.to_string()))?;
    tx.execute(
        "UPDATE projects SET name = ?2, params = ?3, changed_seq = ?4 WHERE id = ?1",
        (id, &content.name, params, seq),
    )?;
    tx.execute("DELETE FROM project_origins WHERE project_id = ?1", [id])?;
    for origin in &content.origins {
        tx.execute("INSERT OR IGNORE INTO project_origins (project_id, origin) VALUES (?1, ?2)", (id, origin))?;
    }
    tx.execute("DELETE FROM establishments WHERE project_id = ?1", [id])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO establishments (project_id, place, key, name, region, sector, country)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (place, one) in (0i64..).zip(&content.establishments) {
        insert.execute((id, place, &one.key, &one.name, &one.region, &one.sector, &one.country))?;
    }
    Ok(())
}

/// Those of the viewer, as admins keep them, by name.
pub fn list(connection: &Connection, viewer: &Viewer) -> Result<Vec<KeptProject>, Error> {
    keep(viewer)?;
    let mut all = Vec::new();
    for id in &viewer.projects {
        all.extend(kept(connection, *id)?);
    }
    all.sort_by(|a, b| a.content.name.cmp(&b.content.name).then(a.id.cmp(&b.id)));
    Ok(all)
}

/// Makes a project under this id, or makes it as wished. A new one belongs to the viewer, and to the admins who keep
/// projects with them: else its maker could take accounts out of their hands by giving them the new project.
pub fn put(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    id: ProjectId,
    revision: Option<i64>,
    content: &ProjectContent,
    key: &str,
) -> Result<KeptProject, Error> {
    keep(viewer)?;
    let action = match kept(tx, id)? {
        None if revision.is_some() => return Err(ErrorCode::NotFound.into()),
        None => {
            insert(tx, id, key)?;
            agents::join_with_admins(tx, viewer.id, id)?;
            "project_made"
        }
        Some(known) => {
            change(viewer, id)?;
            if known.content == *content {
                return Ok(known);
            }
            if revision != Some(known.revision) {
                return Err(ErrorCode::ProjectChanged.into());
            }
            "project_changed"
        }
    };
    fill(tx, id, content)?;
    audit::record(tx, viewer.id, id, action, None, Some(json!({ "project": content.name })))?;
    kept(tx, id)?.ok_or_else(|| ErrorCode::NotFound.into())
}

pub fn renew_key(tx: &mut Tx<'_>, viewer: &Viewer, id: ProjectId, key: &str) -> Result<KeptProject, Error> {
    change(viewer, id)?;
    let seq = tx.next_seq();
    tx.execute("UPDATE projects SET key = ?2, changed_seq = ?3 WHERE id = ?1", (id, key, seq))?;
    let project = kept(tx, id)?.ok_or(ErrorCode::NotFound)?;
    audit::record(tx, viewer.id, id, "project_key_renewed", None, Some(json!({ "project": project.content.name })))?;
    Ok(project)
}

/// What the site's server signs with from now on; what it signed before is not taken any more.
pub fn renew_secret(tx: &mut Tx<'_>, viewer: &Viewer, id: ProjectId) -> Result<KeptProject, Error> {
    change(viewer, id)?;
    let seq = tx.next_seq();
    let sql = format!("UPDATE projects SET identity_secret = {NEW_SECRET}, changed_seq = ?2 WHERE id = ?1");
    tx.execute(&sql, (id, seq))?;
    let project = kept(tx, id)?.ok_or(ErrorCode::NotFound)?;
    audit::record(tx, viewer.id, id, "project_secret_renewed", None, Some(json!({ "project": project.content.name })))?;
    Ok(project)
}

pub fn identity_secret(connection: &Connection, id: ProjectId) -> Result<String, Error> {
    Ok(connection
        .prepare_cached("SELECT identity_secret FROM projects WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

fn kept(connection: &Connection, id: ProjectId) -> Result<Option<KeptProject>, Error> {
    let found = connection
        .prepare_cached(
            "SELECT key, name, params, changed_seq, widget_seen_at IS NOT NULL, identity_secret FROM projects
             WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let content = ProjectContent { name: row.get(1)?, params: params_of(row, 2)?, ..ProjectContent::default() };
            Ok(KeptProject {
                id,
                key: row.get(0)?,
                revision: row.get(3)?,
                on_a_page: row.get(4)?,
                identity_secret: row.get(5)?,
                content,
            })
        })
        .optional()?;
    let Some(mut project) = found else { return Ok(None) };
    project.content.origins = connection
        .prepare_cached("SELECT origin FROM project_origins WHERE project_id = ?1 ORDER BY origin")?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let sql = "SELECT key, name, region, sector, country FROM establishments WHERE project_id = ?1 ORDER BY place";
    let establishment = |row: &Row<'_>| {
        let (key, name, region) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Establishment { key, name, region, sector: row.get(3)?, country: row.get(4)? })
    };
    project.content.establishments =
        connection.prepare_cached(sql)?.query_map([id], establishment)?.collect::<Result<_, _>>()?;
    Ok(Some(project))
}

fn params_of(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<DeclaredParam>> {
    serde_json::from_str(row.get_ref(column)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

/// Parameters that the project of a visitor declares.
pub fn declared_for(connection: &Connection, visitor: VisitorId) -> Result<Vec<DeclaredParam>, Error> {
    Ok(connection
        .prepare_cached("SELECT p.params FROM projects AS p JOIN visitors AS v ON v.project_id = p.id WHERE v.id = ?1")?
        .query_row([visitor], |row| params_of(row, 0))?)
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

pub const COLUMNS: &str = "p.id, p.name, p.params";

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project { id: row.get(0)?, name: row.get(1)?, params: params_of(row, 2)? })
}
