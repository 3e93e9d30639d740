//! A hub in this process, and the people who use it: agents with a token, visitors with another.
//! Every wait has a timeout and says what it waited for.

#![allow(dead_code, reason = "each test file uses its own part of the cast")]

pub mod bot;
pub mod crm;
pub mod pipedrive;
pub mod process;
pub mod sender;
pub mod socket;
pub mod waiting;

use hub::{Running, Settings, Store, accounts};
use protocol::wire::agents::{Posted, SignedIn};
use protocol::wire::sync::{Cursor, LiveHello, SyncPage};
use protocol::wire::visitors::{Session, ThreadPage, VisitorHello};
use protocol::wire::{ErrorCode, Problem};
use protocol::{AgentId, Conversation, ConversationId, MessageId, ProjectId, Role, Timestamp, Visitor, VisitorId};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
pub use socket::{AgentSocket, Socket, VisitorSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

pub const ORIGIN: &str = "https://shop.example";
pub const PASSWORD: &str = "correct horse battery";
const PATIENCE: Duration = Duration::from_secs(10);

pub struct TestHub {
    pub running: Running,
    pub http: reqwest::Client,
    pub project: accounts::NewProject,
    pub dir: Arc<TempDir>,
    named: AtomicU32,
}

impl TestHub {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = Arc::new(TempDir::new().unwrap());
        let mut settings = Settings::new(([127, 0, 0, 1], 0).into(), dir.path());
        change(&mut settings);
        let running = hub::launch(settings).await.unwrap();
        let project = accounts::add_project(&running.store, "Shop", &[ORIGIN.to_owned()]).await.unwrap();
        Self { running, http: reqwest::Client::new(), project, dir, named: AtomicU32::new(0) }
    }

    /// With a clock that the test sets, in milliseconds.
    pub async fn start_with_clock() -> (Self, Arc<AtomicI64>) {
        Self::start_with_clock_and(|_| {}).await
    }

    pub async fn start_with_clock_and(change: impl FnOnce(&mut Settings)) -> (Self, Arc<AtomicI64>) {
        let clock = Arc::new(AtomicI64::new(1_800_000_000_000));
        let told = clock.clone();
        let both = |settings: &mut Settings| {
            settings.clock = Arc::new(move || Timestamp(told.load(Ordering::SeqCst)));
            change(settings);
        };
        (Self::start_with(both).await, clock)
    }

    /// Ends as a crash would, and starts over the same data, at another address.
    pub async fn restart(&mut self) {
        self.running.abort();
        self.running = hub::launch(Settings::new(([127, 0, 0, 1], 0).into(), self.dir.path())).await.unwrap();
    }

    /// The same, at another time of day.
    pub async fn restart_at(&mut self, at: Timestamp) {
        self.running.abort();
        let mut settings = Settings::new(([127, 0, 0, 1], 0).into(), self.dir.path());
        settings.clock = Arc::new(move || at);
        self.running = hub::launch(settings).await.unwrap();
    }

    /// The same visitor at the hub's new address.
    pub fn visitor_again(&self, visitor: &TestVisitor) -> TestVisitor {
        let TestVisitor { id, token, origin, http, .. } = visitor;
        let (token, origin, http) = (token.clone(), origin.clone(), http.clone());
        TestVisitor { id: *id, token, origin, base: self.running.url(), http }
    }

    /// A visitor whose session was opened otherwise.
    pub fn visitor_with(&self, token: &str, id: &str) -> TestVisitor {
        let (base, http) = (self.running.url(), self.http.clone());
        TestVisitor { id: id.parse().unwrap(), token: token.to_owned(), origin: ORIGIN.to_owned(), base, http }
    }

    /// The same agent at the hub's new address.
    pub fn again(&self, agent: &TestAgent) -> TestAgent {
        let TestAgent { id, email, token, http, .. } = agent;
        let (email, token, http) = (email.clone(), token.clone(), http.clone());
        TestAgent { id: *id, email, token, base: self.running.url(), http }
    }

    /// Objects of files that lie on the disk.
    pub fn stored_files(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.dir.path().join("files"))
    }

    /// Folders of previews that lie on the disk.
    pub fn previews(&self) -> usize {
        std::fs::read_dir(self.dir.path().join("previews")).unwrap().count()
    }

    pub fn store(&self) -> &Store {
        &self.running.store
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.url())
    }

    pub async fn other_project(&self) -> accounts::NewProject {
        accounts::add_project(self.store(), "Other shop", &["https://other.example".to_owned()]).await.unwrap()
    }

    /// An account of the hub's first project, signed in.
    pub async fn agent(&self, name: &str) -> TestAgent {
        self.member(name, Role::Agent, vec![self.project.id]).await
    }

    pub async fn manager(&self, name: &str) -> TestAgent {
        self.member(name, Role::Manager, vec![self.project.id]).await
    }

    pub async fn member(&self, name: &str, role: Role, projects: Vec<ProjectId>) -> TestAgent {
        let number = self.named.fetch_add(1, Ordering::Relaxed);
        let email = format!("{}{number}@shop.example", name.to_lowercase());
        let id = accounts::add_agent(self.store(), &email, name, role, PASSWORD, projects).await.unwrap();
        let signed_in = self.sign_in(&email, PASSWORD).await.answer::<SignedIn>().await;
        TestAgent { id, email, token: signed_in.token, base: self.running.url(), http: self.http.clone() }
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Response {
        let body = json!({ "email": email, "password": password });
        self.http.post(self.url("/v1/session")).json(&body).send().await.unwrap()
    }

    /// A new visitor of the hub's first project.
    pub async fn visitor(&self) -> TestVisitor {
        self.visitor_of(&self.project.key, ORIGIN).await
    }

    pub async fn visitor_of(&self, key: &str, origin: &str) -> TestVisitor {
        self.visitor_at(self.running.url(), key, origin).await
    }

    /// Where the widget's script came from `base`.
    pub async fn visitor_at(&self, base: String, key: &str, origin: &str) -> TestVisitor {
        let session = self.open_session_at(&base, key, origin, None).await.answer::<Session>().await;
        let (token, origin, http) = (session.token, origin.to_owned(), self.http.clone());
        TestVisitor { id: session.visitor_id, token, origin, base, http }
    }

    pub async fn open_session(&self, key: &str, origin: &str, token: Option<&str>) -> Response {
        self.open_session_at(&self.running.url(), key, origin, token).await
    }

    pub async fn open_session_at(&self, base: &str, key: &str, origin: &str, token: Option<&str>) -> Response {
        let body = json!({
            "project_key": key, "token": token,
            "page": { "url": format!("{origin}/sofa"), "title": "Sofa", "referrer": "https://search.example/" },
            "device": { "viewport": "1280x720", "language": "fr-FR", "timezone": "Europe/Paris" },
            "params": { "basket": 12.5 },
        });
        let request = self.http.post(format!("{base}/v1/visitor/session")).header("origin", origin).json(&body);
        request.send().await.unwrap()
    }

    /// Nothing that the contract promises is broken.
    pub async fn assert_sound(&self) {
        assert_eq!(hub::check(self.store()).await.unwrap(), Vec::<String>::new());
        let files = self.dir.path().join("files");
        assert_eq!(hub::check_files(self.store(), &files).await.unwrap(), Vec::<String>::new());
    }
}

