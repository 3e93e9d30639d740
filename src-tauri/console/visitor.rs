//! One visitor: their file, keeping them out, their page in the system's browser.

use super::Console;
use crate::error::Error;
use crate::export::visitors as table;
use crate::language;
use crate::outbox::now;
use crate::store::statuses::{self, Wish};
use crate::store::{self, dialogue, visitor_list, visitors};
use crate::table::{TableWriter, XLSX_MAX_ROWS};
use jiff::tz::TimeZone;
use protocol::ipc::crm::TableFormat;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::visitor::{BlockVisitor, BlockedVisitor, SetVisitorStatus, VisitorFile};
use protocol::ipc::visitors::{ExportVisitors, ListVisitors, VisitorPage};
use protocol::visitor::block_holds;
use protocol::wire::agents;
use protocol::{ProjectId, VisitorId};
use std::io::BufWriter;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;
use uuid::Uuid;

/// How often the window is told how far an export is.
const TOLD_EVERY: Duration = Duration::from_millis(100);

impl Console {
    /// All that is known of a visitor (D4), with their history (D5).
    pub async fn open_visitor(&self, id: VisitorId) -> Result<VisitorFile, Error> {
        let reader = self.reader()?;
        let mut file = self.store().read(move |conn| dialogue::file(conn, reader, id)).await?.ok_or(Error::NotFound)?;
        file.on_site = self.inner.live.is_on_site(id);
        file.visitor.block = file.visitor.block.filter(|block| block_holds(block.until, now()));
        Ok(file)
    }

    /// Says where a visitor stands (V10).
    pub async fn set_visitor_status(&self, wish: SetVisitorStatus) -> Result<(), Error> {
        let me = self.reader()?.me;
        let SetVisitorStatus { visitor, status } = wish;
        let wish = Wish { visitor, key: Uuid::now_v7(), status };
        self.store().write_outbox(move |tx| statuses::set(tx, me, wish)).await?;
        self.inner.live.emit(ConsoleEvent::InboxChanged);
        self.with_session(|session| session.outbox.latest.notify_one()).await;
        Ok(())
    }

    /// A page of the visitors page (V1, V3, V4).
    pub async fn list_visitors(&self, ask: ListVisitors) -> Result<VisitorPage, Error> {
        let me = self.reader()?.me;
        let mut page = self.store().read(move |conn| visitor_list::page(conn, me, &ask)).await?;
        for row in &mut page.rows {
            row.on_site = self.inner.live.is_on_site(row.id);
        }
        Ok(page)
    }

    /// Writes a page of it (V8), or all that match (V13), to `out`, telling how far it is.
    pub async fn export_visitors(&self, export: ExportVisitors, out: std::fs::File) -> Result<(), Error> {
        let me = self.reader()?.me;
        let ExportVisitors { list, format, all } = export;
        let page = self.list_visitors(list.clone()).await?;
        let total = if all { page.count(list.filter.status) } else { page.rows.len() as i64 };
        if format == TableFormat::Xlsx && total > XLSX_MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        let (locale, zone) = (language::chosen(self.preferences().locale), TimeZone::system());
        let stopped = self.inner.exporting.begin();
        let live = self.inner.live.clone();
        let written = self.store().read(move |conn| {
            let mut writer = match TableWriter::begin(BufWriter::new(out), format, locale, &table::headings(locale)) {
                Ok(writer) => writer,
                Err(error) => return Ok(Err(Error::from(store::Error::File(error)))),
            };
            let (mut failed, mut done, mut told) = (None, 0, Instant::now());
            let mut write = |row| {
                if let Err(error) = writer.row(&table::cells(row, locale, &zone)) {
                    failed = Some(store::Error::File(error).into());
                    return ControlFlow::Break(());
                }
                done += 1;
                if stopped.load(Ordering::Relaxed) {
                    failed = Some(Error::Cancelled);
                    return ControlFlow::Break(());
                }
                if all && told.elapsed() >= TOLD_EVERY {
                    told = Instant::now();
                    live.emit(ConsoleEvent::ExportProgress { done, total: total.unsigned_abs() });
                }
                ControlFlow::Continue(())
            };
            if all {
                visitor_list::walk(conn, me, &list, write)?;
            } else {
                let _ = page.rows.into_iter().try_for_each(&mut write);
            }
            Ok(match failed {
                Some(error) => Err(error),
                None => finished(writer).map_err(|error| store::Error::File(error).into()),
            })
        });
        written.await?
    }

    /// Stops the export that is being written.
    pub fn cancel_export(&self) {
        self.inner.exporting.stop();
    }

    /// Keeps a visitor out (D7). Needs the hub; what it changed comes by synchronisation.
    pub async fn block_visitor(&self, wish: BlockVisitor) -> Result<(), Error> {
        self.reader()?;
        let BlockVisitor { visitor, reason, until, with_address } = wish;
        let wish = agents::BlockVisitor { reason, until, with_address };
        Ok(self.hub()?.block_visitor(visitor, Uuid::now_v7(), &wish).await?)
    }

    pub async fn unblock_visitor(&self, visitor: VisitorId) -> Result<(), Error> {
        self.reader()?;
        Ok(self.hub()?.unblock_visitor(visitor).await?)
    }

    /// Who is kept out now (V9).
    pub async fn list_blocked(&self, project: Option<ProjectId>) -> Result<Vec<BlockedVisitor>, Error> {
        self.reader()?;
        let mut blocked = self.store().read(move |conn| visitors::blocked(conn, project)).await?;
        blocked.retain(|blocked| block_holds(blocked.until, now()));
        Ok(blocked)
    }
}

/// On disk when this returns.
fn finished(writer: TableWriter<BufWriter<std::fs::File>>) -> std::io::Result<()> {
    let file = writer.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()
}

/// The export that is being written, if there is one: what stops it.
#[derive(Default)]
pub(super) struct Exporting(Mutex<Arc<AtomicBool>>);

impl Exporting {
    /// Ends the one before.
    fn begin(&self) -> Arc<AtomicBool> {
        let stopped = Arc::default();
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, Arc::clone(&stopped)).store(true, Ordering::Relaxed);
        stopped
    }

    fn stop(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }
}

/// An address that may be opened outside: http or https, with a host, and without a password in it.
pub fn outside(address: &str) -> Result<Url, Error> {
    let url = Url::parse(address).map_err(|_| Error::AddressRefused)?;
    let plain = url.username().is_empty() && url.password().is_none();
    if matches!(url.scheme(), "http" | "https") && url.has_host() && plain {
        Ok(url)
    } else {
        Err(Error::AddressRefused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// V13
    #[test]
    fn an_export_ends_when_it_is_stopped_or_another_one_begins() {
        let exporting = Exporting::default();
        let ended = |one: &AtomicBool| one.load(Ordering::Relaxed);
        let first = exporting.begin();
        let second = exporting.begin();
        assert_eq!((ended(&first), ended(&second)), (true, false));
        exporting.stop();
        assert!(ended(&second));
        assert!(!ended(&exporting.begin()));
    }

    /// D2
    #[test]
    fn only_web_addresses_are_opened_outside() {
        assert_eq!(outside("https://shop.example/a?b#c").unwrap().as_str(), "https://shop.example/a?b#c");
        for bad in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "--help", "https://me:pw@x.example/", ""]
        {
            assert!(outside(bad).is_err(), "{bad}");
        }
    }
}
