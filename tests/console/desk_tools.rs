//! What an agent's desk offers beside the talk: canned answers, languages, blocking, files for people.

use crate::support::TestHub;
use protocol::ipc::canned::{ImportCanned, SaveCanned};
use protocol::ipc::inbox::Folder;
use protocol::ipc::thread::{ExportFormat, ReadItems, ReadOutline};
use protocol::ipc::visitor::BlockVisitor;
use protocol::{CannedContent, Lane};

fn content(title: &str) -> CannedContent {
    CannedContent { shortcut: "bonjour".into(), title: title.into(), text: "Bonjour.".into(), ..Default::default() }
}

/// D9, O1
#[tokio::test(flavor = "multi_thread")]
async fn canned_answers_are_there_without_the_hub() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let project = claire.core.desk().await.unwrap().projects[0].id;
    let save = SaveCanned { id: None, project, shared: false, content: content("Accueil") };
    let id = claire.core.save_canned(save.clone()).await.unwrap();
    let titles = async || {
        let all = claire.core.list_canned().await.unwrap();
        all.into_iter().map(|answer| answer.content.title).collect::<Vec<_>>()
    };
    claire.until("the answer in the cache", &titles, |titles| titles == &["Accueil"]).await;
    claire.core.save_canned(SaveCanned { id: Some(id), content: content("Bienvenue"), ..save.clone() }).await.unwrap();
    claire.until("its new title", &titles, |titles| titles == &["Bienvenue"]).await;
    claire.cut().await;
    assert_eq!(titles().await, ["Bienvenue"]);
    let offline = protocol::ipc::Failure::from(claire.core.save_canned(save).await.unwrap_err());
    assert_eq!(offline.code, "offline");
}

/// D9
#[tokio::test(flavor = "multi_thread")]
async fn an_import_keeps_what_is_right_and_names_what_is_not() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let project = claire.core.desk().await.unwrap().projects[0].id;
    let csv = "shortcut,title,text\nmerci,Merci,Merci !\nnot a word,Mauvais,x\n,,\n".to_owned();
    let outcome = claire.core.import_canned(ImportCanned { project, shared: false, csv: csv.clone() }).await.unwrap();
    assert_eq!(outcome.saved, 1);
    assert_eq!(outcome.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4]);
    // An agent shares nothing.
    let shared = claire.core.import_canned(ImportCanned { project, shared: true, csv }).await.unwrap();
    assert_eq!((shared.saved, shared.refused[0].1.as_str()), (0, "forbidden"));
}

/// L2
#[tokio::test(flavor = "multi_thread")]
async fn a_visitors_language_is_recognised_by_what_they_wrote_and_can_be_corrected() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Buenos días, mi sillón ha llegado esta mañana pero una pata está rajada.").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.shows(chat, &["Buenos días, mi sillón ha llegado esta mañana pero una pata está rajada."]).await;
    let language = async || claire.core.dialogue_head(chat).await.unwrap().row.language;
    assert_eq!(language().await.as_deref(), Some("es"));
    let id = claire.core.dialogue_head(chat).await.unwrap().row.visitor_id;
    claire.core.set_visitor_language(id, Some("ca".into())).await.unwrap();
    assert_eq!(language().await.as_deref(), Some("ca"));
    claire.core.set_visitor_language(id, None).await.unwrap();
    assert_eq!(language().await.as_deref(), Some("es"));
}

/// D7
#[tokio::test(flavor = "multi_thread")]
async fn a_block_shows_in_the_visitors_file_and_closes_the_chat() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.shows(chat, &["Bonjour"]).await;
    let id = claire.core.dialogue_head(chat).await.unwrap().row.visitor_id;
    let wish = BlockVisitor { visitor: id, reason: "Insultes".into(), until: None, with_address: false };
    claire.core.block_visitor(wish).await.unwrap();
    let file = async || claire.core.open_visitor(id).await.unwrap();
    claire.until("the block", &file, |file| file.blocked_by.is_some()).await;
    assert_eq!(claire.core.list_blocked(None).await.unwrap().len(), 1);
    let refused = protocol::ipc::Failure::from(claire.core.unblock_visitor(id).await.unwrap_err());
    assert_eq!(refused.code, "forbidden");
}

/// D1, O1
#[tokio::test(flavor = "multi_thread")]
async fn a_thread_has_an_outline_single_items_and_a_file() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    claire.shows(chat, &["Bonjour"]).await;
    claire.claims(chat).await;
    claire.reply(chat, "Bonjour à vous").await;
    let outline = async || claire.core.read_outline(ReadOutline { conversation: chat, after: 0 }).await.unwrap();
    claire.until("three items", &outline, |letters| letters == "voa").await;
    assert_eq!(Lane::from_letter('v'), Some(Lane::Visitor));
    let items = claire.core.read_items(ReadItems { conversation: chat, positions: vec![3, 1, 9] }).await.unwrap();
    assert_eq!(items.iter().map(|item| item.position).collect::<Vec<_>>(), [3, 1]);
    claire.cut().await;
    let (name, text) = claire.core.export(chat, ExportFormat::Text).await.unwrap();
    assert!(name.ends_with(".txt") && text.contains("Bonjour à vous"), "{name}: {text}");
}