pub struct TestAgent {
    pub id: AgentId,
    pub email: String,
    pub token: String,
    base: String,
    http: reqwest::Client,
}

impl TestAgent {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token)
    }

    /// A command, with a key of its own.
    pub async fn command(&self, path: &str, body: Value) -> Response {
        self.command_with_key(path, body, Uuid::now_v7()).await
    }

    pub async fn command_with_key(&self, path: &str, body: Value, key: Uuid) -> Response {
        let request = self.request(Method::POST, path).header("idempotency-key", key.to_string()).json(&body);
        request.send().await.unwrap()
    }

    pub async fn claim(&self, id: ConversationId) -> Response {
        self.command(&format!("/v1/conversations/{id}/claim"), json!(null)).await
    }

    pub async fn assign(&self, id: ConversationId, to: Option<AgentId>) -> Response {
        self.command(&format!("/v1/conversations/{id}/assign"), json!({ "agent_id": to })).await
    }

    pub async fn close(&self, id: ConversationId, last_position: i64) -> Response {
        self.command(&format!("/v1/conversations/{id}/close"), json!({ "last_position": last_position })).await
    }

    pub async fn reply(&self, id: ConversationId, text: &str) -> Response {
        self.reply_with_id(id, text, Uuid::now_v7()).await
    }

    pub async fn reply_with_id(&self, id: ConversationId, text: &str, message: Uuid) -> Response {
        let body = json!({ "id": message, "body": { "kind": "text", "text": text } });
        let request = self.request(Method::POST, &format!("/v1/conversations/{id}/messages")).json(&body);
        request.send().await.unwrap()
    }

    /// Sends a card: a link or an offer.
    pub async fn send(&self, id: ConversationId, body: Value) -> Response {
        let body = json!({ "id": Uuid::now_v7(), "body": body });
        self.request(Method::POST, &format!("/v1/conversations/{id}/messages")).json(&body).send().await.unwrap()
    }

    pub async fn block(&self, visitor: VisitorId, wish: Value) -> Response {
        self.command(&format!("/v1/visitors/{visitor}/block"), wish).await
    }

    pub async fn unblock(&self, visitor: VisitorId) -> Response {
        self.request(Method::DELETE, &format!("/v1/visitors/{visitor}/block")).send().await.unwrap()
    }

    /// The visitor as this agent sees them.
    pub async fn sees(&self, visitor: VisitorId) -> Visitor {
        let (pages, _) = self.snapshot(100).await;
        pages.into_iter().flat_map(|page| page.visitors).find(|seen| seen.id == visitor).expect("a visitor of theirs")
    }

    pub async fn page(&self, query: &str) -> Response {
        self.request(Method::GET, &format!("/v1/sync?{query}")).send().await.unwrap()
    }

    pub async fn changes(&self, since: &Cursor) -> SyncPage {
        self.page(&format!("since={}", since.0)).await.answer().await
    }

    /// The whole snapshot, page by page, with where to follow from.
    pub async fn snapshot(&self, limit: usize) -> (Vec<SyncPage>, Cursor) {
        let mut pages: Vec<SyncPage> = vec![self.page(&format!("limit={limit}")).await.answer().await];
        while let Some(before) = pages.last().and_then(|page| page.before.clone()) {
            pages.push(self.page(&format!("before={}&limit={limit}", before.0)).await.answer().await);
        }
        let cursor = pages[0].cursor.clone();
        (pages, cursor)
    }

    pub async fn fetch(&self, id: ConversationId) -> String {
        let body = json!({ "ranges": [{ "conversation_id": id, "after": 0, "limit": 1000 }] });
        let response = self.request(Method::POST, "/v1/messages/fetch").json(&body).send().await.unwrap();
        response.text().await.unwrap()
    }

    pub async fn live(&self, since: &Cursor) -> AgentSocket {
        let hello = LiveHello { token: self.token.clone(), since: since.clone() };
        AgentSocket(Socket::open(&self.base, "/v1/live", None, &serde_json::to_string(&hello).unwrap()).await)
    }
}

