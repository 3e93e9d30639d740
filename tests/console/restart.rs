//! The hub or the console goes away in the middle of it all.

use crate::support::TestHub;
use protocol::card::Link;
use protocol::ipc::inbox::Folder;
use protocol::ipc::thread::{Draft, Extra};

/// O3
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_hub_loses_nothing_and_doubles_nothing() {
    let mut hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("un").await;
    claire.claims(chat).await;
    claire.reply(chat, "deux").await;
    visitor.sees(&["un", "deux"]).await;
    hub.kill();
    claire.lost().await;
    claire.reply(chat, "trois").await;
    claire.shows(chat, &["un", "deux", "trois"]).await;
    hub.restart().await;
    visitor.sees(&["un", "deux", "trois"]).await;
    visitor.write("quatre").await;
    claire.shows(chat, &["un", "deux", "trois", "quatre"]).await;
    claire.reply(chat, "cinq").await;
    visitor.sees(&["un", "deux", "trois", "quatre", "cinq"]).await;
    claire.has_sent_all(chat).await;
    claire.shows(chat, &["un", "deux", "trois", "quatre", "cinq"]).await;
    assert_eq!(hub::check(&hub.running().store).await.unwrap(), Vec::<String>::new());
}

/// O3
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_while_the_console_was_away_is_made_up_for() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("0").await;
    claire.claims(chat).await;
    claire.cut().await;
    let mut texts = vec!["0".to_owned()];
    for n in 1..=120 {
        texts.push(n.to_string());
        visitor.write(&n.to_string()).await;
    }
    claire.restore().await;
    claire.shows(chat, &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(claire.finds(chat, Folder::Mine).await.unread, 100, "counted to a hundred");
}

/// D8
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_the_console() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    let link = Link { title: "Retours".into(), url: "https://shop.example/retours".into() };
    let draft = Draft { text: "Je reg".into(), extras: vec![Extra::Link(link)] };
    claire.core.save_draft(chat, draft.clone()).await.unwrap();
    let claire = claire.restarted().await;
    assert_eq!(claire.core.dialogue_head(chat).await.unwrap().draft, draft);
    claire.connected().await;
    claire.reply(chat, "Je regarde").await;
    assert_eq!(claire.core.dialogue_head(chat).await.unwrap().draft, Draft::default(), "sent, it is no draft any more");
}

/// The cache can be rebuilt from the hub; what was not sent is in another file.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_cache_is_set_aside_and_rebuilt_and_the_outbox_kept() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    claire.reply(chat, "Je regarde").await;
    let cache = claire.profile().join("cache.db");
    let profile = claire.profile().to_owned();
    claire.core.shutdown().await;
    std::fs::write(&cache, vec![0xD6; 20_000]).unwrap();
    let claire = claire.restarted().await;
    assert!(profile.join("cache.db.damaged-1").exists());
    claire.restore().await;
    visitor.sees(&["Bonjour", "Je regarde"]).await;
    claire.has_sent_all(chat).await;
    claire.shows(chat, &["Bonjour", "Je regarde"]).await;
}
