//! Whatever is thrown at the hub gets a clear, coded answer, and nothing is half done.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use futures_util::SinkExt;
use protocol::limits::{BODY_MAX_BYTES, TEXT_MAX_CHARS, URL_MAX_BYTES};
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::{Session, VisitorFrame};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Answered, ORIGIN, TestHub, taken};
use tokio_tungstenite::tungstenite::Message as Frame;
use uuid::Uuid;

#[tokio::test]
async fn a_body_that_is_not_what_the_road_takes_is_told_so_without_being_quoted() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let id = Uuid::now_v7();
    let bodies: &[(&str, Vec<u8>)] = &[
        ("not JSON", b"{".to_vec()),
        ("empty", b"".to_vec()),
        ("unknown field", json!({ "id": id, "text": "a", "admin": true }).to_string().into()),
        ("missing field", json!({ "text": "a" }).to_string().into()),
        ("wrong type", json!({ "id": id, "text": ["secret words"] }).to_string().into()),
        ("bad id", json!({ "id": "1", "text": "a" }).to_string().into()),
        ("bad UTF-8", [b"{\"id\":\"", id.to_string().as_bytes(), b"\",\"text\":\"\xff\xfe\"}"].concat()),
        ("lone surrogate", format!("{{\"id\":\"{id}\",\"text\":\"\\ud800\"}}").into()),
        ("deep nesting", "[".repeat(100_000).into()),
    ];
    for (what, body) in bodies {
        let request = visitor.request(Method::POST, "/v1/visitor/messages").header("content-type", "application/json");
        let (status, problem) = request.body(body.clone()).send().await.unwrap().refusal().await;
        assert_eq!((status, problem.code), (StatusCode::BAD_REQUEST, ErrorCode::BodyInvalid), "{what}");
        let detail = problem.detail.unwrap();
        assert!(!detail.contains("secret") && detail.contains("line 1"), "{what}: {detail}");
    }
    for body in [json!({ "id": id }), json!({ "id": id, "text": "a", "file": id })] {
        let neither = visitor.request(Method::POST, "/v1/visitor/messages").json(&body).send().await.unwrap();
        assert_eq!(neither.code().await, ErrorCode::BodyInvalid, "a message is a text or a file");
    }
    let plain = visitor.request(Method::POST, "/v1/visitor/messages").body("{}").send().await.unwrap();
    assert_eq!(plain.code().await, ErrorCode::MediaTypeUnsupported);
    let huge = json!({ "id": id, "text": "x".repeat(BODY_MAX_BYTES) });
    let huge = visitor.request(Method::POST, "/v1/visitor/messages").json(&huge).send().await.unwrap();
    assert_eq!(huge.code().await, ErrorCode::BodyTooLarge);
    assert!(visitor.thread("").await.messages.is_empty());
}

#[tokio::test]
async fn the_longest_text_passes_even_when_every_character_is_escaped() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let escaped = "\\ud83d\\ude00".repeat(TEXT_MAX_CHARS);
    let body = format!("{{\"id\":\"{}\",\"text\":\"{escaped}\"}}", Uuid::now_v7());
    let request = visitor.request(Method::POST, "/v1/visitor/messages").header("content-type", "application/json");
    request.body(body).send().await.unwrap().answer::<Posted>().await;
    let thread = visitor.thread("").await;
    assert_eq!(thread.messages[0].body.text().unwrap().chars().count(), TEXT_MAX_CHARS);
    let over = visitor.post(Uuid::now_v7(), &"x".repeat(TEXT_MAX_CHARS + 1)).await;
    assert_eq!(over.code().await, ErrorCode::TextTooLong);
}

#[tokio::test]
async fn marks_that_reorder_text_and_controls_are_dropped_and_html_stays_text() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    visitor.write("<img src=x onerror=alert(1)>\u{202E}evil\u{0}\u{7}").await;
    let thread = visitor.thread("").await;
    assert_eq!(thread.messages[0].body.text(), Some("<img src=x onerror=alert(1)>evil"));
}

#[tokio::test]
async fn what_a_browser_tells_is_bounded_and_a_forged_page_is_refused() {
    let hub = TestHub::start().await;
    let session = |page: Value, params: Value| {
        let body = json!({ "project_key": hub.project.key, "page": page, "params": params });
        hub.http.post(hub.url("/v1/visitor/session")).header("origin", ORIGIN).json(&body).send()
    };
    for url in ["javascript:alert(1)", "data:text/html,x", "shop.example", ""] {
        let answer = session(json!({ "url": url }), json!({})).await.unwrap();
        assert_eq!(answer.code().await, ErrorCode::FieldInvalid, "{url}");
    }
    let long = format!("https://shop.example/p?q={}", "x".repeat(URL_MAX_BYTES));
    let page = json!({ "url": long, "title": "t".repeat(5_000), "referrer": "javascript:1" });
    let many: serde_json::Map<_, _> = (0..200).map(|n| (format!("key{n}"), json!("v".repeat(1_000)))).collect();
    session(page, Value::Object(many)).await.unwrap().answer::<Session>().await;
    let claire = hub.agent("Claire").await;
    let (pages, _) = claire.snapshot(10).await;
    let visitor = &pages.iter().flat_map(|page| &page.visitors).next().unwrap();
    let page = visitor.page.as_ref().unwrap();
    assert_eq!(page.url, "https://shop.example/p");
    assert_eq!(page.title.chars().count(), 256);
    assert_eq!(visitor.referrer, None);
    assert_eq!(visitor.params.len(), 50);
}

