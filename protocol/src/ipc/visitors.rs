//! The visitors page (V1–V4): who was on the sites, by status, date and what is known of them. From the cache.

use super::command;
use super::crm::TableFormat;
use crate::ids::{ProjectId, VisitorId};
use crate::time::Timestamp;
use crate::visitor::{Place, VisitorStatus};
use serde::{Deserialize, Serialize};

/// Visitors of one page, and of one export (V8).
pub const VISITORS_PER_PAGE: i64 = 20;

/// The last page of so many, from 0.
pub fn last_page(total: i64) -> i64 {
    (total - 1).max(0) / VISITORS_PER_PAGE
}

/// A page of those who match; beyond the last one, the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListVisitors {
    pub filter: VisitorFilter,
    pub sort: VisitorSort,
    /// From 0.
    pub page: i64,
}
command!(ListVisitors, "list_visitors" -> VisitorPage);

/// Writes a page, as it is listed, or (V13) all that match into the user's download folder (V8); answers the file's
/// path. One at a time: another one ends the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportVisitors {
    pub list: ListVisitors,
    pub format: TableFormat,
    /// All pages.
    pub all: bool,
}
command!(ExportVisitors, "export_visitors" -> String);

/// Stops it: it then fails as `cancelled`, and leaves no file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CancelExport {}
command!(CancelExport, "cancel_export" -> ());

/// Who is looked for (V3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorFilter {
    /// None: all of the agent's projects (V12).
    pub project: Option<ProjectId>,
    /// None: all of them.
    pub status: Option<VisitorStatus>,
    /// A part of a name, an e-mail or a phone; accents and what stands between digits make no difference.
    pub search: String,
    /// From this date on (V4's).
    pub since: Option<Timestamp>,
    /// Before this one.
    pub until: Option<Timestamp>,
    /// They picked an option, or sent a form or a message.
    pub engaged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorSort {
    pub by: VisitorColumn,
    /// Who has nothing there comes last either way.
    pub descending: bool,
}

impl Default for VisitorSort {
    fn default() -> Self {
        Self { by: VisitorColumn::Date, descending: true }
    }
}

text_enum!(
    /// What can be sorted by.
    VisitorColumn {
        Name = "name",
        Email = "email",
        Phone = "phone",
        Status = "status",
        Place = "place",
        Date = "date",
    }
);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitorPage {
    pub rows: Vec<VisitorRow>,
    /// Which one it is, from 0.
    pub page: i64,
    /// How many match, in each status.
    pub counts: Vec<(VisitorStatus, i64)>,
}

impl VisitorPage {
    /// How many match in this status; none: in all.
    pub fn count(&self, status: Option<VisitorStatus>) -> i64 {
        let wanted = self.counts.iter().filter(|(of, _)| status.is_none_or(|status| status == *of));
        wanted.map(|(_, count)| count).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VisitorRow {
    pub id: VisitorId,
    pub project_id: ProjectId,
    pub number: i64,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: VisitorStatus,
    pub place: Place,
    /// When their latest conversation began, else when they opened the widget (V4).
    pub at: Timestamp,
    /// When they opened the widget for the first time.
    pub created_at: Timestamp,
    pub engaged: bool,
    /// Now.
    pub on_site: bool,
}

#[cfg(test)]
mod tests {
    use super::last_page;

    /// V8
    #[test]
    fn twenty_rows_are_one_page() {
        assert_eq!([0, 1, 20, 21, 40, 41].map(last_page), [0, 0, 0, 1, 1, 2]);
    }
}
