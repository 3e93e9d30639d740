//! What holds for a moment: who writes, who looks.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::sync::LiveFrame;
use protocol::wire::visitors::VisitorFrame;
use protocol::{AgentId, ConversationId};
use reqwest::{Method, Response};
use serde_json::json;
use support::{AgentSocket, Answered, TestAgent, TestHub, taken};

async fn sit(agent: &TestAgent) -> AgentSocket {
    let (_, cursor) = agent.snapshot(100).await;
    let mut socket = agent.live(&cursor).await;
    // In its place once it has said who is online.
    socket.until(|frame| matches!(frame, LiveFrame::AgentsOnline { .. }).then_some(())).await;
    socket
}

async fn look(agent: &TestAgent, at: Option<ConversationId>) -> Response {
    agent.request(Method::PUT, "/v1/agents/me/look").json(&json!({ "conversation_id": at })).send().await.unwrap()
}

async fn looking(socket: &mut AgentSocket, at: ConversationId) -> Vec<AgentId> {
    socket
        .until(|frame| match frame {
            LiveFrame::Looking { conversation_id, agents } if *conversation_id == at => Some(agents.clone()),
            _ => None,
        })
        .await
}

async fn typing(socket: &mut AgentSocket) -> ConversationId {
    socket
        .until(|frame| match frame {
            LiveFrame::VisitorTyping { conversation_id } => Some(*conversation_id),
            _ => None,
        })
        .await
}

/// A6
#[tokio::test]
async fn that_a_visitor_writes_is_told_to_those_who_see_the_chat() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let (theirs, other) = (taken(&visitor, &claire, "Bonjour").await, hub.visitor().await);
    let free = other.write("Bonjour").await.conversation_id;
    let (mut of_claire, mut of_karim) = (sit(&claire).await, sit(&karim).await);
    let (mut first, mut second) = (visitor.live(None).await, other.live(None).await);
    first.0.send(r#"{"type":"typing"}"#).await;
    assert_eq!(typing(&mut of_claire).await, theirs);
    second.0.send(r#"{"type":"typing"}"#).await;
    // Karim hears of the free one alone: it came after the hidden one.
    assert_eq!(typing(&mut of_karim).await, free);
}

/// A6
#[tokio::test]
async fn that_an_agent_writes_is_told_to_the_visitor_by_its_assignee_alone() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await.conversation_id;
    let path = format!("/v1/conversations/{chat}/typing");
    let tell = async |agent: &TestAgent| agent.request(Method::POST, &path).send().await.unwrap();
    assert_eq!(tell(&claire).await.code().await, ErrorCode::NotAssignee);
    claire.claim(chat).await;
    assert_eq!(tell(&karim).await.code().await, ErrorCode::NotFound);
    let mut socket = visitor.live(None).await;
    socket.until(|frame| matches!(frame, VisitorFrame::Thread(_)).then_some(())).await;
    assert!(tell(&claire).await.status().is_success());
    let name = socket.until(|frame| match frame {
        VisitorFrame::Typing { name } => Some(name.clone()),
        _ => None,
    });
    assert_eq!(name.await, "Claire");
}

/// A4
#[tokio::test]
async fn colleagues_see_who_looks_at_a_chat_that_nobody_has() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await.conversation_id;
    let mut of_karim = sit(&karim).await;
    let of_claire = sit(&claire).await;
    assert!(look(&claire, Some(chat)).await.status().is_success());
    assert_eq!(looking(&mut of_karim, chat).await, [claire.id]);
    let lea = hub.agent("Léa").await;
    let (_, cursor) = lea.snapshot(100).await;
    assert_eq!(looking(&mut lea.live(&cursor).await, chat).await, [claire.id], "whoever comes later is told");
    // Once somebody has it, nobody is told of looks at it: to others it is hidden.
    let taken = hub.visitor().await.write("Bonsoir").await.conversation_id;
    look(&claire, Some(taken)).await;
    assert_eq!(looking(&mut of_karim, taken).await, [claire.id]);
    karim.claim(taken).await;
    look(&claire, Some(chat)).await;
    let late = hub.agent("Nora").await;
    let (_, cursor) = late.snapshot(100).await;
    let mut of_late = late.live(&cursor).await;
    let first = of_late.until(|frame| match frame {
        LiveFrame::Looking { conversation_id, .. } => Some(*conversation_id),
        _ => None,
    });
    assert_eq!(first.await, chat);
    // Her window is gone, and so is her look.
    drop(of_claire);
    while !looking(&mut of_karim, chat).await.is_empty() {}
    let stranger = hub.member("Eva", protocol::Role::Admin, vec![hub.other_project().await.id]).await;
    assert_eq!(look(&stranger, Some(chat)).await.code().await, ErrorCode::NotFound);
}
