//! Claim, reply, reassign, give back, close: one owner, one order, one answer.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::{Conversation, Role, State};
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::{Answered, TestHub, taken};
use uuid::Uuid;

/// A4
#[tokio::test]
async fn of_many_claims_at_once_exactly_one_wins_and_the_others_are_told_who_has_it() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let visitor = hub.visitor().await;
    let mut agents = Vec::new();
    for n in 0..8 {
        agents.push(hub.agent(&format!("Agent{n}")).await);
    }
    let id = visitor.write("Bonjour").await.conversation_id;
    let attempts = (0..200).map(|n| agents[n % agents.len()].claim(id));
    let answers = futures_util::future::join_all(attempts).await;
    let (mut winners, mut named) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for (n, answer) in answers.into_iter().enumerate() {
        if answer.status() == StatusCode::OK {
            winners.insert(agents[n % agents.len()].id);
        } else {
            let (status, problem) = answer.refusal().await;
            assert_eq!((status, problem.code), (StatusCode::CONFLICT, ErrorCode::AlreadyAssigned));
            named.insert(problem.assignee.expect("the loser is told who").id);
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(winners, named);
    hub.assert_sound().await;
}

/// A4
#[tokio::test]
async fn an_unassigned_chat_is_answered_by_nobody() {
    let hub = TestHub::start().await;
    let (claire, sofia, visitor) = (hub.agent("Claire").await, hub.manager("Sofia").await, hub.visitor().await);
    let id = visitor.write("Bonjour").await.conversation_id;
    assert_eq!(claire.reply(id, "Oui ?").await.code().await, ErrorCode::NotAssignee);
    claire.claim(id).await.answer::<Conversation>().await;
    assert_eq!(claire.reply(id, "Oui ?").await.status(), StatusCode::OK);
    assert_eq!(sofia.reply(id, "Je passe").await.code().await, ErrorCode::NotAssignee);
}

#[tokio::test]
async fn a_repeated_reply_is_one_message_with_the_first_answer() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let message = Uuid::now_v7();
    let first: Posted = claire.reply_with_id(id, "Bonjour", message).await.answer().await;
    visitor.write("Merci").await;
    assert_eq!(claire.reply_with_id(id, "Bonjour", message).await.answer::<Posted>().await, first);
    assert_eq!(claire.reply_with_id(id, "Salut", message).await.code().await, ErrorCode::KeyReused);
    assert_eq!(visitor.thread("").await.messages.len(), 4, "two texts, one joined, one answer");
}

#[tokio::test]
async fn a_command_without_a_key_is_refused_and_a_repeated_one_gets_the_first_answer() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = visitor.write("Bonjour").await.conversation_id;
    let path = format!("/v1/conversations/{id}/claim");
    let bare = claire.request(Method::POST, &path).send().await.unwrap();
    assert_eq!(bare.code().await, ErrorCode::KeyRequired);
    let bad = claire.request(Method::POST, &path).header("idempotency-key", "1").send().await.unwrap();
    assert_eq!(bad.code().await, ErrorCode::KeyRequired);
    let key = Uuid::now_v7();
    let first: Conversation = claire.command_with_key(&path, json!(null), key).await.answer().await;
    claire.reply(id, "Bonjour").await.answer::<Posted>().await;
    assert_eq!(claire.command_with_key(&path, json!(null), key).await.answer::<Conversation>().await, first);
    let close = format!("/v1/conversations/{id}/close");
    let reused = claire.command_with_key(&close, json!({ "last_position": 3 }), key).await;
    assert_eq!(reused.code().await, ErrorCode::KeyReused);
}

/// A5
#[tokio::test]
async fn an_agent_moves_their_own_chats_and_a_manager_any() {
    let hub = TestHub::start().await;
    let (claire, karim, sofia) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.manager("Sofia").await);
    let visitor = hub.visitor().await;
    let id = taken(&visitor, &claire, "Bonjour").await;
    let moved: Conversation = claire.assign(id, Some(karim.id)).await.answer().await;
    assert_eq!((moved.state, moved.assignee_id), (State::Assigned, Some(karim.id)));
    assert_eq!(claire.assign(id, Some(claire.id)).await.code().await, ErrorCode::NotFound, "A6: it is hidden now");
    let back: Conversation = sofia.assign(id, None).await.answer().await;
    assert_eq!((back.state, back.assignee_id), (State::Unassigned, None));
    let again: Conversation = claire.claim(id).await.answer().await;
    assert_eq!(again.assignee_id, Some(claire.id));
    hub.assert_sound().await;
}

