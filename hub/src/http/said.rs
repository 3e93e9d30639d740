//! `/v1/visitor/identify` and `/track`: what a site says of its visitor.

use super::Hub;
use super::extract::{Body, SiteVisitor, bearer};
use crate::error::Error;
use crate::rules::site;
use crate::secret;
use crate::store::{Tx, applied, blocks, conversations, files, identity, messages, projects, visitors};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use protocol::wire::Problem;
use protocol::wire::visitors::{Identity, Session, TrackEvent};
use protocol::{Author, Item, VisitorId};
use uuid::Uuid;

/// The site says whose this browser is. Answered with the session to go on with: that of another visitor, where
/// this one turned out to be a customer who is known.
#[utoipa::path(post, path = "/v1/visitor/identify", tag = "visitors", request_body = Identity,
    responses((status = 200, body = Session), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn identify(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    headers: HeaderMap,
    Body(told): Body<Identity>,
) -> Result<Json<Session>, Error> {
    hub.limits.visitor(visitor.id)?;
    let (own, fresh) = (bearer(&headers)?, secret::new_token()?);
    let session = hub
        .store
        .write(move |tx| {
            visitor.still_may(tx, tx.now)?;
            let project = visitor.project_id;
            let visitor_id = identity::settle(tx, project, Some(visitor.id), &told)?;
            if let Err(refusal) = blocks::refuse(tx, Some(visitor_id), project, visitor.address, tx.now) {
                return Ok(Err(refusal));
            }
            let token = identity::token_for(tx, visitor_id, Some(own), fresh)?;
            let (project_name, files) = (projects::name(tx, project)?, files::policy(tx, project)?);
            Ok(Ok(Session { token, visitor_id, project_name, files }))
        })
        .await??;
    Ok(Json(session))
}

/// The site tells something of the visitor: an order, a search without result.
#[utoipa::path(post, path = "/v1/visitor/track", tag = "visitors", request_body = TrackEvent,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn track(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Body(told): Body<TrackEvent>,
) -> Result<StatusCode, Error> {
    hub.limits.visitor(visitor.id)?;
    hub.store
        .write(move |tx| {
            visitor.still_may(tx, tx.now)?;
            note_event(tx, visitor.id, &told)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// It is known of the visitor from now on; during a conversation the thread shows it (D1).
pub fn note_event(tx: &mut Tx<'_>, id: VisitorId, told: &TrackEvent) -> Result<(), Error> {
    let event = site::event(told, tx.now)?;
    applied::once(tx, id.uuid(), told.id, &("event", told), |tx| {
        if let Some(conversation) = conversations::open_of(tx, id)? {
            let item = Item::Event { name: event.name.clone(), details: event.details.clone() };
            messages::append(tx, &conversation, Uuid::now_v7().into(), Author::System, item)?;
        }
        visitors::note_event(tx, id, event)
    })
}
