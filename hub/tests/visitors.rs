//! The visitor's roads: sessions, messages, their own thread, and nobody else's.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::visitor::{OriginKind, Place};
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::{Session, ThreadAuthor, VisitorFrame};
use protocol::{Body, Conversation, Item, Role, State, VisitorStatus};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::sync::atomic::Ordering;
use support::{Answered, ORIGIN, TestAgent, TestHub, taken};
use uuid::Uuid;

/// V2
#[tokio::test]
async fn a_session_makes_one_visitor_who_is_known_again_by_the_token() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let again: Session = hub.open_session(&hub.project.key, ORIGIN, Some(&visitor.token)).await.answer().await;
    assert_eq!((again.visitor_id, &again.token), (visitor.id, &visitor.token));
    let stranger: Session = hub.open_session(&hub.project.key, ORIGIN, Some("forged")).await.answer().await;
    assert_ne!(stranger.visitor_id, visitor.id);
    let claire = hub.agent("Claire").await;
    let (pages, _) = claire.snapshot(100).await;
    let seen: Vec<_> = pages.iter().flat_map(|page| &page.visitors).collect();
    assert_eq!(seen.len(), 2);
    let first = seen.iter().find(|seen| seen.id == visitor.id).unwrap();
    assert_eq!((first.number, first.visits, first.pages_viewed), (1, 1, 2));
    assert_eq!(first.page.as_ref().unwrap().url, "https://shop.example/sofa");
    assert_eq!(first.params["basket"], "12.5");
    assert_eq!(first.language.as_deref(), Some("fr-FR"));
}

#[tokio::test]
async fn a_widget_on_a_foreign_site_is_refused_on_every_road() {
    let hub = TestHub::start().await;
    let foreign = "https://evil.example";
    assert_eq!(hub.open_session(&hub.project.key, foreign, None).await.code().await, ErrorCode::OriginNotAllowed);
    assert_eq!(hub.open_session("no-such-key", ORIGIN, None).await.code().await, ErrorCode::ProjectUnknown);
    let visitor = hub.visitor().await;
    for (method, path) in
        [(Method::POST, "/v1/visitor/open"), (Method::GET, "/v1/visitor/messages"), (Method::GET, "/v1/visitor/events")]
    {
        let request = hub.http.request(method, hub.url(path)).bearer_auth(&visitor.token).header("origin", foreign);
        assert_eq!(request.send().await.unwrap().code().await, ErrorCode::OriginNotAllowed, "{path}");
    }
    let hello = json!({ "token": visitor.token }).to_string();
    let mut socket = support::Socket::open(&hub.running.url(), "/v1/visitor/live", Some(foreign), &hello).await;
    assert!(socket.next_text().await.unwrap().contains("origin_not_allowed"));
}

#[tokio::test]
async fn a_browser_may_ask_for_a_visitor_from_any_site_and_for_an_agent_from_none() {
    let hub = TestHub::start().await;
    for (path, allowed) in [("/v1/visitor/session", true), ("/v1/visitor/messages", true), ("/v1/session", false)] {
        let preflight = hub.http.request(Method::OPTIONS, hub.url(path)).header("origin", ORIGIN);
        let preflight = preflight.header("access-control-request-method", "POST");
        let answer = preflight.header("access-control-request-headers", "content-type").send().await.unwrap();
        let told = answer.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap());
        assert_eq!(told, allowed.then_some(ORIGIN), "{path}");
    }
    let refused = hub.open_session("no-such-key", ORIGIN, None).await;
    assert!(refused.headers().contains_key("access-control-allow-origin"), "the widget reads why it was refused");
}

#[tokio::test]
async fn a_token_of_another_project_makes_a_new_visitor_there() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let other = hub.other_project().await;
    let there: Session =
        hub.open_session(&other.key, "https://other.example", Some(&visitor.token)).await.answer().await;
    assert_ne!(there.visitor_id, visitor.id);
}

#[tokio::test]
async fn a_repeated_message_is_one_message_and_another_text_under_its_id_is_refused() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let id = Uuid::now_v7();
    let first: Posted = visitor.post(id, "Bonjour").await.answer().await;
    assert_eq!((first.id, first.position), (id.into(), 1));
    visitor.write("Vous êtes là ?").await;
    assert_eq!(visitor.post(id, "Bonjour").await.answer::<Posted>().await, first);
    assert_eq!(visitor.post(id, "Au revoir").await.code().await, ErrorCode::KeyReused);
    let another = hub.visitor().await;
    assert_eq!(another.post(id, "Bonjour").await.code().await, ErrorCode::KeyReused);
    assert_eq!(visitor.thread("").await.messages.len(), 2);
    hub.assert_sound().await;
}

