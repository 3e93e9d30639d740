//! Projects as an admin edits them. Nothing of it is saved before somebody says so, and nothing of it is lost by
//! looking at another page meanwhile.

use super::cells::Cells;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ProjectId;
use protocol::ipc::projects::{ListProjects, SaveProject};
use protocol::project::{DeclaredParam, Establishment};
use protocol::wire::projects::{KeptProject, ProjectContent, PutProject};

/// The project that is looked at, and what is written of it.
#[derive(Clone, Copy)]
pub struct ProjectsState {
    pub all: RwSignal<Option<Vec<KeptProject>>>,
    /// None: a new one.
    pub chosen: RwSignal<Option<ProjectId>>,
    pub name: RwSignal<String>,
    /// One on each line.
    pub origins: RwSignal<String>,
    pub params: Cells<2>,
    pub establishments: Cells<5>,
    pub failed: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

impl ProjectsState {
    pub fn new() -> Self {
        Self {
            all: RwSignal::new(None),
            chosen: RwSignal::new(None),
            name: RwSignal::new(String::new()),
            origins: RwSignal::new(String::new()),
            params: Cells::new(),
            establishments: Cells::new(),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Reads all of them, and shows the same one as before, else this one, else the first. What was written and
    /// not saved stays.
    pub fn read(self, wanted: Option<ProjectId>) {
        if self.all.with_untracked(Option::is_none) || !untrack(|| self.is_changed()) {
            self.read_anew(self.chosen.get_untracked().or(wanted));
        }
    }

    /// The same, whatever was written.
    pub fn read_anew(self, wanted: Option<ProjectId>) {
        self.failed.set(None);
        spawn_local(async move {
            match ipc::call(ListProjects {}).await {
                Ok(all) => {
                    let wanted = wanted.filter(|id| all.iter().any(|one| one.id == *id));
                    let shown = wanted.or_else(|| all.first().map(|one| one.id));
                    let same = self.all.try_with_untracked(|known| known.as_ref() == Some(&all));
                    // What is the same is not drawn again: somebody may have begun to write.
                    if same == Some(false) && self.all.try_set(Some(all)).is_none() {
                        self.show(shown);
                    }
                }
                Err(failure) => drop(self.failed.try_set(Some(failure.code))),
            }
        });
    }

    pub fn kept(self) -> Option<KeptProject> {
        let id = self.chosen.get()?;
        self.all.with(|all| all.as_ref()?.iter().find(|one| one.id == id).cloned())
    }

    /// Shows it as it is kept; what was written and not saved is dropped.
    pub fn show(self, id: Option<ProjectId>) {
        self.chosen.set(id);
        let content = untrack(|| self.kept()).map(|kept| kept.content).unwrap_or_default();
        self.name.set(content.name);
        self.origins.set(content.origins.join("\n"));
        self.params.set(content.params.into_iter().map(|one| [one.key, one.label]));
        let places = content.establishments.into_iter();
        self.establishments.set(places.map(|one| [one.key, one.name, one.region, one.sector, one.country]));
        self.failed.set(None);
    }

    fn written(self) -> ProjectContent {
        let params = self.params.written().into_iter().map(|[key, label]| DeclaredParam { key, label });
        let places = self.establishments.written().into_iter();
        ProjectContent {
            name: self.name.get().trim().to_owned(),
            origins: self.origins.with(|text| text.split_whitespace().map(str::to_owned).collect()),
            params: params.collect(),
            establishments: places
                .map(|[key, name, region, sector, country]| Establishment { key, name, region, sector, country })
                .collect(),
        }
    }

    pub fn is_changed(self) -> bool {
        self.written() != self.kept().map(|kept| kept.content).unwrap_or_default()
    }

    pub fn save(self) {
        let (kept, content) = untrack(|| (self.kept(), self.written()));
        let wish = PutProject { revision: kept.as_ref().map(|kept| kept.revision), content };
        self.ask(SaveProject { id: kept.map(|kept| kept.id), wish });
    }

    /// What the hub answers is shown as it is kept.
    pub fn ask(self, command: impl protocol::ipc::Command<Output = KeptProject> + 'static) {
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(saved) => {
                    let id = saved.id;
                    self.all.try_update(|all| {
                        let all = all.get_or_insert_default();
                        all.retain(|one| one.id != id);
                        all.push(saved);
                        all.sort_by(|a, b| a.content.name.cmp(&b.content.name));
                    });
                    if self.chosen.try_get_untracked().is_some() {
                        self.show(Some(id));
                    }
                }
                Err(failure) => drop(self.failed.try_set(Some(failure.code))),
            }
            self.busy.try_set(false);
        });
    }
}
