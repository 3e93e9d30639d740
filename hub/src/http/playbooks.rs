//! `/v1/playbooks`: what bots say and ask (A11).

use super::Hub;
use super::extract::{Body, Id, SignedIn};
use crate::error::Error;
use crate::previews::{self, Draft, Owner};
use crate::rules::projects::sound_origin;
use crate::store::{agents, files, playbooks, projects};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use protocol::playbook::Playbook;
use protocol::wire::Problem;
use protocol::wire::agents::{Preview, PreviewPlaybook, SavePlaybook};
use protocol::{PlaybookId, ProjectId};

/// A project's playbooks, in the order in which visitors meet them.
#[utoipa::path(get, path = "/v1/projects/{id}/playbooks", tag = "agents", params(("id" = ProjectId, Path)),
    responses((status = 200, body = Vec<Playbook>), (status = 403, body = Problem)))]
pub async fn list(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<ProjectId>,
) -> Result<Json<Vec<Playbook>>, Error> {
    let viewer = agent.member.viewer;
    let all = hub.store.read(move |connection| {
        playbooks::check_editor(connection, &viewer, id)?;
        playbooks::of_project(connection, id)
    });
    Ok(Json(all.await?))
}

/// Save a version, under an id of my own for a new playbook. What is as the last version says makes none. A save
/// over a version that somebody has replaced is refused with `playbook_changed`: load it, and look.
#[utoipa::path(put, path = "/v1/playbooks/{id}", tag = "agents", request_body = SavePlaybook,
    params(("id" = PlaybookId, Path)),
    responses((status = 200, body = Playbook), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn save(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<PlaybookId>,
    Body(wish): Body<SavePlaybook>,
) -> Result<Json<Playbook>, Error> {
    Ok(Json(hub.write_as(agent, move |tx, viewer| playbooks::save(tx, viewer, id, wish)).await?))
}

/// Try one as it is being written: on a page of the hub, in the widget. An agent's next preview takes the place of
/// their last one.
#[utoipa::path(post, path = "/v1/playbooks/{id}/preview", tag = "agents", request_body = PreviewPlaybook,
    params(("id" = PlaybookId, Path)),
    responses((status = 200, body = Preview), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<PlaybookId>,
    Body(wish): Body<PreviewPlaybook>,
) -> Result<Json<Preview>, Error> {
    let owner = agent.member.viewer.id;
    hub.limits.preview(owner)?;
    let origin = sound_origin(&wish.origin)?;
    let project = wish.project_id;
    let draft = hub
        .store
        .read(move |connection| {
            let viewer = agent.look_again(connection)?;
            let content = playbooks::draft(connection, &viewer, id, wish.project_id, wish.content)?;
            let pictures = playbooks::pictures(&content.steps);
            let pictures = pictures.into_iter().map(|file| files::seen_by(connection, &viewer, file));
            let pictures = pictures.collect::<Result<_, _>>()?;
            let site = projects::name(connection, project)?;
            Ok(Draft { content, pictures, origin, site, by: agents::name(connection, viewer.id)?.name })
        })
        .await?;
    let token = hub.previews.open(&hub, Owner { agent: owner, project }, draft).await?;
    Ok(Json(Preview { path: format!("{}/{token}/", previews::PATH.trim_start_matches('/')) }))
}

/// Take one away; gone already, nothing happens.
#[utoipa::path(delete, path = "/v1/playbooks/{id}", tag = "agents", params(("id" = PlaybookId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
pub async fn delete(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<PlaybookId>) -> Result<StatusCode, Error> {
    hub.write_as(agent, move |tx, viewer| playbooks::delete(tx, viewer, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Its saved states, newest first, 100 at most.
#[utoipa::path(get, path = "/v1/playbooks/{id}/versions", tag = "agents", params(("id" = PlaybookId, Path)),
    responses((status = 200, body = Vec<Playbook>), (status = 404, body = Problem)))]
pub async fn versions(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<PlaybookId>,
) -> Result<Json<Vec<Playbook>>, Error> {
    let viewer = agent.member.viewer;
    Ok(Json(hub.store.read(move |connection| playbooks::versions(connection, &viewer, id)).await?))
}
