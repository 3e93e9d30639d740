//! `/v1/files` and `/v1/visitor/files`: sending a file, by tus 1.0 (core, creation, termination).
//!
//! The sender names the file itself (`Idempotency-Key`), so each step may be repeated. Bytes are kept
//! piece by piece as they come: an upload goes on where it stopped, after a lost connection or a restart
//! of either end. The PATCH that brings the last byte answers once the type is known; an empty PATCH at
//! the end does the same again.

use super::Hub;
use super::extract::{Id, IdempotencyKey, SignedIn, SiteVisitor};
use crate::error::Error;
use crate::rules::file;
use crate::store::Tx;
use crate::store::files::{self, Owner, Progress};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt;
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::{ErrorCode, Problem};
use protocol::{FileId, FilePolicy};
use rusqlite::Connection;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const BYTES: &str = "application/offset+octet-stream";

/// What other sites' pages send and read on these roads.
pub const HEADERS: [HeaderName; 4] = [RESUMABLE, LENGTH, OFFSET, METADATA];

/// So much is kept at once; what a broken connection brought of the last piece is kept too.
const PIECE_BYTES: usize = 1 << 20;
/// A sender who says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// One request may take so long; the next one goes on.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

/// Who sends.
#[derive(Clone)]
struct Sender {
    owner: Owner,
    caller: Caller,
}

#[derive(Clone)]
enum Caller {
    Agent(SignedIn),
    Visitor(SiteVisitor),
}

impl From<&SignedIn> for Sender {
    fn from(agent: &SignedIn) -> Self {
        Self { owner: Owner::Agent(agent.member.viewer.id), caller: Caller::Agent(agent.clone()) }
    }
}

impl Sender {
    /// A visitor, as often as people do.
    fn visitor(hub: &Hub, visitor: &SiteVisitor) -> Result<Self, Error> {
        hub.limits.visitor(visitor.id)?;
        Ok(Self { owner: Owner::Visitor(visitor.id), caller: Caller::Visitor(visitor.clone()) })
    }

    /// Looks again: a body may take long, and its sender be blocked or signed out meanwhile.
    fn still_may(&self, tx: &Tx<'_>) -> Result<(), Error> {
        match &self.caller {
            Caller::Agent(agent) => agent.look_again(tx).map(drop),
            Caller::Visitor(visitor) => visitor.still_may(tx, tx.now),
        }
    }

    /// Of a visitor: what their project takes.
    fn policy(&self, connection: &Connection) -> Result<Option<FilePolicy>, Error> {
        match &self.caller {
            Caller::Agent(_) => Ok(None),
            Caller::Visitor(visitor) => files::policy(connection, visitor.project_id).map(Some),
        }
    }
}

/// Begin a file. `Idempotency-Key` becomes its id; `Upload-Metadata` holds `filename` in base64.
#[utoipa::path(post, path = "/v1/files", tag = "agents",
    params(("Idempotency-Key" = uuid::Uuid, Header), ("Tus-Resumable" = String, Header),
        ("Upload-Length" = u64, Header), ("Upload-Metadata" = String, Header)),
    responses((status = 201), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    agent: SignedIn,
    State(hub): State<Hub>,
    IdempotencyKey(key): IdempotencyKey,
    headers: HeaderMap,
) -> Result<Response, Error> {
    begin_file(&hub, Sender::from(&agent), key.into(), &headers, "/v1/files").await
}

/// How many bytes the hub has.
#[utoipa::path(head, path = "/v1/files/{id}", tag = "agents", params(("id" = FileId, Path)),
    responses((status = 200), (status = 404, body = Problem)))]
pub async fn offset(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<FileId>) -> Result<Response, Error> {
    how_far(&hub, Sender::from(&agent), id).await
}

/// Send bytes from `Upload-Offset` on.
#[utoipa::path(patch, path = "/v1/files/{id}", tag = "agents",
    params(("id" = FileId, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header)),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn append(
    agent: SignedIn,
    State(hub): State<Hub>,
    Id(id): Id<FileId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    take_bytes(&hub, Sender::from(&agent), id, &headers, body).await
}

