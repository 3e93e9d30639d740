//! `/preview/{token}/`: the page on which a playbook is tried, with the widget and two things that an agent would do.

use super::{Hub, extract::Body};
use crate::error::Error;
use crate::previews::Sandbox;
use crate::store::conversations;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use protocol::wire::ErrorCode;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

/// What the widget needs, and no more. The address is a secret: no other site hears of it.
const HEADERS: [(header::HeaderName, &str); 2] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; \
         img-src 'self' blob: data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// Hands a request on to the preview that its path names.
pub async fn inside(State(hub): State<Hub>, mut request: Request) -> Result<Response, Error> {
    let uri = request.uri().clone();
    let (token, path) = uri.path().trim_start_matches('/').split_once('/').ok_or(ErrorCode::NotFound)?;
    let router = hub.previews.router(token, hub.now()).ok_or(ErrorCode::NotFound)?;
    let rest = uri.query().map_or_else(|| format!("/{path}"), |query| format!("/{path}?{query}"));
    *request.uri_mut() = Uri::try_from(rest).map_err(|_| ErrorCode::NotFound)?;
    router.oneshot(request).await.map_err(|never| match never {})
}

pub async fn page() -> impl IntoResponse {
    (HEADERS, Html(include_str!("preview.html")))
}

#[derive(Serialize)]
pub struct About {
    name: String,
    project_key: String,
    online: bool,
}

pub async fn about(State(sandbox): State<Sandbox>) -> Json<About> {
    let online = sandbox.hub.presence.now().contains(&sandbox.agent.id);
    let about = &sandbox.about;
    Json(About { name: about.name.clone(), project_key: about.project_key.clone(), online })
}

#[derive(Deserialize)]
pub struct Switch {
    online: bool,
}

/// An agent is there, or nobody.
pub async fn switch(State(sandbox): State<Sandbox>, Body(Switch { online }): Body<Switch>) -> StatusCode {
    sandbox.hub.presence.switch(sandbox.agent.id, online);
    StatusCode::NO_CONTENT
}

/// The agent takes the chat that waits; refused with `not_found` where none does.
pub async fn claim(State(Sandbox { hub, agent, .. }): State<Sandbox>) -> Result<StatusCode, Error> {
    hub.store
        .write(move |tx| {
            let waiting = conversations::newest_unassigned(tx)?.ok_or(ErrorCode::NotFound)?;
            conversations::claim(tx, &agent, waiting).map(drop)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
