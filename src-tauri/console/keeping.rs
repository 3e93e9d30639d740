//! Accounts and projects as an admin keeps them: read and changed at the hub, kept nowhere here.

use super::Console;
use crate::error::Error;
use protocol::ipc::accounts::SaveAccount;
use protocol::ipc::projects::SaveProject;
use protocol::wire::accounts::{AuditPage, NewPassword};
use protocol::wire::agents::ChangePassword;
use protocol::wire::projects::KeptProject;
use protocol::{Agent, AgentId, ProjectId};
use uuid::Uuid;

impl Console {
    pub async fn list_accounts(&self) -> Result<Vec<Agent>, Error> {
        Ok(self.hub()?.accounts().await?)
    }

    pub async fn save_account(&self, save: SaveAccount) -> Result<AgentId, Error> {
        let id = save.id.unwrap_or_else(|| Uuid::now_v7().into());
        self.hub()?.put_account(id, &save.wish).await?;
        Ok(id)
    }

    pub async fn give_password(&self, id: AgentId) -> Result<NewPassword, Error> {
        Ok(self.hub()?.give_password(id).await?)
    }

    pub async fn change_password(&self, current: String, chosen: String) -> Result<(), Error> {
        Ok(self.hub()?.change_password(&ChangePassword { current, chosen }).await?)
    }

    pub async fn list_projects(&self) -> Result<Vec<KeptProject>, Error> {
        Ok(self.hub()?.projects().await?)
    }

    pub async fn save_project(&self, save: SaveProject) -> Result<KeptProject, Error> {
        let id = save.id.unwrap_or_else(|| Uuid::now_v7().into());
        Ok(self.hub()?.put_project(id, &save.wish).await?)
    }

    pub async fn renew_project_key(&self, id: ProjectId) -> Result<KeptProject, Error> {
        Ok(self.hub()?.renew_project_key(id).await?)
    }

    pub async fn renew_identity_secret(&self, id: ProjectId) -> Result<KeptProject, Error> {
        Ok(self.hub()?.renew_identity_secret(id).await?)
    }

    pub async fn read_audit(&self, before: Option<i64>) -> Result<AuditPage, Error> {
        Ok(self.hub()?.audit(before).await?)
    }
}
