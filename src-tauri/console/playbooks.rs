//! Playbooks: read and saved at the hub, kept nowhere here.

use super::Console;
use crate::error::Error;
use protocol::ipc::playbooks::{PreviewPlaybook, SavePlaybook};
use protocol::playbook::Playbook;
use protocol::wire::agents;
use protocol::{PlaybookId, ProjectId};
use url::Url;

impl Console {
    pub async fn list_playbooks(&self, project: ProjectId) -> Result<Vec<Playbook>, Error> {
        Ok(self.hub()?.playbooks(project).await?)
    }

    pub async fn save_playbook(&self, ask: SavePlaybook) -> Result<Playbook, Error> {
        let SavePlaybook { id, project: project_id, content, base } = ask;
        Ok(self.hub()?.save_playbook(id, &agents::SavePlaybook { project_id, content, base }).await?)
    }

    /// The address of a page on which it can be tried.
    pub async fn preview_playbook(&self, ask: PreviewPlaybook) -> Result<Url, Error> {
        let PreviewPlaybook { id, project, content, locale } = ask;
        let mut page = self.hub()?.preview_playbook(id, project, content).await?;
        page.query_pairs_mut().append_pair("lang", locale.as_str());
        Ok(page)
    }

    pub async fn delete_playbook(&self, id: PlaybookId) -> Result<(), Error> {
        Ok(self.hub()?.delete_playbook(id).await?)
    }

    pub async fn playbook_versions(&self, id: PlaybookId) -> Result<Vec<Playbook>, Error> {
        Ok(self.hub()?.playbook_versions(id).await?)
    }
}
