//! Waiting for an agent: online and offline messages, deadlines, and what comes after them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::{Conversation, ConversationId, State};
use reqwest::StatusCode;
use serde_json::json;
use std::sync::atomic::Ordering;
use support::bot::WAIT_S;
use support::waiting::until;
use support::{Answered, TestAgent, TestHub};

const OFFLINE: [&str; 2] = ["bot: Nous sommes absents.", "bot form: Laissez vos coordonnées"];

async fn head(agent: &TestAgent, id: ConversationId) -> Conversation {
    let (pages, _) = agent.snapshot(100).await;
    pages.into_iter().flat_map(|page| page.conversations).find(|head| head.id == id).expect("a chat of theirs")
}

/// A9, A10
#[tokio::test]
async fn with_nobody_online_the_offline_flow_begins_and_the_chat_is_overdue_at_once() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let chat = visitor.pick_first("person").await.conversation_id;
    assert_eq!(visitor.told().await[3..], OFFLINE);
    let waiting = head(&sofia, chat).await;
    assert_eq!(waiting.state, State::Unassigned);
    assert_eq!(waiting.wait_until, waiting.waiting_since);
    let form = visitor.asked().await.unwrap();
    let answers = json!({ "name": "Lucía Pérez", "email": "lucia@tienda.example" });
    visitor.fill(form, answers).await.answer::<Posted>().await;
    assert_eq!(head(&sofia, chat).await.state, State::Unassigned, "what was captured waits for people");
    assert_eq!(sofia.sees(visitor.id).await.email.as_deref(), Some("lucia@tienda.example"));
    hub.assert_sound().await;
}

/// A11
#[tokio::test]
async fn a_project_whose_widget_is_on_no_page_is_offline_only() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    // A client that is no page of the site.
    let session = hub.http.post(hub.url("/v1/visitor/session"));
    let body = json!({ "project_key": hub.project.key, "page": { "url": "https://shop.example/" } });
    let session: serde_json::Value = session.json(&body).send().await.unwrap().answer().await;
    let visitor = hub.visitor_with(session["token"].as_str().unwrap(), session["visitor_id"].as_str().unwrap());
    visitor.pick_first("person").await;
    assert_eq!(visitor.told().await[3..], OFFLINE);
    let on_page = hub.visitor().await;
    on_page.pick_first("person").await;
    assert_eq!(on_page.told().await.last().unwrap(), "bot: Un conseiller arrive.");
}

/// A8
#[tokio::test]
async fn past_the_waiting_time_the_visitor_hears_and_the_chat_can_still_be_taken() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let sofia = hub.manager("Sofia").await;
    let (_, cursor) = sofia.snapshot(10).await;
    let _socket = sofia.live(&cursor).await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let chat = visitor.pick_first("person").await.conversation_id;
    let deadline = head(&sofia, chat).await.wait_until.unwrap();
    clock.fetch_add(WAIT_S * 1_000 - 1_000, Ordering::SeqCst);
    // A second of the hub's own goes by: nothing is due yet.
    tokio::time::sleep(std::time::Duration::from_millis(1_200)).await;
    assert_eq!(visitor.told().await.len(), 4);
    clock.fetch_add(1_000, Ordering::SeqCst);
    until("the offline flow", async || visitor.told().await.len() == 6).await;
    assert_eq!(visitor.told().await[4..], OFFLINE);
    let overdue = head(&sofia, chat).await;
    assert_eq!((overdue.state, overdue.wait_until), (State::Unassigned, Some(deadline)));

    let form = visitor.asked().await.unwrap();
    let taken: Conversation = sofia.claim(chat).await.answer().await;
    assert_eq!((taken.state, taken.wait_until), (State::Assigned, None));
    let late = visitor.fill(form, json!({ "name": "Lucía", "email": "a@b.fr" })).await;
    assert_eq!(late.code().await, ErrorCode::AnswerNotAwaited, "a claim ends the offline flow");
    hub.assert_sound().await;
}

/// A8, A1
#[tokio::test]
async fn when_the_last_agent_leaves_nobody_is_kept_waiting() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("Sofia").await, hub.agent("Claire").await);
    sofia.switch(true).await;
    claire.switch(true).await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let chat = visitor.pick_first("person").await.conversation_id;
    sofia.switch(false).await;
    claire.switch(false).await;
    until("the offline flow", async || visitor.told().await.len() == 6).await;
    assert_eq!(visitor.told().await[4..], OFFLINE);
    let overdue = head(&sofia, chat).await;
    assert!(overdue.wait_until.unwrap() < overdue.waiting_since.unwrap().plus_ms(WAIT_S * 1_000));
    hub.assert_sound().await;
}

/// A8
#[tokio::test]
async fn a_deadline_outlives_the_hub() {
    let mut hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    visitor.pick_first("person").await;
    let an_hour_later = protocol::Timestamp(chrono_now() + 3_600_000);
    hub.restart_at(an_hour_later).await;
    let visitor = hub.visitor_again(&visitor);
    until("the offline flow", async || visitor.told().await.len() == 6).await;
    assert_eq!(visitor.told().await[4..], OFFLINE);
    hub.assert_sound().await;
}

/// A8: claim against expiry, over and over: one of them comes first, and either way the chat is the agent's
/// and the flow is over.
#[tokio::test]
async fn claim_and_expiry_race_in_one_order() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let sofia = hub.manager("Sofia").await;
    let (_, cursor) = sofia.snapshot(10).await;
    let _socket = sofia.live(&cursor).await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    for round in 0..20 {
        let visitor = hub.visitor().await;
        let chat = visitor.pick_first("person").await.conversation_id;
        clock.fetch_add(WAIT_S * 1_000, Ordering::SeqCst);
        // Anything that moves presence has the hub look at the waits at once.
        let flap = async {
            if round % 2 == 0 {
                sofia.switch(false).await;
                sofia.switch(true).await;
            }
        };
        let (claimed, ()) = tokio::join!(sofia.claim(chat), flap);
        assert_eq!(claimed.status(), StatusCode::OK);
        assert_eq!(visitor.asked().await, None);
        let told = visitor.told().await;
        assert_eq!(told.last().unwrap(), "system joined");
        assert!(told.len() == 5 || told[4..6] == OFFLINE, "{told:?}");
    }
    hub.assert_sound().await;
}

fn chrono_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
