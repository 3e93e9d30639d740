//! All that is held of one person: given out whole, and erased from the disk.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::accounts::AuditPage;
use protocol::wire::agents::Posted;
use protocol::wire::sync::{GoneVisitor, SyncPage};
use protocol::wire::visitors::Session;
use protocol::wire::{ErrorCode, personal::VisitorData};
use protocol::{Body, Conversation, FileId, Item, Role};
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::path::Path;
use support::sender::Sender;
use support::{Answered, ORIGIN, TestAgent, TestHub, TestVisitor, taken};
use uuid::Uuid;

/// In everything that a person left.
const CANARY: &str = "canari-51c8-efface-moi";

/// A visitor who left something everywhere, and a file of theirs.
async fn somebody(hub: &TestHub, claire: &TestAgent) -> (TestVisitor, FileId) {
    let page = json!({ "url": format!("{ORIGIN}/{CANARY}"), "title": CANARY });
    let body = json!({
        "project_key": hub.project.key, "page": page, "params": { "basket": CANARY },
        "events": [{ "id": Uuid::now_v7(), "name": CANARY }],
    });
    let request = hub.http.post(hub.url("/v1/visitor/session")).header("origin", ORIGIN).json(&body);
    let session: Session = request.send().await.unwrap().answer().await;
    let visitor = hub.visitor_with(&session.token, &session.visitor_id.to_string());
    let chat = taken(&visitor, claire, &format!("Je m'appelle {CANARY}")).await;
    claire.reply(chat, &format!("Bonjour {CANARY}")).await.answer::<Posted>().await;
    let file = visitor.upload(&format!("{CANARY}.txt"), CANARY.as_bytes()).await;
    let sent = json!({ "id": Uuid::now_v7(), "file": file });
    let sent = visitor.request(Method::POST, "/v1/visitor/messages").json(&sent).send().await.unwrap();
    sent.answer::<Posted>().await;
    for (field, to) in [("name", CANARY), ("notes", CANARY)] {
        let edit = json!({ "field": field, "from": null, "to": to });
        let path = format!("/v1/conversations/{chat}/sheet");
        let edit =
            claire.request(Method::PATCH, &path).header("idempotency-key", Uuid::now_v7().to_string()).json(&edit);
        assert!(edit.send().await.unwrap().status().is_success());
    }
    let lead = json!({ "id": Uuid::now_v7(), "what": "lead", "title": CANARY });
    claire.command(&format!("/v1/conversations/{chat}/entries"), lead).await.answer::<Posted>().await;
    let position = visitor.write(&format!("au revoir, {CANARY}")).await.position;
    claire.close(chat, position).await.answer::<Conversation>().await;
    visitor.write(&format!("encore {CANARY}")).await;
    let unsent = visitor.upload("unsent.txt", CANARY.as_bytes()).await;
    assert_ne!(unsent, file);
    (visitor, file)
}

/// Files below a folder that hold the bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn an_erased_visitor_is_gone_from_every_file_of_the_hub() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let (visitor, file) = somebody(&hub, &claire).await;
    let block = admin.block(visitor.id, json!({ "reason": format!("écrit {CANARY}") })).await;
    assert_eq!(block.status(), StatusCode::NO_CONTENT);
    let bystander = hub.visitor().await;
    bystander.write("je reste").await;
    let (_, before) = claire.snapshot(100).await;
    assert!(holding(hub.dir.path(), CANARY.as_bytes()).len() >= 3, "database, log and files hold it");
    let path = format!("/v1/visitors/{}", visitor.id);
    for agent in [&claire, &hub.manager("Sofia").await] {
        assert_eq!(agent.request(Method::DELETE, &path).send().await.unwrap().code().await, ErrorCode::Forbidden);
    }

    for _ in 0..2 {
        let erased = admin.request(Method::DELETE, &path).send().await.unwrap();
        assert_eq!(erased.status(), StatusCode::NO_CONTENT, "and again does no harm");
    }
    assert_eq!(holding(hub.dir.path(), CANARY.as_bytes()), Vec::<String>::new());
    assert_eq!(holding(hub.dir.path(), file.to_string().as_bytes()), Vec::<String>::new());
    hub.assert_sound().await;
    let page = claire.changes(&before).await;
    assert_eq!(page.visitors_gone, [GoneVisitor { id: visitor.id, into: None }]);
    assert!(!serde_json::to_string(&page).unwrap().contains(CANARY));
    // The token leads nowhere: the browser begins as somebody new.
    assert_eq!(visitor.post(Uuid::now_v7(), "encore moi").await.code().await, ErrorCode::TokenInvalid);
    let again: Session = hub.open_session(&hub.project.key, ORIGIN, Some(&visitor.token)).await.answer().await;
    assert_ne!(again.visitor_id, visitor.id);
    // Who did it is known, and of whom only the number.
    let trail: AuditPage = admin.request(Method::GET, "/v1/audit").send().await.unwrap().answer().await;
    let erased = trail.entries.iter().find(|entry| entry.action == "visitor_erased").unwrap();
    assert_eq!((erased.by.id, erased.detail.clone()), (admin.id, Some(json!({ "number": 1 }))));
    assert_eq!(trail.entries.iter().filter(|entry| entry.action == "visitor_erased").count(), 1);
    let blocked = trail.entries.iter().find(|entry| entry.action == "visitor_blocked").unwrap();
    assert_eq!((blocked.detail.clone(), blocked.visitor_id), (None, None));
    assert_eq!(bystander.thread("").await.messages.len(), 1);
}

