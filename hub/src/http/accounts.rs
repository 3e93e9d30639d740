//! `/v1/agents/{id}` and `/v1/audit`: accounts as admins keep them, and who did what.

use super::Hub;
use super::extract::{Body, Id, Params, SignedIn};
use crate::error::Error;
use crate::rules::accounts;
use crate::secret;
use crate::store::accounts as rows;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::wire::Problem;
use protocol::wire::accounts::{AuditPage, AuditQuery, NewPassword, PutAccount};
use protocol::{Agent, AgentId};

/// Characters of a password that the hub makes: some 90 bits, to be read out and typed once.
const PASSWORD_CHARS: usize = 15;

/// The accounts of my projects.
#[utoipa::path(get, path = "/v1/agents", tag = "agents",
    responses((status = 200, body = Vec<Agent>), (status = 403, body = Problem)))]
pub async fn list(agent: SignedIn, State(hub): State<Hub>) -> Result<Json<Vec<Agent>>, Error> {
    let viewer = agent.member.viewer;
    Ok(Json(hub.store.read(move |connection| rows::list(connection, &viewer)).await?))
}

/// Make an account under an id of my own, or make it as wished.
#[utoipa::path(put, path = "/v1/agents/{id}", tag = "agents", request_body = PutAccount,
    params(("id" = AgentId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<AgentId>,
    Body(wish): Body<PutAccount>,
) -> Result<StatusCode, Error> {
    let active = wish.active;
    hub.write_as(agent, move |tx, viewer| rows::put(tx, viewer, id, &wish)).await?;
    if !active {
        hub.presence.switch(id, false);
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Give an account another password, which is answered once. Whoever is signed in to it is not any more.
#[utoipa::path(post, path = "/v1/agents/{id}/password", tag = "agents", params(("id" = AgentId, Path)),
    responses((status = 200, body = NewPassword), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn give_password(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<AgentId>,
) -> Result<Json<NewPassword>, Error> {
    // Before the work of hashing.
    accounts::keep(&agent.member.viewer)?;
    let password = secret::new_token()?[..PASSWORD_CHARS].to_owned();
    let words = password.clone();
    let hash = hub.with_password(move || secret::hash_password(&words)).await??;
    hub.write_as(agent, move |tx, viewer| rows::set_password(tx, viewer, id, &hash)).await?;
    Ok(Json(NewPassword { password }))
}

/// Who blocked, unblocked, and kept accounts, in my projects.
#[utoipa::path(get, path = "/v1/audit", tag = "agents", params(("before" = Option<i64>, Query)),
    responses((status = 200, body = AuditPage), (status = 403, body = Problem)))]
pub async fn trail(
    agent: SignedIn,
    State(hub): State<Hub>,
    Params(AuditQuery { before }): Params<AuditQuery>,
) -> Result<Json<AuditPage>, Error> {
    let viewer = agent.member.viewer;
    Ok(Json(hub.store.read(move |connection| rows::trail(connection, &viewer, before)).await?))
}
