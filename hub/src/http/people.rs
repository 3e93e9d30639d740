//! `/v1/visitors/{id}`: what agents do with the row of a visitor.

use super::Hub;
use super::extract::{Body, Id, SignedIn, optional_key};
use crate::error::Error;
use crate::store::{applied, visitors};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use protocol::VisitorId;
use protocol::wire::Problem;
use protocol::wire::agents::SetStatus;

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