#[tokio::test]
async fn addresses_and_methods_that_are_not_there_are_problems_too() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let path = claire
        .request(Method::POST, "/v1/conversations/not-an-id/claim")
        .header("idempotency-key", Uuid::now_v7().to_string());
    assert_eq!(path.send().await.unwrap().code().await, ErrorCode::PathInvalid);
    let nothing = hub.http.get(hub.url("/v1/nothing")).send().await.unwrap();
    assert_eq!(nothing.code().await, ErrorCode::NotFound);
    let method = hub.http.delete(hub.url("/v1/sync")).send().await.unwrap();
    assert_eq!(method.code().await, ErrorCode::MethodNotAllowed);
    let assign = format!("/v1/conversations/{}/assign", Uuid::now_v7());
    assert_eq!(
        claire.command(&assign, json!({})).await.code().await,
        ErrorCode::BodyInvalid,
        "null is said, not left out"
    );
}

#[tokio::test]
async fn a_visitors_socket_survives_bad_frames_and_ends_on_oversized_ones() {
    let hub = TestHub::start().await;
    let visitor = hub.visitor().await;
    let mut socket = visitor.live(None).await;
    socket.0.send("{\"type\":\"message\"").await;
    let code = socket
        .until(|frame| match frame {
            VisitorFrame::Refused { id: None, problem } => Some(problem.code),
            _ => None,
        })
        .await;
    assert_eq!(code, ErrorCode::BodyInvalid);
    let blank = Uuid::now_v7();
    socket.0.send(&json!({ "type": "message", "id": blank, "text": " " }).to_string()).await;
    let refused = socket
        .until(|frame| match frame {
            VisitorFrame::Refused { id: Some(id), problem } => Some((*id, problem.code)),
            _ => None,
        })
        .await;
    assert_eq!(refused, (blank.into(), ErrorCode::TextEmpty));
    // Larger than a socket takes: the connection ends, the hub does not.
    let (mut stream, _) =
        tokio_tungstenite::connect_async(format!("ws://{}/v1/visitor/live", hub.running.addr)).await.unwrap();
    let _ = stream.send(Frame::text("x".repeat(1024 * 1024))).await;
    visitor.write("toujours là").await;
}

#[tokio::test]
async fn a_socket_without_a_sound_hello_is_refused() {
    let hub = TestHub::start().await;
    for (path, hello, code) in [
        ("/v1/live", "{}".to_owned(), "body_invalid"),
        ("/v1/live", json!({ "token": "x", "since": "a.b.1" }).to_string(), "token_invalid"),
        ("/v1/visitor/live", "nonsense".to_owned(), "body_invalid"),
        ("/v1/visitor/live", json!({ "token": "x" }).to_string(), "token_invalid"),
    ] {
        let mut socket = support::Socket::open(&hub.running.url(), path, None, &hello).await;
        let told = socket.next_text().await.unwrap();
        assert!(told.contains(code), "{path}: {told}");
        assert_eq!(socket.next_text().await, None, "the socket ends after its refusal");
    }
}

#[tokio::test]
async fn positions_from_nowhere_do_no_harm() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("Claire").await, hub.visitor().await);
    let id = taken(&visitor, &claire, "Bonjour").await;
    for position in [i64::MIN, -1, i64::MAX] {
        let path = format!("/v1/conversations/{id}/read");
        let mark = claire.request(Method::PUT, &path).json(&json!({ "position": position })).send().await.unwrap();
        assert_eq!(mark.status(), StatusCode::NO_CONTENT);
        let body = json!({ "conversation_id": id, "position": position });
        let read = visitor.request(Method::PUT, "/v1/visitor/read").json(&body).send().await.unwrap();
        assert_eq!(read.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(claire.close(id, i64::MIN).await.code().await, ErrorCode::ConversationMovedOn);
    hub.assert_sound().await;
}

#[tokio::test]
async fn the_description_names_every_road_and_the_scripts_are_served() {
    let hub = TestHub::start().await;
    let text = hub.http.get(hub.url("/openapi.json")).send().await.unwrap().text().await.unwrap();
    let description: Value = serde_json::from_str(&text).unwrap();
    for path in [
        "/v1/session",
        "/v1/agents/me/presence",
        "/v1/sync",
        "/v1/messages/fetch",
        "/v1/live",
        "/v1/conversations/{id}/claim",
        "/v1/conversations/{id}/assign",
        "/v1/conversations/{id}/messages",
        "/v1/conversations/{id}/close",
        "/v1/conversations/{id}/read",
        "/v1/visitor/session",
        "/v1/visitor/open",
        "/v1/visitor/pages",
        "/v1/visitor/messages",
        "/v1/visitor/events",
        "/v1/visitor/live",
    ] {
        assert!(description["paths"][path].is_object(), "{path}");
    }
    assert!(description["components"]["schemas"]["Problem"].is_object());
    let health = hub.http.get(hub.url("/healthz")).send().await.unwrap();
    assert_eq!(
        (health.status(), health.headers()["x-content-type-options"].as_bytes()),
        (StatusCode::OK, &b"nosniff"[..])
    );
}
