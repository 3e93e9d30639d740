//! A visitor of the site, speaking the visitor API as the widget does.

use super::until;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::{OpenSession, PageView, Session, ThreadMessage, ThreadPage, WriteMessage};
use protocol::{ConversationId, MessageId};
use std::net::SocketAddr;
use std::time::Duration;
use uuid::Uuid;

pub struct TestVisitor {
    http: reqwest::Client,
    hub: String,
    token: String,
}

impl TestVisitor {
    pub async fn open(hub: SocketAddr, project_key: &str) -> Self {
        let (http, hub) = (reqwest::Client::new(), format!("http://{hub}"));
        let page = PageView { url: "https://shop.example/sofas".into(), title: "Canapés".into(), referrer: None };
        let wish = OpenSession {
            project_key: project_key.to_owned(),
            token: None,
            page,
            seen: vec![],
            device: Default::default(),
            params: Default::default(),
            identity: None,
            events: vec![],
        };
        let session = http.post(format!("{hub}/v1/visitor/session")).header("origin", "https://shop.example");
        let answer = session.json(&wish).send().await.unwrap();
        let session: Session = answer.error_for_status().unwrap().json().await.unwrap();
        Self { http, hub, token: session.token }
    }

    /// Answers the conversation it went to.
    pub async fn write(&self, text: &str) -> ConversationId {
        let message = WriteMessage { id: MessageId::from(Uuid::now_v7()), text: Some(text.to_owned()), file: None };
        let request = self.http.post(format!("{}/v1/visitor/messages", self.hub)).bearer_auth(&self.token);
        let answer = request.json(&message).send().await.unwrap().error_for_status().unwrap();
        answer.json::<Posted>().await.unwrap().conversation_id
    }

    pub async fn thread(&self) -> Vec<ThreadMessage> {
        let request = self.http.get(format!("{}/v1/visitor/messages", self.hub)).bearer_auth(&self.token);
        let answer = request.send().await.unwrap().error_for_status().unwrap();
        answer.json::<ThreadPage>().await.unwrap().messages
    }

    /// The texts of the thread, in order.
    pub async fn texts(&self) -> Vec<String> {
        self.thread().await.iter().filter_map(|message| message.body.text().map(str::to_owned)).collect()
    }

    pub async fn sees(&self, texts: &[&str]) {
        let again = async || tokio::time::sleep(Duration::from_millis(20)).await;
        until(&format!("the visitor sees {texts:?}"), async || self.texts().await, |seen| seen == texts, again).await;
    }
}
