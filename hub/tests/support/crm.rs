//! What an agent collects beside a conversation. An empty text is none.

use super::TestAgent;
use protocol::ConversationId;
use protocol::crm::Sheet;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

impl TestAgent {
    pub async fn edit(&self, id: ConversationId, field: &str, from: &str, to: &str) -> Response {
        let value = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let body = json!({ "field": field, "from": value(from), "to": value(to) });
        let request = self.request(Method::PATCH, &format!("/v1/conversations/{id}/sheet")).json(&body);
        request.header("idempotency-key", Uuid::now_v7().to_string()).send().await.unwrap()
    }

    /// A lead, a deal or an activity.
    pub async fn create(&self, id: ConversationId, mut wish: Value) -> Response {
        if wish["id"].is_null() {
            wish["id"] = json!(Uuid::now_v7());
        }
        self.request(Method::POST, &format!("/v1/conversations/{id}/entries")).json(&wish).send().await.unwrap()
    }

    /// The sheet as this agent sees it; none where there is none for them.
    pub async fn sheet(&self, id: ConversationId) -> Option<Sheet> {
        let (pages, _) = self.snapshot(100).await;
        pages.into_iter().flat_map(|page| page.sheets).find(|sheet| sheet.conversation_id == id)
    }
}
