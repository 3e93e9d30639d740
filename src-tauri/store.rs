//! The two databases of a profile: `cache.db`, what the hub told, and `outbox.db`, what was done
//! here (drafts and preferences too).
//!
//! Queries are synchronous functions on a connection, one file per noun. They run on threads of
//! their own: one that writes the cache, one that writes the outbox (so that a reply never waits
//! behind a page of the synchronisation), and two that read both databases together.

pub mod apply;
pub mod canned;
pub mod conversations;
pub mod crm;
pub mod dialogue;
pub mod drafts;
pub mod folders;
mod json;
pub mod languages;
pub mod messages;
pub mod open;
pub mod outbox;
pub mod outgoing;
pub mod pictures;
pub mod place;
pub mod reads;
pub mod retention;
pub mod search;
pub mod settings;
pub mod statuses;
pub mod team;
pub mod visitor_list;
pub mod visitors;
mod worker;

#[cfg(test)]
mod tests;

pub use rusqlite::{Connection, Transaction};

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use tokio::sync::{Notify, oneshot};
use worker::Worker;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the database's schema: {0}")]
    Migration(#[from] refinery::Error),
    #[error("the record of the database's migrations cannot be read")]
    Unreadable,
    #[error("the outbox was written by a newer version of this program")]
    NewerOutbox,
    #[error("the profile's files: {0}")]
    File(#[from] std::io::Error),
    #[error("no thread could be started: {0}")]
    Thread(std::io::Error),
    #[error("the store is closed")]
    Closed,
}

impl Error {
    /// A query found the file malformed.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Sqlite(error) => {
                matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
            }
            _ => false,
        }
    }

    /// There is no room left; nothing was written.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull))
    }

    /// The file cannot be opened as what it should be. A full disk, a lock or missing rights say
    /// nothing about the file.
    fn is_unusable(&self) -> bool {
        match self {
            Self::Sqlite(error) => blames_the_file(error),
            Self::Migration(error) => match error.kind() {
                refinery::error::Kind::Connection(_, source) => {
                    source.downcast_ref::<rusqlite::Error>().is_none_or(blames_the_file)
                }
                _ => true,
            },
            Self::Unreadable => true,
            _ => false,
        }
    }
}

fn blames_the_file(error: &rusqlite::Error) -> bool {
    use ErrorCode::*;
    let elsewhere = [DiskFull, SystemIoFailure, CannotOpen, ReadOnly, PermissionDenied, DatabaseBusy, DatabaseLocked];
    error.sqlite_error_code().is_none_or(|code| !elsewhere.contains(&code))
}

pub struct Store {
    profile: PathBuf,
    outbox: RwLock<Option<Worker>>,
    /// Replaced as a whole when the cache is rebuilt.
    cache: RwLock<Option<Cache>>,
    damage: Notify,
    max_pages: Option<u32>,
}

struct Cache {
    writer: Worker,
    readers: [Worker; 2],
}

impl Cache {
    fn open(profile: &Path, max_pages: Option<u32>) -> Result<Self, Error> {
        let writer = Worker::start("cache-writer", within(max_pages, open::cache(profile)?)?)?;
        let reader = |name| Worker::start(name, open::reader(profile)?);
        Ok(Self { writer, readers: [reader("reader-1")?, reader("reader-2")?] })
    }
}

/// A database that is larger already grows no more.
fn within(max_pages: Option<u32>, connection: Connection) -> Result<Connection, Error> {
    if let Some(pages) = max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    Ok(connection)
}

/// The log still holds the pages of before: folds it into the file and cuts it to nothing.
/// Each try waits for readers as long as the busy timeout; they take milliseconds.
fn cut_log(connection: &Connection) -> rusqlite::Result<()> {
    for _ in 0..3 {
        let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if !busy {
            return Ok(());
        }
    }
    // The next revocation, or the end of the program, cuts it.
    tracing::error!("what was deleted is still in the cache's log: readers do not end");
    Ok(())
}

impl Store {
    /// Opens the profile's databases, migrates them, and sets a damaged cache aside.
    pub fn open(profile: &Path) -> Result<Self, Error> {
        Self::open_within(profile, None)
    }

    /// As [`Store::open`], as if the disk had room for databases of this many pages only.
    pub fn open_within(profile: &Path, max_pages: Option<u32>) -> Result<Self, Error> {
        let outbox = Worker::start("outbox-writer", within(max_pages, open::outbox(profile)?)?)?;
        let cache = Cache::open(profile, max_pages)?;
        Ok(Self {
            profile: profile.to_owned(),
            outbox: RwLock::new(Some(outbox)),
            cache: RwLock::new(Some(cache)),
            damage: Notify::new(),
            max_pages,
        })
    }

