//! Accounts as admins keep them, and the trail of who did what.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::accounts::{AuditPage, NewPassword};
use protocol::wire::agents::SignedIn;
use protocol::wire::{ErrorCode, Problem};
use protocol::{Agent, AgentId, Conversation, Role};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use support::{Answered, PASSWORD, TestAgent, TestHub};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

fn wish(hub: &TestHub, email: &str) -> Value {
    json!({
        "email": email, "name": "Karim Haddad", "role": "agent", "active": true, "edits_playbooks": false,
        "projects": [hub.project.id],
    })
}

async fn put(by: &TestAgent, id: AgentId, wish: &Value) -> Response {
    by.request(Method::PUT, &format!("/v1/agents/{id}")).json(wish).send().await.unwrap()
}

async fn password(by: &TestAgent, id: AgentId) -> Response {
    by.request(Method::POST, &format!("/v1/agents/{id}/password")).send().await.unwrap()
}

#[tokio::test]
async fn an_admin_makes_an_account_and_tells_its_password() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let karim = AgentId::from(Uuid::now_v7());
    let made = put(&eva, karim, &wish(&hub, "Karim@Shop.example ")).await;
    assert_eq!(made.status(), StatusCode::NO_CONTENT);
    assert_eq!(hub.sign_in("karim@shop.example", "!").await.code().await, ErrorCode::CredentialsWrong);
    let first: NewPassword = password(&eva, karim).await.answer().await;
    let signed_in: SignedIn = hub.sign_in("karim@shop.example", &first.password).await.answer().await;
    assert_eq!((signed_in.agent.id, signed_in.agent.role), (karim, Role::Agent));
    let second: NewPassword = password(&eva, karim).await.answer().await;
    assert_ne!(first.password, second.password);
    let old = hub.http.get(hub.url("/v1/agents/me")).bearer_auth(&signed_in.token).send().await.unwrap();
    assert_eq!(old.code().await, ErrorCode::TokenInvalid, "with the password its sessions go");
    let all: Vec<Agent> = eva.request(Method::GET, "/v1/agents").send().await.unwrap().answer().await;
    assert_eq!(all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Eva", "Karim Haddad"]);
    let mut other = wish(&hub, &eva.email);
    assert_eq!(put(&eva, karim, &other).await.code().await, ErrorCode::EmailTaken);
    for (field, value) in [("email", json!("karim")), ("name", json!(" ")), ("projects", json!([]))] {
        other = wish(&hub, "karim@shop.example");
        other[field] = value;
        assert_eq!(put(&eva, karim, &other).await.code().await, ErrorCode::FieldInvalid, "{field}");
    }
    hub.assert_sound().await;
}

#[tokio::test]
async fn out_of_service_at_once_and_chats_stay_theirs() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    claire.switch(true).await;
    let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    let (_, cursor) = claire.snapshot(10).await;
    let mut socket = claire.live(&cursor).await;
    let mut gone = wish(&hub, &claire.email);
    gone["active"] = json!(false);
    assert_eq!(put(&eva, claire.id, &gone).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(socket.refusal().await, ErrorCode::TokenInvalid);
    assert_eq!(hub.sign_in(&claire.email, PASSWORD).await.code().await, ErrorCode::CredentialsWrong);
    let (pages, _) = eva.snapshot(10).await;
    let head = pages.iter().flat_map(|page| &page.conversations).find(|head| head.id == chat).unwrap();
    assert_eq!(head.assignee_id, Some(claire.id));
    // Back in service, with the same password, as something else.
    gone["active"] = json!(true);
    gone["role"] = json!("manager");
    assert_eq!(put(&eva, claire.id, &gone).await.status(), StatusCode::NO_CONTENT);
    let back: SignedIn = hub.sign_in(&claire.email, PASSWORD).await.answer().await;
    assert_eq!(back.agent.role, Role::Manager);
    hub.assert_sound().await;
}

