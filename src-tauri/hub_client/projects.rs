//! Projects as admins keep them, straight from the hub.

use super::{Error, HubClient, json};
use protocol::ProjectId;
use protocol::wire::projects::{KeptProject, PutProject};
use reqwest::Method;

impl HubClient {
    pub async fn projects(&self) -> Result<Vec<KeptProject>, Error> {
        json(self.request(Method::GET, &["projects"])).await
    }

    pub async fn put_project(&self, id: ProjectId, wish: &PutProject) -> Result<KeptProject, Error> {
        json(self.request(Method::PUT, &["projects", &id.to_string()]).json(wish)).await
    }

    pub async fn renew_project_key(&self, id: ProjectId) -> Result<KeptProject, Error> {
        json(self.request(Method::POST, &["projects", &id.to_string(), "key"])).await
    }

    pub async fn renew_identity_secret(&self, id: ProjectId) -> Result<KeptProject, Error> {
        json(self.request(Method::POST, &["projects", &id.to_string(), "identity-secret"])).await
    }
}
