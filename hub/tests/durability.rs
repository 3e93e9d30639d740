//! Acknowledged means durable: a killed hub, a full disk and a clock set back lose nothing that
//! was answered, and answer nothing that was lost.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::{Posted, SignedIn};
use protocol::wire::visitors::Session;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::atomic::Ordering;
use support::process::{HUB, Process, add_project, run};
use support::{Answered, TestHub};
use tempfile::TempDir;
use uuid::Uuid;

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill_and_what_was_not_may_be_sent_again() {
    let dir = TempDir::new().unwrap();
    let project = add_project(dir.path());
    let http = reqwest::Client::new();
    let mut hub = Process::serve(dir.path(), "127.0.0.1:0");
    let listen = hub.url.strip_prefix("http://").unwrap().to_owned();
    let body = json!({ "project_key": project["key"], "page": { "url": "https://shop.example/" } });
    let session: Session =
        http.post(format!("{}/v1/visitor/session", hub.url)).json(&body).send().await.unwrap().answer().await;
    let messages: Vec<_> = (0..60).map(|n| (Uuid::now_v7(), format!("message {n}"))).collect();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let url = format!("{}/v1/visitor/messages", hub.url);
        let sends = messages.iter().map(|(id, text)| {
            http.post(&url).bearer_auth(&session.token).json(&json!({ "id": id, "text": text })).send()
        });
        // Kill it with most of them in flight.
        let mut sends: futures_util::stream::FuturesUnordered<_> = sends.collect();
        let mut seen = 0;
        while let Some(answer) = futures_util::StreamExt::next(&mut sends).await {
            if let Ok(answer) = answer {
                acknowledged.push(answer.answer::<Posted>().await);
                seen += 1;
            }
            if seen == 5 + round * 10 {
                hub.kill();
            }
        }
        hub.kill();
        hub = Process::serve(dir.path(), &listen);
    }
    // A client that holds no connection to a hub that was killed.
    let http = reqwest::Client::new();
    let url = format!("{}/v1/visitor/messages", hub.url);
    for (id, text) in &messages {
        let request = http.post(&url).bearer_auth(&session.token).json(&json!({ "id": id, "text": text }));
        let posted: Posted = request.send().await.unwrap().answer().await;
        for earlier in acknowledged.iter().filter(|earlier| earlier.id == posted.id) {
            assert_eq!(*earlier, posted, "an acknowledged message moved or vanished");
        }
    }
    assert!(acknowledged.len() >= 5);
    let thread: Value = http.get(&url).bearer_auth(&session.token).send().await.unwrap().answer().await;
    assert_eq!(thread["messages"].as_array().unwrap().len(), messages.len(), "nothing lost, nothing twice");
    drop(hub);
    let (sound, out, _) = run(&["check"], dir.path(), "");
    assert!(sound, "{out}");
}

#[tokio::test]
async fn a_full_disk_acknowledges_nothing_and_reading_goes_on() {
    let hub = TestHub::start_with(|settings| {
        settings.max_pages = Some(200);
        settings.rate_limits = false;
    })
    .await;
    let visitor = hub.visitor().await;
    let mut kept = 0;
    let full = loop {
        let answer = visitor.post(Uuid::now_v7(), &"x".repeat(10_000)).await;
        if !answer.status().is_success() {
            break answer.code().await;
        }
        kept += 1;
        assert!(kept < 1_000, "the disk never filled");
    };
    assert_eq!(full, ErrorCode::StorageFull);
    assert!(kept > 5);
    let together = (0..20).map(|_| visitor.post(Uuid::now_v7(), "y"));
    let acknowledged = futures_util::future::join_all(together).await;
    let acknowledged = acknowledged.iter().filter(|answer| answer.status().is_success()).count();
    assert_eq!(visitor.thread("").await.messages.len(), kept + acknowledged);
    hub.assert_sound().await;
}

