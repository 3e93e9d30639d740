//! Projects as admins keep them: the sites that may carry the widget, its key, parameters, establishments.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::accounts::AuditPage;
use protocol::wire::projects::KeptProject;
use protocol::wire::visitors::VisitorFrame;
use protocol::{ProjectId, Role};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use support::{Answered, ORIGIN, TestAgent, TestHub};
use uuid::Uuid;

async fn list(by: &TestAgent) -> Vec<KeptProject> {
    by.request(Method::GET, "/v1/projects").send().await.unwrap().answer().await
}

async fn put(by: &TestAgent, id: ProjectId, revision: Option<i64>, content: &Value) -> Response {
    let wish = json!({ "revision": revision, "content": content });
    by.request(Method::PUT, &format!("/v1/projects/{id}")).json(&wish).send().await.unwrap()
}

fn content(origin: &str) -> Value {
    json!({
        "name": "Maison Verlaine", "origins": [origin],
        "params": [{ "key": "basket", "label": "Panier" }],
        "establishments": [{ "key": "paris", "name": "Paris", "region": "Île-de-France", "sector": "", "country": "FR" }],
    })
}

/// D6, V6
#[tokio::test]
async fn what_an_admin_changes_holds_at_once_and_reaches_the_consoles() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let (_, cursor) = claire.snapshot(10).await;
    let visitor = hub.visitor().await;
    let known = list(&eva).await.remove(0);
    assert_eq!((known.key.as_str(), known.content.origins.as_slice()), (&*hub.project.key, &[ORIGIN.to_owned()][..]));
    assert!(known.on_a_page);
    let moved = content("https://new.example/");
    let saved: KeptProject = put(&eva, known.id, Some(known.revision), &moved).await.answer().await;
    assert_eq!(saved.content.origins, ["https://new.example"]);
    assert_eq!(saved.content.establishments[0].region, "Île-de-France");
    assert_eq!(list(&eva).await, std::slice::from_ref(&saved));
    // The old site is out, with visitors who were in already; the new one is in.
    assert_eq!(hub.open_session(&known.key, ORIGIN, None).await.code().await, ErrorCode::OriginNotAllowed);
    let open = hub.http.post(hub.url("/v1/visitor/open")).bearer_auth(&visitor.token).header("origin", ORIGIN);
    assert_eq!(open.send().await.unwrap().code().await, ErrorCode::OriginNotAllowed);
    hub.visitor_of(&known.key, "https://new.example").await;
    // Names for people travel to consoles; keys and origins do not.
    let page = claire.changes(&cursor).await;
    let project = &page.projects[0];
    assert_eq!((project.name.as_str(), project.params[0].label.as_str()), ("Maison Verlaine", "Panier"));
    // Asked again it is the same; from what it was before, it is refused.
    let again: KeptProject = put(&eva, known.id, Some(known.revision), &moved).await.answer().await;
    assert_eq!(again, saved);
    let other = content("https://third.example");
    assert_eq!(put(&eva, known.id, Some(known.revision), &other).await.code().await, ErrorCode::ProjectChanged);
    assert_eq!(put(&eva, known.id, None, &other).await.code().await, ErrorCode::ProjectChanged);
    hub.assert_sound().await;
}

/// V6: what is declared is also taken from the addresses of pages.
#[tokio::test]
async fn declared_parameters_are_read_from_addresses() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let known = list(&eva).await.remove(0);
    put(&eva, known.id, Some(known.revision), &content(ORIGIN)).await.answer::<KeptProject>().await;
    let visitor = hub.visitor().await;
    let page = json!({ "url": format!("{ORIGIN}/sofa?basket=1290&session=secret"), "title": "Sofa" });
    let view = json!({ "id": Uuid::now_v7(), "page": page });
    let seen = visitor.request(Method::POST, "/v1/visitor/pages").json(&view).send().await.unwrap();
    assert!(seen.status().is_success());
    let params = eva.sees(visitor.id).await.params;
    assert_eq!((params.get("basket").map(String::as_str), params.get("session")), (Some("1290"), None));
}

