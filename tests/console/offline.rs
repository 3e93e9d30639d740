//! What works without the hub, and what is made up for when it is back.

use crate::support::TestHub;
use protocol::ipc::Failure;
use protocol::ipc::inbox::{Folder, Search, Unsent};
use protocol::ipc::thread::UnsentState;
use pupitre::console::Options;

/// O2
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_written_offline_arrives_once_after_reconnect() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour, ma commande ?").await;
    claire.claims(chat).await;
    claire.cut().await;
    claire.reply(chat, "Je regarde").await;
    claire.reply(chat, "Elle part demain").await;
    let waiting = claire.slice(chat).await.unsent;
    assert!(waiting.iter().all(|reply| reply.state == UnsentState::Queued), "{waiting:?}");
    assert_eq!(claire.finds(chat, Folder::Mine).await.unsent, Unsent::Queued);
    claire.restore().await;
    visitor.sees(&["Bonjour, ma commande ?", "Je regarde", "Elle part demain"]).await;
    claire.has_sent_all(chat).await;
    claire.shows(chat, &["Bonjour, ma commande ?", "Je regarde", "Elle part demain"]).await;
}

/// O2: the hub took it and nobody heard so.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_whose_answer_was_lost_is_not_written_twice() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.shows(chat, &["Bonjour"]).await;
    claire.line.lose_answer_to_next_message();
    claire.reply(chat, "Bonjour !").await;
    visitor.sees(&["Bonjour", "Bonjour !"]).await;
    claire.has_sent_all(chat).await;
    claire.shows(chat, &["Bonjour", "Bonjour !"]).await;
    visitor.sees(&["Bonjour", "Bonjour !"]).await;
}

/// O2: kept through a restart of the console, offline.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_written_offline_outlives_the_console() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.shows(chat, &["Bonjour"]).await;
    claire.cut().await;
    claire.reply(chat, "Je regarde").await;
    let claire = claire.restarted().await;
    claire.shows(chat, &["Bonjour", "Je regarde"]).await;
    claire.restore().await;
    visitor.sees(&["Bonjour", "Je regarde"]).await;
    claire.has_sent_all(chat).await;
}

/// O1, O4
#[tokio::test(flavor = "multi_thread")]
async fn everything_seen_is_read_and_searched_offline_after_a_restart() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Mon canapé a une tache de café").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.shows(chat, &["Mon canapé a une tache de café"]).await;
    claire.line.cut();
    let claire = claire.restarted().await;
    assert_eq!(claire.folder(Folder::Unassigned).await.total, 1);
    let search = Search { query: "caf tache".into(), project: None, filter: Default::default(), limit: 10 };
    assert_eq!(claire.core.search(search).await.unwrap().messages, [], "the first word is whole, the second begun");
    let search = Search { query: "tache caf".into(), project: None, filter: Default::default(), limit: 10 };
    let hits = claire.core.search(search).await.unwrap().messages;
    let marked: Vec<_> = hits[0].passage.iter().filter(|run| run.matches).map(|run| run.text.as_str()).collect();
    assert_eq!((hits[0].row.id, marked), (chat, vec!["tache", "café"]));
}

/// A claim needs the hub, and says so at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_without_the_hub_is_refused_as_offline() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.cut().await;
    let failure = protocol::ipc::Failure::from(claire.core.claim(chat).await.unwrap_err());
    assert_eq!(failure.code, "offline");
}

/// A queued reply may be taken back; its text returns to the composer.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_never_left_may_be_taken_back() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    let id = claire.core.reply(chat, vec!["brouilon".into()]).await.unwrap()[0];
    assert_eq!(claire.core.discard_reply(id).await.unwrap(), "brouilon".into());
    claire.core.reply(chat, vec!["brouillon".into()]).await.unwrap();
    claire.restore().await;
    visitor.sees(&["Bonjour", "brouillon"]).await;
}

/// A full disk: what cannot be kept is refused and not shown as waiting, what is here stays
/// readable, and with room again nothing is missing.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_promises_nothing_and_reading_goes_on() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Mon canapé a une tache de café").await;
    claire.claims(chat).await;
    claire.reply(chat, "Je regarde").await;
    claire.has_sent_all(chat).await;
    let claire = claire.restarted_with(|options| Options { max_pages: Some(1), ..options }).await;

    let long = "Un texte plus long que la place qui reste. ".repeat(300);
    let refused = claire.core.reply(chat, vec![long.clone().into()]).await.unwrap_err();
    assert_eq!(Failure::from(refused).code, "disk_full");
    visitor.write(&long).await;
    // The hub has more than there is room for: the console notices, and goes on with what it has.
    claire.lost().await;
    claire.shows(chat, &["Mon canapé a une tache de café", "Je regarde"]).await;
    let search = Search { query: "tache caf".into(), project: None, filter: Default::default(), limit: 10 };
    assert_eq!(claire.core.search(search).await.unwrap().messages.len(), 1);

    let claire = claire.restarted_with(|options| Options { max_pages: None, ..options }).await;
    claire.connected().await;
    claire.shows(chat, &["Mon canapé a une tache de café", "Je regarde", &long]).await;
    visitor.sees(&["Mon canapé a une tache de café", "Je regarde", &long]).await;
}