#[tokio::test]
async fn a_clock_set_back_reorders_nothing() {
    let (hub, now) = TestHub::start_with_clock().await;
    let visitor = hub.visitor().await;
    visitor.write("un").await;
    now.fetch_sub(3_600_000, Ordering::SeqCst);
    visitor.write("deux").await;
    now.fetch_add(7_200_000, Ordering::SeqCst);
    visitor.write("trois").await;
    let thread = visitor.thread("").await;
    let times: Vec<i64> = thread.messages.iter().map(|item| item.at.0).collect();
    assert_eq!(times, [1_800_000_000_000, 1_800_000_000_000, 1_800_003_600_000]);
    hub.assert_sound().await;
}

#[tokio::test]
async fn the_command_line_makes_projects_and_accounts_for_a_hub_that_runs() {
    let dir = TempDir::new().unwrap();
    let project = add_project(dir.path());
    let hub = Process::serve(dir.path(), "127.0.0.1:0");
    let add = |email: &str, role: &str, password: &str| {
        run(&["agent", "add", email, "--name", "Claire Morvan", "--role", role], dir.path(), password)
    };
    let (ok, out, err) = add("Claire@shop.example", "agent", "a long password\n");
    assert!(ok, "{err}");
    let id: Value = serde_json::from_str(&out).unwrap();
    let http = reqwest::Client::new();
    let body = json!({ "email": "claire@shop.example", "password": "a long password" });
    let signed_in: SignedIn =
        http.post(format!("{}/v1/session", hub.url)).json(&body).send().await.unwrap().answer().await;
    assert_eq!(json!(signed_in.agent.id), id["id"]);
    assert_eq!(json!(signed_in.agent.projects), json!([project["id"]]));
    for (email, role, password, why) in [
        ("claire@shop.example", "agent", "a long password", "exists already"),
        ("karim", "agent", "a long password", "e-mail"),
        ("karim@shop.example", "agent", "short", "8 characters"),
        ("karim@shop.example", "boss", "a long password", "agent, manager, admin"),
    ] {
        let (ok, _, err) = add(email, role, password);
        assert!(!ok && err.contains(why), "{err}");
    }
    let (ok, _, err) = run(&["project", "add", "Bad", "--origin", "shop.example/path"], dir.path(), "");
    assert!(!ok && err.contains("origin"), "{err}");
}

#[tokio::test]
async fn a_seeded_hub_is_sound_and_a_tampered_one_is_not() {
    let dir = TempDir::new().unwrap();
    let (ok, out, err) = run(&["seed", "--conversations", "120", "--messages", "1500"], dir.path(), "");
    assert!(ok, "{err}");
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["messages"], 1500);
    let (ok, _, err) = run(&["seed", "--conversations", "1", "--messages", "1"], dir.path(), "");
    assert!(!ok && err.contains("already"), "{err}");
    let (sound, out, _) = run(&["check"], dir.path(), "");
    assert!(sound, "{out}");
    let file = rusqlite::Connection::open(dir.path().join("hub.db")).unwrap();
    for tampering in [
        "DELETE FROM messages WHERE created_seq = (SELECT max(created_seq) FROM messages)",
        "UPDATE conversations SET last_visitor_position = 0",
        "UPDATE messages SET at = 0 WHERE created_seq = (SELECT max(created_seq) FROM messages)",
        "UPDATE meta SET value = 1 WHERE key = 'last_seq'",
        "DELETE FROM agent_projects",
    ] {
        file.execute_batch("PRAGMA foreign_keys = OFF; SAVEPOINT s").unwrap();
        assert!(file.execute(tampering, []).unwrap() > 0, "{tampering}");
        file.execute_batch("RELEASE s").unwrap();
        let (sound, out, _) = run(&["check"], dir.path(), "");
        assert!(!sound && out.contains("does not hold"), "{tampering}: {out}");
    }
}

#[test]
fn the_description_of_the_api_is_printed() {
    let out = Command::new(HUB).arg("openapi").output().unwrap();
    let description: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3."));
}

#[cfg(unix)]
#[test]
fn sigterm_ends_the_hub_cleanly() {
    let dir = TempDir::new().unwrap();
    let mut hub = Process::serve(dir.path(), "127.0.0.1:0");
    let killed = Command::new("kill").arg(hub.child.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert!(hub.child.wait().unwrap().success());
}
