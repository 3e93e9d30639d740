//! `/v1/sync`, `/v1/messages/fetch` and `/v1/live`: how a console keeps its cache.

use super::Hub;
use super::extract::{Body, Params, SignedIn};
use crate::error::Error;
use crate::live;
use crate::store::{messages, sync};
use axum::Json;
use axum::body::Body as Stream;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use protocol::limits::{FETCH_MAX_RANGES, RANGE_MAX_MESSAGES};
use protocol::wire::sync::{FetchMessages, SyncPage, SyncQuery};
use protocol::wire::{ErrorCode, Problem};

/// A page of what changed, or of a snapshot. See `protocol::wire::sync`.
#[utoipa::path(get, path = "/v1/sync", tag = "agents",
    params(("since" = Option<String>, Query), ("before" = Option<String>, Query), ("limit" = Option<usize>, Query)),
    responses((status = 200, body = SyncPage), (status = 410, body = Problem)))]
pub async fn page(
    agent: SignedIn,
    State(hub): State<Hub>,
    Params(query): Params<SyncQuery>,
) -> Result<Json<SyncPage>, Error> {
    let now = hub.now();
    Ok(Json(hub.store.read(move |connection| sync::page(connection, &agent.member, &query, now)).await?))
}

/// Ranges of messages, streamed one JSON message a line. Each range is read by itself, so a large
/// fetch holds neither a reader nor its whole answer.
#[utoipa::path(post, path = "/v1/messages/fetch", tag = "agents", request_body = FetchMessages,
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = 422, body = Problem)))]
pub async fn fetch(
    agent: SignedIn,
    State(hub): State<Hub>,
    Body(FetchMessages { ranges }): Body<FetchMessages>,
) -> Result<Response, Error> {
    let sound = ranges.iter().all(|range| range.after >= 0 && (1..=RANGE_MAX_MESSAGES).contains(&range.limit));
    if ranges.len() > FETCH_MAX_RANGES || !sound {
        let bounds = format!("at most {FETCH_MAX_RANGES} ranges of 1 to {RANGE_MAX_MESSAGES} messages");
        return Err(Error::with_detail(ErrorCode::FieldInvalid, bounds));
    }
    let viewer = agent.member.viewer;
    let lines = stream::unfold(ranges.into_iter(), move |mut ranges| {
        let (hub, viewer) = (hub.clone(), viewer.clone());
        async move {
            let range = ranges.next()?;
            let lines = hub
                .store
                .read(move |connection| {
                    let mut lines = Vec::new();
                    for message in messages::range(connection, &viewer, &range)? {
                        serde_json::to_writer(&mut lines, &message).map_err(|e| Error::Internal(e.to_string()))?;
                        lines.push(b'\n');
                    }
                    Ok(lines)
                })
                .await;
            Some((lines, ranges))
        }
    });
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], Stream::from_stream(lines)).into_response())
}

/// WebSocket: first frame `{token, since}`, then the same pages as they come about.
#[utoipa::path(get, path = "/v1/live", tag = "agents", responses((status = 101)))]
pub async fn live(State(hub): State<Hub>, upgrade: WebSocketUpgrade) -> Response {
    live::bounded(upgrade).on_upgrade(|socket| live::follow_agent(socket, hub))
}
