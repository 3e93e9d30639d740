//! C2, D9, D12, D13, A6: files of threads, and whoever may have them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::playbook::Playbook;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::{Attachment, Body, FileId, Item, Role};
use reqwest::{Method, Response, StatusCode};
use serde_json::json;
use support::sender::Sender;
use support::{Answered, TestHub, TestVisitor};
use uuid::Uuid;

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
    // The answer lets it go; what was sent stays, whoever takes the id that is free again.
    let stolen = claire.upload("b.txt", b"b").await;
    assert_eq!(put(&[stolen]).await.code().await, ErrorCode::FileUnknown);
    assert_eq!(put(&[]).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(claire.get(file, "").await.code().await, ErrorCode::NotFound);
    claire.take_back(stolen).await;
    assert_eq!(claire.begin(file, "other.pdf", 9).await.status(), StatusCode::CREATED);
    assert_eq!(claire.append(file, 0, "%PDF evil").await.status(), StatusCode::NO_CONTENT);
    claire.take_back(file).await;
    assert_eq!(sent[0].1.get(sent[0].0, "").await.bytes().await.unwrap(), &b"%PDF-1.4 retours"[..]);
    hub.assert_sound().await;
}

/// A9: a picture that a bot shows is seen by the project's visitors and agents, before there is any conversation,
/// and by nobody else.
#[tokio::test]
async fn the_pictures_of_a_playbook_are_its_projects_to_see() {
    let hub = TestHub::start().await;
    let (sofia, visitor) = (hub.manager("Sofia").await, hub.visitor().await);
    let other = hub.other_project().await;
    let (stranger, elsewhere) = (
        hub.member("Eva", Role::Manager, vec![other.id]).await,
        hub.visitor_of(&other.key, "https://other.example").await,
    );
    let file = sofia.upload("boutique.png", &png(40, 20)).await;
    assert_eq!(visitor.get(file, "/thumbnail").await.status(), StatusCode::NOT_FOUND, "not shown by anything yet");
    // What the editor says of it is the hub's to know better.
    let image = json!({ "file": file, "name": "x", "media_type": "text/html", "size": 1, "picture": null });
    let text = json!({ "blocks": [{ "block": "image", "image": image }] });
    let steps = json!([{ "id": "a", "act": "message", "text": text, "next": null }]);
    let save = sofia.save_playbook(Uuid::now_v7(), hub.project.id, steps, None).await;
    save.answer::<Playbook>().await;
    let opening = visitor.opening().await.expect("a picture is something to see");
    let Body::Known(Item::Rich(shown)) = &opening.items[0].body else { panic!("a text") };
    let shown = shown.images().next().unwrap();
    assert_eq!((shown.file, shown.name.as_str(), shown.media_type.as_str()), (file, "boutique.png", "image/png"));
    for answer in [visitor.get(file, "/thumbnail").await, sofia.get(file, "/thumbnail").await] {
        assert_eq!(answer.status(), StatusCode::OK);
    }
    for answer in [stranger.get(file, "/thumbnail").await, elsewhere.get(file, "/thumbnail").await] {
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    // It is not the agent's to take back any more: threads show it.
    sofia.take_back(file).await;
    visitor.write("Bonjour").await;
    assert_eq!(visitor.get(file, "/thumbnail").await.status(), StatusCode::OK);
    hub.assert_sound().await;
}
