//! C2, D9: files, from the desk to the visitor and back, whatever happens on the way.

use crate::support::{TestConsole, TestHub};
use protocol::ipc::Failure;
use protocol::ipc::canned::SaveCanned;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::files::{AppendFile, AttachFile, SaveFile};
use protocol::ipc::thread::UnsentState;
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::agents::NewBody;
use protocol::{Attachment, Body, CannedContent, ConversationId, Drawing, FileId, Item};
use std::time::Duration;

/// Hands a file over as the window does.
async fn attach(console: &TestConsole, conversation: ConversationId, name: &str, bytes: &[u8]) -> FileId {
    let size = bytes.len() as u64;
    let id = console.core.attach_file(AttachFile { conversation, name: name.into(), size }).await.unwrap();
    for (at, piece) in bytes.chunks(1 << 20).enumerate() {
        let offset = (at << 20) as u64;
        console.core.append_file(AppendFile { file: id, offset }, piece).await.unwrap();
    }
    id
}

fn file(file: FileId) -> NewBody {
    NewBody::File { file }
}

/// The files of the thread, as the hub told of them.
async fn received(console: &TestConsole, chat: ConversationId) -> Vec<Attachment> {
    let items = console.slice(chat).await.items;
    let files = items.into_iter().filter_map(|item| match item.body {
        Body::Known(Item::File(attachment)) => Some(attachment),
        _ => None,
    });
    files.collect()
}

async fn has_received(console: &TestConsole, chat: ConversationId, count: usize) -> Vec<Attachment> {
    let ask = async || received(console, chat).await;
    console.until(&format!("{count} files"), ask, |files| files.len() == count).await
}

fn outgoing(console: &TestConsole) -> usize {
    std::fs::read_dir(console.profile().join("outgoing")).map_or(0, Iterator::count)
}

/// Not the same in any two places.
fn noise(length: u32) -> Vec<u8> {
    (0..length / 4).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

async fn saved(console: &TestConsole, attachment: &Attachment) -> Vec<u8> {
    let path = console.profile().join("saved");
    let mut out = tokio::fs::File::create(&path).await.unwrap();
    let Attachment { file, name, size, .. } = attachment.clone();
    console.core.save_file(&SaveFile { file, name, size }, &mut out).await.unwrap();
    std::fs::read(path).unwrap()
}

/// C2, O2: several files in one reply, written offline, and across a restart.
#[tokio::test(flavor = "multi_thread")]
async fn files_attached_offline_arrive_once_and_whole() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    let (notice, plan) = (noise(3_000_000), b"plan".to_vec());
    let first = attach(&claire, chat, "notice.bin", &notice).await;
    let second = attach(&claire, chat, "plan.txt", &plan).await;
    let third = attach(&claire, chat, "oops.txt", b"oops").await;
    let claire = claire.restarted().await;
    let head = claire.core.dialogue_head(chat).await.unwrap();
    let names: Vec<_> = head.draft_files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["notice.bin", "plan.txt", "oops.txt"], "kept beside the draft");
    claire.core.detach_file(third).await.unwrap();
    claire.core.reply(chat, vec!["Voici".into(), file(first), file(second)]).await.unwrap();
    let unsent = claire.slice(chat).await.unsent;
    assert_eq!(unsent.len(), 3);
    assert_eq!(unsent[1].file.as_ref().map(|file| (file.name.as_str(), file.size)), Some(("notice.bin", 3_000_000)));
    assert!(claire.core.dialogue_head(chat).await.unwrap().draft_files.is_empty());
    let claire = claire.restarted().await;
    claire.restore().await;
    claire.has_sent_all(chat).await;
    let files = has_received(&claire, chat, 2).await;
    assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["notice.bin", "plan.txt"]);
    assert_eq!(saved(&claire, &files[0]).await, notice);
    assert_eq!(saved(&claire, &files[1]).await, plan);
    let ask = async || outgoing(&claire);
    claire.until("nothing is left on the desk", ask, |count| *count == 0).await;
    visitor.sees(&["Bonjour", "Voici"]).await;
    assert_eq!(hub::check(&hub.running().store).await.unwrap(), Vec::<String>::new());
}

