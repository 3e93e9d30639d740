//! The playbooks of a project as they are being edited. Nothing of it is saved before somebody says so, and
//! nothing of it is lost by looking at another page meanwhile.

use super::DeskState;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::playbooks::{DeletePlaybook, ListPlaybooks, PreviewPlaybook, SavePlaybook};
use protocol::ipc::session::Locale;
use protocol::playbook::{Act, Fault, Playbook, PlaybookContent, Step, faults};
use protocol::{PlaybookId, ProjectId};

#[derive(Clone, Copy)]
pub struct PlaybooksState {
    desk: DeskState,
    /// None: not read yet.
    pub list: RwSignal<Option<Vec<Playbook>>>,
    /// The code of the last failure, of reading or of saving.
    pub failed: RwSignal<Option<String>>,
    pub editing: RwSignal<Option<Editing>>,
    /// The step that is before the editor.
    pub chosen: RwSignal<usize>,
    /// Moves on when the steps are others than those that were drawn.
    pub drawn: RwSignal<u64>,
    pub busy: RwSignal<bool>,
    project: StoredValue<Option<ProjectId>>,
}

/// One playbook in the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    pub id: PlaybookId,
    pub project: ProjectId,
    /// As it was saved last; none: never.
    pub saved: Option<Playbook>,
    pub content: PlaybookContent,
}

impl Editing {
    pub fn is_changed(&self) -> bool {
        self.saved.as_ref().is_none_or(|saved| saved.content != self.content)
    }

    fn of(playbook: Playbook) -> Self {
        let (id, project, content) = (playbook.id, playbook.project_id, playbook.content.clone());
        Self { id, project, saved: Some(playbook), content }
    }
}

/// Made here, so that saving twice because an answer was lost does not make two.
fn new_id() -> Option<PlaybookId> {
    window().crypto().ok()?.random_uuid().parse().ok()
}

impl PlaybooksState {
    pub fn new(desk: DeskState) -> Self {
        Self {
            desk,
            list: RwSignal::new(None),
            failed: RwSignal::new(None),
            editing: RwSignal::new(None),
            chosen: RwSignal::new(0),
            drawn: RwSignal::new(0),
            busy: RwSignal::new(false),
            project: StoredValue::new(None),
        }
    }

    /// May they be edited by who sits here (A11)?
    pub fn may_edit(self) -> bool {
        self.desk.me().is_some_and(|me| me.role.sees_all() || me.edits_playbooks)
    }

    /// The project whose playbooks these are: the one that is shown, else the first.
    pub fn project(self) -> Option<ProjectId> {
        let first = || self.desk.read(|desk| desk.projects.first().map(|project| project.id)).flatten();
        self.desk.project().or_else(first)
    }

    /// Reads them from the hub. What is being edited stays, unless the project is another one.
    pub fn read(self) {
        let Some(project) = untrack(|| self.project()) else { return };
        if self.project.get_value() != Some(project) {
            self.project.set_value(Some(project));
            self.list.set(None);
            self.editing.set(None);
        }
        spawn_local(async move {
            match ipc::call(ListPlaybooks { project }).await {
                Ok(list) if self.project.try_get_value().flatten() == Some(project) => {
                    self.failed.try_set(None);
                    let unchanged =
                        self.editing.try_with_untracked(|one| one.as_ref().is_none_or(|one| !one.is_changed()));
                    let here = self.editing.with_untracked(|one| one.as_ref().and_then(|one| one.saved.clone()));
                    let known = here.as_ref().map(|here| here.id);
                    let again = list.iter().find(|one| Some(one.id) == known).or(list.first());
                    if unchanged == Some(true) && here.as_ref() != again {
                        self.show(again.cloned().map(Editing::of));
                    }
                    self.list.try_set(Some(list));
                }
                Ok(_) => {}
                Err(failure) => drop(self.failed.try_set(Some(failure.code))),
            }
        });
    }

    /// Puts one before the editor, from its first step on.
    pub fn show(self, editing: Option<Editing>) {
        self.chosen.set(0);
        self.failed.set(None);
        self.editing.set(editing);
        self.redraw();
    }

    pub fn open(self, playbook: Playbook) {
        self.show(Some(Editing::of(playbook)));
    }

