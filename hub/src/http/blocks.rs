//! `/v1/visitors/{id}/block`: keeping somebody out, and letting them in again (D7).

use super::Hub;
use super::extract::{Body, Id, IdempotencyKey, SignedIn};
use crate::error::Error;
use crate::rules::text;
use crate::store::{applied, blocks};
use axum::extract::State;
use axum::http::StatusCode;
use protocol::VisitorId;
use protocol::wire::agents::BlockVisitor;
use protocol::wire::{ErrorCode, Problem};

/// The farthest end of a block that has one.
const LONGEST_MS: i64 = 10 * 366 * 86_400_000;

/// Keep a visitor out, on every road; closes their open conversation.
#[utoipa::path(post, path = "/v1/visitors/{id}/block", tag = "agents", request_body = BlockVisitor,
    params(("id" = VisitorId, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 204), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn block(
    agent: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    State(hub): State<Hub>,
    Id(id): Id<VisitorId>,
    Body(wish): Body<BlockVisitor>,
) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| {
        applied::once(tx, viewer.id.uuid(), key, &("block", id, &wish), |tx| {
            let reason = text::name(&wish.reason)?;
            if wish.until.is_some_and(|until| until <= tx.now || until > tx.now.plus_ms(LONGEST_MS)) {
                return Err(Error::with_detail(ErrorCode::FieldInvalid, "the end is not within ten years from now"));
            }
            blocks::block(tx, viewer, id, &BlockVisitor { reason, ..wish.clone() })
        })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let them in again; managers only. Already so: nothing happens, so it needs no key.
#[utoipa::path(delete, path = "/v1/visitors/{id}/block", tag = "agents", params(("id" = VisitorId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn unblock(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<VisitorId>) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| blocks::unblock(tx, viewer, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
