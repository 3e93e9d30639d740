//! A6: what an agent may not see reaches them by no road.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::sync::{LiveFrame, SyncPage};
use protocol::{Conversation, Role};
use reqwest::Method;
use serde_json::json;
use support::{Answered, TestHub, taken};

const CANARY: &str = "canary-7f3a-le-secret";

/// A6
#[tokio::test]
async fn a_colleagues_chat_reaches_an_agent_by_no_road() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let visitor = hub.visitor().await;
    let id = taken(&visitor, &karim, "Bonjour").await;
    let (_, before) = claire.snapshot(100).await;
    let mut socket = claire.live(&before).await;
    visitor.write(CANARY).await;
    karim.reply(id, &format!("répété : {CANARY}")).await.answer::<Posted>().await;
    // Something that she may see, behind what she may not: once it is here, the rest was passed.
    let other = hub.visitor().await;
    let open = other.write("une autre").await.conversation_id;

    let mut live = Vec::new();
    socket
        .until(|frame| {
            live.push(serde_json::to_string(frame).unwrap());
            matches!(frame, LiveFrame::Page(page) if page.conversations.iter().any(|head| head.id == open))
                .then_some(())
        })
        .await;
    let mut roads = vec![("live", live.join("\n"))];
    let read = |path: String| {
        let request = claire.request(Method::GET, &path);
        async move { request.send().await.unwrap().text().await.unwrap() }
    };
    roads.push(("changes", read(format!("/v1/sync?since={}", before.0)).await));
    roads.push(("snapshot", read("/v1/sync".to_owned()).await));
    roads.push(("ranges", claire.fetch(id).await));
    roads.push(("claim", claire.claim(id).await.text().await.unwrap()));
    roads.push(("assign", claire.assign(id, None).await.text().await.unwrap()));
    roads.push(("close", claire.close(id, 9).await.text().await.unwrap()));
    roads.push(("reply", claire.reply(id, "moi").await.text().await.unwrap()));
    let mark = claire.request(Method::PUT, &format!("/v1/conversations/{id}/read")).json(&json!({ "position": 1 }));
    roads.push(("read", mark.send().await.unwrap().text().await.unwrap()));
    roads.push(("metrics", hub.http.get(hub.url("/metrics")).send().await.unwrap().text().await.unwrap()));
    for (road, heard) in &roads {
        assert!(!heard.contains(CANARY), "{road}: {heard}");
    }
    // The hidden is not even named, but where the agent asks for it by its id.
    for road in ["live", "changes", "snapshot"] {
        let (_, heard) = roads.iter().find(|(name, _)| *name == road).unwrap();
        assert!(!heard.contains(&id.to_string()), "{road} names the hidden chat: {heard}");
    }
    // The canary is there to be heard: its owner and a manager do.
    assert!(karim.fetch(id).await.contains(CANARY));
    assert!(hub.manager("Sofia").await.fetch(id).await.contains(CANARY));
}

/// A6
#[tokio::test]
async fn a_chat_that_leaves_an_agent_is_revoked_by_its_id_alone_and_comes_back_when_closed() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let visitor = hub.visitor().await;
    let id = taken(&visitor, &claire, "Bonjour").await;
    let (_, before) = claire.snapshot(100).await;
    let mut socket = claire.live(&before).await;
    claire.assign(id, Some(karim.id)).await.answer::<Conversation>().await;
    let page: SyncPage = socket
        .until(|frame| match frame {
            LiveFrame::Page(page) if !page.revoked.is_empty() => Some((**page).clone()),
            _ => None,
        })
        .await;
    assert_eq!(page.revoked, [id]);
    assert!(page.conversations.is_empty() && page.messages.is_empty(), "{page:?}");
    assert_eq!(claire.changes(&before).await.revoked, [id]);
    assert_eq!(claire.fetch(id).await, "");

    let hidden = visitor.write("entre nous").await;
    let after = claire.changes(&page.cursor).await;
    assert!(after.is_empty(), "{after:?}");
    karim.close(id, hidden.position).await.answer::<Conversation>().await;
    let closed = claire.changes(&after.cursor).await;
    assert_eq!(closed.conversations.iter().map(|head| head.id).collect::<Vec<_>>(), [id]);
    assert!(claire.fetch(id).await.contains("entre nous"), "closed chats are everybody's");
}

/// A6
#[tokio::test]
async fn another_project_is_another_world() {
    let hub = TestHub::start().await;
    let other = hub.other_project().await;
    let zoe = hub.member("Zoe", Role::Admin, vec![other.id]).await;
    let visitor = hub.visitor().await;
    let id = visitor.write(CANARY).await.conversation_id;
    let (pages, _) = zoe.snapshot(100).await;
    let told = serde_json::to_string(&pages).unwrap();
    assert!(!told.contains(CANARY) && !told.contains(&id.to_string()) && !told.contains(&visitor.id.to_string()));
    assert_eq!(zoe.fetch(id).await, "");
    assert_eq!(zoe.claim(id).await.code().await, ErrorCode::NotFound);
}
