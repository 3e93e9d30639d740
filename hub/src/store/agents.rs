//! Accounts, their projects, and the presence that outlives a restart.

use super::Tx;
use crate::error::Error;
use crate::rules::visibility::Viewer;
use protocol::{Agent, AgentId, AgentRef, ProjectId, Role, Timestamp};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;
use uuid::Uuid;

pub struct NewAgent {
    /// Lower case.
    pub email: String,
    pub name: String,
    pub role: Role,
    pub password_hash: String,
    pub projects: Vec<ProjectId>,
}

pub fn add(tx: &mut Tx<'_>, agent: &NewAgent) -> Result<AgentId, Error> {
    let id = AgentId::from(Uuid::now_v7());
    add_as(tx, id, agent)?;
    Ok(id)
}

/// Under an id that its maker gave it.
pub fn add_as(tx: &mut Tx<'_>, id: AgentId, agent: &NewAgent) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.execute(
        "INSERT INTO agents (id, email, name, role, password_hash, last_seen_at, created_at, changed_seq)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
        (id, &agent.email, &agent.name, agent.role, &agent.password_hash, tx.now, seq),
    )?;
    for project in &agent.projects {
        tx.execute("INSERT OR IGNORE INTO agent_projects (agent_id, project_id) VALUES (?1, ?2)", (id, project))?;
    }
    Ok(())
}

/// What sign-in checks.
pub struct Credentials {
    pub id: AgentId,
    pub password_hash: String,
}

pub fn credentials(connection: &Connection, email: &str) -> Result<Option<Credentials>, Error> {
    Ok(connection
        .prepare_cached("SELECT id, password_hash FROM agents WHERE email = ?1 AND active")?
        .query_row([email], |row| Ok(Credentials { id: row.get(0)?, password_hash: row.get(1)? }))
        .optional()?)
}

