//! `/v1/agents`: accounts and presence.

use super::Hub;
use super::extract::{Body, SignedIn};
use crate::error::Error;
use crate::store::agents;
use axum::Json;
use axum::extract::State;
use protocol::Agent;
use protocol::wire::Problem;
use protocol::wire::agents::SetPresence;

/// My own account.
#[utoipa::path(get, path = "/v1/agents/me", tag = "agents",
    responses((status = 200, body = Agent), (status = 401, body = Problem)))]
pub async fn me(agent: SignedIn, State(hub): State<Hub>) -> Result<Json<Agent>, Error> {
    let id = agent.member.viewer.id;
    Ok(Json(hub.store.read(move |connection| agents::as_seen_by(connection, id, id)).await?))
}

/// The switch (A1). Switching off counts at once. Setting it again changes nothing, so it needs no
/// key of its own.
#[utoipa::path(put, path = "/v1/agents/me/presence", tag = "agents", request_body = SetPresence,
    responses((status = 200, body = SetPresence), (status = 401, body = Problem)))]
pub async fn set_presence(
    agent: SignedIn,
    State(hub): State<Hub>,
    Body(wish): Body<SetPresence>,
) -> Result<Json<SetPresence>, Error> {
    let id = agent.member.viewer.id;
    hub.store.write(move |tx| agents::switch(tx, id, wish.online)).await?;
    hub.presence.switch(id, wish.online);
    Ok(Json(wish))
}
