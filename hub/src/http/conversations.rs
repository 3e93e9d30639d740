//! `/v1/conversations`: what agents do to one.

use super::Hub;
use super::extract::{Body, Id, IdempotencyKey, SignedIn};
use crate::error::Error;
use crate::fault;
use crate::rules::{card, text};
use crate::store::files::{self, Owner};
use crate::store::{applied, conversations, messages, reads};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::wire::agents::{Assign, Close, MarkRead, NewBody, PostMessage, Posted};
use protocol::wire::{ErrorCode, Problem};
use protocol::{Author, Conversation, ConversationId, Item};

/// Assign to myself (A4). Of two at once exactly one wins; the other is told who has it.
#[utoipa::path(post, path = "/v1/conversations/{id}/claim", tag = "agents",
    params(("id" = ConversationId, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Conversation), (status = 409, body = Problem)))]
pub async fn claim(
    agent: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
) -> Result<Json<Conversation>, Error> {
    let head = hub
        .write_as(agent, move |tx, viewer| {
            applied::once(tx, viewer.id.uuid(), key, &("claim", id), |tx| conversations::claim(tx, viewer, id))
        })
        .await?;
    fault::point!("claim_unanswered");
    hub.signs.forget(id);
    Ok(Json(head))
}

/// Reassign, or give back with null (A5).
#[utoipa::path(post, path = "/v1/conversations/{id}/assign", tag = "agents", request_body = Assign,
    params(("id" = ConversationId, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Conversation), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn assign(
    agent: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(Assign { agent_id, note }): Body<Assign>,
) -> Result<Json<Conversation>, Error> {
    let head = hub
        .write_as(agent, move |tx, viewer| {
            applied::once(tx, viewer.id.uuid(), key, &("assign", id, agent_id, &note), |tx| {
                let note = note.as_deref().filter(|note| !note.trim().is_empty()).map(text::message).transpose()?;
                conversations::assign(tx, viewer, id, agent_id, note)
            })
        })
        .await?;
    hub.signs.forget(id);
    Ok(Json(head))
}

/// Write in a conversation of mine.
#[utoipa::path(post, path = "/v1/conversations/{id}/messages", tag = "agents", request_body = PostMessage,
    params(("id" = ConversationId, Path)),
    responses((status = 200, body = Posted), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn reply(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(PostMessage { id: message, body }): Body<PostMessage>,
) -> Result<Json<Posted>, Error> {
    let posted = hub
        .write_as(agent, move |tx, viewer| {
            let words = ("message", id, &body);
            applied::once(tx, viewer.id.uuid(), message.uuid(), &words, |tx| {
                let standing = conversations::seen_by(tx, viewer, id)?;
                conversations::check_reply(&standing, viewer.id)?;
                if messages::exists(tx, message)? {
                    return Err(ErrorCode::KeyReused.into());
                }
                let send = |file| files::send(tx, Owner::Agent(viewer.id), file, &standing, message);
                let item = match &body {
                    NewBody::Text { text } => Item::Text { text: text::message(text)? },
                    NewBody::Link(link) => Item::Link(card::link(link)?),
                    NewBody::Offer(offer) => {
                        let image = offer.image.map(send).transpose()?;
                        Item::Offer(card::offer(offer, image.as_ref())?)
                    }
                    NewBody::File { file } => Item::File(send(*file)?),
                };
                messages::append(tx, &standing, message, Author::Agent { id: viewer.id }, item)
            })
        })
        .await?;
    Ok(Json(posted))
}

/// Close for good (A14), having seen up to `last_position`.
#[utoipa::path(post, path = "/v1/conversations/{id}/close", tag = "agents", request_body = Close,
    params(("id" = ConversationId, Path), ("Idempotency-Key" = uuid::Uuid, Header)),
    responses((status = 200, body = Conversation), (status = 409, body = Problem)))]
pub async fn close(
    agent: SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(Close { last_position }): Body<Close>,
) -> Result<Json<Conversation>, Error> {
    let head = hub
        .write_as(agent, move |tx, viewer| {
            applied::once(tx, viewer.id.uuid(), key, &("close", id, last_position), |tx| {
                conversations::close(tx, viewer, id, last_position)
            })
        })
        .await?;
    hub.signs.forget(id);
    Ok(Json(head))
}

/// I have read up to here; on all my devices. It only moves forward, so it needs no key.
#[utoipa::path(put, path = "/v1/conversations/{id}/read", tag = "agents", request_body = MarkRead,
    params(("id" = ConversationId, Path)), responses((status = 204), (status = 404, body = Problem)))]
pub async fn mark_read(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ConversationId>,
    Body(MarkRead { position }): Body<MarkRead>,
) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| {
        conversations::seen_by(tx, viewer, id)?;
        reads::mark(tx, viewer.id, id, position)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
