//! What agents collect beside a conversation, and what comes of it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::Conversation;
use protocol::crm::EntryKind;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::sync::SyncPage;
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::{Answered, TestAgent, TestHub};
use uuid::Uuid;

async fn saved(agent: &TestAgent, chat: protocol::ConversationId, field: &str, from: &str, to: &str) {
    let answer = agent.edit(chat, field, from, to).await;
    assert_eq!(answer.status(), StatusCode::OK, "{field}: {:?}", answer.text().await);
}

/// A12
#[tokio::test]
async fn each_field_is_kept_and_comes_to_every_console() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await.conversation_id;
    let (_, cursor) = claire.snapshot(10).await;
    for (field, to) in [
        ("name", "Lucía Fernández"),
        ("email", "lucia@correo.example"),
        ("phone", "+34 612 48 09 37"),
        ("organisation", "Fernández Interiores"),
        ("address", "Calle de Colón 31, 46004 Valencia"),
        ("value", "2580 EUR"),
        ("closing", "2026-12-12"),
        ("notes", "Décoratrice.\nRappeler pour le tissu."),
    ] {
        saved(&claire, chat, field, "", to).await;
    }
    let page = claire.changes(&cursor).await;
    let (person, sheet) = (page.visitors.last().unwrap(), page.sheets.last().unwrap());
    let texts = [&person.name, &person.email, &person.phone, &sheet.organisation, &sheet.address];
    let texts: Vec<_> = texts.into_iter().flatten().map(String::as_str).collect();
    assert_eq!(
        texts,
        [
            "Lucía Fernández",
            "lucia@correo.example",
            "+34 612 48 09 37",
            "Fernández Interiores",
            "Calle de Colón 31, 46004 Valencia"
        ]
    );
    assert_eq!(sheet.value.as_deref(), Some("2580.00 EUR"));
    assert_eq!(sheet.closing.as_deref(), Some("2026-12-12"));
    assert_eq!(sheet.notes.as_deref(), Some("Décoratrice.\nRappeler pour le tissu."));
    assert!(sheet.saved_at.is_some());
    saved(&claire, chat, "phone", "+34 612 48 09 37", "").await;
    assert_eq!(claire.sees(visitor.id).await.phone, None, "a field can be emptied");
    assert_eq!(claire.edit(chat, "email", "lucia@correo.example", "lucia").await.code().await, ErrorCode::FieldInvalid);
    assert_eq!(claire.edit(chat, "colour", "", "red").await.code().await, ErrorCode::BodyInvalid);
    hub.assert_sound().await;
}

/// A12: of two who change a field at once the second one is told, and nothing is overwritten.
#[tokio::test]
async fn what_a_colleague_changed_meanwhile_is_not_overwritten() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("Claire").await, hub.manager("Sofia").await);
    let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
    saved(&sofia, chat, "notes", "", "Rappeler lundi").await;
    assert_eq!(claire.edit(chat, "notes", "", "Rappeler mardi").await.code().await, ErrorCode::SheetMovedOn);
    assert_eq!(claire.sheet(chat).await.unwrap().notes.as_deref(), Some("Rappeler lundi"));
    // Who wants what is there already has it; who has seen the other's word may replace it.
    saved(&claire, chat, "notes", "", "Rappeler lundi").await;
    saved(&claire, chat, "notes", "Rappeler lundi", "Rappeler mardi").await;
    // Nobody is in their own way: "2580 EUR" is kept as "2580.00 EUR".
    saved(&claire, chat, "value", "", "2580 EUR").await;
    saved(&claire, chat, "value", "2580 EUR", "2600 EUR").await;
    assert_eq!(claire.edit(chat, "value", "2580 EUR", "1 EUR").await.code().await, ErrorCode::SheetMovedOn);
    // Another field is another matter.
    saved(&sofia, chat, "organisation", "", "Interiores").await;
}

/// A13: the thread shows it, the visitor does not; the chat goes on.
#[tokio::test]
async fn a_lead_stands_in_the_thread_and_closes_nothing() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    let id = Uuid::now_v7();
    let wish = json!({ "id": id, "what": "lead", "title": "Deux fauteuils Solène" });
    let posted: Posted = claire.create(chat, wish.clone()).await.answer().await;
    assert_eq!(posted.position, 3);
    let again: Posted = claire.create(chat, wish).await.answer().await;
    assert_eq!(again, posted, "a repeated wish creates nothing more");
    let other = json!({ "id": id, "what": "deal", "title": "Deux fauteuils Solène" });
    assert_eq!(claire.create(chat, other).await.code().await, ErrorCode::KeyReused);
    let due = json!({ "what": "activity", "title": "Rappeler", "due": "2026-12-01" });
    claire.create(chat, due).await.answer::<Posted>().await;
    for (wish, code) in [
        (json!({ "what": "lead", "title": " " }), ErrorCode::FieldInvalid),
        (json!({ "what": "lead", "title": "A", "due": "2026-12-01" }), ErrorCode::FieldInvalid),
        (json!({ "what": "activity", "title": "A", "due": "demain" }), ErrorCode::FieldInvalid),
        (json!({ "what": "castle", "title": "A" }), ErrorCode::BodyInvalid),
    ] {
        assert_eq!(claire.create(chat, wish.clone()).await.code().await, code, "{wish}");
    }
    let sheet = claire.sheet(chat).await.unwrap();
    let told: Vec<_> = sheet.entries.iter().map(|one| (one.what, one.title.as_str(), one.due.as_deref())).collect();
    assert_eq!(
        told,
        [(EntryKind::Lead, "Deux fauteuils Solène", None), (EntryKind::Activity, "Rappeler", Some("2026-12-01"))]
    );
    assert_eq!(sheet.entries[0].by.as_ref().unwrap().name, "Claire");
    assert_eq!(visitor.told().await, ["visitor: Bonjour", "system joined"]);
    let reply: Posted = claire.reply(chat, "Voilà").await.answer().await;
    assert_eq!(reply.position, 5, "it is as open as before");
    hub.assert_sound().await;
}

