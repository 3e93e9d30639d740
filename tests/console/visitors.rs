//! The visitors page, as a console has it.

use crate::support::{TestConsole, TestHub};
use protocol::VisitorStatus;
use protocol::ipc::visitors::{ListVisitors, VisitorFilter, VisitorPage, VisitorSort};

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