#[tokio::test]
async fn nobody_else_keeps_accounts_and_nobody_their_own() {
    let hub = TestHub::start().await;
    let other = hub.other_project().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let (sofia, claire) = (hub.manager("Sofia").await, hub.agent("Claire").await);
    let both = hub.member("Ana", Role::Agent, vec![hub.project.id, other.id]).await;
    let stranger = hub.member("Luc", Role::Agent, vec![other.id]).await;
    for by in [&sofia, &claire] {
        for road in ["/v1/agents", "/v1/audit"] {
            assert_eq!(by.request(Method::GET, road).send().await.unwrap().code().await, ErrorCode::Forbidden);
        }
        assert_eq!(password(by, claire.id).await.code().await, ErrorCode::Forbidden);
        assert_eq!(put(by, claire.id, &wish(&hub, &claire.email)).await.code().await, ErrorCode::Forbidden);
    }
    assert_eq!(put(&eva, eva.id, &wish(&hub, &eva.email)).await.code().await, ErrorCode::OwnAccount);
    assert_eq!(password(&eva, stranger.id).await.code().await, ErrorCode::NotFound);
    assert_eq!(put(&eva, stranger.id, &wish(&hub, &stranger.email)).await.code().await, ErrorCode::NotFound);
    // Its password would open the other project, too.
    assert_eq!(password(&eva, both.id).await.code().await, ErrorCode::Forbidden);
    assert_eq!(put(&eva, both.id, &wish(&hub, &both.email)).await.code().await, ErrorCode::Forbidden);
    let mut far = wish(&hub, "new@shop.example");
    far["projects"] = json!([hub.project.id, other.id]);
    assert_eq!(put(&eva, Uuid::now_v7().into(), &far).await.code().await, ErrorCode::NotFound);
}

/// D7
#[tokio::test]
async fn the_trail_says_who_did_what_in_my_projects() {
    let hub = TestHub::start().await;
    let other = hub.other_project().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let luc = hub.member("Luc", Role::Admin, vec![other.id]).await;
    let visitor = hub.visitor().await;
    let sofia = hub.manager("Sofia").await;
    let blocked = sofia.block(visitor.id, json!({ "reason": "Insultes", "until": null, "with_address": false })).await;
    assert!(blocked.status().is_success());
    let karim = AgentId::from(Uuid::now_v7());
    put(&eva, karim, &wish(&hub, "karim@shop.example")).await;
    password(&eva, karim).await.answer::<NewPassword>().await;
    let trail = async |by: &TestAgent, query: &str| {
        by.request(Method::GET, &format!("/v1/audit{query}")).send().await.unwrap().answer::<AuditPage>().await
    };
    let page = trail(&eva, "").await;
    let told: Vec<_> = page.entries.iter().map(|one| (one.by.name.as_str(), one.action.as_str())).collect();
    assert_eq!(told, [("Eva", "password_given"), ("Eva", "account_made"), ("Sofia", "visitor_blocked")]);
    assert_eq!(page.entries[0].agent_name.as_deref(), Some("Karim Haddad"));
    assert_eq!((page.entries[2].visitor_number, page.more), (Some(1), false));
    assert_eq!(trail(&eva, &format!("?before={}", page.entries[0].id)).await.entries.len(), 2);
    assert!(trail(&luc, "").await.entries.is_empty());
    let text = serde_json::to_string(&page).unwrap();
    assert!(!text.contains("password\":"), "{text}");
}

#[tokio::test]
async fn an_agent_chooses_another_password_knowing_the_old_one() {
    let hub = TestHub::start().await;
    let claire = hub.agent("Claire").await;
    let elsewhere: SignedIn = hub.sign_in(&claire.email, PASSWORD).await.answer().await;
    let change = async |current: &str, chosen: &str| {
        let wish = json!({ "current": current, "chosen": chosen });
        claire.request(Method::PUT, "/v1/agents/me/password").json(&wish).send().await.unwrap()
    };
    assert_eq!(change("nonsense", "another good one").await.code().await, ErrorCode::CredentialsWrong);
    assert_eq!(change(PASSWORD, "short").await.code().await, ErrorCode::PasswordTooShort);
    assert_eq!(change(PASSWORD, "another good one").await.status(), StatusCode::NO_CONTENT);
    assert_eq!(change(PASSWORD, "a third good one").await.code().await, ErrorCode::CredentialsWrong);
    assert_eq!(hub.sign_in(&claire.email, PASSWORD).await.code().await, ErrorCode::CredentialsWrong);
    assert!(hub.sign_in(&claire.email, "another good one").await.status().is_success());
    // Signed in where it was asked, and nowhere else.
    assert!(claire.request(Method::GET, "/v1/agents/me").send().await.unwrap().status().is_success());
    let old = hub.http.get(hub.url("/v1/agents/me")).bearer_auth(&elsewhere.token).send().await.unwrap();
    assert_eq!(old.code().await, ErrorCode::TokenInvalid);
}