/// A14: after the close the panel still takes data, leads and deals; and the next conversation knows the person.
#[tokio::test]
async fn a_closed_chat_still_takes_data_and_the_next_one_knows_the_person() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    claire.close(chat, 1).await.answer::<Conversation>().await;
    let (_, cursor) = karim.snapshot(10).await;
    saved(&karim, chat, "organisation", "", "Interiores").await;
    saved(&karim, chat, "value", "", "12 EUR").await;
    karim.create(chat, json!({ "what": "deal", "title": "Tissu" })).await.answer::<Posted>().await;
    // Closed chats are everybody's: a colleague's socket is told, too.
    assert_eq!(karim.changes(&cursor).await.sheets[0].entries[0].what, EntryKind::Deal);
    let next = visitor.write("Me revoilà").await.conversation_id;
    let sheet = claire.sheet(next).await.unwrap();
    assert_eq!((sheet.organisation.as_deref(), sheet.value, sheet.entries.len()), (Some("Interiores"), None, 0));
    hub.assert_sound().await;
}

/// A6: what a hidden chat yielded is hidden with it, and comes back with it.
#[tokio::test]
async fn a_sheet_is_seen_as_its_conversation_is() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    saved(&claire, chat, "notes", "", "Confidentiel").await;
    claire.create(chat, json!({ "what": "lead", "title": "Confidentiel" })).await.answer::<Posted>().await;
    assert_eq!(karim.edit(chat, "notes", "Confidentiel", "").await.code().await, ErrorCode::NotFound);
    assert_eq!(karim.create(chat, json!({ "what": "lead", "title": "A" })).await.code().await, ErrorCode::NotFound);
    let all = karim.request(Method::GET, "/v1/sync").send().await.unwrap().text().await.unwrap();
    assert!(!all.contains("Confidentiel"));
    let (_, cursor) = karim.snapshot(10).await;
    claire.assign(chat, Some(karim.id)).await.answer::<Conversation>().await;
    let page = karim.changes(&cursor).await;
    assert_eq!(page.sheets[0].notes.as_deref(), Some("Confidentiel"), "older than the cursor, and new to them");
    assert!(claire.sheet(chat).await.is_none());
}

/// A10: nobody is there; the form fills the person, and a lead comes of it.
#[tokio::test]
async fn the_offline_flow_creates_a_lead() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let chat = visitor.pick_first("person").await.conversation_id;
    let asked = visitor.asked().await.unwrap();
    let answers = json!({ "name": "Lucía Pérez", "email": "lucia@tienda.example" });
    visitor.fill(asked, answers).await.answer::<Posted>().await;
    let sheet = sofia.sheet(chat).await.unwrap();
    assert_eq!(sheet.entries.len(), 1);
    let lead = &sheet.entries[0];
    assert_eq!((lead.what, lead.title.as_str(), &lead.by), (EntryKind::Lead, "Lucía Pérez", &None));
    let items = sofia.fetch(chat).await;
    assert!(items.contains(r#""kind":"created""#));
    assert!(visitor.told().await.iter().all(|told| !told.contains("created")));
    hub.assert_sound().await;
}

/// A12, A13: wherever the pages end, each sheet is told, once it may be seen.
#[tokio::test]
async fn a_sheet_is_told_wherever_a_page_ends() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("Claire").await, hub.agent("Karim").await);
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    let (_, cursor) = karim.snapshot(10).await;
    saved(&claire, chat, "notes", "", "Rappeler").await;
    claire.create(chat, json!({ "what": "lead", "title": "Fauteuil" })).await.answer::<Posted>().await;
    claire.assign(chat, Some(karim.id)).await.answer::<Conversation>().await;
    for n in 0..3 {
        visitor.write(&format!("Et {n}")).await;
    }
    let (mut since, mut told) = (cursor, Vec::new());
    loop {
        let page: SyncPage = karim.page(&format!("since={}&limit=1", since.0)).await.answer().await;
        told.extend(page.sheets);
        since = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].notes.as_deref(), told[0].entries.len()), (Some("Rappeler"), 1));
}
