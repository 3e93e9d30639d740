//! Previews of playbooks (A11): a playbook as it is being written is tried in the real widget, against a hub of its
//! own with a database of its own, in a folder that goes with it. Nothing of it reaches the real one, nor any agent.
//!
//! Its page is for whoever has its address. One for each agent; an hour later it is over.

use crate::engine;
use crate::error::Error;
use crate::http::{self, Hub};
use crate::live::OnSite;
use crate::rules::visibility::Viewer;
use crate::secret;
use crate::settings::Settings;
use crate::store::agents::{self, NewAgent};
use crate::store::files::{self, Served};
use crate::store::{playbooks, projects};
use axum::Router;
use protocol::playbook::PlaybookContent;
use protocol::wire::agents::SavePlaybook;
use protocol::wire::projects::ProjectContent;
use protocol::{AgentId, Role, Timestamp};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Where their pages are.
pub const PATH: &str = "/preview";
const LASTS_MS: i64 = 60 * 60 * 1_000;
/// Each has a database and a few threads.
const AT_ONCE: usize = 12;

/// The previews that are there.
#[derive(Default)]
pub struct Previews(Mutex<Vec<Preview>>);

/// What is tried.
pub struct Draft {
    /// As it would be saved.
    pub content: PlaybookContent,
    pub pictures: Vec<Served>,
    /// The site of its page: the hub itself.
    pub origin: String,
    /// What the widget is headed with, as on the site.
    pub project: String,
    /// Whose name the agent has who takes the chat.
    pub by: String,
}

struct Preview {
    token: String,
    owner: AgentId,
    ends_at: Timestamp,
    router: Router,
    on_site: OnSite,
    _tasks: JoinSet<()>,
    _folder: TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.on_site.end();
    }
}

/// The hub of one preview, and what its page knows of it.
#[derive(Clone)]
pub struct Sandbox {
    pub hub: Hub,
    /// Who answers in it.
    pub agent: Viewer,
    pub about: Arc<About>,
}

pub struct About {
    /// Of the playbook.
    pub name: String,
    pub project_key: String,
}

impl Previews {
    /// Begins one, in the place of the agent's last. Answers the secret in its address.
    pub async fn open(&self, hub: &Hub, owner: AgentId, draft: Draft) -> Result<String, Error> {
        let folder = tempfile::Builder::new().prefix("pupitre-preview-").tempdir().map_err(failed)?;
        let settings = Settings {
            clock: hub.settings.clock.clone(),
            trust_forwarded: hub.settings.trust_forwarded,
            rate_limits: hub.settings.rate_limits,
            ..Settings::new(hub.settings.listen, folder.path())
        };
        let sandbox = fill(hub, engine::open(settings).await?, draft).await?;
        sandbox.hub.presence.connected(sandbox.agent.id);
        sandbox.hub.presence.switch(sandbox.agent.id, true);
        let mut tasks = JoinSet::new();
        engine::follow_visitors(&sandbox.hub, &mut tasks);
        let token = secret::new_token()?;
        let preview = Preview {
            token: token.clone(),
            owner,
            ends_at: hub.now().plus_ms(LASTS_MS),
            on_site: sandbox.hub.on_site.clone(),
            router: http::preview_router(sandbox),
            _tasks: tasks,
            _folder: folder,
        };
        let mut all = self.all();
        all.retain(|one| one.owner != owner);
        if all.len() >= AT_ONCE {
            all.remove(0);
        }
        all.push(preview);
        Ok(token)
    }

    /// What answers under this secret; none: it was never given, or the preview is over.
    pub fn router(&self, token: &str) -> Option<Router> {
        let all = self.all();
        all.iter().find(|one| secret::equal(one.token.as_bytes(), token.as_bytes())).map(|one| one.router.clone())
    }

    pub fn end_old(&self, now: Timestamp) {
        self.all().retain(|one| one.ends_at > now);
    }

    fn all(&self) -> MutexGuard<'_, Vec<Preview>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A project with one agent, one site and one playbook, which is met on every page.
async fn fill(real: &Hub, hub: Hub, draft: Draft) -> Result<Sandbox, Error> {
    let Draft { content, pictures, origin, project, by } = draft;
    for picture in &pictures {
        real.files.copy_picture(picture.content, &hub.files).await?;
    }
    let name = content.name.clone();
    let project_key = secret::new_project_key()?;
    let key = project_key.clone();
    let agent = hub
        .store
        .write(move |tx| {
            let project = ProjectContent { name: project, origins: vec![origin], ..Default::default() };
            let project_id = projects::add(tx, &key, &project)?;
            // Nobody signs in here.
            let (email, password_hash) = (String::new(), String::new());
            let new = NewAgent { email, name: by, role: Role::Manager, password_hash, projects: vec![project_id] };
            let agent = Viewer { id: agents::add(tx, &new)?, role: new.role, projects: new.projects };
            pictures.iter().try_for_each(|picture| files::adopt(tx, agent.id, picture))?;
            let content = PlaybookContent { enabled: true, pages: vec![], ..content };
            playbooks::save(tx, &agent, Uuid::now_v7().into(), SavePlaybook { project_id, content, base: None })?;
            Ok(agent)
        })
        .await?;
    Ok(Sandbox { hub, agent, about: Arc::new(About { name, project_key }) })
}

fn failed(error: std::io::Error) -> Error {
    Error::Internal(format!("a preview has no folder: {error}"))
}