pub struct TestVisitor {
    pub id: VisitorId,
    pub token: String,
    origin: String,
    base: String,
    http: reqwest::Client,
}

impl TestVisitor {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        request.bearer_auth(&self.token).header("origin", &self.origin)
    }

    pub async fn post(&self, id: Uuid, text: &str) -> Response {
        let body = json!({ "id": id, "text": text });
        self.request(Method::POST, "/v1/visitor/messages").json(&body).send().await.unwrap()
    }

    pub async fn write(&self, text: &str) -> Posted {
        self.post(Uuid::now_v7(), text).await.answer().await
    }

    pub async fn thread(&self, query: &str) -> ThreadPage {
        let path = format!("/v1/visitor/messages?{query}");
        self.request(Method::GET, &path).send().await.unwrap().answer().await
    }

    pub async fn live(&self, after: Option<String>) -> VisitorSocket {
        let hello = serde_json::to_string(&VisitorHello { token: self.token.clone(), after }).unwrap();
        VisitorSocket(Socket::open(&self.base, "/v1/visitor/live", Some(&self.origin), &hello).await)
    }
}

/// Reading answers, with the body in the failure.
pub trait Answered {
    async fn answer<T: serde::de::DeserializeOwned>(self) -> T;
    async fn refusal(self) -> (StatusCode, Problem);
    async fn code(self) -> ErrorCode;
}

impl Answered for Response {
    async fn answer<T: serde::de::DeserializeOwned>(self) -> T {
        let status = self.status();
        let text = self.text().await.unwrap();
        assert!(status.is_success(), "{status}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    async fn refusal(self) -> (StatusCode, Problem) {
        let status = self.status();
        let kind = self.headers().get("content-type").map(|value| value.to_str().unwrap().to_owned());
        let text = self.text().await.unwrap();
        assert_eq!(kind.as_deref(), Some("application/problem+json"), "{status}: {text}");
        let problem: Problem = serde_json::from_str(&text).unwrap();
        assert_eq!(problem.status, status.as_u16());
        (status, problem)
    }

    async fn code(self) -> ErrorCode {
        self.refusal().await.1.code
    }
}

pub fn new_id() -> MessageId {
    Uuid::now_v7().into()
}

/// A conversation that this agent has.
pub async fn taken(visitor: &TestVisitor, agent: &TestAgent, words: &str) -> ConversationId {
    let id = visitor.write(words).await.conversation_id;
    agent.claim(id).await.answer::<Conversation>().await;
    id
}
