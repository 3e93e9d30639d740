//! Accounts and the trail, straight from the hub.

use super::{Error, HubClient, done, json};
use protocol::wire::accounts::{AuditPage, NewPassword, PutAccount};
use protocol::wire::agents::ChangePassword;
use protocol::{Agent, AgentId};
use reqwest::Method;

impl HubClient {
    pub async fn accounts(&self) -> Result<Vec<Agent>, Error> {
        json(self.request(Method::GET, &["agents"])).await
    }

    pub async fn put_account(&self, id: AgentId, wish: &PutAccount) -> Result<(), Error> {
        done(self.request(Method::PUT, &["agents", &id.to_string()]).json(wish)).await
    }

    pub async fn give_password(&self, id: AgentId) -> Result<NewPassword, Error> {
        json(self.request(Method::POST, &["agents", &id.to_string(), "password"])).await
    }

    pub async fn change_password(&self, wish: &ChangePassword) -> Result<(), Error> {
        done(self.request(Method::PUT, &["agents", "me", "password"]).json(wish)).await
    }

    pub async fn audit(&self, before: Option<i64>) -> Result<AuditPage, Error> {
        let mut url = self.url(&["audit"]);
        if let Some(before) = before {
            url.query_pairs_mut().append_pair("before", &before.to_string());
        }
        json(self.authorised(self.http.get(url))).await
    }
}
