//! C2, D9, A6: files, from their first byte to whoever may have them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use hub::accounts;
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::{Attachment, Body, FileId, FilePolicy, Item};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use support::{Answered, TestAgent, TestHub, TestVisitor};
use uuid::Uuid;

/// Somebody who sends and fetches files: the roads differ by their beginning only.
trait Sender {
    fn call(&self, method: Method, path: &str) -> RequestBuilder;
    const ROAD: &'static str;

    async fn begin(&self, id: FileId, name: &str, size: u64) -> Response {
        use base64::Engine;
        let name = base64::prelude::BASE64_STANDARD.encode(name);
        self.call(Method::POST, Self::ROAD)
            .header("tus-resumable", "1.0.0")
            .header("upload-length", size)
            .header("upload-metadata", format!("filename {name}"))
            .header("idempotency-key", id.to_string())
            .send()
            .await
            .unwrap()
    }

    async fn append(&self, id: FileId, from: u64, bytes: impl Into<reqwest::Body>) -> Response {
        self.call(Method::PATCH, &format!("{}/{id}", Self::ROAD))
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", from)
            .header("content-type", "application/offset+octet-stream")
            .body(bytes)
            .send()
            .await
            .unwrap()
    }

    async fn offset(&self, id: FileId) -> Option<u64> {
        let response = self.call(Method::HEAD, &format!("{}/{id}", Self::ROAD)).send().await.unwrap();
        response.headers().get("upload-offset").map(|value| value.to_str().unwrap().parse().unwrap())
    }

    async fn get(&self, id: FileId, what: &str) -> Response {
        self.call(Method::GET, &format!("{}/{id}{what}", Self::ROAD)).send().await.unwrap()
    }

    async fn take_back(&self, id: FileId) -> Response {
        self.call(Method::DELETE, &format!("{}/{id}", Self::ROAD)).send().await.unwrap()
    }

    /// A whole file, not sent yet.
    async fn upload(&self, name: &str, bytes: &[u8]) -> FileId {
        let id = Uuid::now_v7().into();
        assert_eq!(self.begin(id, name, bytes.len() as u64).await.status(), StatusCode::CREATED);
        assert_eq!(self.append(id, 0, bytes.to_vec()).await.status(), StatusCode::NO_CONTENT);
        id
    }
}

impl Sender for TestAgent {
    const ROAD: &'static str = "/v1/files";
    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
    }
}

impl Sender for TestVisitor {
    const ROAD: &'static str = "/v1/visitor/files";
    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path)
    }
}

async fn send_file(visitor: &TestVisitor, file: FileId) -> Response {
    let body = json!({ "id": Uuid::now_v7(), "file": file });
    visitor.request(Method::POST, "/v1/visitor/messages").json(&body).send().await.unwrap()
}

