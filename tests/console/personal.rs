//! One person's data: visitors who turn out to be the same, and those who are erased.

use crate::support::{TestConsole, TestHub, TestVisitor, files_with};
use protocol::crm::SheetField;
use protocol::ipc::crm::EditSheet;
use protocol::ipc::inbox::{Folder, Search};
use protocol::ipc::thread::Draft;
use protocol::ipc::visitor::SetVisitorStatus;
use protocol::ipc::visitors::{ListVisitors, VisitorFilter, VisitorSort};
use protocol::{ConversationId, Role, VisitorId, VisitorStatus};
use std::time::Duration;

const CANARY: &str = "canari-rouge-2209";

async fn visitors(console: &TestConsole) -> Vec<VisitorId> {
    let ask = ListVisitors { filter: VisitorFilter::default(), sort: VisitorSort::default(), page: 0 };
    console.core.list_visitors(ask).await.unwrap().rows.into_iter().map(|row| row.id).collect()
}

async fn finds_canary(console: &TestConsole) -> bool {
    let search = Search { query: CANARY.into(), project: None, filter: Default::default(), limit: 10 };
    let found = console.core.search(search).await.unwrap();
    !found.messages.is_empty() || !found.people.is_empty()
}

/// A visitor who said it, in a chat that this agent has; it is in the cache, the index and the outbox.
async fn somebody(claire: &TestConsole, visitor: &TestVisitor) -> ConversationId {
    let chat = visitor.write(&format!("Je suis {CANARY}")).await;
    claire.claims(chat).await;
    claire.shows(chat, &[&format!("Je suis {CANARY}")]).await;
    claire.reply(chat, &format!("Bonjour {CANARY}")).await;
    claire.has_sent_all(chat).await;
    let edit = EditSheet { conversation: chat, field: SheetField::Name, from: None, to: Some(CANARY.into()) };
    claire.core.edit_sheet(edit).await.unwrap();
    claire.until("found by name too", async || finds_canary(claire).await, |found| *found).await;
    chat
}

/// Erased at the hub: from every console's files, those that were off line too, and with what was about to be said.
#[tokio::test(flavor = "multi_thread")]
async fn an_erased_visitor_leaves_no_byte_on_any_desk() {
    let hub = TestHub::start().await;
    let ines = hub.console(&hub.member("ines", Role::Admin).await).await;
    let (claire, sofia) = (hub.agent("claire").await, hub.manager("sofia").await);
    let claire = claire.with_undo(Duration::from_millis(50)).await;
    claire.connected().await;
    let visitor = hub.visitor().await;
    let chat = somebody(&claire, &visitor).await;
    for console in [&ines, &sofia] {
        console.finds(chat, Folder::Team).await;
        console.until("has it", async || finds_canary(console).await, |found| *found).await;
    }
    let other = hub.visitor().await.write("je reste").await;
    claire.finds(other, Folder::Unassigned).await;
    let id = claire.finds(chat, Folder::Mine).await.visitor_id;
    sofia.cut().await;
    sofia.core.set_visitor_status(SetVisitorStatus { visitor: id, status: VisitorStatus::Customer }).await.unwrap();
    let draft = Draft { text: format!("Encore un mot, {CANARY}"), extras: vec![] };
    claire.core.save_draft(chat, draft).await.unwrap();
    for console in [&claire, &sofia, &ines] {
        assert!(!files_with(console.profile(), CANARY).is_empty());
    }

    ines.core.erase_visitor(id).await.unwrap();
    sofia.restore().await;
    for console in [&ines, &claire, &sofia] {
        console.until("they are forgotten", async || visitors(console).await, |all| !all.contains(&id)).await;
        assert!(!finds_canary(console).await);
        assert!(console.core.dialogue_head(chat).await.is_err());
        assert_eq!(files_with(console.profile(), CANARY), Vec::<String>::new());
    }
    assert!(claire.core.list_not_sent().await.unwrap().is_empty(), "what was begun for them went along");
    claire.finds(other, Folder::Unassigned).await;
    for console in [ines, claire, sofia] {
        console.core.shutdown().await;
        assert_eq!(files_with(console.profile(), CANARY), Vec::<String>::new());
    }
}

/// Only admins, and the refusal says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_visitors_data_are_given_out_and_erased_by_admins_alone() {
    let hub = TestHub::start().await;
    let ines = hub.console(&hub.member("ines", Role::Admin).await).await;
    let claire = hub.agent("claire").await;
    let chat = hub.visitor().await.write(CANARY).await;
    let id = claire.finds(chat, Folder::Unassigned).await.visitor_id;
    ines.finds(chat, Folder::Unassigned).await;
    let code = |error| protocol::ipc::Failure::from(error).code;
    assert_eq!(code(claire.core.visitor_data(id).await.unwrap_err()), "forbidden");
    assert_eq!(code(claire.core.erase_visitor(id).await.unwrap_err()), "forbidden");
    let data = String::from_utf8(ines.core.visitor_data(id).await.unwrap()).unwrap();
    assert!(data.contains(CANARY) && data.contains("\n  \"conversations\": ["), "{data}");
    ines.cut().await;
    assert_eq!(code(ines.core.visitor_data(id).await.unwrap_err()), "offline");
}
