//! `/v1/agents`: accounts and presence.

use super::Hub;
use super::extract::{Body, Caller, SignedIn};
use crate::accounts::sound_password;
use crate::error::Error;
use crate::secret;
use crate::store::{accounts, agents};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::Agent;
use protocol::wire::agents::{ChangePassword, SetPresence};
use protocol::wire::{ErrorCode, Problem};

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
    hub.write_as(agent, move |tx, viewer| agents::switch(tx, viewer.id, wish.online)).await?;
    hub.presence.switch(id, wish.online);
    Ok(Json(wish))
}

/// Choose another password, knowing the one there is. Tries count like those of signing in.
#[utoipa::path(put, path = "/v1/agents/me/password", tag = "agents", request_body = ChangePassword,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn change_password(
    agent: SignedIn,
    State(hub): State<Hub>,
    Caller(address): Caller,
    Body(ChangePassword { current, chosen }): Body<ChangePassword>,
) -> Result<StatusCode, Error> {
    sound_password(&chosen)?;
    let id = agent.member.viewer.id;
    let (email, known) = hub.store.read(move |connection| agents::own_credentials(connection, id)).await?;
    hub.limits.sign_in(address, &email)?;
    let hashed = known.clone();
    let hash = hub.with_password(move || match secret::verify_password(&current, &hashed) {
        true => secret::hash_password(&chosen),
        false => Err(ErrorCode::CredentialsWrong.into()),
    });
    let hash = hash.await??;
    let token = agent.token.clone();
    hub.write_as(agent, move |tx, viewer| accounts::choose_password(tx, viewer.id, &known, &hash, &token)).await?;
    Ok(StatusCode::NO_CONTENT)
}
