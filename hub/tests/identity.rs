//! Customers of the sites: identified by a signature, one visitor on all of their devices, and what the site tells.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use hmac::{Hmac, KeyInit, Mac};
use protocol::limits::EVENTS_MAX;
use protocol::wire::ErrorCode;
use protocol::wire::projects::KeptProject;
use protocol::wire::sync::GoneVisitor;
use protocol::wire::visitors::Session;
use protocol::{Body, Conversation, Item, Message, Role, State, VisitorStatus};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use sha2::Sha256;
use support::{Answered, ORIGIN, TestAgent, TestHub, TestVisitor, taken};
use uuid::Uuid;

/// The site's server.
struct Shop {
    secret: String,
}

impl Shop {
    async fn of(hub: &TestHub, admin: &TestAgent) -> Self {
        let projects: Vec<KeptProject> =
            admin.request(Method::GET, "/v1/projects").send().await.unwrap().answer().await;
        let own = projects.into_iter().find(|project| project.id == hub.project.id).unwrap();
        Self { secret: own.identity_secret }
    }

    fn signed(&self, customer: &str) -> Value {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap();
        mac.update(customer.as_bytes());
        let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        json!({ "customer_id": customer, "signature": signature })
    }
}

async fn identify(visitor: &TestVisitor, told: &Value) -> Response {
    visitor.request(Method::POST, "/v1/visitor/identify").json(told).send().await.unwrap()
}

async fn items(agent: &TestAgent, conversation: protocol::ConversationId) -> Vec<Item> {
    let lines = agent.fetch(conversation).await;
    let messages = lines.lines().map(|line| serde_json::from_str::<Message>(line).unwrap());
    messages
        .filter_map(|message| match message.body {
            Body::Known(item) => Some(item),
            Body::Unknown(_) => None,
        })
        .collect()
}

#[tokio::test]
async fn only_what_the_sites_server_signed_identifies_a_visitor() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let visitor = hub.visitor().await;
    let mut forged = shop.signed("customer-42");
    forged["customer_id"] = json!("customer-43");
    for wrong in [forged, json!({ "customer_id": "customer-42", "signature": "" })] {
        assert_eq!(identify(&visitor, &wrong).await.code().await, ErrorCode::IdentityUnverified);
    }
    let mut told = shop.signed("customer-42");
    told["name"] = json!("Mathieu Caron");
    told["email"] = json!("no address");
    let session: Session = identify(&visitor, &told).await.answer().await;
    assert_eq!((session.visitor_id, &session.token), (visitor.id, &visitor.token));
    let seen = admin.sees(visitor.id).await;
    assert_eq!((seen.customer_id.as_deref(), seen.name.as_deref()), (Some("customer-42"), Some("Mathieu Caron")));
    assert_eq!(seen.email, None, "what cannot be one is left out");
    // The site says it at each page; what an agent has mended stays.
    let chat = visitor.write("Bonjour").await.conversation_id;
    let edit = json!({ "field": "name", "from": "Mathieu Caron", "to": "Matthieu Carron" });
    let edit = admin.request(Method::PATCH, &format!("/v1/conversations/{chat}/sheet")).json(&edit);
    let edit = edit.header("idempotency-key", Uuid::now_v7().to_string()).send().await.unwrap();
    assert!(edit.status().is_success());
    told["email"] = json!("m.carron@shop.example");
    identify(&visitor, &told).await.answer::<Session>().await;
    let seen = admin.sees(visitor.id).await;
    assert_eq!((seen.name.as_deref(), seen.email.as_deref()), (Some("Matthieu Carron"), Some("m.carron@shop.example")));
    // A secret that has leaked is replaced; agents and managers never see it.
    let renew = format!("/v1/projects/{}/identity-secret", hub.project.id);
    let manager = hub.manager("Sofia").await;
    assert_eq!(manager.request(Method::POST, &renew).send().await.unwrap().code().await, ErrorCode::Forbidden);
    let kept: KeptProject = admin.request(Method::POST, &renew).send().await.unwrap().answer().await;
    assert_ne!(kept.identity_secret, shop.secret);
    assert_eq!(identify(&visitor, &told).await.code().await, ErrorCode::IdentityUnverified);
    hub.assert_sound().await;
}

