//! D7: a blocked visitor reaches nobody, on any road, until a manager lets them in again.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::State;
use protocol::wire::ErrorCode;
use protocol::wire::visitors::{Session, VisitorFrame};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::sync::atomic::Ordering;
use support::{Answered, ORIGIN, TestHub, TestVisitor, taken};
use uuid::Uuid;

fn for_good() -> serde_json::Value {
    json!({ "reason": "Insultes" })
}

async fn may_write(visitor: &TestVisitor) -> bool {
    let answer = visitor.post(Uuid::now_v7(), "Bonjour").await;
    answer.status().is_success() || answer.code().await != ErrorCode::Blocked
}

/// D7
#[tokio::test]
async fn a_blocked_visitor_is_refused_on_every_road() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    taken(&visitor, &claire, "Bonjour").await;
    let mut open = visitor.live(None).await;
    open.until(|frame| matches!(frame, VisitorFrame::Thread(_)).then_some(())).await;
    assert_eq!(claire.block(visitor.id, for_good()).await.status(), StatusCode::NO_CONTENT);

    // The socket that was open ends, with the reason.
    let refused = open.until(|frame| match frame {
        VisitorFrame::Refused { problem, .. } => Some(problem.code),
        _ => None,
    });
    assert_eq!(refused.await, ErrorCode::Blocked);
    assert_eq!(open.next().await, None);
    let page = json!({ "id": Uuid::now_v7(), "page": { "url": "https://shop.example/x" } });
    let read = json!({ "conversation_id": Uuid::now_v7(), "position": 1 });
    for (method, path, body) in [
        (Method::POST, "/v1/visitor/open", json!(null)),
        (Method::POST, "/v1/visitor/pages", page),
        (Method::POST, "/v1/visitor/messages", json!({ "id": Uuid::now_v7(), "text": "Encore moi" })),
        (Method::GET, "/v1/visitor/messages", json!(null)),
        (Method::PUT, "/v1/visitor/read", read),
        (Method::GET, "/v1/visitor/events", json!(null)),
    ] {
        let answer = visitor.request(method, path).json(&body).send().await.unwrap();
        assert_eq!(answer.code().await, ErrorCode::Blocked, "{path}");
    }
    let again = hub.open_session(&hub.project.key, ORIGIN, Some(&visitor.token)).await;
    assert_eq!(again.code().await, ErrorCode::Blocked);
    let mut socket = visitor.live(None).await;
    assert!(
        matches!(socket.next().await, Some(VisitorFrame::Refused { problem, .. }) if problem.code == ErrorCode::Blocked)
    );
    hub.assert_sound().await;
}

/// D7
#[tokio::test]
async fn a_block_closes_the_open_chat_and_is_in_the_audit_trail() {
    let hub = TestHub::start().await;
    let (claire, sofia, visitor) = (hub.agent("Claire").await, hub.manager("Sofia").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    claire.block(visitor.id, for_good()).await;
    let (pages, _) = claire.snapshot(100).await;
    let head = pages.iter().flat_map(|page| &page.conversations).find(|head| head.id == id).unwrap();
    assert_eq!(head.state, State::Closed);

    sofia.unblock(visitor.id).await;
    let trail: Vec<(String, Vec<u8>)> = hub
        .store()
        .read(|connection| {
            let mut statement = connection.prepare("SELECT action, agent_id FROM audit ORDER BY id")?;
            Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
        })
        .await
        .unwrap();
    let who = |agent: protocol::AgentId| agent.uuid().as_bytes().to_vec();
    let expected =
        vec![("visitor_blocked".to_owned(), who(claire.id)), ("visitor_unblocked".to_owned(), who(sofia.id))];
    assert_eq!(trail, expected);
    hub.assert_sound().await;
}

/// D7
#[tokio::test]
async fn only_a_manager_unblocks_and_only_a_manager_reads_the_reason() {
    let hub = TestHub::start().await;
    let (claire, sofia, visitor) = (hub.agent("Claire").await, hub.manager("Sofia").await, hub.visitor().await);
    visitor.write("Bonjour").await;
    claire.block(visitor.id, for_good()).await;
    let told = claire.sees(visitor.id).await.block.unwrap();
    assert_eq!((told.by, told.reason), (claire.id, None));
    assert_eq!(sofia.sees(visitor.id).await.block.unwrap().reason.as_deref(), Some("Insultes"));

    assert_eq!(claire.unblock(visitor.id).await.code().await, ErrorCode::Forbidden);
    assert!(!may_write(&visitor).await);
    assert_eq!(sofia.unblock(visitor.id).await.status(), StatusCode::NO_CONTENT);
    assert!(may_write(&visitor).await);
    assert_eq!(claire.sees(visitor.id).await.block, None);
}

/// D7
#[tokio::test]
async fn a_block_with_an_end_ends_by_the_hubs_clock() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let until = clock.load(Ordering::Relaxed) + 60_000;
    let past = json!({ "reason": "Insultes", "until": until - 60_000 });
    assert_eq!(claire.block(visitor.id, past).await.code().await, ErrorCode::FieldInvalid);
    claire.block(visitor.id, json!({ "reason": "Insultes", "until": until })).await;
    assert!(!may_write(&visitor).await);
    clock.store(until, Ordering::Relaxed);
    assert!(may_write(&visitor).await);
}

