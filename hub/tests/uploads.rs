//! C2: files on their way to the hub, piece by piece, whatever happens meanwhile.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use hub::accounts;
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::ErrorCode;
use protocol::{FileId, FilePolicy};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use std::sync::atomic::Ordering;
use support::sender::Sender;
use support::waiting::until;
use support::{Answered, TestAgent, TestHub};
use uuid::Uuid;

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
    until("what came before the cut is kept", async || agent.offset(file).await != Some(0)).await;
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
async fn one_request_at_a_time_sends_a_file_and_a_taking_back_beats_it() {
    let hub = TestHub::start().await;
    let agent = hub.agent("Claire").await;
    let file: FileId = Uuid::now_v7().into();
    agent.begin(file, "a.bin", 3_000_000).await;
    let (bytes, answer) = held(&agent, file, 0).await;
    bytes.unbounded_send(Ok(vec![7; 2_000_000])).unwrap();
    until("something is kept", async || agent.offset(file).await != Some(0)).await;
    let had = agent.offset(file).await.unwrap();
    assert_eq!(agent.append(file, had, "x").await.code().await, ErrorCode::Unavailable);
    agent.take_back(file).await;
    bytes.unbounded_send(Ok(vec![7; 1_000_000])).unwrap();
    drop(bytes);
    assert!(!answer.await.unwrap().status().is_success());
    assert_eq!(hub.stored_files(), 0, "what came after the taking back is not kept");
    assert_eq!(agent.offset(file).await, None);
}

/// C2
#[tokio::test]
async fn what_a_crash_left_over_is_swept_and_what_is_missing_is_told() {
    let mut hub = TestHub::start().await;
    let agent = hub.agent("Claire").await;
    let kept = agent.upload("a.txt", b"kept").await;
    let left_over = hub.dir.path().join(format!("files/files/{}", Uuid::now_v7()));
    std::fs::create_dir_all(&left_over).unwrap();
    std::fs::write(left_over.join("original"), "left over").unwrap();
    hub.restart().await;
    until("it is swept", async || !left_over.join("original").exists()).await;
    let agent = hub.again(&agent);
    assert_eq!(agent.get(kept, "").await.bytes().await.unwrap(), &b"kept"[..]);
    hub.assert_sound().await;
    for entry in std::fs::read_dir(hub.dir.path().join("files/files")).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
    let files = hub.dir.path().join("files");
    assert_eq!(hub::check_files(hub.store(), &files).await.unwrap().len(), 1);
    assert_eq!(agent.get(kept, "").await.code().await, ErrorCode::NotFound);
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

/// A PATCH whose body goes on for as long as the test likes.
async fn held(sender: &TestAgent, id: FileId, from: u64) -> (Held, tokio::task::JoinHandle<Response>) {
    let (bytes, body) = futures_channel::mpsc::unbounded();
    let request = sender
        .call(Method::PATCH, &format!("/v1/files/{id}"))
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", from)
        .header("content-type", "application/offset+octet-stream")
        .body(reqwest::Body::wrap_stream(body));
    (bytes, tokio::spawn(async move { request.send().await.unwrap() }))
}

type Held = futures_channel::mpsc::UnboundedSender<Result<Vec<u8>, std::io::Error>>;