#[tokio::test]
async fn a_refused_message_may_be_sent_again_under_its_id() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let id = Uuid::now_v7();
    assert_eq!(visitor.post(id, "   ").await.code().await, ErrorCode::TextEmpty);
    assert_eq!(visitor.post(id, "Bonjour").await.answer::<Posted>().await.position, 1);
}

/// A14
#[tokio::test]
async fn writing_after_the_close_begins_a_new_conversation_linked_to_the_old() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let old = taken(&visitor, &claire, "Bonjour").await;
    let closed: Conversation = claire.close(old, 2).await.answer().await;
    assert_eq!(closed.state, State::Closed);
    let new = visitor.write("Encore moi").await;
    assert_ne!(new.conversation_id, old);
    assert_eq!(new.position, 1);
    let (pages, _) = claire.snapshot(100).await;
    let head = pages.iter().flat_map(|page| &page.conversations).find(|head| head.id == new.conversation_id).unwrap();
    assert_eq!((head.previous_id, head.state), (Some(old), State::Unassigned));
    let thread = visitor.thread("").await;
    let order: Vec<_> = thread.messages.iter().map(|item| (item.conversation_id, item.position)).collect();
    assert_eq!(order, [(old, 1), (old, 2), (old, 3), (new.conversation_id, 1)]);
    hub.assert_sound().await;
}

/// A7
#[tokio::test]
async fn the_visitor_is_told_live_who_joined_and_what_they_answer() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let mut socket = visitor.live(None).await;
    let id = Uuid::now_v7();
    socket.0.send(&json!({ "type": "message", "id": id, "text": "Bonjour" }).to_string()).await;
    let posted = socket
        .until(|frame| match frame {
            VisitorFrame::Posted(posted) => Some(*posted),
            _ => None,
        })
        .await;
    assert_eq!((posted.id, posted.position), (id.into(), 1));
    claire.claim(posted.conversation_id).await.answer::<Conversation>().await;
    claire.reply(posted.conversation_id, "Bonjour, je regarde.").await.answer::<Posted>().await;
    let mut seen = Vec::new();
    let name = socket
        .until(|frame| {
            let VisitorFrame::Thread(page) = frame else { return None };
            seen.extend(page.messages.iter().map(|item| (item.author, item.body.clone())));
            let answered = page.messages.iter().any(|item| item.author == ThreadAuthor::Agent);
            answered.then(|| page.conversation.clone().and_then(|conversation| conversation.agent_name))
        })
        .await;
    assert_eq!(name.as_deref(), Some("Claire"));
    assert!(matches!(&seen[1], (ThreadAuthor::System, Body::Known(Item::Joined { agent })) if agent.name == "Claire"));
    assert_eq!(seen[2].1.text(), Some("Bonjour, je regarde."));
}

/// A5, A7
#[tokio::test]
async fn a_connection_says_at_once_that_it_stands_and_later_that_the_agent_has_gone() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let after = visitor.thread("").await.after;
    let mut socket = visitor.live(Some(after)).await;
    let Some(VisitorFrame::Thread(first)) = socket.next().await else { panic!("no first frame") };
    assert!(first.messages.is_empty());
    assert_eq!(first.conversation.unwrap().agent_name.as_deref(), Some("Claire"));
    claire.assign(id, None).await.answer::<Conversation>().await;
    let Some(VisitorFrame::Thread(next)) = socket.next().await else { panic!("no second frame") };
    assert_eq!(next.conversation.unwrap().agent_name, None);
}

#[tokio::test]
async fn with_the_socket_blocked_events_and_posts_do_the_same() {
    use futures_util::StreamExt;
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let after = visitor.thread("").await.after;
    let request = visitor.request(Method::GET, &format!("/v1/visitor/events?after={after}"));
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut events = response.bytes_stream();
    claire.reply(id, "Par les événements").await.answer::<Posted>().await;
    let mut text = String::new();
    while !text.contains("Par les événements") {
        let part = tokio::time::timeout(std::time::Duration::from_secs(10), events.next()).await.expect(&text);
        text.push_str(&String::from_utf8_lossy(&part.unwrap().unwrap()));
    }
    assert!(text.contains("\"type\":\"thread\""));
}

#[tokio::test]
async fn a_thread_is_read_upwards_and_onwards_without_gap_or_repeat() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let visitor = hub.visitor().await;
    for n in 1..=250 {
        visitor.write(&format!("message {n}")).await;
    }
    let newest = visitor.thread("").await;
    let mut positions: Vec<i64> = newest.messages.iter().map(|item| item.position).collect();
    let mut before = newest.before;
    while let Some(place) = before {
        let page = visitor.thread(&format!("before={place}")).await;
        positions.splice(0..0, page.messages.iter().map(|item| item.position));
        before = page.before;
    }
    assert_eq!(positions, (1..=250).collect::<Vec<_>>());
    assert!(visitor.thread(&format!("after={}", newest.after)).await.messages.is_empty());
}