/// V2
#[tokio::test]
async fn a_customer_on_a_second_device_is_one_visitor_with_every_conversation() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let shop = Shop::of(&hub, &admin).await;
    let (laptop, phone) = (hub.visitor().await, hub.visitor().await);
    let first = taken(&laptop, &claire, "Où est ma commande ?").await;
    identify(&laptop, &shop.signed("customer-42")).await.answer::<Session>().await;
    let status = claire.request(Method::PUT, &format!("/v1/visitors/{}/status", phone.id));
    let status = status.json(&json!({ "status": "prospect" })).send().await.unwrap();
    assert_eq!(status.status(), StatusCode::NO_CONTENT);
    let second = phone.write("C'est encore moi").await.conversation_id;
    let (_, before) = claire.snapshot(100).await;
    let mut socket = phone.live(None).await;

    let session: Session = identify(&phone, &shop.signed("customer-42")).await.answer().await;
    assert_eq!((session.visitor_id, &session.token), (laptop.id, &phone.token), "the browser goes on with its token");
    // V7: every conversation is theirs, and the thread says so.
    let page = claire.changes(&before).await;
    assert_eq!(page.visitors_gone, [GoneVisitor { id: phone.id, into: Some(laptop.id) }]);
    let head = |id| page.conversations.iter().find(|head| head.id == id).unwrap();
    assert_eq!((head(second).visitor_id, head(second).state), (laptop.id, State::Unassigned));
    // Two open chats of one customer: the older one ends.
    assert_eq!((head(first).visitor_id, head(first).state), (laptop.id, State::Closed));
    assert!(items(&claire, second).await.contains(&Item::Merged { number: 2 }));
    let seen = page.visitors.iter().find(|visitor| visitor.id == laptop.id).unwrap();
    assert_eq!((seen.joined.as_slice(), seen.visits, seen.status), (&[2][..], 2, VisitorStatus::Prospect));
    let (pages, _) = claire.snapshot(100).await;
    assert_eq!(pages.iter().map(|page| page.visitors.len()).sum::<usize>(), 1);
    // The visitor has their whole thread, on both devices, and nothing of what was only for agents.
    let told = |text: &str| format!("{{\"kind\":\"text\",\"text\":\"{text}\"}}");
    for device in [&laptop, &phone] {
        let thread = serde_json::to_string(&device.thread("").await).unwrap();
        assert!(thread.contains(&told("Où est ma commande ?")) && thread.contains(&told("C'est encore moi")));
        assert!(!thread.contains("merged"));
    }
    // Who was connected as the other one is sent for a new session.
    assert_eq!(socket.refusal().await, ErrorCode::TokenInvalid);
    let again: Session = hub.open_session(&hub.project.key, ORIGIN, Some(&phone.token)).await.answer().await;
    assert_eq!(again.visitor_id, laptop.id);
    hub.assert_sound().await;
}

/// V7: what is still open comes last in the thread, even if a chat of the other device began and ended since.
#[tokio::test]
async fn an_open_chat_goes_on_after_a_merge_into_a_closed_one() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let (laptop, phone) = (hub.visitor().await, hub.visitor().await);
    let open = taken(&laptop, &admin, "Bonjour").await;
    identify(&phone, &shop.signed("customer-42")).await.answer::<Session>().await;
    let ended = taken(&phone, &admin, "Autre chose").await;
    admin.close(ended, 1).await.answer::<Conversation>().await;
    let seen = phone.thread("").await.after;
    identify(&laptop, &shop.signed("customer-42")).await.answer::<Session>().await;
    admin.reply(open, "Me voilà").await.answer::<protocol::wire::agents::Posted>().await;
    let thread = phone.thread(&format!("after={seen}")).await;
    let texts: Vec<_> = thread.messages.iter().filter_map(|message| message.body.text()).collect();
    assert_eq!(texts, ["Bonjour", "Me voilà"]);
    assert_eq!(thread.conversation.map(|latest| latest.id), Some(open));
    assert_eq!(laptop.write("Merci").await.conversation_id, open);
    hub.assert_sound().await;
}

#[tokio::test]
async fn what_was_sent_before_a_merge_and_not_answered_is_taken_once() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let (laptop, phone) = (hub.visitor().await, hub.visitor().await);
    identify(&laptop, &shop.signed("customer-42")).await.answer::<Session>().await;
    let id = Uuid::now_v7();
    let first: protocol::wire::agents::Posted = phone.post(id, "Bonjour").await.answer().await;
    identify(&phone, &shop.signed("customer-42")).await.answer::<Session>().await;
    let second: protocol::wire::agents::Posted = phone.post(id, "Bonjour").await.answer().await;
    assert_eq!((first.position, first.conversation_id), (second.position, second.conversation_id));
    assert_eq!(phone.thread("").await.messages.len(), 1);
}

#[tokio::test]
async fn a_browser_that_was_another_customers_takes_nothing_along() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let visitor = hub.visitor().await;
    identify(&visitor, &shop.signed("customer-1")).await.answer::<Session>().await;
    visitor.write("de la première").await;
    let other: Session = identify(&visitor, &shop.signed("customer-2")).await.answer().await;
    assert_ne!((other.visitor_id, &other.token), (visitor.id, &visitor.token));
    let other = hub.visitor_with(&other.token, &other.visitor_id.to_string());
    assert!(other.thread("").await.messages.is_empty());
    assert_eq!(admin.sees(visitor.id).await.customer_id.as_deref(), Some("customer-1"));
    let back: Session = identify(&other, &shop.signed("customer-1")).await.answer().await;
    assert_eq!(back.visitor_id, visitor.id);
    hub.assert_sound().await;
}

