//! Playbooks, and waiting for an agent, as consoles meet them.

use crate::support::{TestConsole, TestHub};
use protocol::ipc::inbox::Folder;
use protocol::ipc::playbooks::{PreviewPlaybook, SavePlaybook};
use protocol::ipc::session::Locale;
use protocol::playbook::{Act, LiveChat, Playbook, PlaybookContent, Step};
use protocol::{Body, Item, ProjectId, RichText};
use pupitre::error::Error;
use uuid::Uuid;

const WAIT_S: u32 = 180;

/// An agent, at once.
fn live_chat() -> PlaybookContent {
    let live = LiveChat {
        online: RichText::plain("Un conseiller arrive."),
        wait_s: WAIT_S,
        offline: RichText::plain("Nous sommes absents."),
        on_assigned: None,
        on_timeout: None,
        on_offline: None,
    };
    let steps = vec![Step { id: "live".into(), act: Act::LiveChat(live) }];
    PlaybookContent { name: "Accueil".into(), enabled: true, pages: vec![], steps }
}

fn ask(project: ProjectId, content: PlaybookContent, known: Option<&Playbook>) -> SavePlaybook {
    let id = known.map_or_else(|| Uuid::now_v7().into(), |known| known.id);
    SavePlaybook { id, project, content, base: known.map(|known| known.version.id) }
}

fn code(answer: Result<Playbook, Error>) -> String {
    protocol::ipc::Failure::from(answer.unwrap_err()).code
}

/// A11
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_saves_playbooks_and_what_the_hub_refuses_keeps_its_code() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("sofia").await, hub.agent("claire").await);
    let project = hub.project.id;
    let saved = sofia.core.save_playbook(ask(project, live_chat(), None)).await.unwrap();
    assert_eq!(sofia.core.list_playbooks(project).await.unwrap(), std::slice::from_ref(&saved));
    assert_eq!(code(claire.core.save_playbook(ask(project, live_chat(), Some(&saved))).await), "forbidden");
    let renamed = PlaybookContent { name: "Autre".into(), ..live_chat() };
    let second = sofia.core.save_playbook(ask(project, renamed, Some(&saved))).await.unwrap();
    assert_eq!(code(sofia.core.save_playbook(ask(project, live_chat(), Some(&saved))).await), "playbook_changed");
    let versions = sofia.core.playbook_versions(saved.id).await.unwrap();
    assert_eq!(versions.iter().map(|one| one.version.number).collect::<Vec<_>>(), [2, 1]);
    let empty = PlaybookContent { steps: vec![], ..live_chat() };
    assert_eq!(code(sofia.core.save_playbook(ask(project, empty, Some(&second))).await), "playbook_invalid");
    sofia.cut().await;
    assert_eq!(code(sofia.core.save_playbook(ask(project, live_chat(), Some(&second))).await), "offline");
    sofia.restore().await;
    sofia.core.delete_playbook(saved.id).await.unwrap();
    assert_eq!(sofia.core.list_playbooks(project).await.unwrap(), []);
}

/// A11
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_tries_a_playbook_that_is_not_saved() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("sofia").await, hub.agent("claire").await);
    let ask = |content| {
        let id = Uuid::now_v7().into();
        PreviewPlaybook { id, project: hub.project.id, content, locale: Locale::Es }
    };
    let page = sofia.core.preview_playbook(ask(live_chat())).await.unwrap();
    assert_eq!(page.origin().ascii_serialization(), sofia.core.desk().await.unwrap().hub.trim_end_matches('/'));
    assert_eq!((page.path().starts_with("/preview/"), page.query()), (true, Some("lang=es")));
    let shown = reqwest::get(page).await.unwrap().text().await.unwrap();
    assert!(shown.contains("preview.js"), "{shown}");
    assert_eq!(sofia.core.list_playbooks(hub.project.id).await.unwrap(), []);
    let code = |answer: Result<_, Error>| protocol::ipc::Failure::from(answer.unwrap_err()).code;
    assert_eq!(code(claire.core.preview_playbook(ask(live_chat())).await), "forbidden");
    let empty = PlaybookContent { steps: vec![], ..live_chat() };
    assert_eq!(code(sofia.core.preview_playbook(ask(empty)).await), "playbook_invalid");
    sofia.cut().await;
    assert_eq!(code(sofia.core.preview_playbook(ask(live_chat())).await), "offline");
}

/// A3, A8: the row says until when; once somebody has the chat nobody counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_waits_for_an_agent_says_until_when() {
    let hub = TestHub::start().await;
    let (sofia, karim) = (hub.manager("sofia").await, hub.agent("karim").await);
    sofia.core.set_online(true).await.unwrap();
    sofia.core.save_playbook(ask(hub.project.id, live_chat(), None)).await.unwrap();
    let online = async || {
        let colleagues = karim.core.list_colleagues(hub.project.id).await.unwrap();
        colleagues.iter().any(|one| !one.me && one.online)
    };
    karim.until("the hub to know that Sofia is online", online, |online| *online).await;
    let chat = hub.visitor().await.write("Bonjour").await;
    let row = sofia.finds(chat, Folder::Unassigned).await;
    let (since, until) = (row.waiting_since.unwrap(), row.wait_until.unwrap());
    assert_eq!(until.since(since), i64::from(WAIT_S) * 1_000);
    // What the visitor said stands in the list, not what the bot answered.
    assert_eq!(row.last.unwrap().text, "Bonjour");
    let slice = sofia.slice(chat).await;
    assert!(slice.items.iter().any(|item| matches!(item.body, Body::Known(Item::Rich(_)))));
    sofia.claims(chat).await;
    assert_eq!(sofia.finds(chat, Folder::Mine).await.wait_until, None);
}

/// A4
#[tokio::test(flavor = "multi_thread")]
async fn colleagues_see_who_looks_at_a_chat_until_they_look_elsewhere() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("claire").await, hub.agent("karim").await);
    let chat = hub.visitor().await.write("Bonjour").await;
    karim.finds(chat, Folder::Unassigned).await;
    let looking = async |desk: &TestConsole| {
        let head = desk.core.dialogue_head(chat).await.unwrap();
        head.looking.into_iter().map(|agent| agent.name).collect::<Vec<_>>()
    };
    claire.core.on_screen(Some(chat)).await;
    karim.until("Claire looks", async || looking(&karim).await, |names| names == &["claire"]).await;
    claire.finds(chat, Folder::Unassigned).await;
    assert!(looking(&claire).await.is_empty(), "nobody is told of themselves");
    claire.core.on_screen(None).await;
    karim.until("Claire looks elsewhere", async || looking(&karim).await, Vec::is_empty).await;
}
