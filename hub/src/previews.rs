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
use protocol::wire::ErrorCode;
use protocol::wire::agents::SavePlaybook;
use protocol::wire::projects::ProjectContent;
use protocol::{AgentId, FilePolicy, ProjectId, Role, Timestamp};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Where their pages are.
pub const PATH: &str = "/preview";
const LASTS_MS: i64 = 60 * 60 * 1_000;
/// Each has a database and a few threads.
const AT_ONCE: usize = 12;
/// Of 4 KiB, in each database.
const PAGES_MAX: u32 = 16_384;

/// The previews that are there.
pub struct Previews {
    all: Mutex<Vec<Preview>>,
    /// Making one takes disk and threads: one at a time.
    opening: Semaphore,
}

impl Default for Previews {
    fn default() -> Self {
        Self { all: Mutex::default(), opening: Semaphore::new(1) }
    }
}

/// Who tries a playbook of which project. The preview lasts no longer than their right to edit it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    pub agent: AgentId,
    pub project: ProjectId,
}

/// What is tried.
pub struct Draft {
    /// As it would be saved.
    pub content: PlaybookContent,
    pub pictures: Vec<Served>,
    /// The site of its page: the hub itself.
    pub origin: String,
    /// What the widget is headed with, as on the site.
    pub site: String,
    /// Whose name the agent has who takes the chat.
    pub by: String,
}

struct Preview {
    token: String,
    owner: Owner,
    ends_at: Timestamp,
    router: Router,
    on_site: OnSite,
    _tasks: JoinSet<()>,
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
    pub async fn open(&self, hub: &Hub, owner: Owner, draft: Draft) -> Result<String, Error> {
        let _turn = self.opening.acquire().await.map_err(|_| ErrorCode::Unavailable)?;
        let place = folder(&hub.settings);
        std::fs::create_dir_all(&place).map_err(failed)?;
        let folder = tempfile::tempdir_in(place).map_err(failed)?;
        let settings = Settings {
            clock: hub.settings.clock.clone(),
            trust_forwarded: hub.settings.trust_forwarded,
            rate_limits: hub.settings.rate_limits,
            max_pages: Some(PAGES_MAX),
            ..Settings::new(hub.settings.listen, folder.path())
        };
        let sandbox = fill(hub, engine::open(settings, Some(folder)).await?, draft).await?;
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
        };
        self.end(|one| one.owner.agent == owner.agent);
        let crowded = self.all().len() >= AT_ONCE;
        let oldest = self.all().first().map(|one| one.token.clone()).filter(|_| crowded);
        self.end(|one| oldest.as_ref() == Some(&one.token));
        self.all().push(preview);
        Ok(token)
    }

    /// What answers under this secret; none: it was never given, or the preview is over.
    pub fn router(&self, token: &str, now: Timestamp) -> Option<Router> {
        let all = self.all();
        let mut there = all.iter().filter(|one| one.ends_at > now);
        there.find(|one| secret::equal(one.token.as_bytes(), token.as_bytes())).map(|one| one.router.clone())
    }

    /// Their folders are deleted beside the requests.
    fn end(&self, mut is_over: impl FnMut(&Preview) -> bool) {
        let over: Vec<Preview> = self.all().extract_if(.., |one| is_over(one)).collect();
        if !over.is_empty() {
            tokio::task::spawn_blocking(move || drop(over));
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Preview>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends those whose hour is over, and those whose owner may not edit the playbooks any more.
pub async fn end_over(hub: &Hub) {
    let owners: Vec<Owner> = hub.previews.all().iter().map(|one| one.owner).collect();
    if owners.is_empty() {
        return;
    }
    let may = hub.store.read(move |connection| {
        let may = |owner: &Owner| {
            let member = agents::membership(connection, owner.agent).ok().flatten();
            member.is_some_and(|member| playbooks::check_editor(connection, &member.viewer, owner.project).is_ok())
        };
        Ok(owners.into_iter().filter(may).collect::<Vec<_>>())
    });
    let (may, now) = (may.await.unwrap_or_default(), hub.now());
    hub.previews.end(|one| one.ends_at <= now || !may.contains(&one.owner));
}

/// Deletes what a crash left of previews.
pub fn sweep(settings: &Settings) -> Result<(), Error> {
    match std::fs::remove_dir_all(folder(settings)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
        _ => Ok(()),
    }
}

/// Beside the database, as safe as that is.
fn folder(settings: &Settings) -> PathBuf {
    settings.data.join("previews")
}

/// A project with one agent, one site and one playbook, which is met on every page.
async fn fill(real: &Hub, hub: Hub, draft: Draft) -> Result<Sandbox, Error> {
    let Draft { content, pictures, origin, site, by } = draft;
    for picture in &pictures {
        real.files.copy_picture(picture.content, &hub.files).await?;
    }
    let name = content.name.clone();
    let project_key = secret::new_project_key()?;
    let key = project_key.clone();
    let agent = hub
        .store
        .write(move |tx| {
            let project = ProjectContent { name: site, origins: vec![origin], ..Default::default() };
            let project_id = projects::add(tx, &key, &project)?;
            // Files are for real chats.
            files::set_policy(tx, project_id, &FilePolicy { max_bytes: 0, media_types: vec![] })?;
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
