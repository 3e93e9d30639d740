//! Cursors and pages: whoever follows them ends with what the hub holds.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::limits::SYNC_PAGE_ROWS;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::sync::{Cursor, LiveFrame, SyncPage};
use protocol::wire::visitors::VisitorFrame;
use protocol::{Conversation, ConversationId, Message};
use reqwest::Method;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use support::{Answered, TestAgent, TestHub, taken};

/// What a console would hold after these pages.
#[derive(Default, Debug, PartialEq)]
struct Held {
    conversations: BTreeMap<ConversationId, Conversation>,
    visitors: BTreeMap<protocol::VisitorId, protocol::Visitor>,
    reads: BTreeMap<ConversationId, i64>,
    messages: BTreeMap<i64, Message>,
}

impl Held {
    fn apply(&mut self, page: &SyncPage) {
        self.conversations.extend(page.conversations.iter().map(|head| (head.id, head.clone())));
        self.visitors.extend(page.visitors.iter().map(|visitor| (visitor.id, visitor.clone())));
        self.reads.extend(page.reads.iter().map(|read| (read.conversation_id, read.position)));
        self.messages.extend(page.messages.iter().map(|message| (message.created_seq, message.clone())));
        for id in &page.revoked {
            self.conversations.remove(id);
            self.reads.remove(id);
            self.messages.retain(|_, message| message.conversation_id != *id);
        }
    }
}

async fn follow(agent: &TestAgent, since: &Cursor, limit: usize, held: &mut Held) -> Cursor {
    let mut cursor = since.clone();
    loop {
        let page: SyncPage = agent.page(&format!("since={}&limit={limit}", cursor.0)).await.answer().await;
        held.apply(&page);
        for message in &page.messages {
            let id = message.conversation_id;
            assert!(held.conversations.contains_key(&id), "a message came before the head of {id}");
        }
        cursor = page.cursor;
        if !page.more {
            return cursor;
        }
    }
}

/// O3: pages of any size lead to the same place, whatever happened meanwhile.
#[tokio::test]
async fn a_console_that_follows_its_cursor_ends_with_what_a_new_one_is_told() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let mut visitors = Vec::new();
    for _ in 0..6 {
        visitors.push(hub.visitor().await);
    }
    let (pages, start) = claire.snapshot(3).await;
    let (mut small, mut large) = (Held::default(), Held::default());
    pages.iter().for_each(|page| large.apply(page));
    let (mut small_at, mut large_at) = (start.clone(), start);
    for (n, visitor) in visitors.iter().enumerate() {
        let id = visitor.write(&format!("un {n}")).await.conversation_id;
        let owner = if n % 2 == 0 { &claire } else { &karim };
        owner.claim(id).await.answer::<Conversation>().await;
        small_at = follow(&claire, &small_at, 1, &mut small).await;
        owner.reply(id, "deux").await.answer::<Posted>().await;
        let mark = owner.request(Method::PUT, &format!("/v1/conversations/{id}/read")).json(&json!({ "position": 3 }));
        mark.send().await.unwrap();
        if n % 3 == 0 {
            owner.close(id, 3).await.answer::<Conversation>().await;
        }
        if n == 4 {
            claire.assign(id, Some(karim.id)).await.answer::<Conversation>().await;
        }
    }
    follow(&claire, &small_at, 2, &mut small).await;
    large_at = follow(&claire, &large_at, SYNC_PAGE_ROWS, &mut large).await;
    assert_eq!(small.conversations, large.conversations);
    assert_eq!(small.reads, large.reads);
    let mut fresh = Held::default();
    let (pages, cursor) = claire.snapshot(2).await;
    pages.iter().for_each(|page| fresh.apply(page));
    assert_eq!(cursor, large_at);
    assert_eq!(fresh.conversations, large.conversations);
    assert_eq!(fresh.visitors, large.visitors);
    assert_eq!(fresh.reads, large.reads);
    let expected: BTreeSet<_> = fresh.conversations.keys().copied().collect();
    let with_messages: BTreeSet<_> = large.messages.values().map(|message| message.conversation_id).collect();
    assert!(with_messages.is_subset(&expected), "messages of a chat that is not held");
}

