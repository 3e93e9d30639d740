//! What agents tell of a moment: that they write, and what they look at. Nothing of it is stored, so it
//! needs no key.

use super::Hub;
use super::extract::{Body, Id, SignedIn};
use crate::error::Error;
use crate::store::{agents, conversations};
use axum::extract::State;
use axum::http::StatusCode;
use protocol::ConversationId;
use protocol::wire::Problem;
use protocol::wire::agents::Look;

/// I am writing in a conversation of mine: the visitor is told, for a few seconds.
#[utoipa::path(post, path = "/v1/conversations/{id}/typing", tag = "agents", params(("id" = ConversationId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn typing(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<ConversationId>) -> Result<StatusCode, Error> {
    let viewer = agent.member.viewer;
    let told = hub.store.read(move |connection| {
        let standing = conversations::seen_by(connection, &viewer, id)?;
        conversations::check_reply(&standing, viewer.id)?;
        Ok((standing.visitor_id, agents::name(connection, viewer.id)?.name))
    });
    let (visitor, name) = told.await?;
    hub.on_site.typing(visitor, name);
    Ok(StatusCode::NO_CONTENT)
}

/// What I look at; colleagues see it of chats that nobody has, so that two do not begin to read the same.
#[utoipa::path(put, path = "/v1/agents/me/look", tag = "agents", request_body = Look,
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn look(agent: SignedIn, State(hub): State<Hub>, Body(look): Body<Look>) -> Result<StatusCode, Error> {
    let viewer = agent.member.viewer;
    let id = viewer.id;
    let at = match look.conversation_id {
        Some(at) => {
            let seen = hub.store.read(move |connection| conversations::seen_by(connection, &viewer, at));
            let standing = seen.await?;
            (standing.subject.state == protocol::State::Unassigned).then_some((at, standing.subject))
        }
        None => None,
    };
    // Whose window is gone looks at nothing; it would be told for ever.
    hub.signs.look(id, at.filter(|_| hub.presence.is_connected(id)));
    Ok(StatusCode::NO_CONTENT)
}