/// Take back a file that was not sent.
#[utoipa::path(delete, path = "/v1/files/{id}", tag = "agents", params(("id" = FileId, Path)),
    responses((status = 204)))]
pub async fn end(agent: SignedIn, State(hub): State<Hub>, Id(id): Id<FileId>) -> Result<Response, Error> {
    take_back(&hub, Sender::from(&agent), id).await
}

/// Begin a file, within the project's policy.
#[utoipa::path(post, path = "/v1/visitor/files", tag = "visitors",
    params(("Idempotency-Key" = uuid::Uuid, Header), ("Tus-Resumable" = String, Header),
        ("Upload-Length" = u64, Header), ("Upload-Metadata" = String, Header)),
    responses((status = 201), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn visitor_begin(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    IdempotencyKey(key): IdempotencyKey,
    headers: HeaderMap,
) -> Result<Response, Error> {
    begin_file(&hub, Sender::visitor(&hub, &visitor)?, key.into(), &headers, "/v1/visitor/files").await
}

/// How many bytes the hub has.
#[utoipa::path(head, path = "/v1/visitor/files/{id}", tag = "visitors", params(("id" = FileId, Path)),
    responses((status = 200), (status = 404, body = Problem)))]
pub async fn visitor_offset(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Id(id): Id<FileId>,
) -> Result<Response, Error> {
    how_far(&hub, Sender::visitor(&hub, &visitor)?, id).await
}

/// Send bytes from `Upload-Offset` on.
#[utoipa::path(patch, path = "/v1/visitor/files/{id}", tag = "visitors",
    params(("id" = FileId, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header)),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses((status = 204), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn visitor_append(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Id(id): Id<FileId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    take_bytes(&hub, Sender::visitor(&hub, &visitor)?, id, &headers, body).await
}

/// Take back a file that was not sent.
#[utoipa::path(delete, path = "/v1/visitor/files/{id}", tag = "visitors", params(("id" = FileId, Path)),
    responses((status = 204)))]
pub async fn visitor_end(visitor: SiteVisitor, State(hub): State<Hub>, Id(id): Id<FileId>) -> Result<Response, Error> {
    take_back(&hub, Sender::visitor(&hub, &visitor)?, id).await
}

async fn begin_file(hub: &Hub, sender: Sender, id: FileId, headers: &HeaderMap, road: &str) -> Result<Response, Error> {
    check_version(headers)?;
    let size = number(headers, &LENGTH)?;
    let name = file::name(&told_name(headers));
    hub.files.check_room(size.min(FILE_MAX_BYTES))?;
    let progress = hub
        .store
        .write(move |tx| {
            sender.still_may(tx)?;
            file::check_size(size, sender.policy(tx)?.as_ref())?;
            files::begin(tx, sender.owner, id, &name, size)
        })
        .await?;
    let location = HeaderValue::from_str(&format!("{road}/{id}")).map_err(|e| Error::Internal(e.to_string()))?;
    Ok((StatusCode::CREATED, told(progress.received), [(header::LOCATION, location)]).into_response())
}

async fn how_far(hub: &Hub, sender: Sender, id: FileId) -> Result<Response, Error> {
    let Progress { received, size, .. } = progress(hub, sender.owner, id).await?;
    Ok((StatusCode::OK, told(received), [(LENGTH, HeaderValue::from(size))]).into_response())
}

async fn take_back(hub: &Hub, sender: Sender, id: FileId) -> Result<Response, Error> {
    hub.store.write(move |tx| files::take_back(tx, sender.owner, id)).await?;
    super::files::clear(hub).await?;
    Ok((StatusCode::NO_CONTENT, [(RESUMABLE, HeaderValue::from_static(VERSION))]).into_response())
}

async fn progress(hub: &Hub, owner: Owner, id: FileId) -> Result<Progress, Error> {
    hub.store.read(move |connection| files::progress(connection, owner, id)).await
}