/// The newest file of the visitor's thread.
async fn newest(visitor: &TestVisitor) -> Attachment {
    let thread = visitor.thread("").await;
    let files = thread.messages.into_iter().rev().find_map(|message| match message.body {
        Body::Known(Item::File(attachment)) => Some(attachment),
        _ => None,
    });
    files.expect("a file in the thread")
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(width, height, image::Rgb([20, 90, 200]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// C2, D12
#[tokio::test]
async fn a_file_of_a_visitor_reaches_the_agent_and_the_agents_the_visitor() {
    let hub = TestHub::start().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let picture = png(1_200, 600);
    let file = visitor.upload("../photo\u{202E}gnp.exe", &picture).await;
    let posted: Posted = send_file(&visitor, file).await.answer().await;
    let seen = newest(&visitor).await;
    assert_eq!((seen.name.as_str(), seen.media_type.as_str()), ("photognp.exe", "image/png"));
    assert_eq!(seen.picture.map(|picture| (picture.width, picture.height)), Some((1_200, 600)));

    let response = agent.get(file, "").await;
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-disposition"), "attachment; filename*=UTF-8''photognp.exe");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").contains("sandbox"));
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(response.bytes().await.unwrap(), picture);
    let thumbnail = agent.get(file, "/thumbnail").await.bytes().await.unwrap();
    let drawn = image::load_from_memory(&thumbnail).unwrap();
    assert_eq!((drawn.width(), drawn.height()), (480, 240));

    agent.claim(posted.conversation_id).await;
    let reply = agent.upload("devis.pdf", b"%PDF-1.4 devis").await;
    let answer = agent.send(posted.conversation_id, json!({ "kind": "file", "file": reply })).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(newest(&visitor).await.media_type, "application/pdf");
    assert_eq!(visitor.get(reply, "").await.bytes().await.unwrap(), &b"%PDF-1.4 devis"[..]);
    assert_eq!(visitor.get(reply, "/thumbnail").await.code().await, ErrorCode::NotFound);
    hub.assert_sound().await;
}

/// A6
#[tokio::test]
async fn files_are_seen_as_their_conversation_is() {
    let hub = TestHub::start().await;
    let (claire, karim, sofia) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.manager("Sofia").await);
    let (visitor, other) = (hub.visitor().await, hub.visitor().await);
    let file = visitor.upload("photo.png", &png(9, 9)).await;
    for what in ["", "/thumbnail", "/preview"] {
        assert_eq!(claire.get(file, what).await.code().await, ErrorCode::NotFound, "not sent yet: {what}");
    }
    let posted: Posted = send_file(&visitor, file).await.answer().await;
    claire.claim(posted.conversation_id).await;
    for what in ["", "/thumbnail", "/preview"] {
        assert_eq!(claire.get(file, what).await.status(), StatusCode::OK);
        assert_eq!(sofia.get(file, what).await.status(), StatusCode::OK, "a manager sees all");
        assert_eq!(visitor.get(file, what).await.status(), StatusCode::OK);
        assert_eq!(karim.get(file, what).await.code().await, ErrorCode::NotFound);
        assert_eq!(other.get(file, what).await.code().await, ErrorCode::NotFound);
    }
    let stranger = hub.member("Paul", protocol::Role::Admin, vec![hub.other_project().await.id]).await;
    assert_eq!(stranger.get(file, "").await.code().await, ErrorCode::NotFound);
    // What is not one's own cannot be sent, gone on with, or taken back.
    let theirs = claire.upload("a.txt", b"a").await;
    let wish = json!({ "kind": "file", "file": theirs });
    claire.assign(posted.conversation_id, Some(karim.id)).await;
    assert_eq!(karim.send(posted.conversation_id, wish).await.code().await, ErrorCode::FileUnknown);
    assert_eq!(karim.offset(theirs).await, None);
    karim.take_back(theirs).await;
    assert_eq!(claire.offset(theirs).await, Some(1));
    assert_eq!(send_file(&other, file).await.code().await, ErrorCode::FileUnknown);
    assert_eq!(send_file(&visitor, file).await.code().await, ErrorCode::FileUnknown, "a file is sent once");
    hub.assert_sound().await;
}

