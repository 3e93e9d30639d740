//! Playbooks: saving them, and what visitors meet.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::playbook::Playbook;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::{Role, State, VisitorStatus};
use reqwest::{Method, StatusCode};
use serde_json::json;
use support::bot::shop;
use support::{Answered, TestHub, TestVisitor};
use uuid::Uuid;

const LUCIA: &str = "Lucía Pérez";

async fn send_form(visitor: &TestVisitor) {
    let asked = visitor.asked().await.expect("a form");
    let answers = json!({ "name": LUCIA, "email": "lucia@tienda.example" });
    visitor.fill(asked, answers).await.answer::<Posted>().await;
}

/// A11
#[tokio::test]
async fn managers_and_those_who_may_edit_and_nobody_else() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("Sofia").await, hub.agent("Claire").await);
    let other = hub.other_project().await;
    let stranger = hub.member("Eva", Role::Admin, vec![other.id]).await;
    let id = Uuid::now_v7();
    let saved: Playbook = sofia.save_playbook(id, hub.project.id, shop(), None).await.answer().await;
    assert_eq!((saved.version.number, saved.version.saved_by.name.as_str()), (1, "Sofia"));
    let base = Some(saved.version.id);
    let refused = claire.save_playbook(id, hub.project.id, shop(), base).await;
    assert_eq!(refused.refusal().await.0, StatusCode::FORBIDDEN);
    assert_eq!(stranger.save_playbook(id, hub.project.id, shop(), base).await.code().await, ErrorCode::NotFound);
    assert_eq!(stranger.save_playbook(id, other.id, shop(), base).await.code().await, ErrorCode::NotFound);
    let list = |project| format!("/v1/projects/{project}/playbooks");
    let asked = claire.request(Method::GET, &list(hub.project.id)).send().await.unwrap();
    assert_eq!(asked.code().await, ErrorCode::Forbidden);
    hub::accounts::allow_playbooks(hub.store(), &claire.email, true).await.unwrap();
    let asked = claire.request(Method::GET, &list(hub.project.id)).send().await.unwrap();
    assert_eq!(asked.answer::<Vec<Playbook>>().await, std::slice::from_ref(&saved));
    let mut steps = shop();
    steps[1]["text"] = json!("Que cherchez-vous ?");
    let second: Playbook = claire.save_playbook(id, hub.project.id, steps, base).await.answer().await;
    assert_eq!((second.version.number, second.version.saved_by.name.as_str()), (2, "Claire"));
    // Sofia still has the first one before her: nothing is overwritten unseen.
    assert_eq!(sofia.save_playbook(id, hub.project.id, shop(), base).await.code().await, ErrorCode::PlaybookChanged);
    let versions = sofia.request(Method::GET, &format!("/v1/playbooks/{id}/versions")).send().await.unwrap();
    let numbers: Vec<_> = versions.answer::<Vec<Playbook>>().await.iter().map(|one| one.version.number).collect();
    assert_eq!(numbers, [2, 1]);
}

/// A11
#[tokio::test]
async fn what_cannot_run_is_refused_with_the_step_that_is_wrong() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let mut steps = shop();
    steps[1]["options"][0]["next"] = json!("nowhere");
    let refused = sofia.save_playbook(Uuid::now_v7(), hub.project.id, steps, None).await.refusal().await.1;
    assert_eq!(refused.code, ErrorCode::PlaybookInvalid);
    let detail = refused.detail.unwrap();
    assert!(
        detail.contains(r#"step "menu": unknown_target"#) && detail.contains(r#"step "live": unreachable"#),
        "{detail}"
    );
    let mut steps = shop();
    steps[0]["text"]["blocks"][0]["spans"][0]["link"] = json!("javascript:alert(1)");
    let refused = sofia.save_playbook(Uuid::now_v7(), hub.project.id, steps, None).await;
    assert_eq!(refused.code().await, ErrorCode::PlaybookInvalid);
    let mut steps = shop();
    steps[0]["text"]["blocks"][0] = json!({ "block": "image", "image": {
        "file": Uuid::now_v7(), "name": "x.png", "media_type": "image/png", "size": 1, "picture": { "width": 1, "height": 1 } } });
    let refused = sofia.save_playbook(Uuid::now_v7(), hub.project.id, steps, None).await;
    assert_eq!(refused.code().await, ErrorCode::FileUnknown);
}