#[tokio::test]
async fn a_page_seen_during_the_conversation_stands_in_the_agents_thread_and_not_in_the_visitors() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let body = json!({ "id": Uuid::now_v7(), "page": { "url": "https://shop.example/chair", "title": "Chair" } });
    for _ in 0..2 {
        let answer = visitor.request(Method::POST, "/v1/visitor/pages").json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    }
    let lines = claire.fetch(id).await;
    assert_eq!(lines.matches("https://shop.example/chair").count(), 1, "{lines}");
    assert!(visitor.thread("").await.messages.iter().all(|item| item.body.kind() != "page"));
    hub.assert_sound().await;
}

#[tokio::test]
async fn the_hub_slows_down_a_visitor_who_floods() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let mut last = None;
    for n in 0..60 {
        last = Some(visitor.post(Uuid::now_v7(), &format!("{n}")).await);
    }
    let last = last.unwrap();
    assert_eq!(last.headers()["retry-after"], "1");
    assert_eq!(last.code().await, ErrorCode::RateLimited);
}

/// D4
#[tokio::test]
async fn origin_machine_and_place_are_known_where_they_can_be() {
    let places = tempfile::NamedTempFile::new().unwrap();
    let mut database = maxminddb_writer::Database::default();
    database.metadata.database_type = "Test-City".to_owned();
    database.metadata.binary_format_major_version = 2;
    let valencia = json!({
        "city": { "names": { "en": "Valencia" } },
        "subdivisions": [{ "names": { "en": "Valencia" } }],
        "country": { "iso_code": "ES" },
    });
    let valencia = database.insert_value(valencia).unwrap();
    let network: maxminddb_writer::paths::IpAddrWithMask = "203.0.113.0/24".parse().unwrap();
    database.insert_node(network, valencia);
    database.write_to(&places).unwrap();
    let hub = TestHub::start_with(|settings| {
        settings.trust_forwarded = true;
        settings.places = Some(places.path().to_owned());
    })
    .await;
    let claire = hub.agent("Claire").await;
    let arrive = async |address: &str, referrer: &str| -> Session {
        let page = json!({ "url": format!("{ORIGIN}/sofa"), "title": "Sofa", "referrer": referrer });
        let seen = json!([{ "url": format!("{ORIGIN}/"), "referrer": "https://www.google.com/search?q=sill%C3%B3n" }]);
        let body = json!({ "project_key": hub.project.key, "page": page, "seen": seen });
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
        let request = hub.http.post(hub.url("/v1/visitor/session")).header("x-forwarded-for", address);
        let request = request.header("origin", ORIGIN).header("user-agent", firefox);
        request.json(&body).send().await.unwrap().answer().await
    };
    let known = arrive("203.0.113.9", &format!("{ORIGIN}/")).await;
    let known = claire.sees(known.visitor_id).await;
    let origin = known.origin.unwrap();
    assert_eq!((origin.kind, origin.source.as_deref()), (OriginKind::Search, Some("Google")));
    assert_eq!(origin.terms.as_deref(), Some("sillón"));
    assert_eq!((known.browser.as_deref(), known.os.as_deref()), (Some("Firefox 145"), Some("Linux")));
    assert_eq!((known.place.city.as_deref(), known.place.country.as_deref()), (Some("Valencia"), Some("ES")));
    let unknown = arrive("198.51.100.1", "").await;
    assert_eq!(claire.sees(unknown.visitor_id).await.place, Place::default());
}

/// D4
#[tokio::test]
async fn a_pause_makes_a_new_visit_with_an_origin_of_its_own() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let view = async |referrer: &str| {
        let page = json!({ "url": format!("{ORIGIN}/x"), "referrer": referrer });
        let body = json!({ "id": Uuid::now_v7(), "page": page });
        let answer = visitor.request(Method::POST, "/v1/visitor/pages").json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        claire.sees(visitor.id).await
    };
    clock.fetch_add(10 * 60_000, Ordering::Relaxed);
    let seen = view("https://www.facebook.com/").await;
    assert_eq!((seen.visits, seen.browsing_ms), (1, 10 * 60_000));
    assert_eq!(seen.origin.unwrap().kind, OriginKind::Referral, "the visit began elsewhere");
    clock.fetch_add(31 * 60_000, Ordering::Relaxed);
    let seen = view("https://www.facebook.com/").await;
    assert_eq!((seen.visits, seen.browsing_ms), (2, 10 * 60_000));
    assert_eq!(seen.origin.unwrap().kind, OriginKind::Social);
}

