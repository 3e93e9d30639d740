//! Opening the two databases: what they promise, their migrations, and what happens when a file
//! is damaged.
//!
//! The cache can be rebuilt from the hub: it is synced to disk lazily (`NORMAL`), and a file that
//! is no database, is malformed or has a schema of another version is set aside as
//! `cache.db.damaged-<n>`. The outbox exists nowhere else: it is synced at each commit (`FULL`),
//! and is set aside only when SQLite cannot read it at all.

use super::Error;
use super::search::query;
use refinery::error::Kind;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

mod cache_migrations {
    refinery::embed_migrations!("src-tauri/store/migrations/cache");
}
mod outbox_migrations {
    refinery::embed_migrations!("src-tauri/store/migrations/outbox");
}

pub const CACHE: &str = "cache.db";
pub const OUTBOX: &str = "outbox.db";

/// The cache's writing connection; migrated.
pub fn cache(profile: &Path) -> Result<Connection, Error> {
    let path = profile.join(CACHE);
    mended(&path, || {
        let mut connection = connect(&path)?;
        // Deleted rows are overwritten: a revoked conversation leaves no trace (A6).
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;
             PRAGMA journal_size_limit = 16777216;",
        )?;
        migrate(&mut connection, &cache_migrations::migrations::runner())?;
        for table in ["place", "conversations", "messages", "visitors", "agents", "reads"] {
            connection.execute_batch(&format!("SELECT 1 FROM {table} LIMIT 1"))?;
        }
        Ok(connection)
    })
}

/// The outbox's writing connection; migrated.
pub fn outbox(profile: &Path) -> Result<Connection, Error> {
    let path = profile.join(OUTBOX);
    mended(&path, || {
        let mut connection = connect(&path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
             PRAGMA journal_size_limit = 1048576;",
        )?;
        // A newer version's outbox is not damaged: refuse to start rather than hide it.
        migrate(&mut connection, &outbox_migrations::migrations::runner()).map_err(|error| match &error {
            Error::Migration(cause) if matches!(cause.kind(), Kind::MissingVersion(_)) => Error::NewerOutbox,
            _ => error,
        })?;
        Ok(connection)
    })
}

/// The migrations' own table may be damaged too, and then their crate panics instead of failing.
fn migrate(connection: &mut Connection, runner: &refinery::Runner) -> Result<(), Error> {
    let run = std::panic::AssertUnwindSafe(|| runner.run(connection).map(drop));
    Ok(std::panic::catch_unwind(run).map_err(|_| Error::Unreadable)??)
}

/// Reads both databases as one, with the outbox's tables beside the cache's.
pub fn reader(profile: &Path) -> Result<Connection, Error> {
    let connection = connect(&profile.join(CACHE))?;
    let outbox = profile.join(OUTBOX);
    connection.execute("ATTACH DATABASE ?1 AS outbox", [outbox.to_string_lossy()])?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

/// Both databases in one connection, in memory, for the tests of queries.
#[cfg(test)]
pub fn in_memory() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    teach(&connection).unwrap();
    cache_migrations::migrations::runner().run(&mut connection).unwrap();
    for migration in outbox_migrations::migrations::runner().get_migrations() {
        connection.execute_batch(migration.sql().unwrap()).unwrap();
    }
    connection
}

/// Moves the cache aside, so that the next [`cache`] begins with an empty one.
pub fn set_aside(path: &Path) -> Result<(), Error> {
    let aside = (1u32..).map(|n| suffixed(path, &format!(".damaged-{n}"))).find(|aside| !aside.exists());
    let Some(aside) = aside else { return Ok(()) };
    tracing::warn!(file = %path.display(), aside = %aside.display(), "a damaged database is set aside");
    std::fs::rename(path, &aside)?;
    for part in ["-wal", "-shm"] {
        let from = suffixed(path, part);
        if from.exists() {
            std::fs::rename(from, suffixed(&aside, part))?;
        }
    }
    Ok(())
}

/// Deletes what was set aside: it may hold what this agent may no longer see.
pub fn remove_set_aside(profile: &Path) -> Result<(), Error> {
    remove_starting_with(profile, &format!("{CACHE}.damaged-"))
}

/// Deletes the cache, its log and every copy of it.
pub fn remove_cache(profile: &Path) -> Result<(), Error> {
    remove_starting_with(profile, CACHE)
}

fn remove_starting_with(profile: &Path, start: &str) -> Result<(), Error> {
    for entry in std::fs::read_dir(profile)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(start) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // A plan never depends on the values bound to it: otherwise SQLite prepares a statement anew
    // each time one is bound that it has compared with a partial index, as most of ours are.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // Sorting never spills people's text into files of the system's temporary folder.
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;")?;
    teach(&connection)?;
    Ok(connection)
}

/// What the queries of the visitors page ask of a text (V3); nothing of nothing.
fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    for (name, change) in [("fold", query::fold as fn(&str) -> String), ("digits", query::digits)] {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(context.get_raw(0).as_str_or_null()?.map(change))
        })?;
    }
    connection.create_scalar_function("has_part", 5, flags, |context| {
        let text = |index| context.get_raw(index).as_str_or_null();
        let (part, digits) = (text(3)?.unwrap_or_default(), text(4)?);
        Ok(text(0)?.is_some_and(|name| query::fold(name).contains(part))
            || text(1)?.is_some_and(|email| query::fold(email).contains(part))
            || digits.zip(text(2)?).is_some_and(|(digits, phone)| query::digits(phone).contains(digits)))
    })?;
    Ok(())
}

/// Opens; if the file is damaged, sets it aside and opens anew.
fn mended(path: &Path, open: impl Fn() -> Result<Connection, Error>) -> Result<Connection, Error> {
    match open() {
        Err(error) if error.is_unusable() => {
            set_aside(path)?;
            open()
        }
        other => other,
    }
}

fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
