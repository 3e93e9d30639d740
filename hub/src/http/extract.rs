//! Who calls, with what: authentication and bodies, each refusal with its code.

use super::Hub;
use crate::error::Error;
use crate::rules::text;
use crate::rules::visibility::Viewer;
use crate::store::agents::Membership;
use crate::store::{blocks, projects, tokens, visitors};
use axum::extract::rejection::{BytesRejection, FailedToBufferBody};
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use protocol::wire::ErrorCode;
use protocol::{ProjectId, Timestamp, VisitorId};
use rusqlite::Connection;
use serde::de::DeserializeOwned;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use uuid::Uuid;

/// An agent, by their token.
#[derive(Clone)]
pub struct SignedIn {
    pub member: Membership,
    pub token: String,
}

impl FromRequestParts<Hub> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Error> {
        let token = bearer(&parts.headers)?;
        let signed_in = hub
            .store
            .read(move |connection| {
                let member = tokens::member(connection, &token)?;
                Ok(Self { member, token })
            })
            .await?;
        hub.limits.agent(signed_in.member.viewer.id)?;
        Ok(signed_in)
    }
}

impl SignedIn {
    /// Looks again: a body may take long, and the account change meanwhile.
    pub fn look_again(&self, connection: &Connection) -> Result<Viewer, Error> {
        Ok(tokens::member(connection, &self.token)?.viewer)
    }
}

/// A visitor, by their token, on a page of an allowed origin.
#[derive(Clone)]
pub struct SiteVisitor {
    pub id: VisitorId,
    pub project_id: ProjectId,
    pub address: IpAddr,
    /// The site of the page; none: the caller is no browser.
    site: Option<Arc<str>>,
}

impl SiteVisitor {
    /// Refuses who is kept out (D7), before anything else is done for them.
    pub async fn enter(hub: &Hub, token: String, origin: Option<String>, address: IpAddr) -> Result<Self, Error> {
        let now = hub.now();
        hub.store
            .read(move |connection| {
                let (id, project_id) = tokens::visitor(connection, &token)?.ok_or(ErrorCode::TokenInvalid)?;
                let visitor = Self { id, project_id, address, site: site(origin.as_deref())?.map(Arc::from) };
                visitor.still_may(connection, now)?;
                Ok(visitor)
            })
            .await
    }

    /// Looks again: a socket may have been open before the block, before the site was taken off the list, or before
    /// the visitor turned out to be another one or was erased. The token then leads elsewhere, or nowhere.
    pub fn still_may(&self, connection: &Connection, now: Timestamp) -> Result<(), Error> {
        if !visitors::is_here(connection, self.id)? {
            return Err(ErrorCode::TokenInvalid.into());
        }
        check_site(connection, self.project_id, self.site.as_deref())?;
        blocks::refuse(connection, Some(self.id), self.project_id, self.address, now)
    }
}

impl FromRequestParts<Hub> for SiteVisitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Error> {
        let Caller(address) = Caller::from_request_parts(parts, hub).await?;
        Self::enter(hub, bearer(&parts.headers)?, origin(&parts.headers), address).await
    }
}

/// What an `Origin` header names, as origins are kept. Browsers send one and cannot be made to lie about it.
pub fn site(origin: Option<&str>) -> Result<Option<String>, ErrorCode> {
    origin.map(text::origin).transpose().map_err(|_| ErrorCode::OriginNotAllowed)
}

/// Whether the project's widget may stand there. A caller without a site is no browser, and has only what its
/// token gives it.
pub fn check_site(connection: &Connection, project: ProjectId, site: Option<&str>) -> Result<(), Error> {
    let Some(site) = site else { return Ok(()) };
    if projects::allows(connection, project, site)? { Ok(()) } else { Err(ErrorCode::OriginNotAllowed.into()) }
}

/// The `Origin` header; one that is not text counts as a foreign one.
pub fn origin(headers: &HeaderMap) -> Option<String> {
    headers.get(header::ORIGIN).map(|value| value.to_str().unwrap_or("invalid").to_owned())
}

/// The token of the caller.
pub fn bearer(headers: &HeaderMap) -> Result<String, Error> {
    let value = headers.get(header::AUTHORIZATION).ok_or(ErrorCode::TokenMissing)?;
    let token = value.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
    });
    token.filter(|token| !token.is_empty()).ok_or_else(|| ErrorCode::TokenMissing.into())
}

/// The writer's own id for a write whose body has none.
pub struct IdempotencyKey(pub Uuid);

impl FromRequestParts<Hub> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Hub) -> Result<Self, Error> {
        optional_key(&parts.headers)?.map(Self).ok_or_else(|| ErrorCode::KeyRequired.into())
    }
}

/// The `Idempotency-Key` header, if there is one.
pub fn optional_key(headers: &HeaderMap) -> Result<Option<Uuid>, Error> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    // RFC drafts write the key as a quoted string; both forms are taken.
    let key = value.to_str().ok().and_then(|text| text.trim().trim_matches('"').parse().ok());
    key.map(Some).ok_or_else(|| Error::with_detail(ErrorCode::KeyRequired, "the Idempotency-Key is not a UUID"))
}

/// A JSON body of type `T`.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let essence = kind.split(';').next().unwrap_or("").trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(ErrorCode::MediaTypeUnsupported.into());
        }
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => ErrorCode::BodyTooLarge,
            _ => ErrorCode::BodyInvalid,
        })?;
        // serde_json names the field and the place, not the person's words.
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Error::with_detail(ErrorCode::BodyInvalid, describe(&error)))
    }
}

/// Where a body went wrong, without quoting it: an unexpected value could be somebody's message.
fn describe(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Syntax => "not valid JSON",
        serde_json::error::Category::Eof => "JSON that ends too early",
        _ => "a field that is missing, unknown or of the wrong type",
    };
    format!("{what}, at line {} column {}", error.line(), error.column())
}

/// The `{id}` of the path.
pub struct Id<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Hub> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Error> {
        let Path(id) = Path::from_request_parts(parts, hub).await.map_err(|_| ErrorCode::PathInvalid)?;
        Ok(Self(id))
    }
}

/// The query string as `T`.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Hub> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Error> {
        let Query(query) = Query::from_request_parts(parts, hub).await.map_err(|_| ErrorCode::QueryInvalid)?;
        Ok(Self(query))
    }
}

/// The address of the caller: the peer's, or what a trusted proxy says it was.
pub struct Caller(pub IpAddr);

impl FromRequestParts<Hub> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, hub: &Hub) -> Result<Self, Error> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip())
            .ok_or_else(|| Error::Internal("the peer has no address".to_owned()))?;
        // The last entry is the one that our own proxy wrote; those before it are the client's.
        let forwarded = || {
            let value = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            value.rsplit(',').next()?.trim().parse().ok()
        };
        let told = if hub.settings.trust_forwarded { forwarded() } else { None };
        Ok(Self(told.unwrap_or(peer)))
    }
}