    /// Begins a new one.
    pub fn begin(self, name: String, steps: Vec<Step>) {
        let Some(project) = untrack(|| self.project()) else { return };
        let content = PlaybookContent { name, enabled: true, pages: vec![], steps };
        let Some(id) = new_id() else { return };
        self.show(Some(Editing { id, project, saved: None, content }));
    }

    /// Puts an older state into the editor; it is not saved by that.
    pub fn restore(self, content: PlaybookContent) {
        self.chosen.set(0);
        self.change(|now| *now = content);
        self.redraw();
    }

    /// Back to what was saved.
    pub fn revert(self) {
        let saved = self.editing.with_untracked(|one| one.as_ref().and_then(|one| one.saved.clone()));
        let first = || self.list.with_untracked(|list| list.as_ref().and_then(|list| list.first().cloned()));
        self.show(saved.or_else(first).map(Editing::of));
    }

    pub fn change(self, change: impl FnOnce(&mut PlaybookContent)) {
        self.editing.update(|one| {
            if let Some(one) = one {
                change(&mut one.content);
            }
        });
    }

    /// Changes one step, which stays as it is drawn.
    pub fn change_step(self, at: usize, change: impl FnOnce(&mut Act)) {
        self.change(|content| {
            if let Some(step) = content.steps.get_mut(at) {
                change(&mut step.act);
            }
        });
    }

    /// Changes the list of steps; answers which one is before the editor then.
    pub fn rearrange(self, change: impl FnOnce(&mut Vec<Step>) -> usize) {
        let mut chosen = 0;
        self.change(|content| chosen = change(&mut content.steps));
        self.chosen.set(chosen);
        self.redraw();
    }

    pub fn choose(self, at: usize) {
        self.chosen.set(at);
        self.redraw();
    }

    fn redraw(self) {
        self.drawn.update(|drawn| *drawn += 1);
    }

    pub fn faults(self) -> Vec<Fault> {
        self.editing.with(|one| one.as_ref().map(|one| faults(&one.content.steps)).unwrap_or_default())
    }

    pub fn is_changed(self) -> bool {
        self.editing.with(|one| one.as_ref().is_some_and(Editing::is_changed))
    }

    pub fn may_save(self) -> bool {
        let named = self.editing.with(|one| one.as_ref().is_some_and(|one| !one.content.name.trim().is_empty()));
        named && self.is_changed() && self.faults().is_empty() && self.desk.is_connected() && !self.busy.get()
    }

    pub fn save(self) {
        let Some(one) = self.editing.get_untracked().filter(|_| untrack(|| self.may_save())) else { return };
        let base = one.saved.map(|saved| saved.version.id);
        let sent = one.content.clone();
        let ask = SavePlaybook { id: one.id, project: one.project, content: one.content, base };
        self.busy.set(true);
        spawn_local(async move {
            match ipc::call(ask).await {
                Ok(saved) => {
                    self.failed.try_set(None);
                    // What was changed while it was being saved stays changed.
                    self.editing.try_update(|now| {
                        if let Some(now) = now.as_mut().filter(|now| now.id == saved.id) {
                            if now.content == sent {
                                now.content = saved.content.clone();
                            }
                            now.saved = Some(saved);
                        }
                    });
                    self.redraw();
                    self.read();
                }
                Err(failure) => drop(self.failed.try_set(Some(failure.code))),
            }
            self.busy.try_set(false);
        });
    }

    pub fn may_preview(self) -> bool {
        let whole = self.editing.with(Option::is_some) && self.faults().is_empty();
        whole && self.desk.is_connected() && !self.busy.get()
    }

    /// Opens the playbook as it is now in the browser, where it can be tried.
    pub fn preview(self, locale: Locale) {
        let Some(one) = self.editing.get_untracked().filter(|_| untrack(|| self.may_preview())) else { return };
        self.busy.set(true);
        spawn_local(async move {
            let Editing { id, project, content, .. } = one;
            let done = ipc::call(PreviewPlaybook { id, project, content, locale }).await;
            self.failed.try_set(done.err().map(|failure| failure.code));
            self.busy.try_set(false);
        });
    }

    pub fn delete(self) {
        let Some(one) = self.editing.get_untracked() else { return };
        spawn_local(async move {
            if one.saved.is_some()
                && let Err(failure) = ipc::call(DeletePlaybook { id: one.id }).await
            {
                self.failed.try_set(Some(failure.code));
                return;
            }
            self.editing.try_set(None);
            self.read();
        });
    }
}
