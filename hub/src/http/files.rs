//! `/v1/files/{id}` and `/v1/visitor/files/{id}`: files for those who may see their conversation.
//!
//! The original is only ever served for saving: as an attachment, with the type its bytes had, in a
//! sandbox. What may be shown is what the hub drew itself.

use super::Hub;
use super::extract::{Id, SignedIn, SiteVisitor};
use crate::error::Error;
use crate::rules::file;
use crate::store::files::{self, Served};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use protocol::wire::{ErrorCode, Problem};
use protocol::{Drawing, FileId};

/// The file, for saving.
#[utoipa::path(get, path = "/v1/files/{id}", tag = "agents", params(("id" = FileId, Path)),
    responses((status = 200, body = String, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub async fn original(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<FileId>) -> Result<Response, Error> {
    let viewer = agent.member.viewer;
    let served = hub.store.read(move |connection| files::seen_by(connection, &viewer, id)).await?;
    whole(&hub, served).await
}

/// A picture as the hub drew it: `thumbnail` or `preview`.
#[utoipa::path(get, path = "/v1/files/{id}/{drawing}", tag = "agents",
    params(("id" = FileId, Path), ("drawing" = Drawing, Path)),
    responses((status = 200, body = String, content_type = "image/jpeg"), (status = 404, body = Problem)))]
pub async fn drawing(agent: SignedIn, State(hub): State<Hub>, path: Path<(String, String)>) -> Result<Response, Error> {
    let (id, drawing) = parse(&path)?;
    let viewer = agent.member.viewer;
    let served = hub.store.read(move |connection| files::seen_by(connection, &viewer, id)).await?;
    drawn(&hub, served, drawing).await
}

/// A file of the visitor's own thread, for saving.
#[utoipa::path(get, path = "/v1/visitor/files/{id}", tag = "visitors", params(("id" = FileId, Path)),
    responses((status = 200, body = String, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub async fn visitor_original(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Id(id): Id<FileId>,
) -> Result<Response, Error> {
    hub.limits.visitor(visitor.id)?;
    let served = hub.store.read(move |connection| files::seen_by_visitor(connection, visitor.id, id)).await?;
    whole(&hub, served).await
}

/// A picture of their thread as the hub drew it.
#[utoipa::path(get, path = "/v1/visitor/files/{id}/{drawing}", tag = "visitors",
    params(("id" = FileId, Path), ("drawing" = Drawing, Path)),
    responses((status = 200, body = String, content_type = "image/jpeg"), (status = 404, body = Problem)))]
pub async fn visitor_drawing(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    path: Path<(String, String)>,
) -> Result<Response, Error> {
    let (id, drawing) = parse(&path)?;
    let served = hub.store.read(move |connection| files::seen_by_visitor(connection, visitor.id, id)).await?;
    drawn(&hub, served, drawing).await
}

/// Lets go of what was not sent in time, and deletes the bytes that nobody needs any more. A row says so
/// until they are: a crash in between leaves nothing behind.
pub async fn clear(hub: &Hub) -> Result<(), Error> {
    // With a full disk nothing can be noted, and room be made all the same.
    if let Err(error) = hub.store.write(|tx| files::forget_unsent(tx)).await {
        tracing::warn!(%error, "files that were not sent are still noted");
    }
    loop {
        let gone = hub.store.read(files::gone).await?;
        if gone.is_empty() {
            return Ok(());
        }
        for content in gone {
            hub.files.remove(content).await?;
            hub.store.write(move |tx| files::cleared(tx, content)).await?;
        }
    }
}

/// Deletes what a crash left over: bytes that no row names.
pub async fn sweep(hub: &Hub) -> Result<(), Error> {
    for content in hub.files.contents().await? {
        if !hub.store.read(move |connection| files::needs(connection, content)).await? {
            hub.files.remove(content).await?;
        }
    }
    Ok(())
}

fn parse(Path((id, drawing)): &Path<(String, String)>) -> Result<(FileId, Drawing), Error> {
    let id = id.parse().map_err(|_| ErrorCode::PathInvalid)?;
    Ok((id, drawing.parse().map_err(|_| ErrorCode::NotFound)?))
}

async fn whole(hub: &Hub, Served { content, attachment }: Served) -> Result<Response, Error> {
    let bytes = hub.files.original(content).await?;
    let name = utf8_percent_encode(&attachment.name, UNSAFE);
    let headers = [
        (header::CONTENT_TYPE, attachment.media_type),
        (header::CONTENT_LENGTH, attachment.size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}

async fn drawn(hub: &Hub, Served { content, attachment }: Served, drawing: Drawing) -> Result<Response, Error> {
    if attachment.picture.is_none() {
        return Err(ErrorCode::NotFound.into());
    }
    let bytes = hub.files.drawing(content, drawing).await?;
    let media_type = file::media_type(&bytes);
    Ok(([(header::CONTENT_TYPE, media_type), (header::CONTENT_SECURITY_POLICY, SANDBOX)], bytes).into_response())
}

const SANDBOX: &str = "sandbox; default-src 'none'";

/// RFC 8187: what may stand in a name unencoded.
const UNSAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