    /// Runs a query on both databases, at one moment of each.
    pub async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = {
            let cache = self.cache.read().unwrap_or_else(PoisonError::into_inner);
            let [first, second] = &cache.as_ref().ok_or(Error::Closed)?.readers;
            let reader = if first.waiting() <= second.waiting() { first } else { second };
            reader.run(move |connection| {
                let both = connection.transaction()?;
                // The outbox's moment is fixed first. A message leaves the outbox only after the
                // cache holds it, so this order may show it in both (the view drops one), and
                // never in neither.
                both.prepare_cached("SELECT 1 FROM outbox.settings LIMIT 1")?.exists([])?;
                let value = query(&both)?;
                both.commit()?;
                Ok(value)
            })
        };
        self.answer(answer).await
    }

    /// Runs a change of the cache in one transaction.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_writer(move |connection| {
            let tx = connection.transaction()?;
            let value = change(&tx)?;
            tx.commit()?;
            Ok(value)
        })
        .await
    }

    /// Like [`Store::write`]; when `erases` says so of its outcome, what was deleted is gone from
    /// every file of the cache before this returns (A6).
    pub async fn write_erasing<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction) -> rusqlite::Result<T> + Send + 'static,
        erases: impl FnOnce(&T) -> bool + Send + 'static,
    ) -> Result<T, Error> {
        let profile = self.profile.clone();
        self.on_writer(move |connection| {
            let tx = connection.transaction()?;
            let value = change(&tx)?;
            tx.commit()?;
            if erases(&value) {
                cut_log(connection)?;
                if let Err(error) = open::remove_set_aside(&profile) {
                    tracing::warn!(%error, "a damaged copy of the cache could not be deleted");
                }
            }
            Ok(value)
        })
        .await
    }

    /// Gives what deleted rows left free back to the disk, where it is worth the work: half of the file.
    pub async fn shrink(&self) -> Result<(), Error> {
        self.on_writer(|connection| {
            let pages = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
            if pages("freelist_count")? * 2 > pages("page_count")? {
                connection.execute_batch("VACUUM")?;
                cut_log(connection)?;
            }
            Ok(())
        })
        .await
    }

    /// Runs a change of the outbox in one transaction; on disk when this returns.
    pub async fn write_outbox<T: Send + 'static>(
        &self,
        change: impl FnOnce(&Transaction) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_outbox(move |connection| {
            let tx = connection.transaction()?;
            let value = change(&tx)?;
            tx.commit()?;
            Ok(value)
        })
        .await
    }

    /// What was deleted from the outbox is gone from its every file when this returns.
    pub async fn cut_outbox(&self) -> Result<(), Error> {
        self.on_outbox(|connection| cut_log(connection)).await
    }

    /// Waits until a query has met a damaged cache.
    pub async fn damaged(&self) {
        self.damage.notified().await;
    }

    /// Sets the cache aside and begins an empty one. Waits for running queries; call it off the
    /// runtime's threads.
    pub fn rebuild_cache(&self) -> Result<(), Error> {
        self.replace_cache(|profile| open::set_aside(&profile.join(open::CACHE)))
    }

    /// Deletes the cache and begins an empty one. As [`Store::rebuild_cache`].
    pub fn purge_cache(&self) -> Result<(), Error> {
        self.replace_cache(open::remove_cache)
    }

    /// Lets what waits finish and closes the files. As [`Store::rebuild_cache`].
    pub fn close(&self) {
        self.cache.write().unwrap_or_else(PoisonError::into_inner).take();
        self.outbox.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn replace_cache(&self, clear: impl FnOnce(&Path) -> Result<(), Error>) -> Result<(), Error> {
        let mut cache = self.cache.write().unwrap_or_else(PoisonError::into_inner);
        drop(cache.take());
        clear(&self.profile)?;
        *cache = Some(Cache::open(&self.profile, self.max_pages)?);
        Ok(())
    }

    async fn on_outbox<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = {
            let outbox = self.outbox.read().unwrap_or_else(PoisonError::into_inner);
            outbox.as_ref().ok_or(Error::Closed)?.run(job)
        };
        self.answer(answer).await
    }

    async fn on_writer<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = {
            let cache = self.cache.read().unwrap_or_else(PoisonError::into_inner);
            cache.as_ref().ok_or(Error::Closed)?.writer.run(job)
        };
        self.answer(answer).await
    }

    async fn answer<T>(&self, answer: oneshot::Receiver<rusqlite::Result<T>>) -> Result<T, Error> {
        let outcome = answer.await.map_err(|_| Error::Closed)?.map_err(Error::from);
        if let Err(error) = &outcome
            && error.is_damage()
        {
            self.damage.notify_one();
        }
        outcome
    }
}
