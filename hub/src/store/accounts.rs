//! Accounts as an admin keeps them, and the trail of who did what.

use super::{Tx, agents, audit, conversations, tokens};
use crate::accounts::sound_email;
use crate::error::Error;
use crate::rules::accounts::{Account, change, give, keep};
use crate::rules::text;
use crate::rules::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::wire::accounts::{AuditEntry, AuditPage, PutAccount};
use protocol::{Agent, AgentId, AgentRef, ProjectId};
use rusqlite::{Connection, OptionalExtension, named_params};
use serde_json::json;
use std::collections::BTreeSet;

/// Rows of one page of the trail.
const PAGE: usize = 50;

/// Those of the viewer's projects, by name; the ones that are out of service last.
pub fn list(connection: &Connection, viewer: &Viewer) -> Result<Vec<Agent>, Error> {
    keep(viewer)?;
    let ids: Vec<AgentId> = connection
        .prepare_cached(
            "SELECT DISTINCT a.id FROM agents AS a JOIN agent_projects AS theirs ON theirs.agent_id = a.id
             JOIN agent_projects AS mine ON mine.project_id = theirs.project_id AND mine.agent_id = ?1
             ORDER BY NOT a.active, a.name, a.id",
        )?
        .query_map([viewer.id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    ids.into_iter().map(|id| agents::as_seen_by(connection, id, viewer.id)).collect()
}

/// Makes an account under this id, or makes it as wished. A new one has no password yet, so nobody signs in.
pub fn put(tx: &mut Tx<'_>, viewer: &Viewer, id: AgentId, wish: &PutAccount) -> Result<(), Error> {
    let projects: BTreeSet<ProjectId> = wish.projects.iter().copied().collect();
    give(viewer, &projects)?;
    let name = text::name(&wish.name)?;
    let email = sound_email(&wish.email)?;
    let taken: Option<AgentId> = tx
        .prepare_cached("SELECT id FROM agents WHERE email = ?1 AND id <> ?2")?
        .query_row((&email, id), |row| row.get(0))
        .optional()?;
    if taken.is_some() {
        return Err(ErrorCode::EmailTaken.into());
    }
    let known = agents::projects_of(tx, id)?;
    let made = !tx.prepare_cached("SELECT 1 FROM agents WHERE id = ?1")?.exists([id])?;
    if made {
        // `!` is the hash of no password.
        let new = agents::NewAgent { email, name, role: wish.role, password_hash: "!".into(), projects: vec![] };
        agents::add_as(tx, id, &new)?;
    } else {
        change(viewer, Account { id, projects: &known })?;
        tx.execute("UPDATE agents SET email = ?2, name = ?3 WHERE id = ?1", (id, email, name))?;
    }
    // Nobody keeps a chat of a project that is not theirs any more: it would be out of everybody's hands.
    for project in known.iter().filter(|project| !projects.contains(project)) {
        for chat in conversations::open_with(tx, id, *project)? {
            conversations::assign(tx, viewer, chat, None, None)?;
        }
    }
    let told: Vec<_> = projects.iter().copied().collect();
    agents::change(tx, id, wish.role, wish.active, &told)?;
    tx.execute("UPDATE agents SET edits_playbooks = ?2 WHERE id = ?1", (id, wish.edits_playbooks))?;
    let action = if made { "account_made" } else { "account_changed" };
    let detail = json!({
        "agent": id, "role": wish.role, "active": wish.active, "edits_playbooks": wish.edits_playbooks,
    });
    record(tx, viewer, known.into_iter().chain(told).collect(), action, &detail)
}

/// Gives an account another password; whoever is signed in with the old one is not any more.
pub fn set_password(tx: &mut Tx<'_>, viewer: &Viewer, id: AgentId, hash: &str) -> Result<(), Error> {
    let projects = agents::projects_of(tx, id)?;
    change(viewer, Account { id, projects: &projects })?;
    // An order of its own: open sockets look, and end.
    tx.next_seq();
    tx.execute("UPDATE agents SET password_hash = ?2 WHERE id = ?1", (id, hash))?;
    tx.execute("DELETE FROM agent_tokens WHERE agent_id = ?1", [id])?;
    record(tx, viewer, projects.into_iter().collect(), "password_given", &json!({ "agent": id }))
}

/// Sets the password that its owner chose, if it is still the one they know; whoever else is signed in is not any
/// more.
pub fn choose_password(tx: &mut Tx<'_>, id: AgentId, known: &str, hash: &str, token: &str) -> Result<(), Error> {
    let sql = "UPDATE agents SET password_hash = ?3 WHERE id = ?1 AND password_hash = ?2";
    if tx.execute(sql, (id, known, hash))? == 0 {
        return Err(ErrorCode::CredentialsWrong.into());
    }
    tokens::keep_one(tx, id, token)
}

fn record(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    projects: BTreeSet<ProjectId>,
    action: &str,
    detail: &serde_json::Value,
) -> Result<(), Error> {
    for project in projects {
        audit::record(tx, viewer.id, project, action, None, Some(detail.clone()))?;
    }
    Ok(())
}

/// The trail of the viewer's projects, the newest first, below `before`.
pub fn trail(connection: &Connection, viewer: &Viewer, before: Option<i64>) -> Result<AuditPage, Error> {
    keep(viewer)?;
    let mut statement = connection.prepare_cached(
        "SELECT t.id, t.at, t.agent_id, a.name, t.project_id, t.action, t.visitor_id, v.name, v.number, t.detail,
             b.name
         FROM audit AS t JOIN agents AS a ON a.id = t.agent_id LEFT JOIN visitors AS v ON v.id = t.visitor_id
         LEFT JOIN agents AS b ON lower(hex(b.id)) = replace(t.detail ->> 'agent', '-', '')
            AND EXISTS (SELECT 1 FROM agent_projects AS mine JOIN agent_projects AS theirs USING (project_id)
                        WHERE mine.agent_id = :me AND theirs.agent_id = b.id)
         WHERE t.id < :before
            AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = t.project_id)
         ORDER BY t.id DESC LIMIT :limit",
    )?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let params = named_params! { ":before": before.unwrap_or(i64::MAX), ":me": viewer.id, ":limit": limit };
    let rows = statement.query_map(params, |row| {
        let detail: Option<String> = row.get(9)?;
        Ok(AuditEntry {
            id: row.get(0)?,
            at: row.get(1)?,
            by: AgentRef { id: row.get(2)?, name: row.get(3)? },
            project_id: row.get(4)?,
            action: row.get(5)?,
            visitor_id: row.get(6)?,
            visitor_name: row.get(7)?,
            visitor_number: row.get(8)?,
            agent_name: row.get(10)?,
            detail: detail.and_then(|json| serde_json::from_str(&json).ok()),
        })
    })?;
    let mut entries: Vec<AuditEntry> = rows.collect::<Result<_, _>>()?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    Ok(AuditPage { entries, more })
}