/// D7
#[tokio::test]
async fn an_address_can_be_blocked_too() {
    let hub = TestHub::start_with(|settings| settings.trust_forwarded = true).await;
    let (claire, sofia) = (hub.agent("Claire").await, hub.manager("Sofia").await);
    let from = async |address: &str| {
        let body = json!({ "project_key": hub.project.key, "page": { "url": format!("{ORIGIN}/") } });
        let request = hub.http.post(hub.url("/v1/visitor/session")).header("x-forwarded-for", address);
        request.header("origin", ORIGIN).json(&body).send().await.unwrap()
    };
    let rude: Session = from("203.0.113.7").await.answer().await;
    let wish = json!({ "reason": "Insultes", "with_address": true });
    // Colleagues' visitors may come from there too.
    assert_eq!(claire.block(rude.visitor_id, wish.clone()).await.code().await, ErrorCode::Forbidden);
    assert_eq!(sofia.block(rude.visitor_id, wish).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(from("203.0.113.7").await.code().await, ErrorCode::Blocked);
    assert!(from("203.0.113.8").await.status().is_success());
}

/// D7
#[tokio::test]
async fn an_agent_cannot_shorten_a_block_that_holds() {
    let hub = TestHub::start().await;
    let (claire, sofia, visitor) = (hub.agent("Claire").await, hub.manager("Sofia").await, hub.visitor().await);
    visitor.write("Bonjour").await;
    sofia.block(visitor.id, for_good()).await;
    let soon = json!({ "reason": "x", "until": sofia.sees(visitor.id).await.block.unwrap().at.0 + 60_000 });
    assert_eq!(claire.block(visitor.id, soon.clone()).await.code().await, ErrorCode::Forbidden);
    assert_eq!(sofia.sees(visitor.id).await.block.unwrap().until, None);
    assert_eq!(sofia.block(visitor.id, soon).await.status(), StatusCode::NO_CONTENT);
    let far = json!({ "reason": "x", "until": i64::MAX });
    assert_eq!(sofia.block(visitor.id, far).await.code().await, ErrorCode::FieldInvalid);
}

/// D7, A6
#[tokio::test]
async fn a_colleagues_visitor_is_not_an_agents_to_block() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    taken(&visitor, &claire, "Bonjour").await;
    assert_eq!(karim.block(visitor.id, for_good()).await.code().await, ErrorCode::AlreadyAssigned);
    let other = hub.other_project().await;
    let stranger = hub.visitor_of(&other.key, "https://other.example").await;
    assert_eq!(karim.block(stranger.id, for_good()).await.code().await, ErrorCode::NotFound);
    assert_eq!(claire.block(visitor.id, json!({ "reason": " " })).await.code().await, ErrorCode::FieldInvalid);
    assert!(may_write(&visitor).await);
}
