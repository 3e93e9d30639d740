//! Pages of the folders as the core answered them: plain data, no browser.
//!
//! A folder may hold 100,000 rows, so it is read page by page, those in sight only. When something
//! changes, what is here grows old but stays shown until it is replaced, so that nothing flickers.

use protocol::ConversationId;
use protocol::ipc::inbox::{ConversationRow, Folder, FolderPage};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Rows of one read.
pub const PAGE_ROWS: usize = 50;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderCache {
    folders: BTreeMap<Folder, Rows>,
    age: u64,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    total: usize,
    pages: BTreeMap<usize, Page>,
}

#[derive(Clone, Debug, PartialEq)]
struct Page {
    rows: Vec<ConversationRow>,
    age: u64,
}

impl FolderCache {
    pub fn total(&self, folder: Folder) -> usize {
        self.folders.get(&folder).map_or(0, |rows| rows.total)
    }

    pub fn set_total(&mut self, folder: Folder, total: i64) {
        let rows = self.folders.entry(folder).or_default();
        rows.total = total.max(0) as usize;
        let pages = rows.total.div_ceil(PAGE_ROWS);
        rows.pages.retain(|page, _| *page < pages);
    }

    pub fn row(&self, folder: Folder, index: usize) -> Option<&ConversationRow> {
        let rows = self.folders.get(&folder)?;
        if index >= rows.total {
            return None;
        }
        rows.pages.get(&(index / PAGE_ROWS))?.rows.get(index % PAGE_ROWS)
    }

    /// Whether all of these rows that there are were read.
    pub fn holds(&self, folder: Folder, mut rows: Range<usize>) -> bool {
        let total = self.total(folder);
        rows.all(|index| index >= total || self.row(folder, index).is_some())
    }

    /// Where a conversation stands, among the rows that were read.
    pub fn find(&self, id: ConversationId) -> Option<(Folder, usize)> {
        self.folders.iter().find_map(|(folder, rows)| {
            rows.pages.iter().find_map(|(page, content)| {
                let at = content.rows.iter().position(|row| row.id == id)?;
                Some((*folder, page * PAGE_ROWS + at))
            })
        })
    }

    pub fn get(&self, id: ConversationId) -> Option<&ConversationRow> {
        let (folder, index) = self.find(id)?;
        self.row(folder, index)
    }

    /// From now on all that is here is old.
    pub fn grow_old(&mut self) {
        self.age += 1;
    }

    /// How old an answer is: given to [`Self::take`] with the answer to a question asked now.
    pub fn age(&self) -> u64 {
        self.age
    }

    pub fn take(&mut self, folder: Folder, page: usize, age: u64, answer: FolderPage) {
        self.set_total(folder, answer.total);
        let pages = &mut self.folders.entry(folder).or_default().pages;
        if pages.get(&page).is_none_or(|known| known.age <= age) {
            pages.insert(page, Page { rows: answer.rows, age });
        }
    }

    /// Pages that rows in sight lie on and that are missing or old.
    pub fn wanting(&self, folder: Folder, in_sight: Range<usize>) -> BTreeSet<usize> {
        let rows = self.folders.get(&folder);
        pages_of(in_sight)
            .filter(|page| rows.and_then(|rows| rows.pages.get(page)).is_none_or(|page| page.age < self.age))
            .collect()
    }

    pub fn remove(&mut self, id: ConversationId) {
        for rows in self.folders.values_mut() {
            for page in rows.pages.values_mut() {
                let before = page.rows.len();
                page.rows.retain(|row| row.id != id);
                if page.rows.len() < before {
                    rows.total = rows.total.saturating_sub(1);
                }
            }
        }
    }
}

/// The pages that a range of rows lies on.
pub fn pages_of(rows: Range<usize>) -> Range<usize> {
    if rows.is_empty() { 0..0 } else { rows.start / PAGE_ROWS..(rows.end - 1) / PAGE_ROWS + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::ipc::inbox::Unsent;
    use protocol::{Platform, State, Timestamp};
    use uuid::Uuid;

    fn row(n: usize) -> ConversationRow {
        ConversationRow {
            id: Uuid::from_u128(n as u128).into(),
            project_id: Uuid::nil().into(),
            visitor_id: Uuid::nil().into(),
            visitor_name: None,
            visitor_number: n as i64,
            on_site: false,
            language: None,
            platform: Platform::Web,
            state: State::Closed,
            assignee_id: None,
            last: None,
            last_text_at: Timestamp(0),
            unread: 0,
            waiting_since: None,
            wait_until: None,
            closed_at: None,
            draft: None,
            unsent: Unsent::Nothing,
        }
    }

    fn page(total: i64, rows: Range<usize>) -> FolderPage {
        FolderPage { total, rows: rows.map(row).collect() }
    }

    #[test]
    fn rows_are_found_across_pages() {
        let mut cache = FolderCache::default();
        cache.take(Folder::Closed, 1, 0, page(100_000, 50..100));
        assert_eq!(cache.total(Folder::Closed), 100_000);
        assert_eq!(cache.row(Folder::Closed, 7), None);
        assert_eq!(cache.row(Folder::Closed, 57).map(|row| row.visitor_number), Some(57));
        assert_eq!(cache.find(row(99).id), Some((Folder::Closed, 99)));
        assert!(cache.holds(Folder::Closed, 60..90) && !cache.holds(Folder::Closed, 90..110));
    }

    #[test]
    fn only_missing_or_old_pages_in_sight_are_wanted() {
        let mut cache = FolderCache::default();
        cache.take(Folder::Mine, 0, 0, page(120, 0..50));
        assert_eq!(cache.wanting(Folder::Mine, 40..60), BTreeSet::from([1]));
        cache.grow_old();
        assert_eq!(cache.wanting(Folder::Mine, 40..60), BTreeSet::from([0, 1]));
        assert_eq!(cache.row(Folder::Mine, 0).map(|row| row.visitor_number), Some(0), "old rows stay shown");
        cache.take(Folder::Mine, 0, cache.age(), page(120, 0..50));
        assert_eq!(cache.wanting(Folder::Mine, 0..10), BTreeSet::new());
        assert_eq!(cache.wanting(Folder::Mine, 0..0), BTreeSet::new());
    }

    #[test]
    fn an_answer_to_an_older_question_does_not_undo_a_newer_one() {
        let mut cache = FolderCache::default();
        cache.grow_old();
        cache.take(Folder::Mine, 0, 1, page(1, 8..9));
        cache.take(Folder::Mine, 0, 0, page(1, 3..4));
        assert_eq!(cache.row(Folder::Mine, 0).map(|row| row.visitor_number), Some(8));
        assert!(cache.holds(Folder::Mine, 0..8), "rows below the end are not waited for");
    }

    #[test]
    fn a_folder_that_shrank_forgets_its_end() {
        let mut cache = FolderCache::default();
        cache.take(Folder::Mine, 1, 0, page(60, 50..60));
        cache.set_total(Folder::Mine, 20);
        assert_eq!(cache.row(Folder::Mine, 55), None);
        assert_eq!(cache.find(row(55).id), None);
    }

    #[test]
    fn what_may_no_longer_be_seen_is_gone_at_once() {
        let mut cache = FolderCache::default();
        cache.take(Folder::Unassigned, 0, 0, page(2, 1..3));
        cache.remove(row(1).id);
        assert_eq!(cache.total(Folder::Unassigned), 1);
        assert_eq!(cache.row(Folder::Unassigned, 0).map(|row| row.visitor_number), Some(2));
    }
}
