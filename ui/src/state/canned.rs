//! Canned answers as the cache has them, ready to be searched at every key.

use super::DeskState;
use crate::canned_search::{Findable, matching};
use crate::{intl, ipc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::canned::ListCanned;
use protocol::ipc::events::ConsoleEvent;
use protocol::{CannedAnswer, ProjectId};

#[derive(Clone, Copy)]
pub struct CannedState {
    pub answers: RwSignal<Vec<CannedAnswer>>,
    findable: StoredValue<Vec<Findable>>,
}

impl CannedState {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState) -> Self {
        let canned = Self { answers: RwSignal::new(Vec::new()), findable: StoredValue::new(Vec::new()) };
        canned.read();
        desk.events.listen(move |event| {
            if *event == ConsoleEvent::CannedChanged {
                canned.read();
            }
        });
        canned
    }

    fn read(self) {
        spawn_local(async move {
            let Ok(answers) = ipc::call(ListCanned {}).await else { return };
            let fold = |answer: &CannedAnswer| Findable {
                shortcut: intl::fold(&answer.content.shortcut),
                title: intl::fold(&answer.content.title),
                text: intl::fold(&answer.content.text),
                language: answer.content.language.clone(),
            };
            self.findable.try_set_value(answers.iter().map(fold).collect());
            self.answers.try_set(answers);
        });
    }

    /// Those of a project that match, the best first.
    pub fn search(self, query: &str, project: Option<ProjectId>, language: Option<&str>) -> Vec<CannedAnswer> {
        let query = intl::fold(query.trim().trim_start_matches('/'));
        let places = self.findable.with_value(|findable| matching(findable, &query, language));
        self.answers.with(|answers| {
            let of_project = |answer: &&CannedAnswer| project.is_none_or(|project| answer.project_id == project);
            places.into_iter().filter_map(|at| answers.get(at)).filter(of_project).cloned().collect()
        })
    }
}
