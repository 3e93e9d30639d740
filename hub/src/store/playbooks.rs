//! Playbooks and their saved versions.

use super::{Tx, agents, audit, files};
use crate::error::Error;
use crate::rules::rich_text;
use crate::rules::text;
use crate::rules::visibility::Viewer;
use protocol::playbook::{Act, Playbook, PlaybookContent, PlaybookVersion, Step, faults, is_on_page};
use protocol::rich_text::Block;
use protocol::wire::ErrorCode;
use protocol::wire::agents::SavePlaybook;
use protocol::{AgentRef, FileId, PlaybookId, ProjectId, VersionId};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Each visitor's page looks through them.
const PLAYBOOKS_MAX: i64 = 50;
/// Of the faults that are told, in characters.
const DETAIL_MAX: usize = 2_000;

/// Refuses who may not edit the playbooks of this project (A11): managers, and those who were given it.
pub fn check_editor(connection: &Connection, viewer: &Viewer, project: ProjectId) -> Result<(), Error> {
    if !viewer.projects.contains(&project) {
        return Err(ErrorCode::NotFound.into());
    }
    if viewer.role.sees_all() || agents::edits_playbooks(connection, viewer.id)? {
        Ok(())
    } else {
        Err(ErrorCode::Forbidden.into())
    }
}

/// Saves a new version, which visitors meet from now on.
pub fn save(tx: &mut Tx<'_>, viewer: &Viewer, id: PlaybookId, wish: SavePlaybook) -> Result<Playbook, Error> {
    let SavePlaybook { project_id, content, base } = wish;
    check_editor(tx, viewer, project_id)?;
    let known = current(tx, id)?;
    match &known {
        Some(known) if known.project_id != project_id => return Err(ErrorCode::NotFound.into()),
        Some(known) if Some(known.version.id) != base => return Err(ErrorCode::PlaybookChanged.into()),
        Some(_) => {}
        None => refuse_taken(tx, id, project_id, base)?,
    }
    let content = clean(tx, viewer, id, content)?;
    if let Some(known) = known.as_ref().filter(|known| known.content == content) {
        return Ok(known.clone());
    }
    let json = serde_json::to_string(&content).map_err(|e| Error::Internal(e.to_string()))?;
    let version = PlaybookVersion {
        id: Uuid::now_v7().into(),
        number: known.map_or(1, |known| known.version.number + 1),
        saved_by: agents::name(tx, viewer.id)?,
        saved_at: tx.now,
    };
    tx.prepare_cached(
        "INSERT INTO playbooks (id, project_id, created_at, version_id) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET version_id = ?4",
    )?
    .execute((id, project_id, tx.now, version.id))?;
    tx.prepare_cached(
        "INSERT INTO playbook_versions (id, playbook_id, number, content, saved_by, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((version.id, id, version.number, json, viewer.id, tx.now))?;
    files::show_in(tx, viewer.id, id, &pictures(&content.steps))?;
    let detail = serde_json::json!({ "playbook": id, "version": version.number, "enabled": content.enabled });
    audit::record(tx, viewer.id, project_id, "playbook_saved", None, Some(detail))?;
    Ok(Playbook { id, project_id, content, version })
}

/// What its editor has so far, as it would be saved; refused as a save would be.
pub fn draft(
    connection: &Connection,
    viewer: &Viewer,
    id: PlaybookId,
    project: ProjectId,
    content: PlaybookContent,
) -> Result<PlaybookContent, Error> {
    check_editor(connection, viewer, project)?;
    if current(connection, id)?.is_some_and(|known| known.project_id != project) {
        return Err(ErrorCode::NotFound.into());
    }
    clean(connection, viewer, id, content)
}

/// A new one needs an id that nobody has, and room among the others.
fn refuse_taken(
    connection: &Connection,
    id: PlaybookId,
    project: ProjectId,
    base: Option<VersionId>,
) -> Result<(), Error> {
    let owner: Option<ProjectId> = connection
        .prepare_cached("SELECT project_id FROM playbooks WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    match owner {
        Some(owner) if owner != project => return Err(ErrorCode::NotFound.into()),
        // Deleted meanwhile.
        Some(_) => return Err(ErrorCode::PlaybookChanged.into()),
        None if base.is_some() => return Err(ErrorCode::PlaybookChanged.into()),
        None => {}
    }
    let there: i64 = connection
        .prepare_cached("SELECT count(*) FROM playbooks WHERE project_id = ?1 AND NOT deleted")?
        .query_row([project], |row| row.get(0))?;
    if there >= PLAYBOOKS_MAX {
        return Err(Error::with_detail(ErrorCode::FieldInvalid, "a project has 50 playbooks at most: delete one"));
    }
    Ok(())
}

/// Takes one away; who is in the midst of it goes on to its end. Gone already, nothing happens.
pub fn delete(tx: &mut Tx<'_>, viewer: &Viewer, id: PlaybookId) -> Result<(), Error> {
    let Some(known) = current(tx, id)? else { return Ok(()) };
    check_editor(tx, viewer, known.project_id)?;
    tx.prepare_cached("UPDATE playbooks SET deleted = 1 WHERE id = ?1")?.execute([id])?;
    let detail = serde_json::json!({ "playbook": id });
    audit::record(tx, viewer.id, known.project_id, "playbook_deleted", None, Some(detail))
}

/// Those of a project, oldest first: the order in which visitors meet them.
pub fn of_project(connection: &Connection, project: ProjectId) -> Result<Vec<Playbook>, Error> {
    let mut rows = connection.prepare_cached(&format!(
        "{COLUMNS} WHERE p.project_id = ?1 AND NOT p.deleted AND w.id = p.version_id ORDER BY p.created_at, p.id"
    ))?;
    Ok(rows.query_map([project], from_row)?.collect::<Result<_, _>>()?)
}

/// All saved states of one, newest first.
pub fn versions(connection: &Connection, viewer: &Viewer, id: PlaybookId) -> Result<Vec<Playbook>, Error> {
    let known = current(connection, id)?.ok_or(ErrorCode::NotFound)?;
    check_editor(connection, viewer, known.project_id)?;
    let mut rows = connection.prepare_cached(&format!(
        "{COLUMNS} WHERE p.id = ?1 AND w.playbook_id = p.id ORDER BY w.number DESC LIMIT 100"
    ))?;
    Ok(rows.query_map([id], from_row)?.collect::<Result<_, _>>()?)
}

/// The one that a visitor of this page meets.
pub fn met(connection: &Connection, project: ProjectId, url: &str) -> Result<Option<(VersionId, Vec<Step>)>, Error> {
    let all = of_project(connection, project)?.into_iter();
    let mut here = all.filter(|playbook| playbook.content.enabled && is_on_page(&playbook.content.pages, url));
    Ok(here.next().map(|playbook| (playbook.version.id, playbook.content.steps)))
}

/// The steps of a version, whatever became of its playbook; none if the project has no such version.
pub fn steps(connection: &Connection, project: ProjectId, version: VersionId) -> Result<Option<Vec<Step>>, Error> {
    let mut found = connection
        .prepare_cached(&format!("{COLUMNS} WHERE w.id = ?1 AND p.project_id = ?2 AND p.id = w.playbook_id"))?;
    Ok(found.query_row((version, project), from_row).optional()?.map(|playbook| playbook.content.steps))
}

fn current(connection: &Connection, id: PlaybookId) -> Result<Option<Playbook>, Error> {
    let sql = format!("{COLUMNS} WHERE p.id = ?1 AND w.id = p.version_id AND NOT p.deleted");
    Ok(connection.prepare_cached(&sql)?.query_row([id], from_row).optional()?)
}

const COLUMNS: &str = "SELECT p.id, p.project_id, w.content, w.id, w.number, w.saved_by, a.name, w.saved_at
     FROM playbooks AS p JOIN playbook_versions AS w JOIN agents AS a ON a.id = w.saved_by";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Playbook> {
    let content = serde_json::from_str(row.get_ref(2)?.as_str()?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(error)))?;
    let saved_by = AgentRef { id: row.get(5)?, name: row.get(6)? };
    let version = PlaybookVersion { id: row.get(3)?, number: row.get(4)?, saved_by, saved_at: row.get(7)? };
    Ok(Playbook { id: row.get(0)?, project_id: row.get(1)?, content, version })
}

