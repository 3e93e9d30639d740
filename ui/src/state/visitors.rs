//! What the visitors page shows (V1, V3, V4): the filters, which stay as they are while another page is looked at, and
//! the page of visitors that the core's cache has for them.

use super::{DeskState, Notice, Toasts};
use crate::address::{DAYS, Dates, VisitorsView};
use crate::clock::{self, Clock};
use crate::intl;
use crate::ipc;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::crm::TableFormat;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitors::{
    CancelExport, ExportVisitors, ListVisitors, VisitorColumn, VisitorFilter, VisitorPage, VisitorSort,
};
use protocol::{VisitorId, VisitorStatus};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
    /// Who is kept out is listed, instead of who was there (V9).
    pub blocked: RwSignal<bool>,
    /// Who is looked at (V5)…
    pub opened: RwSignal<Option<VisitorId>>,
    /// …on a page of their own…
    pub full: RwSignal<bool>,
    /// …and in the panel what was said, instead of what is known.
    pub talk: RwSignal<bool>,
    /// How many of an export of all are written, of how many; none: none is under way (V13).
    pub exporting: RwSignal<Option<(u64, u64)>>,
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
            blocked: RwSignal::new(false),
            opened: RwSignal::new(None),
            full: RwSignal::new(false),
            talk: RwSignal::new(false),
            exporting: RwSignal::new(None),
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
            match event {
                ConsoleEvent::InboxChanged => untrack(|| self.read()),
                // A late word of one that is over brings no bar back.
                ConsoleEvent::ExportProgress { done, total } => self.exporting.update(|exporting| {
                    *exporting = exporting.map(|_| (*done, *total));
                }),
                _ => {}
            }
        });
    }

    /// All that makes it what it is.
    pub fn view(self) -> VisitorsView {
        VisitorsView {
            tab: self.tab.get(),
            search: self.search.get(),
            dates: self.dates.get(),
            engaged: self.engaged.get(),
            sort: self.sort.get(),
            page: self.page.get(),
            blocked: self.blocked.get(),
            opened: self.opened.get(),
            full: self.full.get(),
        }
    }

    pub fn show(self, view: VisitorsView) {
        batch(|| {
            let VisitorsView { tab, search, dates, engaged, sort, page, blocked, opened, full } = view;
            self.tab.set(tab);
            self.search.set(search);
            self.dates.set(dates);
            self.engaged.set(engaged);
            self.sort.set(sort);
            self.page.set(page);
            self.blocked.set(blocked);
            self.opened.set(opened);
            self.full.set(full);
            self.cleared.update(|times| *times += 1);
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

    /// Has all that match written to a file.
    pub fn export_all(self, format: TableFormat, toasts: Toasts) {
        let list = untrack(|| self.list());
        let total = self.shown.with_untracked(|shown| shown.as_ref().map_or(0, |page| page.count(list.filter.status)));
        self.exporting.set(Some((0, total.unsigned_abs())));
        spawn_local(async move {
            let answer = ipc::call(ExportVisitors { list, format, all: true }).await;
            self.exporting.try_set(None);
            match answer {
                Ok(path) => toasts.tell(Notice::Saved { path }),
                Err(failure) if failure.code == "cancelled" => {}
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    }

    pub fn cancel_export(self) {
        spawn_local(async {
            let _ = ipc::call(CancelExport {}).await;
        });
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

    /// The visitor so many rows further down in the list than the one who is looked at.
    pub fn neighbour(self, step: isize) -> Option<VisitorId> {
        let opened = self.opened.get()?;
        self.shown.with(|shown| {
            let rows = &shown.as_ref()?.rows;
            let here = rows.iter().position(|row| row.id == opened)?;
            rows.get(here.checked_add_signed(step)?).map(|row| row.id)
        })
    }

    pub fn step(self, step: isize) {
        if let Some(next) = untrack(|| self.neighbour(step)) {
            self.opened.set(Some(next));
        }
    }

    /// Back to the list; the focus goes back to the visitor's row there.
    pub fn close(self) {
        let was = self.opened.get_untracked();
        self.opened.set(None);
        focus_soon(move || {
            let row = was.and_then(|id| find(&format!("tr[data-id='{id}'], [data-id='{id}'] .link")));
            row.or_else(|| find(".visitors__scroll, .blocked [data-testid='blocked-back']"))
        });
    }

    /// Back from the page of a visitor to the panel beside the list.
    pub fn leave_page(self) {
        self.full.set(false);
        focus_soon(|| find("[data-testid='visitor-full']"));
    }

    /// Back to the list, if it is this one who is looked at: they are there no more.
    pub fn forget(self, id: VisitorId) {
        if self.opened.try_get_untracked().flatten() == Some(id) {
            self.full.set(false);
            self.close();
        }
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

/// Gives the focus away once what is shown now is in the page.
fn focus_soon(to: impl FnOnce() -> Option<HtmlElement> + 'static) {
    request_animation_frame(move || {
        if let Some(to) = to() {
            let _ = to.focus();
        }
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}
