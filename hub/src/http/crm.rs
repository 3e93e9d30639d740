//! `/v1/conversations/{id}/sheet` and `/entries`: what agents collect beside a conversation (A12, A13).

use super::Hub;
use super::extract::{Body, Id, IdempotencyKey, SignedIn};
use crate::error::Error;
use crate::store::{applied, crm};
use axum::Json;
use axum::extract::State;
use protocol::ConversationId;
use protocol::crm::FieldEdit;
use protocol::wire::Problem;
use protocol::wire::agents::{CreateEntry, Posted, Saved};

/// Change one field. What somebody else has changed since is not overwritten.
#[utoipa::path(patch, path = "/v1/conversations/{id}/sheet", tag = "agents", request_body = FieldEdit,
    params(("id" = ConversationId, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Saved), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    agent: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(edit): Body<FieldEdit>,
) -> Result<Json<Saved>, Error> {
    let saved = hub
        .write_as(agent, move |tx, viewer| {
            applied::once(tx, viewer.id.uuid(), key, &("edit", id, &edit), |tx| crm::edit(tx, viewer, id, &edit))
        })
        .await?;
    Ok(Json(saved))
}

/// Create a lead, a deal or an activity; the conversation goes on.
#[utoipa::path(post, path = "/v1/conversations/{id}/entries", tag = "agents", request_body = CreateEntry,
    params(("id" = ConversationId, Path)),
    responses((status = 200, body = Posted), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(wish): Body<CreateEntry>,
) -> Result<Json<Posted>, Error> {
    let posted = hub
        .write_as(agent, move |tx, viewer| {
            applied::once(tx, viewer.id.uuid(), wish.id.uuid(), &("create", id, &wish), |tx| {
                crm::create(tx, viewer, id, &wish)
            })
        })
        .await?;
    Ok(Json(posted))
}
