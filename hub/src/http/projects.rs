//! `/v1/projects`: projects as admins keep them.

use super::Hub;
use super::extract::{Body, Id, SignedIn};
use crate::error::Error;
use crate::rules::projects::sound;
use crate::secret;
use crate::store::projects as rows;
use axum::Json;
use axum::extract::State;
use protocol::ProjectId;
use protocol::wire::Problem;
use protocol::wire::projects::{KeptProject, PutProject};

/// My projects.
#[utoipa::path(get, path = "/v1/projects", tag = "projects",
    responses((status = 200, body = Vec<KeptProject>), (status = 403, body = Problem)))]
pub async fn list(agent: SignedIn, State(hub): State<Hub>) -> Result<Json<Vec<KeptProject>>, Error> {
    let viewer = agent.member.viewer;
    Ok(Json(hub.store.read(move |connection| rows::list(connection, &viewer)).await?))
}

/// Make a project under an id of my own, or make it as wished.
#[utoipa::path(put, path = "/v1/projects/{id}", tag = "projects", request_body = PutProject,
    params(("id" = ProjectId, Path)),
    responses((status = 200, body = KeptProject), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ProjectId>,
    Body(PutProject { revision, content }): Body<PutProject>,
) -> Result<Json<KeptProject>, Error> {
    let (content, key) = (sound(content)?, secret::new_project_key()?);
    let kept = hub.write_as(agent, move |tx, viewer| rows::put(tx, viewer, id, revision, &content, &key)).await?;
    // Those on a site that is not on the list any more end at once.
    hub.on_site.wake_project(id);
    Ok(Json(kept))
}

/// Give a project another key: on pages that carry the old one no visit begins any more. Who has come goes on.
#[utoipa::path(post, path = "/v1/projects/{id}/key", tag = "projects", params(("id" = ProjectId, Path)),
    responses((status = 200, body = KeptProject), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn renew_key(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ProjectId>,
) -> Result<Json<KeptProject>, Error> {
    let key = secret::new_project_key()?;
    Ok(Json(hub.write_as(agent, move |tx, viewer| rows::renew_key(tx, viewer, id, &key)).await?))
}

/// Give a project another secret for signing customers' ids: signatures under the old one are refused.
#[utoipa::path(post, path = "/v1/projects/{id}/identity-secret", tag = "projects", params(("id" = ProjectId, Path)),
    responses((status = 200, body = KeptProject), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn renew_secret(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ProjectId>,
) -> Result<Json<KeptProject>, Error> {
    Ok(Json(hub.write_as(agent, move |tx, viewer| rows::renew_secret(tx, viewer, id)).await?))
}