/// C2: goes on where it stopped; what is written meanwhile does not wait for it, a close does.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_outlives_a_lost_line_and_holds_back_no_words() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await.with_undo(Duration::from_millis(50)).await;
    let visitor = hub.visitor().await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    let bytes = noise(24_000_000);
    let id = attach(&claire, chat, "film.bin", &bytes).await;
    let mut events = claire.core.events();
    claire.core.reply(chat, vec![file(id)]).await.unwrap();
    let under_way = |event: &ConsoleEvent| matches!(event, ConsoleEvent::FileProgress { done, size, .. } if *done > 0 && done < size);
    TestConsole::told(&mut events, under_way).await;
    claire.cut().await;
    claire.reply(chat, "Le film arrive").await;
    let position = claire.slice(chat).await.last_position;
    claire.core.close(chat, position).await.unwrap();
    let begun = claire.slice(chat).await.unsent[0].file.clone().unwrap();
    assert!(begun.uploaded > 0 && begun.uploaded < begun.size, "{begun:?}");
    claire.restore().await;
    visitor.sees(&["Bonjour", "Le film arrive"]).await;
    let files = has_received(&claire, chat, 1).await;
    assert_eq!(saved(&claire, &files[0]).await, bytes);
    claire.finds(chat, protocol::ipc::inbox::Folder::Closed).await;
}

/// C2: a reply that is taken back ends its upload, and leaves nothing here.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_can_be_cancelled() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    let id = attach(&claire, chat, "film.bin", &noise(24_000_000)).await;
    let mut events = claire.core.events();
    let item = claire.core.reply(chat, vec![file(id)]).await.unwrap()[0];
    TestConsole::told(&mut events, |event| matches!(event, ConsoleEvent::FileProgress { done, .. } if *done > 0)).await;
    assert_eq!(claire.core.discard_reply(item).await.unwrap(), file(id));
    let ask = async || outgoing(&claire);
    claire.until("nothing is left on the desk", ask, |count| *count == 0).await;
    claire.reply(chat, "Sans le film").await;
    claire.has_sent_all(chat).await;
    assert!(received(&claire, chat).await.is_empty());
}

/// C2
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_would_take_is_refused_before_it_is_sent() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    let wish = |size| AttachFile { conversation: chat, name: "a.bin".into(), size };
    let code = |error| Failure::from(error).code;
    assert_eq!(code(claire.core.attach_file(wish(FILE_MAX_BYTES + 1)).await.unwrap_err()), "file_too_large");
    assert_eq!(code(claire.core.attach_file(wish(0)).await.unwrap_err()), "file_empty");
    claire.core.attach_file(wish(FILE_MAX_BYTES)).await.unwrap();
    let id = claire.core.attach_file(wish(3)).await.unwrap();
    let append = async |offset, bytes: &[u8]| claire.core.append_file(AppendFile { file: id, offset }, bytes).await;
    assert_eq!(code(append(1, b"b").await.unwrap_err()), "file_changed");
    assert_eq!(code(append(0, b"abcd").await.unwrap_err()), "file_changed");
    assert_eq!(append(0, b"ab").await.unwrap(), 2);
    let unknown = AppendFile { file: FileId::nil(), offset: 0 };
    assert_eq!(code(claire.core.append_file(unknown, b"a").await.unwrap_err()), "not_found");
    // A file that is not whole goes with no reply.
    let refused = claire.core.reply(chat, vec!["Voici".into(), file(id)]).await.unwrap_err();
    assert_eq!(code(refused), "file_changed");
    assert!(claire.slice(chat).await.unsent.is_empty(), "all of a reply, or nothing");
}

