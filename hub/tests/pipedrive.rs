//! Leads, deals and activities brought to Pipedrive.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use hub::PipedriveAccount;
use protocol::ConversationId;
use protocol::crm::Sheet;
use protocol::wire::agents::{Posted, Saved};
use serde_json::json;
use std::sync::atomic::Ordering;
use support::pipedrive::{Meets, Pipedrive, TOKEN};
use support::waiting::until;
use support::{Answered, TestAgent, TestHub};

struct Scene {
    hub: TestHub,
    clock: std::sync::Arc<std::sync::atomic::AtomicI64>,
    claire: TestAgent,
    chat: ConversationId,
}

impl Scene {
    async fn with(pipedrive: &Pipedrive, token: &str) -> Self {
        let account = PipedriveAccount { base: pipedrive.url.parse().unwrap(), token: token.to_owned() };
        let (hub, clock) =
            TestHub::start_with_clock_and(move |settings| settings.pipedrive = Some(account.clone())).await;
        let claire = hub.agent("Claire").await;
        let chat = hub.visitor().await.write("Bonjour").await.conversation_id;
        Self { hub, clock, claire, chat }
    }

    async fn edit(&self, field: &str, from: &str, to: &str) {
        self.claire.edit(self.chat, field, from, to).await.answer::<Saved>().await;
    }

    async fn create(&self, what: &str, title: &str) {
        self.claire.create(self.chat, json!({ "what": what, "title": title })).await.answer::<Posted>().await;
    }

    async fn sheet(&self) -> Sheet {
        self.claire.sheet(self.chat).await.unwrap()
    }

    async fn is_carried(&self) {
        until("all of it to be brought", async || {
            let sheet = self.sheet().await;
            sheet.trouble.is_none() && sheet.entries.iter().all(|entry| entry.page.is_some())
        })
        .await;
    }

    async fn has_trouble(&self, code: &str) {
        until(code, async || self.sheet().await.trouble.as_deref() == Some(code)).await;
    }
}

/// A12, A13: the person, their organisation, the notes and what was created; kept alike from then on.
#[tokio::test]
async fn what_is_created_is_brought_with_all_that_belongs_to_it() {
    let pipedrive = Pipedrive::open().await;
    let scene = Scene::with(&pipedrive, TOKEN).await;
    scene.edit("name", "", "Lucía Fernández").await;
    scene.edit("email", "", "lucia@correo.example").await;
    scene.edit("phone", "", "+34 612 48 09 37").await;
    scene.edit("organisation", "", "Fernández Interiores").await;
    scene.edit("address", "", "Calle de Colón 31, Valencia").await;
    scene.edit("value", "", "2580 EUR").await;
    scene.edit("closing", "", "2026-12-12").await;
    scene.edit("notes", "", "Rappeler <b>lundi</b>").await;
    assert_eq!(pipedrive.requests(), Vec::<String>::new(), "nothing was created yet, so nothing is told");
    scene.create("lead", "Deux fauteuils").await;
    scene.create("deal", "Tissu").await;
    scene.is_carried().await;
    let (organisation, person) = (&pipedrive.all("organizations")[0], &pipedrive.all("persons")[0]);
    assert_eq!(organisation["name"], "Fernández Interiores");
    assert_eq!(organisation["address"]["value"], "Calle de Colón 31, Valencia");
    assert_eq!((&person["name"], &person["org_id"]), (&json!("Lucía Fernández"), &organisation["id"]));
    assert_eq!(person["emails"], json!([{ "value": "lucia@correo.example", "primary": true }]));
    let note = &pipedrive.all("notes")[0];
    assert_eq!(note["content"], "Rappeler &lt;b&gt;lundi&lt;/b&gt;", "people's words are no HTML there either");
    let (lead, deal) = (&pipedrive.all("leads")[0], &pipedrive.all("deals")[0]);
    assert_eq!((&lead["title"], &lead["person_id"]), (&json!("Deux fauteuils"), &person["id"]));
    assert_eq!(lead["value"], json!({ "amount": 2580.0, "currency": "EUR" }));
    assert_eq!(lead["expected_close_date"], "2026-12-12");
    assert_eq!((&deal["value"], &deal["currency"]), (&json!(2580.0), &json!("EUR")));
    let page = scene.sheet().await.entries[0].page.clone().unwrap();
    assert_eq!(page, format!("{}/leads/inbox/{}", pipedrive.url, lead["id"].as_str().unwrap()));

    scene.edit("value", "2580.00 EUR", "3000 EUR").await;
    until("the new value", async || pipedrive.all("leads")[0]["value"]["amount"] == 3000.0).await;
    until("the new value of the deal", async || pipedrive.all("deals")[0]["value"] == 3000.0).await;
    scene.edit("notes", "Rappeler <b>lundi</b>", "").await;
    until("the note to be gone", async || pipedrive.all("notes").is_empty()).await;
    for kind in ["persons", "organizations", "leads", "deals"] {
        assert_eq!(pipedrive.all(kind).len(), 1, "{kind}");
    }
    scene.hub.assert_sound().await;
}