async fn take_bytes(hub: &Hub, sender: Sender, id: FileId, headers: &HeaderMap, body: Body) -> Result<Response, Error> {
    check_version(headers)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes() != BYTES.as_bytes()) {
        return Err(ErrorCode::MediaTypeUnsupported.into());
    }
    let from = number(headers, &OFFSET)?;
    let content = progress(hub, sender.owner, id).await?.content;
    // One request at a time, from here to the end: what is read of the file stays true.
    let _turn = hub.files.turn(content).ok_or(ErrorCode::Unavailable)?;
    let Progress { mut received, size, is_ready, .. } = progress(hub, sender.owner, id).await?;
    if from != received {
        return Err(ErrorCode::UploadOffsetWrong.into());
    }
    let mut piece = Vec::new();
    let mut stream = body.into_data_stream();
    let end = Instant::now() + PATIENCE;
    // What came before a connection broke counts; the sender asks how much that was.
    while let Ok(Some(Ok(bytes))) = timeout_at(end.min(Instant::now() + SILENCE), stream.next()).await {
        piece.extend_from_slice(&bytes);
        if received + piece.len() as u64 > size {
            return Err(ErrorCode::FileTooLarge.into());
        }
        if piece.len() >= PIECE_BYTES {
            received = keep_piece(hub, sender.clone(), content, received, std::mem::take(&mut piece)).await?;
        }
    }
    if !piece.is_empty() {
        received = keep_piece(hub, sender.clone(), content, received, piece).await?;
    }
    if received == size && !is_ready {
        finish(hub, sender, content).await?;
    }
    Ok((StatusCode::NO_CONTENT, told(received)).into_response())
}

async fn keep_piece(hub: &Hub, sender: Sender, content: FileId, start: u64, bytes: Vec<u8>) -> Result<u64, Error> {
    let (piece, length) = (Uuid::new_v4(), bytes.len() as u64);
    hub.files.put_piece(content, piece, Bytes::from(bytes)).await?;
    let added = hub
        .store
        .write(move |tx| {
            sender.still_may(tx)?;
            files::add_piece(tx, content, start, length, piece)
        })
        .await;
    if added.is_err() {
        // Taken back meanwhile, for instance: nobody else knows of it.
        hub.files.remove_piece(content, piece).await?;
    }
    added
}

/// Puts a file together and finds out what it is; one that the policy does not take is let go.
async fn finish(hub: &Hub, sender: Sender, content: FileId) -> Result<(), Error> {
    let (pieces, policy) =
        hub.store.read(move |connection| Ok((files::pieces(connection, content)?, sender.policy(connection)?))).await?;
    let head = hub.files.assemble(content, &pieces).await?;
    let media_type = file::media_type(&head);
    if policy.is_some_and(|policy| !policy.takes(media_type)) {
        hub.store.write(move |tx| files::refuse(tx, content)).await?;
        super::files::clear(hub).await?;
        return Err(Error::with_detail(ErrorCode::FileTypeRefused, media_type));
    }
    let picture = if file::is_drawn(media_type) { hub.files.draw(content).await? } else { None };
    let finished = hub.store.write(move |tx| files::finish(tx, content, media_type, picture)).await;
    match finished {
        Ok(()) => hub.files.remove_pieces(content).await,
        Err(error) => {
            if !hub.store.read(move |connection| files::needs(connection, content)).await? {
                hub.files.remove(content).await?;
            }
            Err(error)
        }
    }
}

fn told(received: u64) -> [(HeaderName, HeaderValue); 2] {
    [(RESUMABLE, HeaderValue::from_static(VERSION)), (OFFSET, HeaderValue::from(received))]
}

fn check_version(headers: &HeaderMap) -> Result<(), Error> {
    let known = headers.get(RESUMABLE).is_some_and(|version| version.as_bytes() == VERSION.as_bytes());
    if known { Ok(()) } else { Err(ErrorCode::UploadVersionUnsupported.into()) }
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Error> {
    let number = headers.get(name).and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse().ok());
    number.ok_or_else(|| Error::with_detail(ErrorCode::BodyInvalid, format!("{name} is not a number of bytes")))
}

/// The name in the metadata; what cannot be read counts as none.
fn told_name(headers: &HeaderMap) -> String {
    let metadata = headers.get(METADATA).and_then(|value| value.to_str().ok()).unwrap_or("");
    let encoded = metadata.split(',').find_map(|pair| pair.trim().strip_prefix("filename "));
    let bytes = encoded.and_then(|text| BASE64_STANDARD.decode(text.trim()).ok());
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
