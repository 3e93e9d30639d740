//! The hub's HTTP and WebSocket, and the only place that knows either.
//!
//! A call has three outcomes: an answer, a refusal with the hub's code, or no answer. Of the last
//! it says whether the request certainly never left (then it may be thought of as never made).
//! Nothing here tries again; whoever calls decides.

mod accounts;
mod address;
mod files;
mod live;
mod playbooks;
mod projects;

pub use live::Live;

use protocol::crm::FieldEdit;
use protocol::limits::BODY_MAX_BYTES;
use protocol::wire::agents::{
    Assign, BlockVisitor, Close, CreateEntry, Look, MarkRead, PostMessage, Posted, PutCannedAnswer, Saved, SetPresence,
    SetStatus, SignIn, SignedIn,
};
use protocol::wire::personal::VisitorData;
use protocol::wire::sync::{Cursor, FetchMessages, Range, SyncPage, SyncQuery};
use protocol::wire::{ErrorCode, Problem};
use protocol::{AgentId, CannedAnswerId, Conversation, ConversationId, Message, Position, VisitorId, VisitorStatus};
use reqwest::header::HeaderName;
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No answer came. `unsent`: no connection was made, so the hub has not seen the request.
    #[error("the hub does not answer: {detail}")]
    Unreachable { unsent: bool, detail: String },
    #[error("the hub refused: {}", .0.code)]
    Refused(Box<Problem>),
    /// Not what a hub says: a proxy's page, or a version we do not know.
    #[error("the answer is not a hub's: {0}")]
    Garbled(String),
    #[error("plain http is refused outside of this machine")]
    PlainHttp,
    #[error("not the address of a hub: {0}")]
    Address(String),
}

impl Error {
    /// The same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Garbled(_) => true,
            Self::Refused(problem) => problem.status >= 500 || problem.status == 429 || problem.status == 408,
            Self::PlainHttp | Self::Address(_) => false,
        }
    }

    /// The token is not one (any more): sign in again.
    pub fn is_signed_out(&self) -> bool {
        self.code().is_some_and(|code| matches!(code, ErrorCode::TokenInvalid | ErrorCode::TokenMissing))
    }

    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            _ => None,
        }
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_decode() {
            return Self::Garbled(error.without_url().to_string());
        }
        // Without the address: it tells nothing new, and logs stay short.
        Self::Unreachable { unsent: error.is_connect(), detail: error.without_url().to_string() }
    }
}

#[derive(Clone)]
pub struct HubClient {
    base: Url,
    http: reqwest::Client,
    token: Arc<RwLock<Option<String>>>,
}

