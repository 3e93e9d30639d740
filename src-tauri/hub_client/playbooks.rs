//! Playbooks, straight from the hub: they are edited online alone.

use super::{Error, HubClient, done, json};
use protocol::playbook::{Playbook, PlaybookContent};
use protocol::wire::agents::{Preview, PreviewPlaybook, SavePlaybook};
use protocol::{PlaybookId, ProjectId};
use reqwest::{Method, Url};

impl HubClient {
    pub async fn playbooks(&self, project: ProjectId) -> Result<Vec<Playbook>, Error> {
        json(self.request(Method::GET, &["projects", &project.to_string(), "playbooks"])).await
    }

    pub async fn save_playbook(&self, id: PlaybookId, wish: &SavePlaybook) -> Result<Playbook, Error> {
        json(self.request(Method::PUT, &["playbooks", &id.to_string()]).json(wish)).await
    }

    /// The address of a page on which it can be tried.
    pub async fn preview_playbook(
        &self,
        id: PlaybookId,
        project_id: ProjectId,
        content: PlaybookContent,
    ) -> Result<Url, Error> {
        let wish = PreviewPlaybook { project_id, content, origin: self.base.origin().ascii_serialization() };
        let request = self.request(Method::POST, &["playbooks", &id.to_string(), "preview"]);
        let preview: Preview = json(request.json(&wish)).await?;
        self.under(&preview.path)
    }

    pub async fn delete_playbook(&self, id: PlaybookId) -> Result<(), Error> {
        done(self.request(Method::DELETE, &["playbooks", &id.to_string()])).await
    }

    pub async fn playbook_versions(&self, id: PlaybookId) -> Result<Vec<Playbook>, Error> {
        json(self.request(Method::GET, &["playbooks", &id.to_string(), "versions"])).await
    }
}