/// A3, A11
#[tokio::test]
async fn the_bot_speaks_first_and_nothing_is_stored_until_the_visitor_answers() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let opening = visitor.opening().await.expect("an opening");
    let words: Vec<_> = opening.items.iter().map(|item| item.body.words().unwrap().into_owned()).collect();
    // No name is known: it goes, with its comma.
    assert_eq!(words, ["Bonjour !", "Que souhaitez-vous ?"]);
    assert_eq!(visitor.opening().await.as_ref(), Some(&opening), "the same each time it is looked at");
    assert!(visitor.thread("").await.conversation.is_none());
    let (pages, cursor) = sofia.snapshot(100).await;
    assert!(pages.iter().all(|page| page.conversations.is_empty()));

    let posted = visitor.pick_first("person").await;
    let page = visitor.thread("").await;
    assert_eq!(page.opening, None);
    let ids: Vec<_> = page.messages.iter().map(|message| message.id).take(3).collect();
    assert_eq!(ids, [opening.items[0].id, opening.items[1].id, posted.id], "what was shown is what is kept");
    assert_eq!(
        visitor.told().await,
        [
            "bot: Bonjour !",
            "bot choice: Que souhaitez-vous ?",
            "visitor picked: Un conseiller",
            "bot: Un conseiller arrive.",
        ]
    );
    let head = sofia.changes(&cursor).await.conversations.pop().unwrap();
    assert_eq!(head.state, State::Unassigned);
    assert!(head.wait_until.is_some());
    hub.assert_sound().await;
}

/// A11
#[tokio::test]
async fn a_repeated_answer_counts_once_and_a_late_one_not_at_all() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let opening = visitor.opening().await.unwrap();
    let (question, version, id) = (opening.items[1].id, Some(opening.version), Uuid::now_v7());
    let first: Posted = visitor.pick_with_id(id, question, "call", version).await.answer().await;
    let again: Posted = visitor.pick_with_id(id, question, "call", version).await.answer().await;
    assert_eq!(first.position, again.position);
    let reused = visitor.pick_with_id(id, question, "person", version).await;
    assert_eq!(reused.code().await, ErrorCode::KeyReused);
    for option in ["person", "nothing", "unheard"] {
        assert_eq!(visitor.pick(question, option, version).await.code().await, ErrorCode::AnswerNotAwaited);
    }
    let stranger = hub.visitor().await;
    assert_eq!(stranger.pick(question, "call", None).await.code().await, ErrorCode::AnswerNotAwaited);
    assert_eq!(stranger.pick(question, "call", version).await.code().await, ErrorCode::AnswerNotAwaited);
    assert!(stranger.thread("").await.conversation.is_none(), "a refused answer begins nothing");
    hub.assert_sound().await;
}

/// A11, V10
#[tokio::test]
async fn a_form_fills_the_person_sets_the_status_and_ends_a_chat_of_the_bot_alone() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    visitor.pick_first("call").await;
    let form = visitor.asked().await.unwrap();
    for (answers, key) in [
        (json!({ "name": LUCIA }), "email"),
        (json!({ "name": LUCIA, "email": "lucia" }), "email"),
        (json!({ "name": LUCIA, "email": "a@b.fr", "phone": "12" }), "phone"),
    ] {
        let problem = visitor.fill(form, answers).await.refusal().await.1;
        assert_eq!((problem.code, problem.detail.as_deref()), (ErrorCode::FieldInvalid, Some(key)));
    }
    assert_eq!(sofia.sees(visitor.id).await.status, VisitorStatus::New);
    send_form(&visitor).await;
    let seen = sofia.sees(visitor.id).await;
    assert_eq!((seen.name.as_deref(), seen.email.as_deref()), (Some(LUCIA), Some("lucia@tienda.example")));
    assert_eq!(seen.status, VisitorStatus::Prospect);
    assert_eq!(
        visitor.told().await[3..],
        [
            "bot form: Vos coordonnées",
            "visitor answers: Vos coordonnées / Lucía Pérez / lucia@tienda.example",
            "bot: Merci, Lucía.",
            "system closed",
        ]
    );
    // And the bot begins anew, by name now.
    let opening = visitor.opening().await.unwrap();
    assert_eq!(opening.items[0].body.words().unwrap(), "Bonjour, Lucía !");
    hub.assert_sound().await;
}

/// A3, A14
#[tokio::test]
async fn who_writes_instead_of_picking_gets_a_person() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    sofia.switch(true).await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    visitor.write("Ma commande n’arrive pas").await;
    assert_eq!(visitor.told().await[2..], ["visitor: Ma commande n’arrive pas", "bot: Un conseiller arrive."]);
    let another = hub.visitor().await;
    another.write("être rappelé").await;
    assert_eq!(another.told().await[2..], ["visitor: être rappelé", "bot form: Vos coordonnées"]);
    hub.assert_sound().await;
}

/// A4
#[tokio::test]
async fn what_the_bot_alone_has_is_taken_by_nobody() {
    let hub = TestHub::start().await;
    let (sofia, claire) = (hub.manager("Sofia").await, hub.agent("Claire").await);
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let chat = visitor.pick_first("call").await.conversation_id;
    assert_eq!(claire.claim(chat).await.code().await, ErrorCode::ConversationWithBot);
    assert_eq!(sofia.assign(chat, Some(claire.id)).await.code().await, ErrorCode::ConversationWithBot);
    assert_eq!(sofia.close(chat, 99).await.code().await, ErrorCode::ConversationWithBot);
}