impl HubClient {
    /// Plain http is refused except on the loopback, unless `allow_plain_http` says otherwise.
    pub fn new(hub: &str, allow_plain_http: bool) -> Result<Self, Error> {
        let base = address::base(hub, allow_plain_http)?;
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(Duration::from_secs(20))
            .user_agent(concat!("pupitre/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { base, http, token: Arc::default() })
    }

    pub fn set_token(&self, token: Option<String>) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = token;
    }

    pub fn token(&self) -> Option<String> {
        self.token.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub async fn sign_in(&self, email: String, password: String) -> Result<SignedIn, Error> {
        json(self.request(Method::POST, &["session"]).json(&SignIn { email, password })).await
    }

    pub async fn sign_out(&self) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["session"])).await
    }

    pub async fn sync(&self, query: &SyncQuery) -> Result<SyncPage, Error> {
        let mut url = self.url(&["sync"]);
        {
            let mut pairs = url.query_pairs_mut();
            for (name, cursor) in [("since", &query.since), ("before", &query.before)] {
                if let Some(Cursor(cursor)) = cursor {
                    pairs.append_pair(name, cursor);
                }
            }
            if let Some(limit) = query.limit {
                pairs.append_pair("limit", &limit.to_string());
            }
        }
        json(self.authorised(self.http.get(url))).await
    }

    /// Asks for ranges of messages; they come in batches, as the hub reads them.
    pub async fn fetch(&self, ranges: Vec<Range>) -> Result<Fetching, Error> {
        let request = self.request(Method::POST, &["messages", "fetch"]).json(&FetchMessages { ranges });
        Ok(Fetching { response: accepted(request).await?, lines: Lines::default() })
    }

    pub async fn post_message(&self, id: ConversationId, message: &PostMessage) -> Result<Posted, Error> {
        json(self.request(Method::POST, &["conversations", &id.to_string(), "messages"]).json(message)).await
    }

    pub async fn edit_sheet(&self, id: ConversationId, key: Uuid, edit: &FieldEdit) -> Result<Saved, Error> {
        let request = self.request(Method::PATCH, &["conversations", &id.to_string(), "sheet"]);
        json(request.header(KEY, key.to_string()).json(edit)).await
    }

    pub async fn create_entry(&self, id: ConversationId, wish: &CreateEntry) -> Result<Posted, Error> {
        json(self.request(Method::POST, &["conversations", &id.to_string(), "entries"]).json(wish)).await
    }

    pub async fn claim(&self, id: ConversationId, key: Uuid) -> Result<Conversation, Error> {
        self.command(id, "claim", key, &serde_json::json!({})).await
    }

    pub async fn assign(
        &self,
        id: ConversationId,
        key: Uuid,
        to: Option<AgentId>,
        note: Option<String>,
    ) -> Result<Conversation, Error> {
        self.command(id, "assign", key, &Assign { agent_id: to, note }).await
    }

    pub async fn close(&self, id: ConversationId, key: Uuid, last_position: Position) -> Result<Conversation, Error> {
        self.command(id, "close", key, &Close { last_position }).await
    }

    pub async fn set_status(&self, id: VisitorId, key: Uuid, status: VisitorStatus) -> Result<(), Error> {
        let request = self.request(Method::PUT, &["visitors", &id.to_string(), "status"]);
        done(request.header(KEY, key.to_string()).json(&SetStatus { status })).await
    }

    pub async fn block_visitor(&self, id: VisitorId, key: Uuid, wish: &BlockVisitor) -> Result<(), Error> {
        done(
            self.request(Method::POST, &["visitors", &id.to_string(), "block"]).header(KEY, key.to_string()).json(wish),
        )
        .await
    }

    pub async fn unblock_visitor(&self, id: VisitorId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["visitors", &id.to_string(), "block"])).await
    }

    /// All that the hub holds of a visitor, as JSON.
    pub async fn visitor_data(&self, id: VisitorId) -> Result<VisitorData, Error> {
        json(self.request(Method::GET, &["visitors", &id.to_string(), "data"])).await
    }

    /// Erases a visitor. It may be asked again.
    pub async fn erase_visitor(&self, id: VisitorId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["visitors", &id.to_string()])).await
    }

    pub async fn put_canned(&self, id: CannedAnswerId, wish: &PutCannedAnswer) -> Result<(), Error> {
        done(self.request(Method::PUT, &["canned-answers", &id.to_string()]).json(wish)).await
    }

    pub async fn delete_canned(&self, id: CannedAnswerId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["canned-answers", &id.to_string()])).await
    }

    pub async fn mark_read(&self, id: ConversationId, position: Position) -> Result<(), Error> {
        done(self.request(Method::PUT, &["conversations", &id.to_string(), "read"]).json(&MarkRead { position })).await
    }

    pub async fn set_presence(&self, online: bool) -> Result<(), Error> {
        done(self.request(Method::PUT, &["agents", "me", "presence"]).json(&SetPresence { online })).await
    }

    /// What is before me; colleagues see it of chats that nobody has.
    pub async fn look(&self, conversation_id: Option<ConversationId>) -> Result<(), Error> {
        done(self.request(Method::PUT, &["agents", "me", "look"]).json(&Look { conversation_id })).await
    }

    pub async fn typing(&self, id: ConversationId) -> Result<(), Error> {
        done(self.request(Method::POST, &["conversations", &id.to_string(), "typing"])).await
    }

    /// Opens the live socket: first what changed since the cursor, then what changes.
    pub async fn live(&self, since: Cursor) -> Result<Live, Error> {
        let token = self.token().ok_or_else(|| Error::Refused(Box::new(ErrorCode::TokenMissing.into())))?;
        Live::open(address::socket(self.url(&["live"])), token, since).await
    }

    async fn command(
        &self,
        id: ConversationId,
        verb: &str,
        key: Uuid,
        body: &impl Serialize,
    ) -> Result<Conversation, Error> {
        let request = self.request(Method::POST, &["conversations", &id.to_string(), verb]);
        json(request.header(KEY, key.to_string()).json(body)).await
    }

    fn request(&self, method: Method, path: &[&str]) -> RequestBuilder {
        // A command answers at once; only streams take longer, and they have the read timeout.
        self.authorised(self.http.request(method, self.url(path)))
    }

    fn authorised(&self, request: RequestBuilder) -> RequestBuilder {
        match self.token() {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// A page of the hub itself, by its path; of another site, it is none.
    fn under(&self, path: &str) -> Result<Url, Error> {
        let mut base = self.base.clone();
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let page = base.join(path).ok().filter(|page| page.origin() == base.origin());
        page.ok_or_else(|| Error::Address(path.to_owned()))
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only an address that cannot be a base has no segments, and `address` lets none in.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push("v1").extend(path);
        }
        url
    }
}