#[tokio::test]
async fn a_snapshot_gives_the_newest_heads_first_and_every_visitor_once() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let mut ids = Vec::new();
    for n in 0..7 {
        ids.push(hub.visitor().await.write(&format!("{n}")).await.conversation_id);
    }
    let quiet = hub.visitor().await;
    let (pages, _) = claire.snapshot(3).await;
    assert_eq!(pages[0].total_conversations, Some(7));
    assert_eq!(pages[0].agents.len(), 1);
    assert_eq!(pages[0].projects.len(), 1);
    let told: Vec<_> = pages.iter().flat_map(|page| page.conversations.iter().map(|head| head.id)).collect();
    ids.reverse();
    assert_eq!(told, ids);
    let visitors: Vec<_> = pages.iter().flat_map(|page| page.visitors.iter().map(|visitor| visitor.id)).collect();
    assert_eq!(visitors.iter().collect::<BTreeSet<_>>().len(), 8);
    assert!(visitors.contains(&quiet.id), "a visitor without a conversation is in the snapshot too");
}

/// A6: while pages are read, chats that leave are not told, and the pages have no hole.
#[tokio::test]
async fn a_change_during_a_snapshot_comes_by_its_cursor() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(taken(&hub.visitor().await, &claire, &format!("{n}")).await);
    }
    let first: SyncPage = claire.page("limit=2").await.answer().await;
    claire.assign(ids[0], Some(karim.id)).await.answer::<Conversation>().await;
    claire.reply(ids[1], "pendant").await.answer::<Posted>().await;
    let mut held = Held::default();
    held.apply(&first);
    let mut before = first.before.clone();
    while let Some(place) = before {
        let page: SyncPage = claire.page(&format!("before={}&limit=2", place.0)).await.answer().await;
        assert_eq!(page.cursor, first.cursor, "a snapshot has one cursor");
        held.apply(&page);
        before = page.before;
    }
    follow(&claire, &first.cursor, 100, &mut held).await;
    assert_eq!(held.conversations.keys().copied().collect::<BTreeSet<_>>(), ids[1..].iter().copied().collect());
    assert_eq!(held.conversations[&ids[1]].last_position, 3);
}

#[tokio::test]
async fn a_cursor_of_another_database_is_refused() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let (_, cursor) = claire.snapshot(100).await;
    hub::restored(hub.store()).await.unwrap();
    assert_eq!(claire.page(&format!("since={}", cursor.0)).await.code().await, ErrorCode::CursorStale);
    let mut socket = claire.live(&cursor).await;
    assert_eq!(socket.refusal().await, ErrorCode::CursorStale);
    for nonsense in ["since=x", "since=a.b.c", "before=1", "limit=many", "colour=red"] {
        let code = claire.page(nonsense).await.code().await;
        assert!(matches!(code, ErrorCode::QueryInvalid | ErrorCode::CursorStale), "{nonsense}: {code}");
    }
}

#[tokio::test]
async fn ranges_are_bounded_and_in_order() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "1").await;
    for n in 3..=8 {
        visitor.write(&format!("{n}")).await;
    }
    let fetch = |after: i64, limit: i64| {
        let ranges = json!({ "ranges": [{ "conversation_id": id, "after": after, "limit": limit }] });
        claire.request(Method::POST, "/v1/messages/fetch").json(&ranges).send()
    };
    let text = fetch(2, 3).await.unwrap().text().await.unwrap();
    let positions: Vec<i64> =
        text.lines().map(|line| serde_json::from_str::<Message>(line).unwrap().position).collect();
    assert_eq!(positions, [3, 4, 5]);
    for (after, limit) in [(-1, 3), (0, 0), (0, 1_001)] {
        assert_eq!(fetch(after, limit).await.unwrap().code().await, ErrorCode::FieldInvalid);
    }
}

/// O3: however much was said meanwhile, it comes, and by the socket too.
#[tokio::test]
async fn a_page_of_long_texts_comes_through_the_socket() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let (_, cursor) = claire.snapshot(100).await;
    for _ in 0..90 {
        visitor.write(&"é".repeat(16_000)).await;
    }
    let mut socket = claire.live(&cursor).await;
    let mut came = 0;
    while came < 90 {
        came += socket
            .until(|frame| match frame {
                LiveFrame::Page(page) => Some(page.messages.len()),
                _ => None,
            })
            .await;
    }
    assert_eq!(came, 90);
    let mut theirs = visitor.live(None).await;
    let page = theirs.until(|frame| match frame {
        VisitorFrame::Thread(page) => Some(page.messages.len()),
        _ => None,
    });
    assert_eq!(page.await, 90);
}