/// A5
#[tokio::test]
async fn a_chat_goes_to_active_members_of_its_project_only() {
    let hub = TestHub::start().await;
    let other = hub.other_project().await;
    let (claire, stranger) = (hub.agent("Claire").await, hub.member("Zoe", Role::Agent, vec![other.id]).await);
    let visitor = hub.visitor().await;
    let id = taken(&visitor, &claire, "Bonjour").await;
    assert_eq!(claire.assign(id, Some(stranger.id)).await.code().await, ErrorCode::AgentUnavailable);
    let nobody = Uuid::now_v7().into();
    assert_eq!(claire.assign(id, Some(nobody)).await.code().await, ErrorCode::AgentUnavailable);
    let karim = hub.agent("Karim").await;
    hub::accounts::change_agent(hub.store(), karim.id, Role::Agent, false, vec![hub.project.id]).await.unwrap();
    assert_eq!(claire.assign(id, Some(karim.id)).await.code().await, ErrorCode::AgentUnavailable);
    assert_eq!(stranger.claim(id).await.code().await, ErrorCode::NotFound);
}

/// A14
#[tokio::test]
async fn a_close_over_newer_words_of_the_visitor_is_refused_and_a_close_is_final() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let newer = visitor.write("Attendez").await;
    assert_eq!(claire.close(id, newer.position - 1).await.code().await, ErrorCode::ConversationMovedOn);
    let closed: Conversation = claire.close(id, newer.position).await.answer().await;
    assert_eq!((closed.state, closed.assignee_id), (State::Closed, Some(claire.id)));
    assert!(closed.closed_at.is_some());
    assert_eq!(claire.reply(id, "Encore").await.code().await, ErrorCode::ConversationClosed);
    assert_eq!(claire.claim(id).await.code().await, ErrorCode::ConversationClosed);
    assert_eq!(claire.assign(id, None).await.code().await, ErrorCode::ConversationClosed);
    assert_eq!(claire.close(id, 99).await.code().await, ErrorCode::ConversationClosed);
    hub.assert_sound().await;
}

#[tokio::test]
async fn the_visitor_waits_from_their_first_unanswered_text_to_the_answer() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = visitor.write("Bonjour").await.conversation_id;
    let first: Conversation = claire.claim(id).await.answer().await;
    visitor.write("Vous êtes là ?").await;
    let (pages, _) = claire.snapshot(10).await;
    let head = &pages[0].conversations[0];
    assert_eq!(head.waiting_since, first.waiting_since);
    assert!(head.waiting_since.is_some());
    claire.reply(id, "Oui").await.answer::<Posted>().await;
    let (pages, _) = claire.snapshot(10).await;
    assert_eq!(pages[0].conversations[0].waiting_since, None);
}

/// A5: a word to the colleague stays among colleagues.
#[tokio::test]
async fn a_note_goes_with_a_transfer_and_never_to_the_visitor() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let note = "Client fidèle, à soigner";
    let give = async |agent: &support::TestAgent, id, to, note: &str| {
        let body = json!({ "agent_id": to, "note": note });
        agent.command(&format!("/v1/conversations/{id}/assign"), body).await.answer::<Conversation>().await
    };
    give(&claire, id, karim.id, note).await;
    assert!(karim.fetch(id).await.contains(note));
    let thread = visitor.request(Method::GET, "/v1/visitor/messages").send().await.unwrap().text().await.unwrap();
    assert!(thread.contains("transferred") && !thread.contains(note), "{thread}");
    // Also of a chat that nobody had.
    let other = hub.visitor().await;
    let id = other.write("Bonsoir").await.conversation_id;
    give(&claire, id, karim.id, note).await;
    assert!(karim.fetch(id).await.contains(note));
    assert!(!serde_json::to_string(&other.thread("").await).unwrap().contains(note));
    // To nobody, or to who has it already: there is nobody to read it.
    for to in [None, Some(karim.id)] {
        let body = json!({ "agent_id": to, "note": note });
        let refused = karim.command(&format!("/v1/conversations/{id}/assign"), body).await;
        assert_eq!(refused.code().await, ErrorCode::FieldInvalid);
    }
    hub.assert_sound().await;
}