/// A13: who is a contact there already stays one.
#[tokio::test]
async fn a_person_who_is_there_already_is_not_made_again() {
    let pipedrive = Pipedrive::open().await;
    let known = json!({ "id": 77, "name": "L. Fernández", "emails": [{ "value": "lucia@correo.example" }] });
    pipedrive.holds("persons", known);
    let scene = Scene::with(&pipedrive, TOKEN).await;
    scene.edit("email", "", "lucia@correo.example").await;
    scene.create("lead", "Fauteuil").await;
    scene.is_carried().await;
    assert_eq!(pipedrive.all("persons").len(), 1);
    assert_eq!(pipedrive.all("leads")[0]["person_id"], 77);
}

/// A13: told to wait, it waits, and holds nobody else back.
#[tokio::test]
async fn a_rate_limit_is_kept() {
    let pipedrive = Pipedrive::open().await;
    let scene = Scene::with(&pipedrive, TOKEN).await;
    pipedrive.next("POST persons", Meets::RateLimit(30));
    scene.create("lead", "Fauteuil").await;
    scene.has_trouble("crm_rate_limited").await;
    let asked = pipedrive.requests().len();
    scene.clock.fetch_add(29_000, Ordering::SeqCst);
    // It would come before this one, if it came.
    let other = scene.hub.visitor().await.write("Bonsoir").await.conversation_id;
    scene.claire.create(other, json!({ "what": "lead", "title": "Table" })).await.answer::<Posted>().await;
    let carried = async || scene.claire.sheet(other).await.unwrap().entries[0].page.is_some();
    until("the other lead", carried).await;
    assert_eq!(pipedrive.requests()[asked..], ["POST persons", "POST leads"], "it waits as long as it was told");
    assert_eq!(pipedrive.all("leads")[0]["title"], "Table");
    scene.clock.fetch_add(1_000, Ordering::SeqCst);
    scene.is_carried().await;
}

/// A13: whatever fails is told, tried again, and made once.
#[tokio::test]
async fn failures_are_told_and_tried_again_and_nothing_is_made_twice() {
    let pipedrive = Pipedrive::open().await;
    let scene = Scene::with(&pipedrive, TOKEN).await;
    pipedrive.next("POST persons", Meets::RateLimit(30));
    scene.create("lead", "Fauteuil").await;
    scene.has_trouble("crm_rate_limited").await;
    pipedrive.next("POST leads", Meets::LostAnswer);
    scene.clock.fetch_add(30_000, Ordering::SeqCst);
    scene.has_trouble("crm_unreachable").await;
    scene.clock.fetch_add(60_000, Ordering::SeqCst);
    scene.is_carried().await;
    assert_eq!((pipedrive.all("persons").len(), pipedrive.all("leads").len()), (1, 1), "found again, not made again");

    pipedrive.next("PATCH leads", Meets::Status(400));
    scene.edit("value", "", "12 EUR").await;
    scene.has_trouble("crm_refused").await;
    assert_eq!(scene.sheet().await.value.as_deref(), Some("12.00 EUR"), "what is here stays here");
    scene.clock.fetch_add(300_000, Ordering::SeqCst);
    scene.is_carried().await;
    assert_eq!(pipedrive.all("leads")[0]["value"]["amount"], 12.0);
    // A person without an address cannot be looked for; they stay who they are.
    pipedrive.next("PATCH persons", Meets::Status(500));
    scene.edit("name", "", "Lucía").await;
    scene.has_trouble("crm_unreachable").await;
    scene.clock.fetch_add(60_000, Ordering::SeqCst);
    scene.is_carried().await;
    let people = pipedrive.all("persons");
    assert_eq!((people.len(), &people[0]["name"]), (1, &json!("Lucía")));
    // Deleted there: a person is made anew, since leads hang on them.
    pipedrive.next("PATCH persons", Meets::Status(404));
    scene.edit("name", "Lucía", "Lucía Pérez").await;
    until("the person to be made anew", async || pipedrive.all("persons").len() == 2).await;
    scene.is_carried().await;
    // A lead that was deleted there is theirs to decide.
    pipedrive.next("PATCH leads", Meets::Status(404));
    scene.edit("value", "12.00 EUR", "13 EUR").await;
    until("the change to be asked for", async || {
        pipedrive.requests().iter().filter(|request| *request == "PATCH leads").count() >= 3
    })
    .await;
    scene.is_carried().await;
    assert_eq!(pipedrive.all("leads").len(), 1);
    scene.hub.assert_sound().await;
}

/// A13: a token that is not accepted is told, and everything works on without it.
#[tokio::test]
async fn a_wrong_token_keeps_nobody_from_working() {
    let pipedrive = Pipedrive::open().await;
    let scene = Scene::with(&pipedrive, "expired").await;
    scene.create("activity", "Rappeler").await;
    scene.has_trouble("crm_unauthorised").await;
    scene.create("lead", "Fauteuil").await;
    assert_eq!(scene.sheet().await.entries.len(), 2);
    assert!(pipedrive.all("activities").is_empty());
}
