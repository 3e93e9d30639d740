//! Tokens of agents and visitors: only hashes are kept, and deleting one revokes it.

use super::Tx;
use super::agents::{self, Membership};
use crate::error::Error;
use crate::secret::token_hash;
use protocol::wire::ErrorCode;
use protocol::{AgentId, ProjectId, VisitorId};
use rusqlite::{Connection, OptionalExtension};

pub fn give_agent(tx: &mut Tx<'_>, token: &str, agent: AgentId) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO agent_tokens (hash, agent_id, created_at) VALUES (?1, ?2, ?3)")?.execute((
        token_hash(token),
        agent,
        tx.now,
    ))?;
    Ok(())
}

pub fn revoke_agent(tx: &mut Tx<'_>, token: &str) -> Result<(), Error> {
    // An order of its own: sockets that hold the token wake, look, and end.
    tx.next_seq();
    tx.execute("DELETE FROM agent_tokens WHERE hash = ?1", [token_hash(token)])?;
    Ok(())
}

/// Revokes all of this agent's but one.
pub fn keep_one(tx: &mut Tx<'_>, agent: AgentId, token: &str) -> Result<(), Error> {
    tx.next_seq();
    tx.execute("DELETE FROM agent_tokens WHERE agent_id = ?1 AND hash <> ?2", (agent, token_hash(token)))?;
    Ok(())
}

/// Whose token this is, if the account is in service.
fn agent(connection: &Connection, token: &str) -> Result<Option<AgentId>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT t.agent_id FROM agent_tokens AS t JOIN agents AS a ON a.id = t.agent_id
             WHERE t.hash = ?1 AND a.active",
        )?
        .query_row([token_hash(token)], |row| row.get(0))
        .optional()?)
}

/// The account behind a token with what decides over it, or the refusal that its caller gets.
pub fn member(connection: &Connection, token: &str) -> Result<Membership, Error> {
    let id = agent(connection, token)?.ok_or(ErrorCode::TokenInvalid)?;
    agents::membership(connection, id)?.ok_or_else(|| ErrorCode::TokenInvalid.into())
}

pub fn give_visitor(tx: &mut Tx<'_>, token: &str, visitor: VisitorId) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO visitor_tokens (hash, visitor_id, created_at) VALUES (?1, ?2, ?3)")?.execute((
        token_hash(token),
        visitor,
        tx.now,
    ))?;
    Ok(())
}

/// Whose token this is, and the project it was given for.
pub fn visitor(connection: &Connection, token: &str) -> Result<Option<(VisitorId, ProjectId)>, Error> {
    Ok(connection
        .prepare_cached(
            "SELECT v.id, v.project_id FROM visitor_tokens AS t JOIN visitors AS v ON v.id = t.visitor_id
             WHERE t.hash = ?1",
        )?
        .query_row([token_hash(token)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}
