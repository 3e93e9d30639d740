//! Playbooks: read and saved at the hub, kept nowhere here.

use super::Console;
use crate::error::Error;
use protocol::ipc::playbooks::SavePlaybook;
use protocol::playbook::Playbook;
use protocol::wire::agents;
use protocol::{PlaybookId, ProjectId};

impl Console {
    pub async fn list_playbooks(&self, project: ProjectId) -> Result<Vec<Playbook>, Error> {
        Ok(self.hub()?.playbooks(project).await?)
    }

    pub async fn save_playbook(&self, ask: SavePlaybook) -> Result<Playbook, Error> {
        let SavePlaybook { id, project: project_id, content, base } = ask;
        Ok(self.hub()?.save_playbook(id, &agents::SavePlaybook { project_id, content, base }).await?)
    }

    pub async fn delete_playbook(&self, id: PlaybookId) -> Result<(), Error> {
        Ok(self.hub()?.delete_playbook(id).await?)
    }

    pub async fn playbook_versions(&self, id: PlaybookId) -> Result<Vec<Playbook>, Error> {
        Ok(self.hub()?.playbook_versions(id).await?)
    }
}