/// What its editor gave, cleaned; refused with all that is wrong with it.
fn clean(
    connection: &Connection,
    viewer: &Viewer,
    id: PlaybookId,
    mut content: PlaybookContent,
) -> Result<PlaybookContent, Error> {
    content.name = text::name(&content.name)?;
    for page in &mut content.pages {
        *page = text::name(page)?;
        if !page.starts_with('/') {
            return Err(Error::with_detail(ErrorCode::FieldInvalid, "a page is the beginning of a path, like /es/"));
        }
    }
    let found = faults(&content.steps);
    if !found.is_empty() {
        let told: Vec<_> = found
            .iter()
            .map(|fault| match &fault.step {
                Some(step) => format!("step {step:?}: {}", fault.kind),
                None => fault.kind.to_string(),
            })
            .collect();
        return Err(Error::with_detail(
            ErrorCode::PlaybookInvalid,
            told.join("; ").chars().take(DETAIL_MAX).collect::<String>(),
        ));
    }
    for step in &mut content.steps {
        clean_step(&mut step.act)?;
        for rich in step.act.texts_mut() {
            for block in &mut rich.blocks {
                if let Block::Image { image } = block {
                    let picture = files::picture_for(connection, viewer.id, id, image.file)?;
                    *image = picture.ok_or(ErrorCode::FileUnknown)?;
                }
            }
        }
    }
    Ok(content)
}

fn clean_step(act: &mut Act) -> Result<(), ErrorCode> {
    for rich in act.texts_mut() {
        rich_text::clean(rich)?;
        if rich.is_blank() {
            return Err(ErrorCode::TextEmpty);
        }
    }
    match act {
        Act::Choice { text: question, options } => {
            *question = text::message(question)?;
            for branch in options {
                branch.option.label = text::name(&branch.option.label)?;
            }
        }
        Act::Form { title, fields, .. } => {
            *title = text::name(title)?;
            for field in fields {
                field.label = text::name(&field.label)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The pictures that steps show.
pub fn pictures(steps: &[Step]) -> BTreeSet<FileId> {
    let texts = steps.iter().flat_map(|step| step.act.texts());
    texts.flat_map(|text| text.images().map(|image| image.file).collect::<Vec<_>>()).collect()
}
