//! What the visitors page shows (V1, V3, V4): the filters, which stay as they are while another page is looked at, and
//! the page of visitors that the core's cache has for them.

use super::DeskState;
use crate::clock::{self, Clock};
use crate::intl;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::VisitorStatus;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitors::{ListVisitors, VisitorColumn, VisitorFilter, VisitorPage, VisitorSort};

/// V3
const DAYS: i64 = 30;

/// Which dates are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dates {
    /// So many days back from today.
    Last(i64),
    Ever,
    /// Days of the calendar, both of them with it; an end that is left open has none.
    Between(Option<String>, Option<String>),
}

#[derive(Clone, Copy)]
pub struct VisitorsState {
    desk: DeskState,
    /// None: all.
    pub tab: RwSignal<Option<VisitorStatus>>,
    pub search: RwSignal<String>,
    pub dates: RwSignal<Dates>,
    pub engaged: RwSignal<bool>,
    pub sort: RwSignal<VisitorSort>,
    /// From 0.
    pub page: RwSignal<i64>,
    pub filters_open: RwSignal<bool>,
    /// Moves on each time the filters are cleared.
    pub cleared: RwSignal<u64>,
    /// None: not read yet.
    pub shown: RwSignal<Option<VisitorPage>>,
    /// The code of the last failure to read the cache.
    pub failed: RwSignal<Option<String>>,
    /// As ISO 8601.
    today: Memo<String>,
    asked: StoredValue<u64>,
}

impl VisitorsState {
    pub fn new(desk: DeskState, clock: Clock) -> Self {
        Self {
            desk,
            tab: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            dates: RwSignal::new(Dates::Last(DAYS)),
            engaged: RwSignal::new(false),
            sort: RwSignal::new(VisitorSort::default()),
            page: RwSignal::new(0),
            filters_open: RwSignal::new(true),
            cleared: RwSignal::new(0),
            shown: RwSignal::new(None),
            failed: RwSignal::new(None),
            today: Memo::new(move |_| intl::iso_today(clock.now())),
            asked: StoredValue::new(0),
        }
    }

    /// Reads what the filters ask for, now and whenever they or the cache change, for as long as the calling
    /// component lives.
    pub fn follow(self) {
        let project = Memo::new(move |_| self.desk.project());
        Effect::new(move |before: Option<()>| {
            project.track();
            if before.is_some() {
                self.page.set(0);
            }
        });
        Effect::new(move || self.read());
        self.desk.events.listen(move |event| {
            if matches!(event, ConsoleEvent::InboxChanged) {
                untrack(|| self.read());
            }
        });
    }

    /// What is listed now.
    pub fn list(self) -> ListVisitors {
        ListVisitors { filter: self.filter(), sort: self.sort.get(), page: self.page.get() }
    }

    fn read(self) {
        let list = self.list();
        let asked = self.asked.with_value(|asked| asked + 1);
        self.asked.set_value(asked);
        spawn_local(async move {
            let answer = ipc::call(list).await;
            // A slower answer to an older wish is dropped.
            if self.asked.try_get_value() != Some(asked) {
                return;
            }
            match answer {
                Ok(page) => {
                    self.failed.set(None);
                    self.shown.set(Some(page));
                }
                Err(failure) => self.failed.set(Some(failure.code)),
            }
        });
    }

    fn filter(self) -> VisitorFilter {
        // At midnight "the last 30 days" are others.
        self.today.track();
        let (since, until) = match self.dates.get() {
            Dates::Last(days) => (Some(clock::midnight(-days)), None),
            Dates::Ever => (None, None),
            Dates::Between(from, to) => {
                let (from, to) = if to.is_some() && from > to { (to, from) } else { (from, to) };
                // The last day is with it.
                (from.and_then(|day| clock::midnight_of(&day, 0)), to.and_then(|day| clock::midnight_of(&day, 1)))
            }
        };
        let (project, status) = (self.desk.project(), self.tab.get());
        VisitorFilter { project, status, search: self.search.get(), since, until, engaged: self.engaged.get() }
    }

    /// Changes a filter; what it leaves is shown from its first page on.
    pub fn narrow(self, change: impl FnOnce(Self)) {
        batch(|| {
            change(self);
            self.page.set(0);
        });
    }

    /// Sorts by a column; again, the other way round. Dates begin with the newest, words with A.
    pub fn sort_by(self, by: VisitorColumn) {
        self.narrow(|this| {
            this.sort.update(|sort| {
                let descending = if sort.by == by { !sort.descending } else { by == VisitorColumn::Date };
                *sort = VisitorSort { by, descending };
            });
        });
    }

    /// Whether the filters leave anybody out whom the page shows by itself.
    pub fn is_narrowed(self) -> bool {
        !self.search.with(|search| search.trim().is_empty())
            || self.engaged.get()
            || self.dates.with(|dates| *dates != Dates::Last(DAYS))
    }

    pub fn clear(self) {
        self.narrow(|this| {
            this.search.set(String::new());
            this.engaged.set(false);
            this.dates.set(Dates::Last(DAYS));
            this.cleared.update(|times| *times += 1);
        });
    }
}
