//! Playbooks, straight from the hub: they are edited online alone.

use super::{Error, HubClient, done, json};
use protocol::playbook::Playbook;
use protocol::wire::agents::SavePlaybook;
use protocol::{PlaybookId, ProjectId};
use reqwest::Method;

impl HubClient {
    pub async fn playbooks(&self, project: ProjectId) -> Result<Vec<Playbook>, Error> {
        json(self.request(Method::GET, &["projects", &project.to_string(), "playbooks"])).await
    }

    pub async fn save_playbook(&self, id: PlaybookId, wish: &SavePlaybook) -> Result<Playbook, Error> {
        json(self.request(Method::PUT, &["playbooks", &id.to_string()]).json(wish)).await
    }

    pub async fn delete_playbook(&self, id: PlaybookId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["playbooks", &id.to_string()])).await
    }

    pub async fn playbook_versions(&self, id: PlaybookId) -> Result<Vec<Playbook>, Error> {
        json(self.request(Method::GET, &["playbooks", &id.to_string(), "versions"])).await
    }
}
