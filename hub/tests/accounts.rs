//! Sign-in, tokens, roles: who is let in, and how that ends.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::SetPresence;
use protocol::wire::sync::LiveFrame;
use protocol::{Agent, Role};
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::{Answered, PASSWORD, TestHub};

#[tokio::test]
async fn an_agent_signs_in_with_the_right_password_only() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let me: Agent = claire.request(Method::GET, "/v1/agents/me").send().await.unwrap().answer().await;
    assert_eq!((me.id, me.name.as_str(), me.role), (claire.id, "Claire", Role::Agent));
    assert_eq!(hub.sign_in(&claire.email.to_uppercase(), PASSWORD).await.status(), StatusCode::OK);
    for (email, password) in [(claire.email.as_str(), "wrong"), ("nobody@shop.example", PASSWORD), ("x", PASSWORD)] {
        assert_eq!(hub.sign_in(email, password).await.code().await, ErrorCode::CredentialsWrong);
    }
}

#[tokio::test]
async fn no_token_a_wrong_one_and_a_visitors_one_are_told_apart_from_a_right_one() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let bare = hub.http.get(hub.url("/v1/sync")).send().await.unwrap();
    assert_eq!(bare.code().await, ErrorCode::TokenMissing);
    for token in ["nonsense", visitor.token.as_str(), "é"] {
        let answer = hub.http.get(hub.url("/v1/sync")).bearer_auth(token).send().await.unwrap().code().await;
        assert!(matches!(answer, ErrorCode::TokenInvalid | ErrorCode::TokenMissing), "{answer}");
    }
    let claire = hub.agent("Claire").await;
    let foreign = hub.http.get(hub.url("/v1/visitor/messages")).bearer_auth(&claire.token).send().await.unwrap();
    assert_eq!(foreign.code().await, ErrorCode::TokenInvalid);
}

#[tokio::test]
async fn signing_out_revokes_the_token_and_ends_its_sockets() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let (_, cursor) = claire.snapshot(100).await;
    let mut socket = claire.live(&cursor).await;
    socket.until(|frame| matches!(frame, LiveFrame::AgentsOnline { .. }).then_some(())).await;
    let out = claire.request(Method::DELETE, "/v1/session").send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(socket.refusal().await, ErrorCode::TokenInvalid);
    assert_eq!(claire.page("").await.code().await, ErrorCode::TokenInvalid);
}

#[tokio::test]
async fn deactivating_an_account_ends_its_sockets_at_once() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let (_, cursor) = claire.snapshot(100).await;
    let mut socket = claire.live(&cursor).await;
    hub::accounts::change_agent(hub.store(), claire.id, Role::Agent, false, vec![hub.project.id]).await.unwrap();
    assert_eq!(socket.refusal().await, ErrorCode::TokenInvalid);
    assert_eq!(hub.sign_in(&claire.email, PASSWORD).await.code().await, ErrorCode::CredentialsWrong);
}

#[tokio::test]
async fn a_change_of_role_or_projects_asks_open_sockets_to_start_over() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let (_, cursor) = claire.snapshot(100).await;
    let mut socket = claire.live(&cursor).await;
    hub::accounts::change_agent(hub.store(), claire.id, Role::Agent, true, vec![]).await.unwrap();
    assert_eq!(socket.refusal().await, ErrorCode::CursorStale);
    assert_eq!(claire.page(&format!("since={}", cursor.0)).await.code().await, ErrorCode::CursorStale);
    let (pages, _) = claire.snapshot(100).await;
    assert!(pages.iter().all(|page| page.visitors.is_empty() && page.projects.is_empty()));
}

/// A1
#[tokio::test]
async fn colleagues_see_who_is_online_and_switching_off_counts_at_once() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let (_, cursor) = claire.snapshot(100).await;
    let mut claires = claire.live(&cursor).await;
    let _karims = karim.live(&cursor).await;
    for online in [true, false] {
        let request = karim.request(Method::PUT, "/v1/agents/me/presence").json(&json!({ "online": online }));
        let stood: SetPresence = request.send().await.unwrap().answer().await;
        assert_eq!(stood.online, online);
        let id = karim.id;
        claires
            .until(|frame| match frame {
                LiveFrame::AgentsOnline { agents } => (agents.contains(&id) == online).then_some(()),
                _ => None,
            })
            .await;
    }
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let hub = TestHub::start().await;
    let mut codes = Vec::new();
    for _ in 0..30 {
        let answer = hub.sign_in("x@shop.example", "guess").await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.headers().contains_key("retry-after"));
        }
        codes.push(answer.code().await);
    }
    assert_eq!(codes[0], ErrorCode::CredentialsWrong);
    assert_eq!(codes.last(), Some(&ErrorCode::RateLimited));
}