/// The refusal of a request whose body comes once `between` is done. The hub asks for a body (`100 Continue`) when it
/// begins to read it, having looked up who sends it.
async fn held_back(
    hub: &TestHub,
    by: &TestAgent,
    start: &str,
    body: &Value,
    between: impl Future<Output = ()>,
) -> ErrorCode {
    let body = body.to_string();
    let mut stream = TcpStream::connect(hub.url("").trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "{start} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
        by.token,
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    between.await;
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (_, problem) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str::<Problem>(problem).unwrap_or_else(|error| panic!("{error}: {answer}")).code
}

/// A6
#[tokio::test]
async fn a_request_has_the_rights_of_the_moment_it_is_carried_out() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let (ana, claire) = (hub.member("Ana", Role::Admin, vec![hub.project.id]).await, hub.agent("Claire").await);
    let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    let out = async |agent: &TestAgent| {
        let mut gone = wish(&hub, &agent.email);
        gone["active"] = json!(false);
        assert_eq!(put(&eva, agent.id, &gone).await.status(), StatusCode::NO_CONTENT);
    };
    let start = format!("PUT /v1/projects/{}", Uuid::now_v7());
    let content = json!({ "name": "Ghost", "origins": [], "params": [], "establishments": [] });
    let project = json!({ "revision": null, "content": content });
    assert_eq!(held_back(&hub, &ana, &start, &project, out(&ana)).await, ErrorCode::TokenInvalid);
    assert_eq!(hub.sign_in(&ana.email, PASSWORD).await.code().await, ErrorCode::CredentialsWrong);
    let start = format!("POST /v1/conversations/{chat}/messages");
    let reply = json!({ "id": Uuid::now_v7(), "body": { "kind": "text", "text": "Trop tard" } });
    assert_eq!(held_back(&hub, &claire, &start, &reply, out(&claire)).await, ErrorCode::TokenInvalid);
    hub.assert_sound().await;
}

#[tokio::test]
async fn of_two_admins_who_demote_each_other_one_remains() {
    let hub = TestHub::start().await;
    let one = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let other = hub.member("Ana", Role::Admin, vec![hub.project.id]).await;
    let (to_other, to_one) = (wish(&hub, &other.email), wish(&hub, &one.email));
    let (first, second) = tokio::join!(put(&one, other.id, &to_other), put(&other, one.id, &to_one));
    let done = [first.status(), second.status()].iter().filter(|status| status.is_success()).count();
    assert_eq!(done, 1);
}

/// A6
#[tokio::test]
async fn chats_of_a_project_that_is_taken_from_an_agent_are_given_back() {
    let hub = TestHub::start().await;
    let second = hub.other_project().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id, second.id]).await;
    let claire = hub.agent("Claire").await;
    let karim = hub.agent("Karim").await;
    let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
    claire.claim(chat).await.answer::<Conversation>().await;
    let mut moved = wish(&hub, &claire.email);
    moved["projects"] = json!([second.id]);
    assert_eq!(put(&eva, claire.id, &moved).await.status(), StatusCode::NO_CONTENT);
    let head: Conversation = karim.claim(chat).await.answer().await;
    assert_eq!(head.assignee_id, Some(karim.id));
    hub.assert_sound().await;
}

#[tokio::test]
async fn the_trail_names_nobody_of_another_project() {
    let hub = TestHub::start().await;
    let second = hub.other_project().await;
    let both = hub.member("Eva", Role::Admin, vec![hub.project.id, second.id]).await;
    let here = hub.member("Ana", Role::Admin, vec![hub.project.id]).await;
    let karim = AgentId::from(Uuid::now_v7());
    let mut account = wish(&hub, "karim@shop.example");
    put(&both, karim, &account).await;
    account["projects"] = json!([second.id]);
    account["name"] = json!("Elsewhere");
    put(&both, karim, &account).await;
    let trail: AuditPage = here.request(Method::GET, "/v1/audit").send().await.unwrap().answer().await;
    assert!(trail.entries.iter().all(|entry| entry.agent_name.is_none()), "{trail:?}");
}

#[tokio::test]
async fn a_sign_in_under_way_does_not_survive_a_new_password() {
    let hub = TestHub::start().await;
    let eva = hub.member("Eva", Role::Admin, vec![hub.project.id]).await;
    let claire = hub.agent("Claire").await;
    let tries = futures_util::future::join_all((0..4).map(|_| hub.sign_in(&claire.email, PASSWORD)));
    let (answers, given) = tokio::join!(tries, password(&eva, claire.id));
    given.answer::<NewPassword>().await;
    for answer in answers {
        if !answer.status().is_success() {
            continue;
        }
        let signed_in: SignedIn = answer.answer().await;
        let asked = hub.http.get(hub.url("/v1/agents/me")).bearer_auth(&signed_in.token).send().await.unwrap();
        assert_eq!(asked.code().await, ErrorCode::TokenInvalid);
    }
}
