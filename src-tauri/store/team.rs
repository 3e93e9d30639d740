//! Projects, and the agents who share them.

use super::json;
use protocol::ipc::inbox::Colleague;
use protocol::ipc::session::Me;
use protocol::{Agent, AgentId, AgentRef, Project, ProjectId};
use rusqlite::{Connection, OptionalExtension, params};

pub fn upsert_project(conn: &Connection, project: &Project) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO projects (id, name, params) VALUES (?1, ?2, ?3)")?.execute(params![
        project.id,
        project.name,
        json::written(&project.params)?
    ])?;
    Ok(())
}

pub fn upsert_agent(conn: &Connection, agent: &Agent) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT OR REPLACE INTO agents (id, name, email, role, active, edits_playbooks) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![agent.id, agent.name, agent.email, agent.role, agent.active, agent.edits_playbooks])?;
    conn.prepare_cached("DELETE FROM agent_projects WHERE agent_id = ?1")?.execute([agent.id])?;
    let mut insert = conn.prepare_cached("INSERT INTO agent_projects (project_id, agent_id) VALUES (?1, ?2)")?;
    for project in &agent.projects {
        insert.execute(params![project, agent.id])?;
    }
    Ok(())
}

/// Before the first page of a snapshot, which names them all.
pub fn clear(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch("DELETE FROM projects; DELETE FROM agents; DELETE FROM agent_projects;")
}

pub fn projects(conn: &Connection) -> rusqlite::Result<Vec<Project>> {
    conn.prepare_cached("SELECT id, name, params FROM projects ORDER BY name, id")?
        .query_map([], |row| Ok(Project { id: row.get(0)?, name: row.get(1)?, params: json::read(row, 2)? }))?
        .collect()
}

pub fn agent(conn: &Connection, id: AgentId) -> rusqlite::Result<Option<AgentRef>> {
    conn.prepare_cached("SELECT id, name FROM agents WHERE id = ?1")?
        .query_row([id], |row| Ok(AgentRef { id: row.get(0)?, name: row.get(1)? }))
        .optional()
}

/// Who signed in here, as the hub knows them now.
pub fn own(conn: &Connection, me: Me) -> rusqlite::Result<Me> {
    let known = conn
        .prepare_cached("SELECT name, email, role, edits_playbooks FROM agents WHERE id = ?1")?
        .query_row([me.id], |row| {
            let (name, email, role, edits_playbooks) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Me { name, email, role, edits_playbooks, ..me.clone() })
        })
        .optional()?;
    Ok(known.unwrap_or(me))
}

/// Active agents of a project by name; who is online is not the store's to know.
pub fn colleagues(conn: &Connection, project: ProjectId, me: AgentId) -> rusqlite::Result<Vec<Colleague>> {
    conn.prepare_cached(
        "SELECT agents.id, agents.name, agents.role
         FROM agent_projects JOIN agents ON agents.id = agent_projects.agent_id
         WHERE agent_projects.project_id = ?1 AND agents.active = 1
         ORDER BY agents.name, agents.id",
    )?
    .query_map([project], |row| {
        let id: AgentId = row.get(0)?;
        Ok(Colleague { id, name: row.get(1)?, role: row.get(2)?, online: false, me: id == me })
    })?
    .collect()
}