/// A11
#[tokio::test]
async fn a_run_goes_on_with_the_version_that_it_began_with() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let first = hub.with_bot(&sofia).await;
    let (early, late) = (hub.visitor().await, hub.visitor().await);
    let shown = late.opening().await.unwrap();
    early.pick_first("call").await;
    let mut steps = shop();
    steps[4]["text"]["blocks"][0]["spans"][0]["text"] = json!("À bientôt.");
    steps[1]["options"].as_array_mut().unwrap().remove(1);
    steps[1]["options"][1]["next"] = json!("form");
    let id = first.id.uuid();
    sofia.save_playbook(id, hub.project.id, steps, Some(first.version.id)).await.answer::<Playbook>().await;
    send_form(&early).await;
    assert!(early.told().await.contains(&"bot: Merci, Lucía.".to_owned()));
    // So does who had only looked at it.
    late.pick(shown.items[1].id, "call", Some(shown.version)).await.answer::<Posted>().await;
    assert_eq!(late.told().await.last().unwrap(), "bot form: Vos coordonnées");
    let deleted = sofia.request(Method::DELETE, &format!("/v1/playbooks/{id}")).send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    send_form(&late).await;
    assert!(hub.visitor().await.opening().await.is_none());
    hub.assert_sound().await;
}

/// A11
#[tokio::test]
async fn the_oldest_playbook_of_the_page_that_is_on_is_the_one_met() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let says = |text: &str| {
        json!([{ "id": "a", "act": "message", "next": null,
            "text": { "blocks": [{ "block": "paragraph", "spans": [{ "text": text }] }] } }])
    };
    let save = async |name: &str, enabled: bool, pages: &[&str]| {
        let content = json!({ "name": name, "enabled": enabled, "pages": pages, "steps": says(name) });
        let wish = json!({ "project_id": hub.project.id, "content": content });
        sofia.put_playbook(Uuid::now_v7(), wish).await.answer::<Playbook>().await;
    };
    // The test's visitors are on /sofa.
    save("Éteint", false, &[]).await;
    save("Ailleurs", true, &["/es/"]).await;
    save("Ici", true, &["/sofa"]).await;
    save("Partout", true, &[]).await;
    let visitor = hub.visitor().await;
    assert_eq!(visitor.opening().await.unwrap().items[0].body.words().unwrap(), "Ici");
    // It says nothing more, so the first word goes to people.
    visitor.write("Bonjour").await;
    let (pages, _) = sofia.snapshot(10).await;
    assert_eq!(pages[0].conversations[0].state, State::Unassigned);
}

/// A11: the id of an answer is its own, also when what it answers is stored by the same write.
#[tokio::test]
async fn an_answer_under_the_id_of_its_own_opening_is_refused() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    let opening = visitor.opening().await.unwrap();
    let (first, question) = (opening.items[0].id, opening.items[1].id);
    for id in [first, question] {
        let picked = visitor.pick_with_id(id.uuid(), question, "call", Some(opening.version)).await;
        assert_eq!(picked.code().await, ErrorCode::KeyReused);
        assert_eq!(visitor.post(id.uuid(), "Bonjour").await.code().await, ErrorCode::KeyReused);
    }
    assert!(visitor.thread("").await.conversation.is_none());
    hub.assert_sound().await;
}

/// A11
#[tokio::test]
async fn what_was_deleted_does_not_come_back_and_an_unchanged_save_is_no_version() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    let other = hub.other_project().await;
    let stranger = hub.member("Eva", Role::Manager, vec![other.id]).await;
    let saved = hub.with_bot(&sofia).await;
    let (id, base) = (saved.id.uuid(), Some(saved.version.id));
    let again: Playbook = sofia.save_playbook(id, hub.project.id, shop(), base).await.answer().await;
    assert_eq!(again.version.number, 1);
    sofia.request(Method::DELETE, &format!("/v1/playbooks/{id}")).send().await.unwrap();
    for base in [None, base] {
        let refused = sofia.save_playbook(id, hub.project.id, shop(), base).await;
        assert_eq!(refused.code().await, ErrorCode::PlaybookChanged);
    }
    assert_eq!(stranger.save_playbook(id, other.id, shop(), None).await.code().await, ErrorCode::NotFound);
}

/// A11: an answer that is written ends the playbook as one that is picked does.
#[tokio::test]
async fn no_chat_stays_with_a_bot_that_has_nothing_more_to_say() {
    let hub = TestHub::start().await;
    let sofia = hub.manager("Sofia").await;
    hub.with_bot(&sofia).await;
    let visitor = hub.visitor().await;
    visitor.write("Rien, merci").await;
    assert_eq!(visitor.told().await.last().unwrap(), "system closed");
    assert!(visitor.opening().await.is_some());
    hub.assert_sound().await;
}
