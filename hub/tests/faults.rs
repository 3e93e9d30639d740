//! A hub that dies in the midst of a claim or of an expiry: after it is back, each happened wholly or not at
//! all, and goes through when it is asked again.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::Conversation;
use protocol::wire::agents::SignedIn;
use protocol::wire::visitors::{Session, ThreadPage};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::path::Path;
use support::process::{Process, add_project, run};
use support::waiting::until;
use support::{Answered, ORIGIN, PASSWORD, bot};
use tempfile::TempDir;
use uuid::Uuid;

/// One agent and one visitor of a hub in a process of its own, with the shop's bot.
struct Scene {
    data: TempDir,
    hub: Process,
    listen: String,
    http: reqwest::Client,
    agent: String,
    visitor: String,
}

impl Scene {
    /// The visitor waits for an agent, who is online, for so many seconds at most.
    async fn waiting(wait_s: i64) -> Self {
        let data = TempDir::new().unwrap();
        let project = add_project(data.path());
        let arguments = ["agent", "add", "sofia@shop.example", "--name", "Sofia", "--role", "manager"];
        let (ok, _, err) = run(&arguments, data.path(), PASSWORD);
        assert!(ok, "{err}");
        let hub = Process::serve(data.path(), "127.0.0.1:0");
        let listen = hub.url.strip_prefix("http://").unwrap().to_owned();
        let (agent, visitor) = (String::new(), String::new());
        let mut scene = Self { data, hub, listen, http: reqwest::Client::new(), agent, visitor };
        let body = json!({ "email": "sofia@shop.example", "password": PASSWORD });
        scene.agent = scene.post("/v1/session", "").json(&body).send().await.unwrap().answer::<SignedIn>().await.token;
        let online = scene.ask(Method::PUT, "/v1/agents/me/presence", &scene.agent).json(&json!({ "online": true }));
        online.send().await.unwrap().answer::<Value>().await;
        let mut steps = bot::shop();
        steps[5]["wait_s"] = json!(wait_s);
        let content = json!({ "name": "Accueil", "enabled": true, "steps": steps });
        let wish = json!({ "project_id": project["id"], "content": content });
        let path = format!("/v1/playbooks/{}", Uuid::now_v7());
        scene.ask(Method::PUT, &path, &scene.agent).json(&wish).send().await.unwrap().answer::<Value>().await;
        let body = json!({ "project_key": project["key"], "page": { "url": "https://shop.example/" } });
        let session = scene.post("/v1/visitor/session", "").header("origin", ORIGIN).json(&body);
        scene.visitor = session.send().await.unwrap().answer::<Session>().await.token;
        scene
    }

    fn ask(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        self.http.request(method, format!("http://{}{path}", self.listen)).bearer_auth(token)
    }

    fn post(&self, path: &str, token: &str) -> RequestBuilder {
        self.ask(Method::POST, path, token)
    }

    async fn thread(&self) -> ThreadPage {
        let page = self.ask(Method::GET, "/v1/visitor/messages", &self.visitor).header("origin", ORIGIN);
        page.send().await.unwrap().answer().await
    }

    async fn pick(&self) -> String {
        let opening = self.thread().await.opening.expect("an opening");
        let body = json!({
            "id": Uuid::now_v7(), "question": opening.items[1].id, "option": "person", "opening": opening.version,
        });
        let picked = self.post("/v1/visitor/choices", &self.visitor).header("origin", ORIGIN).json(&body);
        let posted: Value = picked.send().await.unwrap().answer().await;
        posted["conversation_id"].as_str().unwrap().to_owned()
    }

    /// The same hub again, to die at this place, or (empty) at none.
    fn restart(&mut self, fault: &str) {
        self.hub.kill();
        let faults = if fault.is_empty() { String::new() } else { format!("{fault}=return") };
        self.hub = Process::serve_with(self.data.path(), &self.listen, &faults);
        // No connection to the one that is gone.
        self.http = reqwest::Client::new();
    }

    fn assert_sound(&self) {
        assert_sound(self.data.path());
    }
}

fn assert_sound(data: &Path) {
    let (sound, out, err) = run(&["check"], data, "");
    assert!(sound, "{out}{err}");
}

fn kinds(page: &ThreadPage) -> Vec<String> {
    page.messages.iter().map(|message| message.body.kind().to_owned()).collect()
}

/// A4, A8
#[tokio::test]
async fn a_claim_that_a_dying_hub_left_happened_wholly_or_not_at_all() {
    for fault in ["move_begun", "move_made", "move_told", "claim_unanswered"] {
        let mut scene = Scene::waiting(600).await;
        let chat = scene.pick().await;
        scene.restart(fault);
        let key = Uuid::now_v7().to_string();
        let claim = |scene: &Scene| {
            let path = format!("/v1/conversations/{chat}/claim");
            scene.post(&path, &scene.agent).header("idempotency-key", &key).json(&json!({})).send()
        };
        assert!(claim(&scene).await.is_err(), "{fault}: the hub answered");
        scene.hub.has_died();
        scene.assert_sound();
        scene.restart("");
        let head: Conversation = claim(&scene).await.unwrap().answer().await;
        assert!(head.assignee_id.is_some());
        let page = scene.thread().await;
        assert_eq!(kinds(&page), ["rich", "choice", "picked", "rich", "joined"], "{fault}");
        assert_eq!(page.conversation.unwrap().asked, None);
        scene.hub.kill();
        scene.assert_sound();
    }
}

/// A8
#[tokio::test]
async fn a_wait_whose_end_a_dying_hub_left_ends_once() {
    for fault in ["expiry_begun", "expiry_marked", "bot_said", "expiry_made", "expiry_committed"] {
        let mut scene = Scene::waiting(2).await;
        scene.pick().await;
        scene.restart(fault);
        // By its own clock.
        scene.hub.has_died();
        scene.assert_sound();
        scene.restart("");
        let ended = async || kinds(&scene.thread().await).len() >= 6;
        until("the offline flow", ended).await;
        let told = kinds(&scene.thread().await);
        assert_eq!(told, ["rich", "choice", "picked", "rich", "rich", "form"], "{fault}");
        scene.hub.kill();
        scene.assert_sound();
    }
}
