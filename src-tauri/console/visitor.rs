//! One visitor: their file, keeping them out, their page in the system's browser.

use super::Console;
use crate::error::Error;
use crate::export::visitors as table;
use crate::outbox::now;
use crate::store::statuses::{self, Wish};
use crate::store::{self, dialogue, visitor_list, visitors};
use crate::sync;
use crate::table::{Spreadsheet, TableWriter, XLSX_MAX_ROWS};
use jiff::tz::TimeZone;
use protocol::ipc::crm::TableFormat;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::Locale;
use protocol::ipc::visitor::{BlockVisitor, BlockedVisitor, SetVisitorStatus, VisitorFile};
use protocol::ipc::visitors::{ExportVisitors, ListVisitors, VisitorPage, VisitorRow};
use protocol::visitor::block_holds;
use protocol::wire::agents;
use protocol::{ProjectId, VisitorId};
use std::io::BufWriter;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;
use uuid::Uuid;

/// How often the window is told how far an export is.
const TOLD_EVERY: Duration = Duration::from_millis(100);
/// Visitors of one read of it.
const EXPORT_PIECE: usize = 1_000;

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
        let was = self.store().read(move |conn| visitors::status(conn, visitor)).await?.ok_or(Error::NotFound)?;
        let wish = Wish { visitor, key: Uuid::now_v7(), status, was };
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
    ///
    /// All are first only counted out by their keys, and then read in pieces: a read that lasts would keep what is
    /// revoked meanwhile on the disk (A6).
    pub async fn export_visitors(&self, export: ExportVisitors, out: std::fs::File) -> Result<(), Error> {
        let me = self.reader()?.me;
        let ExportVisitors { list, format, all } = export;
        let stopped = all.then(|| self.inner.exporting.begin());
        let mut writer = ExportWriter::begin(out, format, self.spreadsheet())?;
        if !all {
            return off_thread(writer.rows(self.list_visitors(list).await?.rows)?, ExportWriter::finish).await;
        }
        let keys = self.store().read(move |conn| visitor_list::keys(conn, me, &list)).await?;
        let total = keys.len() as u64;
        if format == TableFormat::Xlsx && total > XLSX_MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        let mut told = Instant::now();
        for (piece, keys) in keys.chunks(EXPORT_PIECE).enumerate() {
            if stopped.as_ref().is_some_and(|stopped| stopped.load(Ordering::Relaxed)) {
                return Err(Error::Cancelled);
            }
            if told.elapsed() >= TOLD_EVERY {
                told = Instant::now();
                let done = (piece * EXPORT_PIECE) as u64;
                self.inner.live.emit(ConsoleEvent::ExportProgress { done, total });
            }
            let keys = keys.to_vec();
            let rows = self.store().read(move |conn| visitor_list::rows(conn, me, &keys)).await?;
            writer = off_thread(writer, move |writer| writer.rows(rows)).await?;
        }
        off_thread(writer, ExportWriter::finish).await
    }

    /// Stops the export that is being written.
    pub fn cancel_export(&self) {
        self.inner.exporting.stop();
    }

    /// Brings from the hub what this desk no longer keeps of a visitor's exchanges (V6, V7).
    pub async fn fetch_visitor(&self, visitor: VisitorId) -> Result<(), Error> {
        self.reader()?;
        let mut sync = None;
        self.with_session(|session| sync = Some(session.sync.clone())).await;
        match sync.ok_or(Error::SignedOut)?.bring_visitor(visitor).await {
            Ok(()) => Ok(()),
            Err(sync::Error::Hub(error)) => Err(error.into()),
            Err(sync::Error::Store(error)) => Err(error.into()),
        }
    }

    /// Keeps a visitor out (D7). Needs the hub; what it changed comes by synchronisation.
    pub async fn block_visitor(&self, wish: BlockVisitor) -> Result<(), Error> {
        self.reader()?;
        let BlockVisitor { visitor, reason, until, with_address } = wish;
        let wish = agents::BlockVisitor { reason, until, with_address };
        Ok(self.hub()?.block_visitor(visitor, Uuid::now_v7(), &wish).await?)
    }

    /// All that the hub holds of a visitor, as JSON that people can read, for the visitor to have. Needs the hub.
    pub async fn visitor_data(&self, visitor: VisitorId) -> Result<Vec<u8>, Error> {
        self.reader()?;
        let data = self.hub()?.visitor_data(visitor).await?;
        serde_json::to_vec_pretty(&data).map_err(|error| Error::Internal(error.to_string()))
    }

    /// Erases a visitor at the hub; it is from there that every console, this one too, forgets them.
    pub async fn erase_visitor(&self, visitor: VisitorId) -> Result<(), Error> {
        self.reader()?;
        Ok(self.hub()?.erase_visitor(visitor).await?)
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

/// A table of visitors on its way to the disk.
struct ExportWriter {
    table: TableWriter<BufWriter<std::fs::File>>,
    locale: Locale,
    /// The reader's.
    zone: TimeZone,
}

impl ExportWriter {
    fn begin(out: std::fs::File, format: TableFormat, reader: Spreadsheet) -> Result<Self, Error> {
        let locale = reader.locale;
        let begun = TableWriter::begin(BufWriter::new(out), format, reader, &table::headings(locale));
        Ok(Self { table: begun.map_err(store::Error::File)?, locale, zone: TimeZone::system() })
    }

    fn rows(mut self, rows: Vec<VisitorRow>) -> Result<Self, Error> {
        for row in rows {
            self.table.row(&table::cells(row, self.locale, &self.zone)).map_err(store::Error::File)?;
        }
        Ok(self)
    }

    /// On disk when this returns.
    fn finish(self) -> Result<(), Error> {
        let file = self.table.finish().and_then(|file| file.into_inner().map_err(std::io::IntoInnerError::into_error));
        Ok(file.and_then(|file| file.sync_all()).map_err(store::Error::File)?)
    }
}

/// Work that waits for the disk, off the runtime's threads.
async fn off_thread<W: Send + 'static, T: Send + 'static>(
    writer: W,
    work: impl FnOnce(W) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(move || work(writer)).await;
    done.map_err(|error| Error::Internal(error.to_string()))?
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