/// C2
#[tokio::test]
async fn an_upload_goes_on_where_it_stopped_after_a_restart() {
    let mut hub = TestHub::start().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = visitor.write("Bonjour").await.conversation_id;
    agent.claim(id).await;
    let bytes: Vec<u8> = (0..2_500_000u32).flat_map(|n| n.to_le_bytes()).take(2_500_000).collect();
    let file: FileId = Uuid::now_v7().into();
    for _ in 0..2 {
        assert_eq!(agent.begin(file, "données.bin", 2_500_000).await.status(), StatusCode::CREATED);
    }
    assert_eq!(agent.begin(file, "other.bin", 2_500_000).await.code().await, ErrorCode::KeyReused);
    // The connection breaks after a part.
    let part = bytes[..1_300_000].to_vec();
    let broken = futures_util::stream::iter([Ok(part), Err(std::io::Error::other("the line is cut"))]);
    let cut = agent
        .call(Method::PATCH, &format!("/v1/files/{file}"))
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream")
        .body(reqwest::Body::wrap_stream(broken))
        .send()
        .await;
    assert!(cut.is_err());
    // The hub may hear of it later than the one who cut it.
    let deadline = Instant::now() + Duration::from_secs(10);
    while agent.offset(file).await == Some(0) {
        assert!(Instant::now() < deadline, "what came before the cut is not kept");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let posting = json!({ "kind": "file", "file": file });
    assert_eq!(agent.send(id, posting.clone()).await.code().await, ErrorCode::FileIncomplete);
    hub.restart().await;
    let agent = hub.again(&agent);
    let had = agent.offset(file).await.unwrap();
    assert!((1_000_000..=1_300_000).contains(&had), "what had come is kept: {had}");
    assert_eq!(agent.append(file, had + 1, "x").await.code().await, ErrorCode::UploadOffsetWrong);
    assert_eq!(agent.append(file, 0, "x").await.code().await, ErrorCode::UploadOffsetWrong);
    let rest = bytes[usize::try_from(had).unwrap()..].to_vec();
    let too_much = [rest.clone(), vec![0]].concat();
    assert_eq!(agent.append(file, had, too_much).await.code().await, ErrorCode::FileTooLarge);
    let had = agent.offset(file).await.unwrap();
    assert_eq!(agent.append(file, had, bytes[usize::try_from(had).unwrap()..].to_vec()).await.status(), 204);
    assert_eq!(agent.append(file, 2_500_000, "").await.status(), 204, "the last step may be repeated");
    assert_eq!(agent.send(id, posting).await.status(), StatusCode::OK);
    assert_eq!(agent.get(file, "").await.bytes().await.unwrap(), bytes);
    hub.assert_sound().await;
}

/// C2
#[tokio::test]
async fn sizes_and_types_are_judged_before_and_after() {
    let hub = TestHub::start().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let new = || FileId::from(Uuid::now_v7());
    assert_eq!(agent.begin(new(), "a", FILE_MAX_BYTES).await.status(), StatusCode::CREATED);
    assert_eq!(agent.begin(new(), "a", FILE_MAX_BYTES + 1).await.code().await, ErrorCode::FileTooLarge);
    assert_eq!(agent.begin(new(), "a", 0).await.code().await, ErrorCode::FileEmpty);
    // A visitor's program is refused once its bytes say what it is, and nothing of it stays.
    let id = new();
    visitor.begin(id, "photo.png", 4).await;
    assert_eq!(visitor.append(id, 0, "MZ\u{1}\0").await.code().await, ErrorCode::FileTypeRefused);
    assert_eq!(visitor.offset(id).await, None);
    assert_eq!(hub.stored_files(), 0);
    let policy = FilePolicy { max_bytes: 10, media_types: vec!["text/plain".into()] };
    accounts::set_file_policy(hub.store(), hub.project.id, policy).await.unwrap();
    assert_eq!(visitor.begin(new(), "a.txt", 11).await.code().await, ErrorCode::FileTooLarge);
    visitor.upload("a.txt", "été".as_bytes()).await;
    let none = FilePolicy { max_bytes: 0, media_types: vec![] };
    accounts::set_file_policy(hub.store(), hub.project.id, none).await.unwrap();
    assert_eq!(visitor.begin(new(), "a.txt", 1).await.code().await, ErrorCode::Forbidden);
    let unfit = FilePolicy { max_bytes: 1, media_types: vec!["pdf".into()] };
    assert!(accounts::set_file_policy(hub.store(), hub.project.id, unfit).await.is_err());
    let blocked = visitor.write("Bonjour").await;
    let manager = hub.manager("Sofia").await;
    manager.block(visitor.id, json!({ "reason": "spam" })).await;
    assert_eq!(visitor.begin(new(), "a.txt", 1).await.code().await, ErrorCode::Blocked);
    assert!(blocked.position > 0);
}

/// D12: it is a file like any other then, to be saved and not to be shown.
#[tokio::test]
async fn a_picture_that_is_too_large_to_decode_is_not_drawn() {
    let hub = TestHub::start().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    // 50,000 by 50,000 pixels.
    let bomb = b"GIF89a\x50\xC3\x50\xC3\x80\0\0\xFF\xFF\xFF\0\0\0\x2C\0\0\0\0\x50\xC3\x50\xC3\0\x02\x02\x44\x01\0\x3B";
    let file = visitor.upload("bombe.gif", bomb).await;
    assert_eq!(send_file(&visitor, file).await.status(), StatusCode::OK);
    let seen = newest(&visitor).await;
    assert_eq!((seen.media_type.as_str(), seen.picture), ("image/gif", None));
    assert_eq!(agent.get(file, "/thumbnail").await.code().await, ErrorCode::NotFound);
    assert_eq!(agent.get(file, "").await.bytes().await.unwrap(), &bomb[..]);
}

/// C2
#[tokio::test]
async fn what_is_taken_back_or_never_sent_leaves_nothing() {
    let (hub, clock) = TestHub::start_with_clock().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let file = agent.upload("a.txt", b"secret words").await;
    assert!(hub.stored_files() > 0);
    assert_eq!(agent.take_back(file).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(agent.take_back(file).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(hub.stored_files(), 0);
    visitor.upload("b.txt", b"never sent").await;
    let half: FileId = Uuid::now_v7().into();
    agent.begin(half, "c.txt", 9).await;
    agent.append(half, 0, "half").await;
    clock.fetch_add(25 * 60 * 60 * 1_000, Ordering::SeqCst);
    // Any clearing lets go of the old ones.
    agent.take_back(file).await;
    assert_eq!(hub.stored_files(), 0);
    assert_eq!(agent.offset(half).await, None);
}

/// C2
#[tokio::test]
async fn a_visitor_cannot_fill_the_disk() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let visitor = hub.visitor().await;
    for _ in 0..10 {
        let begun = visitor.begin(Uuid::now_v7().into(), "a.txt", 5).await;
        assert_eq!(begun.status(), StatusCode::CREATED);
    }
    let refused = visitor.begin(Uuid::now_v7().into(), "a.txt", 5).await;
    assert_eq!(refused.code().await, ErrorCode::FileQuotaReached);
}

/// D13
#[tokio::test]
async fn an_offer_has_a_picture() {
    let hub = TestHub::start().await;
    let (agent, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = visitor.write("Bonjour").await.conversation_id;
    agent.claim(id).await;
    let text = agent.upload("a.txt", b"no picture").await;
    let offer = |image: FileId| json!({ "kind": "offer", "title": "Fauteuil", "image": image });
    assert_eq!(agent.send(id, offer(text)).await.code().await, ErrorCode::FieldInvalid);
    let image = agent.upload("fauteuil.png", &png(20, 10)).await;
    assert_eq!(agent.send(id, offer(image)).await.status(), StatusCode::OK);
    assert_eq!(visitor.get(image, "/thumbnail").await.status(), StatusCode::OK);
    hub.assert_sound().await;
}

/// D9
#[tokio::test]
async fn a_canned_answer_keeps_its_files_and_each_sending_has_its_own() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("Claire").await, hub.manager("Sofia").await);
    let file = sofia.upload("retours.pdf", b"%PDF-1.4 retours").await;
    let canned = Uuid::now_v7();
    let wish = |files: &[FileId]| {
        let attachments: Vec<_> =
            files.iter().map(|file| json!({ "file": file, "name": "x", "media_type": "x/x", "size": 1 })).collect();
        json!({ "project_id": hub.project.id, "shared": true, "shortcut": "retour", "title": "Retour",
            "text": "Voici.", "attachments": attachments })
    };
    let put = async |files: &[FileId]| {
        let request = sofia.request(Method::PUT, &format!("/v1/canned-answers/{canned}")).json(&wish(files));
        request.send().await.unwrap()
    };
    assert_eq!(put(&[file]).await.status(), StatusCode::NO_CONTENT);
    let (pages, _) = claire.snapshot(100).await;
    let told = &pages[0].canned_answers[0].content.attachments[0];
    assert_eq!((told.name.as_str(), told.media_type.as_str()), ("retours.pdf", "application/pdf"));

    let mut sent = Vec::new();
    for _ in 0..2 {
        let visitor = hub.visitor().await;
        let id = visitor.write("Bonjour").await.conversation_id;
        claire.claim(id).await;
        let answer = claire.send(id, json!({ "kind": "file", "file": file })).await;
        assert_eq!(answer.status(), StatusCode::OK);
        sent.push((newest(&visitor).await.file, visitor));
    }
    assert!(sent[0].0 != sent[1].0 && sent[0].0 != file);
    assert_eq!(sent[1].1.get(sent[0].0, "").await.code().await, ErrorCode::NotFound, "another visitor's");
    // The answer lets it go; what was sent stays.
    let stolen = claire.upload("b.txt", b"b").await;
    assert_eq!(put(&[stolen]).await.code().await, ErrorCode::FileUnknown);
    assert_eq!(put(&[]).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(claire.get(file, "").await.code().await, ErrorCode::NotFound);
    claire.take_back(stolen).await;
    assert_eq!(sent[0].1.get(sent[0].0, "").await.bytes().await.unwrap(), &b"%PDF-1.4 retours"[..]);
    hub.assert_sound().await;
}
