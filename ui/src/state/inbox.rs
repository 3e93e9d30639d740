//! The folders: their counts, their rows as far as they are in sight, and what is searched for.

use super::DeskState;
use crate::folder_cache::{FolderCache, pages_of};
use crate::ipc;
use futures_util::future::join_all;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ConversationId;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::{ConversationRow, CountFolders, Folder, FolderCounts, ListFolder, SearchFilter};
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

/// Which rows of each folder are on the glass.
pub type Sight = Vec<(Folder, Range<usize>)>;

#[derive(Clone, Copy)]
pub struct InboxState {
    desk: DeskState,
    pub counts: RwSignal<Option<FolderCounts>>,
    pub rows: RwSignal<FolderCache>,
    pub open: RwSignal<BTreeSet<Folder>>,
    pub query: RwSignal<String>,
    pub filter: RwSignal<SearchFilter>,
    /// The code of the last failure to read the cache.
    pub failed: RwSignal<Option<String>>,
    sight: StoredValue<Sight>,
    /// Pages asked for and not answered, each with the age of the question.
    asked: StoredValue<HashSet<(Folder, usize, u64)>>,
    refreshing: StoredValue<bool>,
    again: StoredValue<bool>,
}

impl InboxState {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState) -> Self {
        let inbox = Self {
            desk,
            counts: RwSignal::new(None),
            rows: RwSignal::new(FolderCache::default()),
            open: RwSignal::new(BTreeSet::from([Folder::Unassigned, Folder::Mine, Folder::Team])),
            query: RwSignal::new(String::new()),
            filter: RwSignal::new(SearchFilter::default()),
            failed: RwSignal::new(None),
            sight: StoredValue::new(Vec::new()),
            asked: StoredValue::new(HashSet::new()),
            refreshing: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        desk.events.listen(move |event| match event {
            ConsoleEvent::InboxChanged | ConsoleEvent::ConversationsChanged { .. } => inbox.refresh(),
            ConsoleEvent::ConversationRevoked { id } => {
                inbox.rows.update(|rows| rows.remove(*id));
                inbox.refresh();
            }
            _ => {}
        });
        let project = Memo::new(move |_| desk.project());
        Effect::new(move |before: Option<()>| {
            project.track();
            if before.is_some() {
                // Rows of another project are not old, they are wrong.
                inbox.rows.set(FolderCache::default());
                inbox.counts.set(None);
            }
            inbox.refresh();
        });
        inbox
    }

    /// Folders of this agent, in the order they stand in.
    pub fn folders(self) -> Vec<Folder> {
        let all = [Folder::Unassigned, Folder::Mine, Folder::Team, Folder::Closed];
        let sees_all = self.desk.sees_all();
        all.into_iter().filter(|folder| sees_all || *folder != Folder::Team).collect()
    }

    pub fn toggle(self, folder: Folder) {
        self.open.update(|open| {
            if !open.remove(&folder) {
                open.insert(folder);
            }
        });
    }

    pub fn row(self, id: ConversationId) -> Option<ConversationRow> {
        self.rows.with(|rows| rows.get(id).cloned())
    }

    /// What the first screen shows of the list was read, or could not be. A folder below the edge
    /// of the window is not waited for.
    pub fn is_read(self) -> bool {
        let open = self.open.get();
        let shown = self.counts.with(Option::is_some)
            && self.rows.with(|rows| {
                let sight = self.sight.get_value();
                let empty = open.iter().all(|folder| rows.total(*folder) == 0);
                (empty || !sight.is_empty())
                    && sight.into_iter().all(|(folder, rows_in_sight)| rows.holds(folder, rows_in_sight))
            });
        shown || self.failed.with(Option::is_some)
    }

    /// Reads the rows that came into sight.
    pub fn look_at(self, sight: Sight) {
        self.sight.set_value(sight);
        for (folder, page, age) in self.wanting() {
            spawn_local(async move { self.read(folder, page, age).await });
        }
    }

