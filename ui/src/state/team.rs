//! Colleagues of the projects that are shown.

use super::DeskState;
use crate::ipc;
use futures_util::future::join_all;
use protocol::ProjectId;
use protocol::ipc::inbox::{Colleague, ListColleagues};

/// The project that was chosen, or all of mine.
pub fn shown_projects(desk: DeskState) -> Vec<ProjectId> {
    match desk.project() {
        Some(project) => vec![project],
        None => desk.read(|desk| desk.projects.iter().map(|project| project.id).collect()).unwrap_or_default(),
    }
}

/// Their colleagues, by name; somebody of several projects once.
pub async fn colleagues(projects: Vec<ProjectId>) -> Vec<Colleague> {
    let lists = projects.into_iter().map(|project| ipc::call(ListColleagues { project }));
    let mut all: Vec<_> = join_all(lists).await.into_iter().flatten().flatten().collect();
    all.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    all.dedup_by_key(|one| one.id);
    all
}
