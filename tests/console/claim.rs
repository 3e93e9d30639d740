//! Taking, giving and closing conversations.

use crate::support::{TestConsole, TestHub};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::Folder;
use protocol::ipc::thread::{ClaimOutcome, Move};
use protocol::{ConversationId, State};
use std::time::Duration;

const AT_ONCE: Duration = Duration::from_millis(50);
const AN_HOUR: Duration = Duration::from_secs(3_600);

/// A4
#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_claim_one_wins_and_the_other_is_told_who() {
    let hub = TestHub::start().await;
    let (claire, karim, visitor) = (hub.agent("claire").await, hub.agent("karim").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    karim.finds(chat, Folder::Unassigned).await;
    let (first, second) = tokio::join!(claire.core.claim(chat), karim.core.claim(chat));
    let (first, second) = (first.unwrap(), second.unwrap());
    let (winner, name, loser, told) = if first == ClaimOutcome::Mine {
        (&claire, "claire", &karim, second)
    } else {
        (&karim, "karim", &claire, first)
    };
    let ClaimOutcome::Taken { by } = told else { panic!("both won") };
    assert!(by.is_none_or(|by| by.name == name));
    // The winner's cache knows at once, without waiting for the next page.
    assert!(winner.core.dialogue_head(chat).await.unwrap().mine);
    loser.loses(chat).await;
}

async fn mine(hub: &TestHub, undo: Duration) -> (TestConsole, crate::support::TestVisitor, ConversationId) {
    let (claire, visitor) = (hub.agent("claire").await.with_undo(undo).await, hub.visitor().await);
    claire.connected().await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.shows(chat, &["Bonjour"]).await;
    (claire, visitor, chat)
}

async fn last_position(console: &TestConsole, chat: ConversationId) -> i64 {
    console.core.dialogue_head(chat).await.unwrap().last_position
}

/// A14
#[tokio::test(flavor = "multi_thread")]
async fn a_close_can_be_undone_while_it_waits() {
    let hub = TestHub::start().await;
    let (claire, _visitor, chat) = mine(&hub, AN_HOUR).await;
    claire.core.close(chat, last_position(&claire, chat).await).await.unwrap();
    let pending = claire.core.dialogue_head(chat).await.unwrap().pending_move.unwrap();
    assert_eq!(pending.what, Move::Close);
    // A reply written meanwhile is sent; the close goes on waiting.
    claire.reply(chat, "Un instant").await;
    claire.has_sent_all(chat).await;
    assert!(claire.core.undo_move(chat).await.unwrap());
    assert_eq!(claire.core.dialogue_head(chat).await.unwrap().pending_move, None);
    assert!(!claire.core.undo_move(chat).await.unwrap());
    assert_eq!(claire.finds(chat, Folder::Mine).await.state, State::Assigned);
}

/// A14
#[tokio::test(flavor = "multi_thread")]
async fn a_close_is_sent_when_its_time_is_up() {
    let hub = TestHub::start().await;
    let (claire, _visitor, chat) = mine(&hub, AT_ONCE).await;
    claire.core.close(chat, last_position(&claire, chat).await).await.unwrap();
    let closed = claire.finds(chat, Folder::Closed).await;
    assert!(closed.closed_at.is_some());
    let failure = protocol::ipc::Failure::from(claire.core.reply(chat, vec!["encore".into()]).await.unwrap_err());
    assert_eq!(failure.code, "conversation_closed");
}

/// A14
#[tokio::test(flavor = "multi_thread")]
async fn a_close_that_waited_when_the_console_ended_is_sent_by_the_next_one() {
    let hub = TestHub::start().await;
    let (claire, _visitor, chat) = mine(&hub, AN_HOUR).await;
    claire.core.close(chat, last_position(&claire, chat).await).await.unwrap();
    let claire = claire.with_undo(AT_ONCE).await;
    claire.finds(chat, Folder::Closed).await;
}

/// A14
#[tokio::test(flavor = "multi_thread")]
async fn a_close_that_has_not_seen_the_last_text_is_refused_and_told() {
    let hub = TestHub::start().await;
    let (claire, visitor, chat) = mine(&hub, AT_ONCE).await;
    let seen = last_position(&claire, chat).await;
    visitor.write("Encore une chose").await;
    let mut events = claire.core.events();
    claire.core.close(chat, seen).await.unwrap();
    let refused = |event: &ConsoleEvent| matches!(event, ConsoleEvent::MoveRefused { id, code, .. } if *id == chat && code == "conversation_moved_on");
    TestConsole::told(&mut events, refused).await;
    assert_eq!(claire.finds(chat, Folder::Mine).await.state, State::Assigned);
}

/// A5
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_given_back_waits_for_everybody_again() {
    let hub = TestHub::start().await;
    let karim = hub.agent("karim").await;
    let (claire, _visitor, chat) = mine(&hub, AT_ONCE).await;
    karim.loses(chat).await;
    claire.core.assign_to(chat, None, None).await.unwrap();
    claire.finds(chat, Folder::Unassigned).await;
    karim.claims(chat).await;
    claire.loses(chat).await;
}