    /// Reads counts and what is in sight again. While it does, further changes add one more round
    /// and not one each: a first synchronisation announces hundreds a second.
    pub fn refresh(self) {
        if self.refreshing.get_value() {
            self.again.set_value(true);
            return;
        }
        self.refreshing.set_value(true);
        spawn_local(async move {
            loop {
                self.again.try_set_value(false);
                self.rows.try_update(|rows| rows.grow_old());
                self.count().await;
                let reads = self.wanting().into_iter().map(|(folder, page, age)| self.read(folder, page, age));
                join_all(reads).await;
                // Gone with the page, or nothing new meanwhile.
                if !self.again.try_get_value().unwrap_or(false) {
                    break;
                }
            }
            self.refreshing.try_set_value(false);
        });
    }

    /// The conversation `step` rows further in the open folders, with its row's place; none at an end.
    pub fn neighbour(self, of: Option<ConversationId>, step: isize) -> Option<(Folder, usize)> {
        self.rows.with_untracked(|rows| {
            let open = self.open.get_untracked();
            let places: Vec<_> = untrack(|| self.folders())
                .into_iter()
                .filter(|folder| open.contains(folder))
                .map(|folder| (folder, rows.total(folder)))
                .collect();
            let here = of.and_then(|id| rows.find(id)).and_then(|(folder, index)| {
                let before: usize = places.iter().take_while(|place| place.0 != folder).map(|place| place.1).sum();
                places.iter().any(|place| place.0 == folder).then_some(before + index)
            });
            let mut there = match here {
                Some(here) => here.checked_add_signed(step)?,
                None => 0,
            };
            places.into_iter().find_map(|(folder, total)| {
                if there < total {
                    return Some((folder, there));
                }
                there -= total;
                None
            })
        })
    }

    /// The row at a place, read if it was not yet.
    pub async fn row_at(self, folder: Folder, index: usize) -> Option<ConversationRow> {
        let known = self.rows.try_with_untracked(|rows| rows.row(folder, index).cloned())?;
        if known.is_some() {
            return known;
        }
        let age = self.rows.try_with_untracked(FolderCache::age)?;
        self.read(folder, pages_of(index..index + 1).start, age).await;
        self.rows.try_with_untracked(|rows| rows.row(folder, index).cloned())?
    }

    fn wanting(self) -> Vec<(Folder, usize, u64)> {
        let sight = self.sight.try_get_value().unwrap_or_default();
        let wanting = self.rows.try_with_untracked(|rows| {
            let pages = |(folder, in_sight): (Folder, Range<usize>)| {
                rows.wanting(folder, in_sight).into_iter().map(move |page| (folder, page, rows.age()))
            };
            sight.into_iter().flat_map(pages).collect::<Vec<_>>()
        });
        let mut wanting = wanting.unwrap_or_default();
        self.asked.try_update_value(|asked| wanting.retain(|question| asked.insert(*question)));
        wanting
    }

    async fn count(self) {
        let Some(project) = self.desk_project() else { return };
        let answer = ipc::call(CountFolders { project }).await;
        if self.desk_project() != Some(project) {
            return;
        }
        match answer {
            Ok(counts) => {
                self.failed.try_set(None);
                self.counts.try_set(Some(counts));
                self.rows.try_update(|rows| {
                    rows.set_total(Folder::Unassigned, counts.unassigned);
                    rows.set_total(Folder::Mine, counts.mine);
                    rows.set_total(Folder::Team, counts.team);
                    rows.set_total(Folder::Closed, counts.closed);
                });
            }
            Err(failure) => {
                self.failed.try_set(Some(failure.code));
            }
        }
    }

    async fn read(self, folder: Folder, page: usize, age: u64) {
        let Some(project) = self.desk_project() else { return };
        let rows = crate::folder_cache::PAGE_ROWS;
        let question = ListFolder { folder, project, offset: (page * rows) as i64, limit: rows as i64 };
        let answer = ipc::call(question).await;
        self.asked.try_update_value(|asked| asked.remove(&(folder, page, age)));
        if self.desk_project() != Some(project) {
            return;
        }
        match answer {
            Ok(answer) => {
                self.rows.try_update(|rows| rows.take(folder, page, age, answer));
            }
            Err(failure) => {
                self.failed.try_set(Some(failure.code));
            }
        }
    }

    /// None once the desk itself is gone.
    fn desk_project(self) -> Option<Option<protocol::ProjectId>> {
        self.rows.try_with_untracked(|_| ())?;
        Some(untrack(|| self.desk.project()))
    }
}
