//! Playbooks that are tried before they are saved (A11).

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use image::{DynamicImage, ImageFormat, RgbImage};
use protocol::Role;
use protocol::playbook::Playbook;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Preview;
use protocol::wire::visitors::VisitorFrame;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::io::Cursor;
use std::sync::atomic::Ordering;
use support::bot::shop;
use support::sender::Sender;
use support::waiting::until;
use support::{Answered, TestAgent, TestHub, TestVisitor};
use uuid::Uuid;

/// A preview that was opened, as its page knows it.
struct Page<'a> {
    hub: &'a TestHub,
    base: String,
    key: String,
}

async fn ask(hub: &TestHub, by: &TestAgent, id: Uuid, steps: Value) -> Response {
    let content = json!({ "name": "Essai", "enabled": false, "pages": ["/es/"], "steps": steps });
    let wish = json!({ "project_id": hub.project.id, "content": content, "origin": hub.url("") });
    by.request(Method::POST, &format!("/v1/playbooks/{id}/preview")).json(&wish).send().await.unwrap()
}

async fn open<'a>(hub: &'a TestHub, by: &TestAgent, steps: Value) -> Page<'a> {
    let preview: Preview = ask(hub, by, Uuid::now_v7(), steps).await.answer().await;
    let base = hub.url(&format!("/{}", preview.path.trim_end_matches('/')));
    let about: Value = reqwest::get(format!("{base}/about")).await.unwrap().answer().await;
    assert_eq!((about["name"].as_str(), about["online"].as_bool()), (Some("Essai"), Some(true)));
    Page { hub, base, key: about["project_key"].as_str().unwrap().to_owned() }
}

impl Page<'_> {
    async fn visitor(&self) -> TestVisitor {
        self.hub.visitor_at(self.base.clone(), &self.key, &self.hub.url("")).await
    }

    async fn tell(&self, method: Method, path: &str, body: Value) -> Response {
        reqwest::Client::new().request(method, format!("{}{path}", self.base)).json(&body).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        reqwest::get(format!("{}{path}", self.base)).await.unwrap()
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(40, 30)).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A11: what visitors would meet, with an agent and without, and nothing of it anywhere else.
#[tokio::test]
async fn a_playbook_is_tried_before_it_is_saved() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let image = sofia.upload("canapé.png", &picture()).await;
    let mut steps = shop();
    let attachment = json!({ "file": image, "name": "x", "media_type": "image/png", "size": 1, "picture": { "width": 1, "height": 1 } });
    steps[0]["text"]["blocks"].as_array_mut().unwrap().push(json!({ "block": "image", "image": attachment }));
    let page = open(&hub, &sofia, steps).await;

    let visitor = page.visitor().await;
    assert_eq!(visitor.get(image, "/preview").await.status(), StatusCode::OK);
    let mut socket = visitor.live(None).await;
    visitor.pick_first("person").await;
    let told = visitor.told().await;
    assert_eq!(told.last().map(String::as_str), Some("bot: Un conseiller arrive."), "{told:?}");
    assert_eq!(page.tell(Method::POST, "/claim", json!({})).await.status(), StatusCode::NO_CONTENT);
    let joined = |frame: &VisitorFrame| match frame {
        VisitorFrame::Thread(page) => {
            page.messages.iter().any(|one| serde_json::to_string(one).unwrap().contains("Sofia")).then_some(())
        }
        _ => None,
    };
    socket.until(joined).await;
    assert_eq!(page.tell(Method::POST, "/claim", json!({})).await.code().await, ErrorCode::NotFound);

    let late = page.visitor().await;
    late.pick_first("person").await;
    assert_eq!(page.tell(Method::PUT, "/agent", json!({ "online": false })).await.status(), StatusCode::NO_CONTENT);
    until("the last agent's leaving is told", async || {
        late.told().await.iter().any(|line| line == "bot: Nous sommes absents.")
    })
    .await;

    let (pages, _) = sofia.snapshot(100).await;
    assert!(pages.iter().all(|page| page.conversations.is_empty() && page.visitors.is_empty()));
    let saved = sofia.request(Method::GET, &format!("/v1/projects/{}/playbooks", hub.project.id)).send().await.unwrap();
    assert_eq!(saved.answer::<Vec<Playbook>>().await, []);
    hub.assert_sound().await;
}

