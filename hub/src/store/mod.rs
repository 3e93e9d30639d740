//! The embedded store: one SQLite file, one writer thread with group commit, a few readers,
//! and a thread that keeps the log short.
//!
//! Writes are closures over a [`Tx`]; they run in the order they came, many to a commit, and are
//! answered once their commit is durable ([`writer`]). Reads are closures over a connection of
//! their own and see the last commit. One file of queries per noun.

pub mod accounts;
pub mod agents;
pub mod applied;
pub mod audit;
pub mod blocks;
pub mod canned;
pub mod carried;
mod checkpoint;
pub mod conversations;
pub mod crm;
pub mod files;
pub mod identity;
pub mod messages;
pub mod meta;
pub mod news;
pub mod personal;
pub mod playbooks;
pub mod projects;
mod readers;
pub mod reads;
pub mod runs;
pub mod sync;
pub mod threads;
pub mod tokens;
mod tx;
pub mod visible;
pub mod visitors;
mod writer;

pub use tx::Tx;

use crate::error::Error;
use crate::settings::Settings;
use checkpoint::{Checkpointer, LOG_PAGES};
use news::News;
use readers::Readers;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tokio::sync::broadcast;
use writer::Writer;

mod embedded {
    refinery::embed_migrations!("src/store/migrations");
}

/// Tries to cut the log, and how long between two of them.
const CUTS: usize = 60;
const CUT_AGAIN: Duration = Duration::from_millis(250);

/// The hub's memory. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    readers: Readers,
    news: broadcast::Sender<Arc<News>>,
    path: PathBuf,
    cutting: Arc<tokio::sync::Mutex<()>>,
    /// The order's last seq when another process was last looked for.
    noticed: Arc<AtomicI64>,
}

impl Store {
    /// Opens the database of `settings.data`, making or migrating it as needed.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        std::fs::create_dir_all(&settings.data)
            .map_err(|e| Error::Internal(format!("cannot make {}: {e}", settings.data.display())))?;
        let path = settings.data.join("hub.db");
        let mut connection = connect(&path, OpenFlags::default())?;
        if let Some(pages) = settings.max_pages {
            connection.pragma_update(None, "max_page_count", pages)?;
        }
        embedded::migrations::runner().run(&mut connection)?;
        meta::prepare(&connection)?;
        let noticed = Arc::new(AtomicI64::new(meta::last_seq(&connection)?));
        let news = broadcast::Sender::new(1024);
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let writer = Writer::start(connection, Checkpointer::start(&path)?, settings.clock.clone(), news.clone())?;
        let readers = Readers::start(&path, 3)?;
        Ok(Self { writer, readers, news, path, cutting: Arc::default(), noticed })
    }

    /// Runs `work` in a transaction of its own and answers once it is durable. An error undoes all
    /// that `work` did, and nothing else.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.writer.run(work).await
    }

    /// Runs `work` on one consistent snapshot of the last commit.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.readers.run(work).await
    }

    /// Folds the log into the database file and cuts it to nothing, so that what was deleted is on the disk no more.
    /// Waits for those who read.
    pub async fn cut_log(&self) -> Result<(), Error> {
        let _turn = self.cutting.lock().await;
        let path = self.path.clone();
        let cut = move || {
            let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            // It keeps the writer out while it waits for readers: only for a moment, and then again.
            connection.busy_timeout(Duration::from_millis(50))?;
            for _ in 0..CUTS {
                let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
                if !busy {
                    return Ok(());
                }
                std::thread::sleep(CUT_AGAIN);
            }
            Err(Error::Internal("readers do not end: what was deleted is still in the database's log".to_owned()))
        };
        tokio::task::spawn_blocking(cut).await.map_err(|error| Error::Internal(error.to_string()))?
    }

    /// What each commit changed. Who misses some looks, as if all had concerned them.
    pub fn news(&self) -> broadcast::Receiver<Arc<News>> {
        self.news.subscribe()
    }

    /// Looks whether the order has moved since the last look, as another process (an operator's
    /// command) may have moved it, and if so lets everybody look.
    pub async fn notice_other_writers(&self) {
        if let Ok(seq) = self.read(meta::last_seq).await
            && self.noticed.swap(seq, Ordering::Relaxed) != seq
        {
            let _ = self.news.send(Arc::new(News::of_anything()));
        }
    }
}

/// A connection with the settings that every one of ours has.
fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags)?;
    // Another process (an operator's command) may hold the write lock for a moment.
    connection.busy_timeout(Duration::from_secs(5))?;
    // A plan never depends on the values bound to it: otherwise SQLite prepares a statement anew
    // each time one is bound that it has compared with a partial index.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    Ok(connection)
}

#[cfg(test)]
pub mod testing {
    //! A store in memory, for the tests of queries.

    use super::{embedded, meta};
    use rusqlite::Connection;

    pub fn memory() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        embedded::migrations::runner().run(&mut connection).unwrap();
        meta::prepare(&connection).unwrap();
        connection
    }
}
