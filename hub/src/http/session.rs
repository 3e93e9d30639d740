//! `/v1/session`: agents sign in and out.

use super::Hub;
use super::extract::{Body, Caller, SignedIn};
use crate::accounts::normal_email;
use crate::error::Error;
use crate::secret;
use crate::store::{agents, tokens};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::wire::agents::{SignIn, SignedIn as Answer};
use protocol::wire::{ErrorCode, Problem};
use std::sync::LazyLock;

/// Checked against when there is no such account, so that the time taken does not tell.
static NOBODY: LazyLock<String> = LazyLock::new(|| secret::hash_password("nobody's password").unwrap_or_default());

/// Signs an agent in. The token is good until it is revoked.
#[utoipa::path(post, path = "/v1/session", tag = "agents", request_body = SignIn,
    responses((status = 200, body = Answer), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(hub): State<Hub>,
    Caller(address): Caller,
    Body(SignIn { email, password }): Body<SignIn>,
) -> Result<Json<Answer>, Error> {
    let email = normal_email(&email).ok_or(ErrorCode::CredentialsWrong)?;
    hub.limits.sign_in(address, &email)?;
    let found = hub.store.read(move |connection| agents::credentials(connection, &email)).await?;
    let (id, hash) = found.map_or_else(|| (None, NOBODY.clone()), |found| (Some(found.id), found.password_hash));
    let known = hash.clone();
    let right = hub.with_password(move || secret::verify_password(&password, &hash)).await?;
    let id = id.filter(|_| right).ok_or(ErrorCode::CredentialsWrong)?;
    let token = secret::new_token()?;
    let agent = hub
        .store
        .write({
            let token = token.clone();
            move |tx| {
                // Checking took a while: the password may be another one by now, or the account out of service.
                if !agents::may_sign_in(tx, id, &known)? {
                    return Err(ErrorCode::CredentialsWrong.into());
                }
                tokens::give_agent(tx, &token, id)?;
                agents::as_seen_by(tx, id, id)
            }
        })
        .await?;
    tracing::info!(agent = %id, "signed in");
    Ok(Json(Answer { token, agent }))
}

/// Revokes the token; its sockets end at once.
#[utoipa::path(delete, path = "/v1/session", tag = "agents",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(agent: SignedIn, State(hub): State<Hub>) -> Result<StatusCode, Error> {
    hub.store.write(move |tx| tokens::revoke_agent(tx, &agent.token)).await?;
    Ok(StatusCode::NO_CONTENT)
}