/// A11
#[tokio::test]
async fn the_page_of_a_preview_carries_the_widget_and_no_road_of_agents() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let page = open(&hub, &sofia, shop()).await;
    let html = page.get("/?lang=es").await;
    let policy = html.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    assert_eq!(html.headers()["referrer-policy"], "no-referrer", "its address is a secret");
    for script in ["/widget.js", "/widget/chat.js", "/widget/cards.js", "/preview.js"] {
        assert_eq!(page.get(script).await.status(), StatusCode::OK, "{script}");
    }
    for road in ["/v1/sync", "/v1/agents/me", "/metrics", "/nothing"] {
        assert_eq!(page.get(road).await.code().await, ErrorCode::NotFound, "{road}");
    }
    let foreign = hub.open_session_at(&page.base, &page.key, "https://evil.example", None).await;
    assert_eq!(foreign.code().await, ErrorCode::OriginNotAllowed);
    // Neither hub knows the other's projects.
    assert_eq!(hub.open_session(&page.key, &hub.url(""), None).await.code().await, ErrorCode::ProjectUnknown);
    let real = hub.open_session_at(&page.base, &hub.project.key, &hub.url(""), None).await;
    assert_eq!(real.code().await, ErrorCode::ProjectUnknown);
}

/// A11
#[tokio::test]
async fn editors_alone_open_previews_of_what_could_be_saved() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("Sofia").await, hub.agent("Claire").await);
    let refused = |answer: Response| async move { answer.code().await };
    assert_eq!(refused(ask(&hub, &claire, Uuid::now_v7(), shop()).await).await, ErrorCode::Forbidden);
    let mut broken = shop();
    broken[1]["options"][0]["next"] = json!("nowhere");
    assert_eq!(refused(ask(&hub, &sofia, Uuid::now_v7(), broken).await).await, ErrorCode::PlaybookInvalid);
    // The picture of somebody else's draft.
    let image = claire.upload("privé.png", &picture()).await;
    let attachment = json!({ "file": image, "name": "x", "media_type": "image/png", "size": 1, "picture": { "width": 1, "height": 1 } });
    let mut stolen = shop();
    stolen[0]["text"]["blocks"][0] = json!({ "block": "image", "image": attachment });
    assert_eq!(refused(ask(&hub, &sofia, Uuid::now_v7(), stolen).await).await, ErrorCode::FileUnknown);
    let content = json!({ "name": "Essai", "enabled": true, "pages": [], "steps": shop() });
    let wish = json!({ "project_id": hub.project.id, "content": content, "origin": "javascript:alert(1)" });
    let road = format!("/v1/playbooks/{}/preview", Uuid::now_v7());
    let odd = sofia.request(Method::POST, &road).json(&wish).send().await.unwrap();
    assert_eq!(odd.code().await, ErrorCode::OriginInvalid);
}

/// A11
#[tokio::test]
async fn a_preview_ends_after_an_hour_and_with_the_next_one() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let (sofia, eva) = (hub.manager("Sofia").await, hub.manager("Eva").await);
    let first = open(&hub, &sofia, shop()).await;
    let visitor = first.visitor().await;
    let mut socket = visitor.live(None).await;
    let second = open(&hub, &sofia, shop()).await;
    let others = open(&hub, &eva, shop()).await;
    assert_eq!(first.get("/about").await.code().await, ErrorCode::NotFound);
    assert!(second.get("/about").await.status().is_success(), "one for each agent");
    assert_ne!(second.base, others.base);
    until("a socket into a preview that is over ends", async || socket.0.ever_next_text().await.is_none()).await;
    clock.fetch_add(61 * 60 * 1_000, Ordering::Relaxed);
    until("an hour is over", async || second.get("/about").await.status() == StatusCode::NOT_FOUND).await;
    assert_eq!(others.get("/").await.code().await, ErrorCode::NotFound);
}

/// A11: who may not edit any more tries no more; nothing of a preview stays on the disk.
#[tokio::test]
async fn a_preview_goes_with_its_owners_right_and_leaves_nothing() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let page = open(&hub, &sofia, shop()).await;
    let visitor = page.visitor().await;
    let mut socket = visitor.live(None).await;
    visitor.pick_first("person").await;
    // Files are for real chats.
    assert_eq!(visitor.begin(Uuid::now_v7().into(), "a.txt", 3).await.code().await, ErrorCode::Forbidden);
    assert_eq!(hub.previews(), 1);
    hub::accounts::change_agent(hub.store(), sofia.id, Role::Agent, true, vec![hub.project.id]).await.unwrap();
    until("it is over", async || page.get("/about").await.status() == StatusCode::NOT_FOUND).await;
    until("a socket into it ends", async || socket.0.ever_next_text().await.is_none()).await;
    until("its folder is gone", async || hub.previews() == 0).await;
}