/// The e-mail address and the password's hash of who is signed in.
pub fn own_credentials(connection: &Connection, id: AgentId) -> Result<(String, String), Error> {
    Ok(connection
        .prepare_cached("SELECT email, password_hash FROM agents WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Whether this is still the hash of the account's password, and the account in service.
pub fn may_sign_in(connection: &Connection, id: AgentId, hash: &str) -> Result<bool, Error> {
    let mut found =
        connection.prepare_cached("SELECT 1 FROM agents WHERE id = ?1 AND password_hash = ?2 AND active")?;
    Ok(found.exists((id, hash))?)
}

/// Adds this admin, and the active admins who share a project with them, to a project.
pub fn join_with_admins(tx: &mut Tx<'_>, admin: AgentId, project: ProjectId) -> Result<(), Error> {
    let sharing: Vec<AgentId> = tx
        .prepare_cached(
            "SELECT DISTINCT a.id FROM agents AS a JOIN agent_projects AS theirs ON theirs.agent_id = a.id
             JOIN agent_projects AS mine ON mine.project_id = theirs.project_id AND mine.agent_id = ?1
             WHERE a.role = ?2 AND a.active",
        )?
        .query_map((admin, Role::Admin), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in sharing {
        let seq = tx.next_seq();
        tx.execute("UPDATE agents SET generation = generation + 1, changed_seq = ?2 WHERE id = ?1", (id, seq))?;
        tx.execute("INSERT OR IGNORE INTO agent_projects (agent_id, project_id) VALUES (?1, ?2)", (id, project))?;
    }
    Ok(())
}

/// An active account with what decides over it. `generation` moves when role or projects do.
#[derive(Clone, Debug)]
pub struct Membership {
    pub viewer: Viewer,
    pub generation: i64,
}

pub fn membership(connection: &Connection, id: AgentId) -> Result<Option<Membership>, Error> {
    let found = connection
        .prepare_cached("SELECT role, generation FROM agents WHERE id = ?1 AND active")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((role, generation)) = found else { return Ok(None) };
    let viewer = Viewer { id, role, projects: projects_of(connection, id)? };
    Ok(Some(Membership { viewer, generation }))
}

pub fn projects_of(connection: &Connection, id: AgentId) -> Result<Vec<ProjectId>, Error> {
    let mut rows = connection.prepare_cached("SELECT project_id FROM agent_projects WHERE agent_id = ?1")?;
    Ok(rows.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// An active member of the project, whom its conversations may be given to.
pub fn member(connection: &Connection, id: AgentId, project: ProjectId) -> Result<Option<AgentRef>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT a.id, a.name FROM agents AS a JOIN agent_projects AS ap ON ap.agent_id = a.id
             WHERE a.id = ?1 AND ap.project_id = ?2 AND a.active",
        )?
        .query_row((id, project), |row| Ok(AgentRef { id: row.get(0)?, name: row.get(1)? }))
        .optional()?)
}

/// Whether they may change playbooks without being a manager (A11).
pub fn edits_playbooks(connection: &Connection, id: AgentId) -> Result<bool, Error> {
    Ok(connection
        .prepare_cached("SELECT edits_playbooks FROM agents WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

/// Answers whether there is such an account.
pub fn allow_playbooks(tx: &mut Tx<'_>, email: &str, allowed: bool) -> Result<bool, Error> {
    let seq = tx.next_seq();
    let sql = "UPDATE agents SET edits_playbooks = ?2, changed_seq = ?3 WHERE email = ?1";
    Ok(tx.execute(sql, (email, allowed, seq))? > 0)
}

/// Whether somebody could take a chat of this project now (A1). Where the widget was never loaded from an
/// allowed origin there is nobody to chat with, so the project is offline (A11).
pub fn is_available(connection: &Connection, project: ProjectId, online: &BTreeSet<AgentId>) -> Result<bool, Error> {
    let mut members = connection.prepare_cached(
        "SELECT a.id FROM agents AS a JOIN agent_projects AS ap ON ap.agent_id = a.id
         JOIN projects AS p ON p.id = ap.project_id
         WHERE ap.project_id = ?1 AND a.active AND p.widget_seen_at IS NOT NULL",
    )?;
    let mut rows = members.query([project])?;
    while let Some(row) = rows.next()? {
        if online.contains(&row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn name(connection: &Connection, id: AgentId) -> Result<AgentRef, Error> {
    Ok(connection
        .prepare_cached("SELECT id, name FROM agents WHERE id = ?1")?
        .query_row([id], |row| Ok(AgentRef { id: row.get(0)?, name: row.get(1)? }))?)
}

/// The account as `reader` sees it: with the projects that both have.
pub fn as_seen_by(connection: &Connection, id: AgentId, reader: AgentId) -> Result<Agent, Error> {
    let mut agent = connection
        .prepare_cached("SELECT id, name, email, role, active, edits_playbooks FROM agents WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Agent {
                id: row.get(0)?,
                name: row.get(1)?,
                email: row.get(2)?,
                role: row.get(3)?,
                active: row.get(4)?,
                edits_playbooks: row.get(5)?,
                projects: Vec::new(),
            })
        })?;
    agent.projects = connection
        .prepare_cached(
            "SELECT theirs.project_id FROM agent_projects AS theirs
             JOIN agent_projects AS mine ON mine.project_id = theirs.project_id AND mine.agent_id = ?2
             WHERE theirs.agent_id = ?1 ORDER BY theirs.project_id",
        )?
        .query_map((id, reader), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(agent)
}

/// The switch and the last sight of every active agent, for a hub that starts.
pub fn switches(connection: &Connection) -> Result<Vec<(AgentId, bool, Timestamp)>, Error> {
    let mut rows = connection.prepare_cached("SELECT id, online, last_seen_at FROM agents WHERE active")?;
    Ok(rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?)
}

pub fn switch(tx: &mut Tx<'_>, id: AgentId, online: bool) -> Result<(), Error> {
    tx.execute("UPDATE agents SET online = ?2, last_seen_at = ?3 WHERE id = ?1", (id, online, tx.now))?;
    Ok(())
}

pub fn seen(tx: &mut Tx<'_>, id: AgentId) -> Result<(), Error> {
    tx.execute("UPDATE agents SET last_seen_at = ?2 WHERE id = ?1", (id, tx.now))?;
    Ok(())
}

/// Changes role or projects, or takes the account out of service. Open sockets notice at the next
/// commit: the generation has moved, or the tokens are gone.
pub fn change(tx: &mut Tx<'_>, id: AgentId, role: Role, active: bool, projects: &[ProjectId]) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.execute(
        "UPDATE agents SET role = ?2, active = ?3, generation = generation + 1, changed_seq = ?4 WHERE id = ?1",
        (id, role, active, seq),
    )?;
    tx.execute("DELETE FROM agent_projects WHERE agent_id = ?1", [id])?;
    for project in projects {
        tx.execute("INSERT INTO agent_projects (agent_id, project_id) VALUES (?1, ?2)", (id, project))?;
    }
    if !active {
        tx.execute("DELETE FROM agent_tokens WHERE agent_id = ?1", [id])?;
    }
    Ok(())
}
