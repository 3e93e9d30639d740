//! A6: what an agent may not see is nowhere on their machine.

use crate::support::{TestConsole, TestHub, files_with};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::{Folder, Search};
use protocol::ipc::thread::{UnsentReply, UnsentState};
use std::time::Duration;

const CANARY: &str = "canari-jaune-4711";

async fn finds_canary(console: &TestConsole) -> bool {
    let search = Search { query: CANARY.into(), project: None, filter: Default::default(), limit: 10 };
    !console.core.search(search).await.unwrap().messages.is_empty()
}

/// A6
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_reassigned_away_leaves_no_byte_behind() {
    let hub = TestHub::start().await;
    let karim = hub.agent("karim").await;
    let claire = hub.agent("claire").await.with_undo(Duration::from_millis(50)).await;
    claire.connected().await;
    let visitor = hub.visitor().await;
    let mut chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    for n in 0..30 {
        chat = visitor.write(&format!("{CANARY} {n}")).await;
    }
    let all = async || claire.texts(chat).await.len();
    claire.until("all texts", all, |count| *count == 31).await;
    assert!(finds_canary(&claire).await);
    assert!(!files_with(claire.profile(), CANARY).is_empty());

    let mut events = claire.core.events();
    claire.core.assign_to(chat, Some(karim.core.desk().await.unwrap().me.unwrap().id), None).await.unwrap();
    TestConsole::told(&mut events, |event| *event == ConsoleEvent::ConversationRevoked { id: chat }).await;
    // At once: before the window was told, all was gone.
    assert_eq!(files_with(claire.profile(), CANARY), Vec::<String>::new());
    assert!(!finds_canary(&claire).await);
    assert!(claire.core.dialogue_head(chat).await.is_err());
    karim.finds(chat, Folder::Mine).await;
    let all = async || karim.texts(chat).await.len();
    karim.until("all texts", all, |count| *count == 31).await;
    claire.core.shutdown().await;
    assert_eq!(files_with(claire.profile(), CANARY), Vec::<String>::new());
}

/// A6
#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_chat_never_reaches_an_agent_and_reaches_a_manager() {
    let hub = TestHub::start().await;
    let (claire, karim, sofia) = (hub.agent("claire").await, hub.agent("karim").await, hub.manager("sofia").await);
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await;
    karim.claims(chat).await;
    claire.loses(chat).await;
    visitor.write(CANARY).await;
    karim.shows(chat, &["Bonjour", CANARY]).await;
    sofia.finds(chat, Folder::Team).await;
    sofia.shows(chat, &["Bonjour", CANARY]).await;
    // A later change that Claire does see: what came before it has passed her.
    let other = hub.visitor().await.write("Autre chose").await;
    claire.finds(other, Folder::Unassigned).await;
    assert_eq!(files_with(claire.profile(), CANARY), Vec::<String>::new());
    assert!(!finds_canary(&claire).await);
    // Nor does a new profile get it.
    let fresh = claire.restarted().await;
    assert_eq!(files_with(fresh.profile(), CANARY), Vec::<String>::new());
}

/// A6: the agent's own words are theirs; they are shown as not sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_waited_when_the_chat_was_taken_away_stays_as_not_sent() {
    let hub = TestHub::start().await;
    let (claire, sofia, visitor) = (hub.agent("claire").await, hub.manager("sofia").await, hub.visitor().await);
    let sofia = sofia.with_undo(Duration::from_millis(50)).await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    claire.reply(chat, "trop tard").await;
    claire.core.save_draft(chat, "et encore".into()).await.unwrap();
    sofia.finds(chat, Folder::Team).await;
    let me = sofia.core.desk().await.unwrap().me.unwrap().id;
    sofia.core.assign_to(chat, Some(me), None).await.unwrap();
    sofia.finds(chat, Folder::Mine).await;
    claire.restore().await;
    claire.loses(chat).await;
    let ask = async || claire.slice(chat).await.unsent;
    let refused = |unsent: &Vec<UnsentReply>| matches!(unsent[0].state, UnsentState::Refused { .. });
    claire.until("not sent", ask, refused).await;
    visitor.sees(&["Bonjour"]).await;
    // Both are listed where the agent finds them, until they are taken out.
    let listed = async || claire.core.list_not_sent().await.unwrap();
    let not_sent = claire.until("both under Not sent", listed, |listed| listed.len() == 2).await;
    for (reply, text) in not_sent.iter().zip(["trop tard", "et encore"]) {
        assert_eq!(claire.core.discard_reply(reply.id).await.unwrap(), text.into());
    }
    assert_eq!(claire.core.list_not_sent().await.unwrap(), []);
}

/// A6: what is no longer theirs after a change of role leaves with it.
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_who_is_no_manager_any_more_keeps_no_colleagues_chat() {
    let hub = TestHub::start().await;
    let (karim, sofia, visitor) = (hub.agent("karim").await, hub.manager("sofia").await, hub.visitor().await);
    let chat = visitor.write(CANARY).await;
    karim.claims(chat).await;
    sofia.finds(chat, Folder::Team).await;
    sofia.shows(chat, &[CANARY]).await;
    let waiting = hub.visitor().await.write("Autre chose").await;
    sofia.finds(waiting, Folder::Unassigned).await;
    let id = sofia.core.desk().await.unwrap().me.unwrap().id;
    let mut events = sofia.core.events();
    hub::accounts::change_agent(&hub.running().store, id, protocol::Role::Agent, true, vec![hub.project.id])
        .await
        .unwrap();
    TestConsole::told(&mut events, |event| *event == ConsoleEvent::ConversationRevoked { id: chat }).await;
    assert_eq!(files_with(sofia.profile(), CANARY), Vec::<String>::new());
    sofia.finds(waiting, Folder::Unassigned).await;
}
