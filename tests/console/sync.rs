//! The first synchronisation, and following without a socket.

use crate::support::{Line, TestConsole, TestHub};
use futures_util::future::join_all;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::Folder;

const CONVERSATIONS: usize = 1_300;
const DEMO_EMAIL: &str = "sofia@maison-verlaine.example";

/// O4: more than a page of conversations.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_synchronisation_is_usable_after_its_first_page_and_resumes_where_it_was_cut() {
    let hub = TestHub::seeded(CONVERSATIONS, 8_000).await;
    let console = TestConsole::open(Line::to(hub.addr).await).await;
    let mut events = console.core.events();
    console.core.sign_in(DEMO_EMAIL.into(), hub::DEMO_PASSWORD.into()).await.unwrap();
    // The first page is there, the rest is not, and the folders already answer.
    TestConsole::told(&mut events, |event| {
        matches!(event, ConsoleEvent::FillingChanged { filling: Some(filling) } if filling.done < filling.total)
    })
    .await;
    console.line.cut();
    let counts = console.core.count_folders(None).await.unwrap();
    let known = counts.unassigned + counts.mine + counts.team + counts.closed;
    assert!(known > 0, "{counts:?}");
    // The console ends in the middle of it.
    let console = console.restarted().await;
    console.restore().await;
    let ask = async || console.core.count_folders(None).await.unwrap();
    let all = CONVERSATIONS as i64;
    console
        .until("all conversations", ask, |counts| counts.unassigned + counts.mine + counts.team + counts.closed == all)
        .await;
    // Every thread is whole in the end, the oldest too.
    let page = console.folder(Folder::Closed).await;
    for row in page.rows.iter().rev().take(20) {
        let whole = async || {
            let slice = console.slice(row.id).await;
            (slice.missing, slice.items.len() as i64, slice.last_position)
        };
        console.until("a whole thread", whole, |(missing, here, last)| !missing && here == last).await;
    }
}

/// A restored hub: consoles begin anew and keep what was not sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_hub_is_synchronised_from_the_start() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.shows(chat, &["Bonjour"]).await;
    claire.cut().await;
    claire.reply(chat, "Je regarde").await;
    hub::restored(&hub.running().store).await.unwrap();
    claire.restore().await;
    visitor.sees(&["Bonjour", "Je regarde"]).await;
    claire.shows(chat, &["Bonjour", "Je regarde"]).await;
}

/// Where a proxy lets no socket through, the hub is asked again and again.
#[tokio::test(flavor = "multi_thread")]
async fn a_network_without_sockets_is_followed_by_asking() {
    let hub = TestHub::start().await;
    let member = hub.member("claire", protocol::Role::Agent).await;
    let line = Line::to(hub.addr).await;
    line.refuse_sockets();
    let claire = TestConsole::open(line).await;
    claire.sign_in(&member.email, "correct horse").await;
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.reply(chat, "Bonjour !").await;
    visitor.sees(&["Bonjour", "Bonjour !"]).await;
    claire.has_sent_all(chat).await;
    claire.shows(chat, &["Bonjour", "Bonjour !"]).await;
}

/// O3: what was missed for long comes in its order, but the newest is there before it.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_long_absence_the_newest_conversations_come_first() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    claire.cut().await;
    // More than a page of changes, in more conversations than are looked at first.
    let mut chats = Vec::new();
    for _ in 0..40 {
        let visitor = hub.visitor().await;
        let written = join_all((0..26).map(|_| visitor.write("Bonjour"))).await;
        chats.push(written[0]);
    }
    let mut events = claire.core.events();
    claire.line.restore();
    claire.core.reconnect().await;
    let (oldest, newest) = (chats[0], chats[chats.len() - 1]);
    TestConsole::told(&mut events, |event| match event {
        ConsoleEvent::ConversationsChanged { ids } => {
            assert!(!ids.contains(&oldest), "the oldest came first");
            ids.contains(&newest)
        }
        _ => false,
    })
    .await;
    for chat in chats {
        let whole = async || claire.core.dialogue_head(chat).await.is_ok() && !claire.slice(chat).await.missing;
        claire.until("a whole thread", whole, |whole| *whole).await;
    }
}