/// C2: what the hub let go of is sent again when its reply is tried again.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_file_is_sent_anew_with_the_next_try() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let (sofia, visitor) = (hub.manager("sofia").await, hub.visitor().await);
    let sofia = sofia.with_undo(Duration::from_millis(50)).await;
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    sofia.finds(chat, protocol::ipc::inbox::Folder::Team).await;
    claire.cut().await;
    let id = attach(&claire, chat, "plan.txt", b"plan").await;
    claire.core.reply(chat, vec![file(id)]).await.unwrap();
    // Given back while she could not hear of it: the hub takes the file, and refuses the reply.
    sofia.core.assign_to(chat, None, None).await.unwrap();
    sofia.finds(chat, protocol::ipc::inbox::Folder::Unassigned).await;
    claire.restore().await;
    let ask = async || claire.slice(chat).await.unsent.into_iter().map(|reply| reply.state).collect::<Vec<_>>();
    let refused = vec![UnsentState::Refused { code: "not_assignee".into() }];
    claire.until("refused by the hub", ask, |states| *states == refused).await;
    // As the hub does with what was not sent within a day.
    hub.running().store.write(move |tx| Ok(tx.execute("DELETE FROM files", []).map(drop)?)).await.unwrap();
    claire.claims(chat).await;
    let item = claire.slice(chat).await.unsent[0].id;
    claire.core.retry_reply(item).await.unwrap();
    assert_eq!(has_received(&claire, chat, 1).await[0].name, "plan.txt");
}

/// D12, O1, A6: pictures are seen again offline, and go with their conversation.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_kept_for_offline_and_revoked_with_their_chat() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await.with_undo(Duration::from_millis(50)).await;
    let (sofia, visitor) = (hub.manager("sofia").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(900, 600, image::Rgb([200, 30, 30]))
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let id = attach(&claire, chat, "pied.png", png.get_ref()).await;
    claire.core.reply(chat, vec![file(id)]).await.unwrap();
    let picture = has_received(&claire, chat, 1).await.remove(0);
    assert_eq!(picture.picture.map(|size| (size.width, size.height)), Some((900, 600)));
    let (media_type, thumbnail) = claire.core.picture(chat, id, Drawing::Thumbnail).await.unwrap();
    assert_eq!(media_type, "image/jpeg");
    assert_eq!(image::load_from_memory(&thumbnail).unwrap().width(), 480);
    claire.cut().await;
    assert_eq!(claire.core.picture(chat, id, Drawing::Thumbnail).await.unwrap().1, thumbnail);
    assert_eq!(Failure::from(claire.core.picture(chat, id, Drawing::Preview).await.unwrap_err()).code, "offline");
    claire.restore().await;
    let me = sofia.core.desk().await.unwrap().me.unwrap().id;
    claire.core.assign_to(chat, Some(me), None).await.unwrap();
    claire.loses(chat).await;
    assert_eq!(Failure::from(claire.core.picture(chat, id, Drawing::Thumbnail).await.unwrap_err()).code, "not_found");
    claire.cut().await;
    assert_eq!(Failure::from(claire.core.picture(chat, id, Drawing::Thumbnail).await.unwrap_err()).code, "offline");
}

/// D9: a canned answer's file needs no upload when it is used, offline too.
#[tokio::test(flavor = "multi_thread")]
async fn a_canned_answer_brings_its_files() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    claire.claims(chat).await;
    let id = attach(&claire, ConversationId::nil(), "retours.pdf", b"%PDF-1.4").await;
    let attachment = Attachment { file: id, name: String::new(), media_type: String::new(), size: 8, picture: None };
    let content = CannedContent {
        shortcut: "retour".into(),
        title: "Retour".into(),
        text: "Voici".into(),
        attachments: vec![attachment],
        ..CannedContent::default()
    };
    let wish = SaveCanned { id: None, project: hub.project.id, shared: false, content };
    claire.core.save_canned(wish).await.unwrap();
    let ask = async || claire.core.list_canned().await.unwrap();
    let answer = claire.until("it came back", ask, |all| all.len() == 1).await.remove(0);
    assert_eq!(answer.content.attachments[0].name, "retours.pdf");
    claire.cut().await;
    let stored = answer.content.attachments[0].file;
    claire.core.reply(chat, vec!["Voici".into(), file(stored)]).await.unwrap();
    assert_eq!(claire.slice(chat).await.unsent[1].file.as_ref().unwrap().name, "retours.pdf");
    claire.restore().await;
    assert_eq!(has_received(&claire, chat, 1).await[0].media_type, "application/pdf");
}