/// However many, each console is told of all of them: page by page, and those of before its snapshot too.
#[tokio::test]
async fn consoles_are_told_of_every_erased_visitor() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let mut visitors = vec![hub.visitor().await, hub.visitor().await, hub.visitor().await];
    let (_, mut cursor) = claire.snapshot(100).await;
    for visitor in &visitors {
        let erased = admin.request(Method::DELETE, &format!("/v1/visitors/{}", visitor.id)).send().await.unwrap();
        assert_eq!(erased.status(), StatusCode::NO_CONTENT);
    }
    visitors.sort_by_key(|visitor| visitor.id);
    let all: Vec<_> = visitors.iter().map(|visitor| GoneVisitor { id: visitor.id, into: None }).collect();
    let mut told = Vec::new();
    loop {
        let page: SyncPage = claire.page(&format!("since={}&limit=1", cursor.0)).await.answer().await;
        told.extend(page.visitors_gone);
        cursor = page.cursor;
        if !page.more {
            break;
        }
    }
    told.sort_by_key(|gone| gone.id);
    assert_eq!(told, all);
    let (pages, _) = claire.snapshot(1).await;
    let mut first = pages[0].visitors_gone.clone();
    first.sort_by_key(|gone| gone.id);
    assert_eq!((first, pages[1..].iter().all(|page| page.visitors_gone.is_empty())), (all, true));
}

#[tokio::test]
async fn an_admin_gets_all_data_of_one_visitor_and_nobody_else_does() {
    let hub = TestHub::start().await;
    let admin = hub.member("Ines", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let (visitor, file) = somebody(&hub, &claire).await;
    let path = format!("/v1/visitors/{}/data", visitor.id);
    for agent in [&claire, &hub.manager("Sofia").await] {
        assert_eq!(agent.request(Method::GET, &path).send().await.unwrap().code().await, ErrorCode::Forbidden);
    }
    let elsewhere = hub.other_project().await;
    let stranger = hub.member("Lou", Role::Admin, vec![elsewhere.id]).await;
    for (method, path) in [(Method::GET, path.clone()), (Method::DELETE, format!("/v1/visitors/{}", visitor.id))] {
        assert_eq!(stranger.request(method, &path).send().await.unwrap().code().await, ErrorCode::NotFound);
    }
    assert_eq!(admin.block(visitor.id, json!({ "reason": CANARY })).await.status(), StatusCode::NO_CONTENT);
    let data: VisitorData = admin.request(Method::GET, &path).send().await.unwrap().answer().await;
    assert_eq!((data.visitor.name.as_deref(), data.visitor.events.len()), (Some(CANARY), 1));
    assert_eq!(data.pages[0].title, CANARY);
    assert_eq!(data.unsent_files, ["unsent.txt"]);
    assert_eq!((data.audit.len(), &data.audit[0].detail.as_ref().unwrap()["reason"]), (1, &json!(CANARY)));
    assert_eq!(data.conversations.len(), 2);
    let first = &data.conversations[0];
    assert_eq!(first.sheet.as_ref().unwrap().notes.as_deref(), Some(CANARY));
    assert!(first.messages.iter().any(|message| message.body.text() == Some(&format!("au revoir, {CANARY}"))));
    let names =
        |message: &protocol::Message| matches!(&message.body, Body::Known(Item::File(sent)) if sent.file == file);
    assert!(first.messages.iter().any(names));
    let trail: AuditPage = admin.request(Method::GET, "/v1/audit").send().await.unwrap().answer().await;
    assert_eq!(trail.entries.iter().filter(|entry| entry.action == "visitor_exported").count(), 1);
}
