//! D9: canned answers, whose they are and who is told of them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::{CannedAnswer, CannedAnswerId};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use support::{Answered, TestAgent, TestHub};
use uuid::Uuid;

fn answer(hub: &TestHub, shared: bool, title: &str) -> Value {
    json!({ "project_id": hub.project.id, "shared": shared, "shortcut": "retour", "title": title, "text": "C’est gratuit." })
}

async fn put(agent: &TestAgent, id: CannedAnswerId, body: Value) -> Response {
    agent.request(Method::PUT, &format!("/v1/canned-answers/{id}")).json(&body).send().await.unwrap()
}

async fn delete(agent: &TestAgent, id: CannedAnswerId) -> Response {
    agent.request(Method::DELETE, &format!("/v1/canned-answers/{id}")).send().await.unwrap()
}

async fn has(agent: &TestAgent) -> Vec<String> {
    let (pages, _) = agent.snapshot(100).await;
    let titles = |answer: &CannedAnswer| answer.content.title.clone();
    pages.iter().flat_map(|page| page.canned_answers.iter().map(titles)).collect()
}

fn new_id() -> CannedAnswerId {
    Uuid::now_v7().into()
}

/// D9
#[tokio::test]
async fn own_answers_are_seen_by_their_owner_and_shared_ones_by_the_project() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("Claire").await, hub.manager("Sofia").await);
    let (mine, ours) = (new_id(), new_id());
    assert_eq!(put(&claire, mine, answer(&hub, false, "À moi")).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(put(&sofia, ours, answer(&hub, true, "À tous")).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(has(&claire).await, ["À moi", "À tous"]);
    assert_eq!(has(&sofia).await, ["À tous"]);
    let stranger = hub.member("Paul", protocol::Role::Agent, vec![hub.other_project().await.id]).await;
    assert!(has(&stranger).await.is_empty());
    assert_eq!(put(&stranger, new_id(), answer(&hub, false, "x")).await.code().await, ErrorCode::NotFound);
    assert_eq!(delete(&stranger, ours).await.code().await, ErrorCode::NotFound);
    hub.assert_sound().await;
}

/// D9
#[tokio::test]
async fn an_agent_changes_their_own_and_managers_the_shared_ones() {
    let hub = TestHub::start().await;
    let (claire, karim, sofia) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.manager("Sofia").await);
    let (mine, ours) = (new_id(), new_id());
    put(&claire, mine, answer(&hub, false, "À moi")).await;
    put(&sofia, ours, answer(&hub, true, "À tous")).await;
    assert_eq!(put(&claire, new_id(), answer(&hub, true, "x")).await.code().await, ErrorCode::Forbidden);
    assert_eq!(put(&claire, ours, answer(&hub, true, "x")).await.code().await, ErrorCode::Forbidden);
    assert_eq!(delete(&claire, ours).await.code().await, ErrorCode::Forbidden);
    assert_eq!(put(&karim, mine, answer(&hub, false, "x")).await.code().await, ErrorCode::NotFound);
    assert_eq!(delete(&sofia, mine).await.code().await, ErrorCode::NotFound);
    assert_eq!(put(&sofia, ours, answer(&hub, false, "x")).await.code().await, ErrorCode::FieldInvalid);
    assert_eq!(has(&claire).await, ["À moi", "À tous"]);
}

/// D9
#[tokio::test]
async fn a_change_and_a_deletion_follow_by_synchronisation() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("Claire").await, hub.manager("Sofia").await);
    let (_, since) = claire.snapshot(100).await;
    let ours = new_id();
    put(&sofia, ours, answer(&hub, true, "À tous")).await;
    put(&sofia, ours, answer(&hub, true, "Pour tous")).await;
    let page = claire.changes(&since).await;
    let titles: Vec<_> = page.canned_answers.iter().map(|answer| answer.content.title.as_str()).collect();
    assert_eq!(titles, ["Pour tous"]);
    delete(&sofia, ours).await;
    delete(&sofia, ours).await;
    let page = claire.changes(&page.cursor).await;
    assert_eq!((page.canned_answers.len(), page.canned_gone), (0, vec![ours]));
    hub.assert_sound().await;
}