/// D7
#[tokio::test]
async fn of_two_who_are_one_the_blocked_one_counts() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let (known, fresh) = (hub.visitor().await, hub.visitor().await);
    identify(&known, &shop.signed("customer-42")).await.answer::<Session>().await;
    let blocked = admin.block(known.id, json!({ "reason": "insultes" })).await;
    assert_eq!(blocked.status(), StatusCode::NO_CONTENT);
    let open = taken(&fresh, &admin, "Bonjour").await;
    assert_eq!(identify(&fresh, &shop.signed("customer-42")).await.code().await, ErrorCode::Blocked);
    assert_eq!(fresh.post(Uuid::now_v7(), "encore").await.code().await, ErrorCode::Blocked);
    let (pages, _) = admin.snapshot(100).await;
    let head: &Conversation = pages.iter().flat_map(|page| &page.conversations).find(|head| head.id == open).unwrap();
    assert_eq!((head.visitor_id, head.state), (known.id, State::Closed));
    hub.assert_sound().await;
}

/// A session begins as the customer at once, so that no visitor is made to be merged.
#[tokio::test]
async fn a_session_may_say_at_once_who_it_is() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let shop = Shop::of(&hub, &admin).await;
    let open = |identity: Value| {
        let body = json!({
            "project_key": hub.project.key, "page": { "url": format!("{ORIGIN}/") }, "identity": identity,
            "events": [
                { "id": Uuid::now_v7(), "name": "search_failed", "details": { "words": "sofa bleu", "results": 0 } },
                { "id": Uuid::now_v7(), "name": " " },
            ],
        });
        hub.http.post(hub.url("/v1/visitor/session")).header("origin", ORIGIN).json(&body).send()
    };
    let first: Session = open(shop.signed("customer-42")).await.unwrap().answer().await;
    let second: Session = open(shop.signed("customer-42")).await.unwrap().answer().await;
    assert_eq!(first.visitor_id, second.visitor_id);
    assert_ne!(first.token, second.token, "each browser has its own");
    let seen = admin.sees(first.visitor_id).await;
    assert_eq!((seen.number, seen.events.len()), (1, 2));
    assert_eq!(seen.events[0].details["words"], "sofa bleu");
    // Not worth refusing a chat for: it begins, as anybody's.
    let wrong = json!({ "customer_id": "customer-42", "signature": "00" });
    let anybody: Session = open(wrong).await.unwrap().answer().await;
    assert_ne!(anybody.visitor_id, first.visitor_id);
    assert_eq!(admin.sees(anybody.visitor_id).await.customer_id, None);
}

/// D1
#[tokio::test]
async fn what_the_site_tells_is_known_of_the_visitor_and_shown_in_their_chat() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let visitor = hub.visitor().await;
    let track = |id: Uuid, name: &str| {
        let told = json!({ "id": id, "name": name, "details": { "order": "A-12", "value": 99.5, "nested": {} } });
        visitor.request(Method::POST, "/v1/visitor/track").json(&told).send()
    };
    let id = Uuid::now_v7();
    for _ in 0..2 {
        assert_eq!(track(id, "order_placed").await.unwrap().status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(track(id, "another").await.unwrap().code().await, ErrorCode::KeyReused);
    assert_eq!(track(Uuid::now_v7(), "  ").await.unwrap().code().await, ErrorCode::FieldInvalid);
    let seen = claire.sees(visitor.id).await;
    assert_eq!((seen.events.len(), seen.events[0].name.as_str()), (1, "order_placed"));
    assert_eq!(
        seen.events[0].details,
        [("order", "A-12"), ("value", "99.5")].map(|(k, v)| (k.into(), v.into())).into()
    );
    let chat = visitor.write("Bonjour").await.conversation_id;
    track(Uuid::now_v7(), "order_cancelled").await.unwrap();
    let told = items(&claire, chat).await;
    assert!(matches!(told.last(), Some(Item::Event { name, .. }) if name == "order_cancelled"), "{told:?}");
    assert_eq!(visitor.thread("").await.messages.len(), 1, "visitors do not get it");
    for n in 0..EVENTS_MAX {
        track(Uuid::now_v7(), &format!("event {n}")).await.unwrap();
    }
    let seen = claire.sees(visitor.id).await;
    assert_eq!((seen.events.len(), seen.events[0].name.as_str()), (EVENTS_MAX, "event 0"));
    hub.assert_sound().await;
}
