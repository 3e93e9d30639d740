//! `/v1/canned-answers`: answers written beforehand (D9).

use super::Hub;
use super::extract::{Body, Id, SignedIn};
use crate::error::Error;
use crate::store::canned;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::CannedAnswerId;
use protocol::wire::Problem;
use protocol::wire::agents::PutCannedAnswer;

/// Make one under an id of my own, or replace it.
#[utoipa::path(put, path = "/v1/canned-answers/{id}", tag = "agents", request_body = PutCannedAnswer,
    params(("id" = CannedAnswerId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<CannedAnswerId>,
    Body(wish): Body<PutCannedAnswer>,
) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| canned::put(tx, viewer, id, &wish)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete one; deleted already, nothing happens.
#[utoipa::path(delete, path = "/v1/canned-answers/{id}", tag = "agents", params(("id" = CannedAnswerId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
pub async fn delete(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<CannedAnswerId>) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| canned::delete(tx, viewer, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
