//! The visitors page, as a console has it.

use crate::support::{Line, TestConsole, TestHub};
use protocol::VisitorStatus;
use protocol::ipc::Failure;
use protocol::ipc::crm::TableFormat;
use protocol::ipc::inbox::Folder;
use protocol::ipc::session::Preferences;
use protocol::ipc::visitor::SetVisitorStatus;
use protocol::ipc::visitors::{ExportVisitors, ListVisitors, VisitorFilter, VisitorPage, VisitorSort};
use std::time::Duration;

async fn list(console: &TestConsole, filter: VisitorFilter) -> VisitorPage {
    console.core.list_visitors(ListVisitors { filter, sort: VisitorSort::default(), page: 0 }).await.unwrap()
}

/// V1, V3, O1: the page is the cache's, so it is there offline too.
#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_listed_and_counted_offline_too() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let (_silent, talking) = (hub.visitor().await, hub.visitor().await);
    talking.write("Bonjour").await;
    let all = async || list(&claire, VisitorFilter::default()).await;
    let page = claire.until("both visitors", all, |page| page.rows.iter().filter(|row| row.engaged).count() == 1).await;
    assert_eq!((page.count(None), page.count(Some(VisitorStatus::New))), (2, 2));
    let engaged = VisitorFilter { engaged: true, ..Default::default() };
    assert_eq!(list(&claire, engaged.clone()).await.rows.len(), 1);
    claire.cut().await;
    assert_eq!(list(&claire, engaged).await.count(None), 1);
}

/// V10, O2: shown at once, told to the hub once it is back, and then to colleagues.
#[tokio::test(flavor = "multi_thread")]
async fn a_status_set_offline_shows_at_once_and_reaches_a_colleague() {
    let hub = TestHub::start().await;
    let (claire, karim, _visitor) = (hub.agent("claire").await, hub.agent("karim").await, hub.visitor().await);
    let there = |page: &VisitorPage| page.count(None) == 1;
    for console in [&claire, &karim] {
        console.until("the visitor", async || list(console, VisitorFilter::default()).await, there).await;
    }
    let visitor = list(&claire, VisitorFilter::default()).await.rows[0].id;
    claire.cut().await;
    let wish = SetVisitorStatus { visitor, status: VisitorStatus::Customer };
    claire.core.set_visitor_status(wish).await.unwrap();
    let customers = |page: &VisitorPage| page.count(Some(VisitorStatus::Customer)) == 1;
    assert!(customers(&list(&claire, VisitorFilter::default()).await));
    assert!(!customers(&list(&karim, VisitorFilter::default()).await));
    claire.restore().await;
    karim.until("the status", async || list(&karim, VisitorFilter::default()).await, customers).await;
    assert!(customers(&list(&claire, VisitorFilter::default()).await));
}

/// V7, A6: of a colleague's chat the file tells who has it, and nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_chat_is_named_with_whom() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("claire").await, hub.agent("karim").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.claims(chat).await;
    let visitor = list(&claire, VisitorFilter::default()).await.rows[0].id;
    let file = async || karim.core.open_visitor(visitor).await.ok();
    let hidden = karim.until("who has it", file, |file| file.as_ref().is_some_and(|file| file.hidden_with.is_some()));
    let hidden = hidden.await.unwrap();
    assert_eq!((hidden.hidden_with.unwrap().name.as_str(), hidden.conversations.len()), ("claire", 0));
    let own = async || claire.core.open_visitor(visitor).await.unwrap();
    claire.until("her own", own, |file| file.conversations.len() == 1 && file.hidden_with.is_none()).await;
}

/// V8, V13: the page, or all that match, however many pages, in both formats.
#[tokio::test(flavor = "multi_thread")]
async fn all_that_match_are_exported() {
    let hub = TestHub::seeded(120, 600).await;
    let console = TestConsole::open(Line::to(hub.addr).await).await;
    console.sign_in("claire@maison-verlaine.example", hub::DEMO_PASSWORD).await;
    let filter = VisitorFilter { engaged: true, ..Default::default() };
    let page =
        console.until("all of them", async || list(&console, filter.clone()).await, |page| page.count(None) > 60);
    let (total, list) =
        (page.await.count(None) as usize, ListVisitors { filter, sort: VisitorSort::default(), page: 1 });
    let folder = tempfile::tempdir().unwrap();
    let export = async |format, all| {
        let path = folder.path().join("export");
        let wish = ExportVisitors { list: list.clone(), format, all };
        console.core.export_visitors(wish, std::fs::File::create(&path).unwrap()).await.unwrap();
        std::fs::read(&path).unwrap()
    };
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().lines().count();
    assert_eq!(lines(export(TableFormat::Csv, true).await), total + 1);
    assert_eq!(lines(export(TableFormat::Csv, false).await), 21);
    assert!(export(TableFormat::Xlsx, true).await.starts_with(b"PK"));
}

/// V6, V7: what lies beyond the time that this desk keeps is said to be missing, and fetched.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_longer_kept_of_a_visitor_can_be_fetched() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await.with_undo(Duration::from_millis(20)).await;
    claire.connected().await;
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    visitor.write("Une question ancienne").await;
    claire.shows(chat, &["Bonjour", "Une question ancienne"]).await;
    claire.core.close(chat, claire.slice(chat).await.last_position).await.unwrap();
    claire.finds(chat, Folder::Closed).await;
    let id = list(&claire, VisitorFilter::default()).await.rows[0].id;
    let file = async || claire.core.open_visitor(id).await.unwrap();
    claire.until("all of it", file, |file| !file.partial).await;
    claire.core.set_preferences(Preferences { keep_days: Some(0), ..Preferences::default() }).await.unwrap();
    claire.until("what is let go", file, |file| file.partial).await;
    claire.cut().await;
    let code = Failure::from(claire.core.fetch_visitor(id).await.unwrap_err()).code;
    assert_eq!(code, "offline");
    claire.restore().await;
    claire.core.fetch_visitor(id).await.unwrap();
    assert!(!file().await.partial);
    assert_eq!(claire.texts(chat).await, ["Bonjour", "Une question ancienne"]);
}