#[tokio::test]
async fn another_key_shuts_the_old_one_out() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let visitor = hub.visitor().await;
    let road = format!("/v1/projects/{}/key", hub.project.id);
    let renewed: KeptProject = eva.request(Method::POST, &road).send().await.unwrap().answer().await;
    assert_ne!(renewed.key, hub.project.key);
    assert_eq!(hub.open_session(&hub.project.key, ORIGIN, None).await.code().await, ErrorCode::ProjectUnknown);
    hub.visitor_of(&renewed.key, ORIGIN).await;
    // Whoever chats goes on.
    visitor.write("Toujours là").await;
    let trail: AuditPage = eva.request(Method::GET, "/v1/audit").send().await.unwrap().answer().await;
    assert_eq!(trail.entries[0].action, "project_key_renewed");
    hub.assert_sound().await;
}

#[tokio::test]
async fn a_new_project_is_its_makers() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let id = ProjectId::from(Uuid::now_v7());
    let made: KeptProject = put(&eva, id, None, &content("https://second.example")).await.answer().await;
    assert!(!made.on_a_page);
    assert_eq!(list(&eva).await.len(), 2);
    hub.visitor_of(&made.key, "https://second.example").await;
    let (pages, _) = eva.snapshot(10).await;
    assert_eq!(pages[0].projects.len(), 2);
    let (pages, _) = claire.snapshot(10).await;
    assert_eq!(pages[0].projects.len(), 1);
    hub.assert_sound().await;
}

#[tokio::test]
async fn nobody_else_keeps_projects_and_bad_input_changes_nothing() {
    let hub = TestHub::start().await;
    let other = hub.other_project().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let sofia = hub.manager("Sofia").await;
    let good = content(ORIGIN);
    for road in [Method::GET, Method::PUT] {
        let asked = match road {
            Method::GET => sofia.request(Method::GET, "/v1/projects").send().await.unwrap(),
            _ => put(&sofia, hub.project.id, Some(0), &good).await,
        };
        assert_eq!(asked.code().await, ErrorCode::Forbidden);
    }
    assert_eq!(put(&eva, other.id, Some(0), &good).await.code().await, ErrorCode::NotFound);
    let key = |id| eva.request(Method::POST, &format!("/v1/projects/{id}/key")).send();
    assert_eq!(key(other.id).await.unwrap().code().await, ErrorCode::NotFound);
    let before = list(&eva).await;
    for (field, value, code) in [
        ("origins", json!(["https://shop.example/page"]), ErrorCode::OriginInvalid),
        ("origins", json!(["*"]), ErrorCode::OriginInvalid),
        ("name", json!(""), ErrorCode::FieldInvalid),
        ("params", json!([{ "key": "a", "label": "A" }, { "key": "a", "label": "B" }]), ErrorCode::FieldInvalid),
        ("establishments", json!([{ "key": "a" }]), ErrorCode::BodyInvalid),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(put(&eva, hub.project.id, Some(before[0].revision), &bad).await.code().await, code, "{field}");
    }
    assert_eq!(list(&eva).await, before);
    hub.assert_sound().await;
}

#[tokio::test]
async fn projects_made_at_once_all_remain_and_their_makers_peers_keep_them_too() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let ana = hub.member("Ana", Role::Admin, vec![hub.project.id]).await;
    let good = content("https://second.example");
    let make = |_| put(&eva, ProjectId::from(Uuid::now_v7()), None, &good);
    let made = futures_util::future::join_all((0..5).map(make)).await;
    assert!(made.iter().all(|answer| answer.status().is_success()));
    assert_eq!(list(&eva).await.len(), 6);
    assert_eq!(list(&ana).await.len(), 6);
    // Sent twice at once, as by an impatient network, it is one project.
    let id = ProjectId::from(Uuid::now_v7());
    let (first, second) = tokio::join!(put(&eva, id, None, &good), put(&eva, id, None, &good));
    let (first, second): (KeptProject, KeptProject) = (first.answer().await, second.answer().await);
    assert_eq!(first, second);
    assert_eq!(put(&eva, Uuid::now_v7().into(), Some(1), &good).await.code().await, ErrorCode::NotFound);
    hub.assert_sound().await;
}

#[tokio::test]
async fn a_site_that_is_taken_off_the_list_is_cut_at_once() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let visitor = hub.visitor().await;
    let mut socket = visitor.live(None).await;
    socket.next().await.unwrap();
    let known = list(&eva).await.remove(0);
    put(&eva, known.id, Some(known.revision), &content("https://new.example")).await.answer::<KeptProject>().await;
    let code = socket
        .until(|frame| match frame {
            VisitorFrame::Refused { problem, .. } => Some(problem.code),
            _ => None,
        })
        .await;
    assert_eq!(code, ErrorCode::OriginNotAllowed);
}