async fn json<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Error> {
    Ok(accepted(request).await?.json().await?)
}

async fn done(request: RequestBuilder) -> Result<(), Error> {
    accepted(request).await.map(drop)
}

/// The response if the hub accepted; else its refusal.
async fn accepted(request: RequestBuilder) -> Result<Response, Error> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body = response.bytes().await?;
    Err(match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => Error::Refused(Box::new(problem)),
        // A code that this version does not know must still be told from "try again".
        Err(_) if status.is_client_error() && is_problem(&body) => {
            let code =
                if status == StatusCode::TOO_MANY_REQUESTS { ErrorCode::RateLimited } else { ErrorCode::Forbidden };
            Error::Refused(Box::new(Problem { status: status.as_u16(), ..code.into() }))
        }
        Err(_) => Error::Garbled(format!("status {status}")),
    })
}

fn is_problem(body: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|value| value["code"].is_string())
}

/// Messages on their way.
pub struct Fetching {
    response: Response,
    lines: Lines,
}

impl Fetching {
    /// The next messages, at most `max`; empty at the end.
    pub async fn batch(&mut self, max: usize) -> Result<Vec<Message>, Error> {
        let mut batch = Vec::new();
        while batch.len() < max {
            if let Some(message) = self.lines.next()? {
                batch.push(message);
            } else if let Some(bytes) = self.response.chunk().await? {
                self.lines.push(&bytes);
            } else {
                break;
            }
        }
        Ok(batch)
    }
}

/// Cuts a stream of bytes into JSON lines.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    read: usize,
}

impl Lines {
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.drain(..self.read);
        self.read = 0;
        self.bytes.extend_from_slice(bytes);
    }

    fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Error> {
        let rest = &self.bytes[self.read..];
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
            // No message is longer than a request may be.
            return if rest.len() > BODY_MAX_BYTES { Err(Error::Garbled("an endless line".into())) } else { Ok(None) };
        };
        let line = serde_json::from_slice(&rest[..end]).map_err(|error| Error::Garbled(error.to_string()))?;
        self.read += end + 1;
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_wherever_the_bytes_break() {
        let wire = b"{\"position\":1}\n{\"position\":22}\n";
        for cut in 0..wire.len() {
            let mut lines = Lines::default();
            let mut found = Vec::new();
            for part in [&wire[..cut], &wire[cut..]] {
                lines.push(part);
                while let Some(value) = lines.next::<serde_json::Value>().unwrap() {
                    found.push(value["position"].as_i64().unwrap());
                }
            }
            assert_eq!(found, [1, 22], "cut at {cut}");
        }
    }

    #[test]
    fn pages_of_the_hub_lie_under_its_address_and_nowhere_else() {
        let under = |hub: &str, path: &str| {
            HubClient::new(hub, true).unwrap().under(path).map(|page| page.to_string()).map_err(|_| ())
        };
        assert_eq!(under("https://chat.example", "preview/x/").as_deref(), Ok("https://chat.example/preview/x/"));
        let behind = under("https://shop.example/chat", "preview/x/");
        assert_eq!(behind.as_deref(), Ok("https://shop.example/chat/preview/x/"));
        for elsewhere in ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "file:///etc/passwd"] {
            assert_eq!(under("https://chat.example", elsewhere), Err(()), "{elsewhere}");
        }
    }

    #[test]
    fn a_full_disk_or_a_crowd_is_retried_and_a_lost_race_is_not() {
        let refused = |code: ErrorCode| Error::Refused(Box::new(code.into()));
        for code in [ErrorCode::StorageFull, ErrorCode::RateLimited, ErrorCode::Unavailable, ErrorCode::Internal] {
            assert!(refused(code).is_retryable(), "{code}");
        }
        for code in [ErrorCode::AlreadyAssigned, ErrorCode::ConversationClosed, ErrorCode::NotFound] {
            assert!(!refused(code).is_retryable(), "{code}");
        }
    }
}
