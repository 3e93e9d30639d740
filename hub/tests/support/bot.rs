//! A playbook as a manager saves it, and a visitor who answers its bot.

use super::{Answered, TestAgent, TestHub, TestVisitor};
use protocol::playbook::Playbook;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::Opening;
use protocol::{Item, MessageId, ProjectId, VersionId};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

pub const WAIT_S: i64 = 180;

/// Greeting, a menu, a person or a form; a form when nobody comes.
pub fn shop() -> Value {
    let says = |text: &str| json!({ "blocks": [{ "block": "paragraph", "spans": [{ "text": text }] }] });
    let fields = json!([
        { "key": "name", "kind": "name", "label": "Nom", "required": true },
        { "key": "email", "kind": "email", "label": "E-mail", "required": true },
        { "key": "phone", "kind": "phone", "label": "Téléphone", "required": false },
    ]);
    json!([
        { "id": "hello", "act": "message", "text": says("Bonjour, {{visitor.first_name}} !"), "next": "menu" },
        { "id": "menu", "act": "choice", "text": "Que souhaitez-vous ?", "options": [
            { "id": "person", "label": "Un conseiller", "next": "live" },
            { "id": "call", "label": "Être rappelé", "next": "form" },
            { "id": "nothing", "label": "Rien, merci", "next": null },
        ] },
        { "id": "form", "act": "form", "title": "Vos coordonnées", "fields": fields, "next": "prospect" },
        { "id": "prospect", "act": "notify", "set_status": "prospect", "next": "lead" },
        { "id": "thanks", "act": "message", "text": says("Merci, {{visitor.first_name}}."), "next": null },
        { "id": "live", "act": "live_chat", "online": says("Un conseiller arrive."), "wait_s": WAIT_S,
          "offline": says("Nous sommes absents."), "on_assigned": null, "on_timeout": "ask", "on_offline": "ask" },
        { "id": "ask", "act": "form", "title": "Laissez vos coordonnées", "fields": fields, "next": "prospect" },
        { "id": "lead", "act": "create", "what": "lead", "next": "thanks" },
    ])
}

impl TestAgent {
    pub async fn save_playbook(&self, id: Uuid, project: ProjectId, steps: Value, base: Option<VersionId>) -> Response {
        let content = json!({ "name": "Accueil", "enabled": true, "pages": [], "steps": steps });
        self.put_playbook(id, json!({ "project_id": project, "content": content, "base": base })).await
    }

    pub async fn put_playbook(&self, id: Uuid, wish: Value) -> Response {
        self.request(Method::PUT, &format!("/v1/playbooks/{id}")).json(&wish).send().await.unwrap()
    }

    pub async fn switch(&self, online: bool) {
        let body = json!({ "online": online });
        let answer = self.request(Method::PUT, "/v1/agents/me/presence").json(&body).send().await.unwrap();
        assert!(answer.status().is_success());
    }
}

impl TestHub {
    /// The shop's playbook is saved and switched on.
    pub async fn with_bot(&self, editor: &TestAgent) -> Playbook {
        editor.save_playbook(Uuid::now_v7(), self.project.id, shop(), None).await.answer().await
    }
}

impl TestVisitor {
    pub async fn opening(&self) -> Option<Opening> {
        self.thread("").await.opening
    }

    pub async fn pick(&self, question: MessageId, option: &str, opening: Option<VersionId>) -> Response {
        self.pick_with_id(Uuid::now_v7(), question, option, opening).await
    }

    pub async fn pick_with_id(
        &self,
        id: Uuid,
        question: MessageId,
        option: &str,
        opening: Option<VersionId>,
    ) -> Response {
        let body = json!({ "id": id, "question": question, "option": option, "opening": opening });
        self.request(Method::POST, "/v1/visitor/choices").json(&body).send().await.unwrap()
    }

    /// Picks from the menu of the opening.
    pub async fn pick_first(&self, option: &str) -> Posted {
        let opening = self.opening().await.expect("an opening");
        let question = opening.items.last().unwrap().id;
        self.pick(question, option, Some(opening.version)).await.answer().await
    }

    pub async fn fill(&self, form: MessageId, answers: Value) -> Response {
        self.fill_with(form, answers, None).await
    }

    pub async fn fill_with(&self, form: MessageId, answers: Value, opening: Option<VersionId>) -> Response {
        let body = json!({ "id": Uuid::now_v7(), "form": form, "answers": answers, "opening": opening });
        self.request(Method::POST, "/v1/visitor/forms").json(&body).send().await.unwrap()
    }

    /// What the bot waits for.
    pub async fn asked(&self) -> Option<MessageId> {
        self.thread("").await.conversation?.asked
    }

    /// The thread, each item in short: who and what.
    pub async fn told(&self) -> Vec<String> {
        let page = self.thread("").await;
        let short = |message: protocol::wire::visitors::ThreadMessage| {
            let words = message.body.words().unwrap_or_default().replace('\n', " / ");
            let kind = match &message.body {
                protocol::Body::Known(Item::Rich(_) | Item::Text { .. }) => String::new(),
                body => format!(" {}", body.kind()),
            };
            format!("{}{kind}: {words}", message.author).trim_end_matches([':', ' ']).to_owned()
        };
        page.messages.into_iter().map(short).collect()
    }
}
