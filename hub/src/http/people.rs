//! `/v1/visitors/{id}`: what agents do with the row of a visitor.

use super::extract::{Body, Id, SignedIn, optional_key};
use super::{Hub, clear_files};
use crate::error::Error;
use crate::store::{applied, personal, visitors};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use protocol::VisitorId;
use protocol::wire::Problem;
use protocol::wire::agents::SetStatus;
use protocol::wire::personal::VisitorData;

/// Say where a visitor stands (V10). Whoever has their chat: the row is the project's (A6).
#[utoipa::path(put, path = "/v1/visitors/{id}/status", tag = "agents", request_body = SetStatus,
    params(("id" = VisitorId, Path), ("Idempotency-Key" = Option<uuid::Uuid>, Header)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn set_status(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<VisitorId>,
    headers: HeaderMap,
    Body(wish): Body<SetStatus>,
) -> Result<StatusCode, Error> {
    let key = optional_key(&headers)?;
    hub.write_as(agent, move |tx, viewer| {
        visitors::project_of(tx, viewer, id)?;
        match key {
            None => visitors::set_status(tx, id, wish.status),
            Some(key) => applied::once(tx, viewer.id.uuid(), key, &("status", id, wish), |tx| {
                visitors::set_status(tx, id, wish.status)
            }),
        }
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All that the hub holds of a visitor, for them to have. Admins only; noted in the audit.
#[utoipa::path(get, path = "/v1/visitors/{id}/data", tag = "agents", params(("id" = VisitorId, Path)),
    responses((status = 200, body = VisitorData), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn data(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<VisitorId>) -> Result<Json<VisitorData>, Error> {
    let viewer = agent.member.viewer.clone();
    let data = hub.store.read(move |connection| personal::data(connection, &viewer, id)).await?;
    hub.write_as(agent, move |tx, viewer| personal::note_data(tx, viewer, id)).await?;
    Ok(Json(data))
}

/// Erase a visitor with all they yielded: here, and in every console. Admins only; noted in the audit. It may be
/// asked again.
#[utoipa::path(delete, path = "/v1/visitors/{id}", tag = "agents", params(("id" = VisitorId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn erase(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<VisitorId>) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| personal::erase(tx, viewer, id)).await?;
    clear_files(&hub).await?;
    hub.store.cut_log().await?;
    Ok(StatusCode::NO_CONTENT)
}