/// D13
#[tokio::test]
async fn links_and_offers_reach_the_visitor_as_they_were_composed() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    let link = json!({ "kind": "link", "title": "Retours", "url": "https://shop.example/retours" });
    let offer = json!({
        "kind": "offer", "title": "Livraison offerte", "price": "0 €",
        "button": { "title": "En profiter", "url": "https://shop.example/" },
    });
    for card in [&link, &offer] {
        claire.send(id, card.clone()).await.answer::<Posted>().await;
    }
    let bad = json!({ "kind": "link", "title": "x", "url": "javascript:alert(1)" });
    assert_eq!(claire.send(id, bad).await.code().await, ErrorCode::FieldInvalid);
    let thread = visitor.thread("").await;
    let cards: Vec<_> = thread.messages.iter().map(|message| serde_json::to_value(&message.body).unwrap()).collect();
    assert!(cards.contains(&link) && cards.contains(&offer), "{cards:?}");
    hub.assert_sound().await;
}

/// V3, V4: who only opened the widget is not engaged; the date moves with each conversation they begin.
#[tokio::test]
async fn a_visitor_is_engaged_by_what_they_do_first() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let claire = hub.agent("Claire").await;
    let visitor = hub.visitor().await;
    let known = claire.sees(visitor.id).await;
    assert_eq!(known.conversation_at, None);
    let (_, cursor) = claire.snapshot(100).await;
    clock.fetch_add(60_000, Ordering::Relaxed);
    let chat = visitor.write("Bonjour").await.conversation_id;
    let told = claire.changes(&cursor).await.visitors;
    assert_eq!(told.iter().map(|one| one.id).collect::<Vec<_>>(), [visitor.id], "consoles hear of it");
    let first = told[0].conversation_at.unwrap();
    assert_eq!(first.since(known.first_seen_at), 60_000);
    clock.fetch_add(60_000, Ordering::Relaxed);
    visitor.write("Encore").await;
    assert_eq!(claire.sees(visitor.id).await.conversation_at, Some(first), "the same conversation");
    assert!(claire.claim(chat).await.status().is_success());
    assert!(claire.close(chat, 100).await.status().is_success());
    visitor.write("Me revoilà").await;
    let latest = claire.sees(visitor.id).await.conversation_at.unwrap();
    assert_eq!(latest.since(first), 60_000);
}

/// V10: by hand, whoever has the chat; nothing else moves it, and a late repetition does not undo a colleague's.
#[tokio::test]
async fn a_status_is_set_by_hand_once_and_stays_through_claim_and_close() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let path = format!("/v1/visitors/{}/status", visitor.id);
    let set = async |agent: &TestAgent, status: &str, key: Option<Uuid>| {
        let request = agent.request(Method::PUT, &path).json(&json!({ "status": status }));
        let request = key.into_iter().fold(request, |request, key| request.header("idempotency-key", key.to_string()));
        request.send().await.unwrap()
    };
    let key = Some(Uuid::now_v7());
    assert_eq!(set(&karim, "prospect", key).await.status(), StatusCode::NO_CONTENT);
    let chat = taken(&visitor, &claire, "Bonjour").await;
    assert_eq!(claire.sees(visitor.id).await.status, VisitorStatus::Prospect);
    assert_eq!(set(&claire, "customer", None).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(set(&karim, "prospect", key).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(set(&karim, "closed", key).await.code().await, ErrorCode::KeyReused);
    assert_eq!(set(&karim, "vip", None).await.code().await, ErrorCode::BodyInvalid);
    let last = visitor.thread("").await.messages.last().unwrap().position;
    assert_eq!(claire.close(chat, last).await.status(), StatusCode::OK);
    assert_eq!(claire.sees(visitor.id).await.status, VisitorStatus::Customer);
    let stranger = hub.member("Zoe", Role::Agent, vec![hub.other_project().await.id]).await;
    assert_eq!(set(&stranger, "archived", None).await.code().await, ErrorCode::NotFound);
    hub.assert_sound().await;
}

/// V6, V7: colleagues are told who has a chat that is hidden from them, and nothing of it; all see the address.
#[tokio::test]
async fn the_row_of_a_visitor_tells_who_has_their_chat() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.visitor().await);
    let (_, since) = karim.snapshot(100).await;
    let chat = taken(&visitor, &claire, "Bonjour").await;
    let seen = karim.changes(&since).await;
    assert_eq!(seen.visitors.iter().map(|seen| seen.held_by).collect::<Vec<_>>(), [Some(claire.id)]);
    assert!(seen.conversations.is_empty() && seen.messages.is_empty());
    assert_eq!(seen.visitors[0].address.as_deref(), Some("127.0.0.1"));
    let after = karim.changes(&seen.cursor).await.cursor;
    claire.assign(chat, None).await;
    assert_eq!(karim.changes(&after).await.visitors[0].held_by, None);
    assert_eq!(karim.sees(visitor.id).await.held_by, None);
}
