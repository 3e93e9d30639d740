//! The checkpointer thread: carries committed pages from the log into the database file.
//!
//! Left to SQLite, the writer would do it inside a commit, now and then, and everybody in that
//! batch would wait for two more flushes of the disk. Here it happens beside the commits, a little
//! at a time. The log begins anew only when a commit finds all of it carried over, which under
//! steady load never happens by itself; so beyond [`LOG_PAGES`] the writer carries what is left,
//! and that is little.

use super::connect;
use crate::error::Error;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::mpsc::{self, SyncSender};
use std::time::Duration;

/// The log's length, in pages of 4 KiB, from which the writer checkpoints too.
pub const LOG_PAGES: u32 = 16_384;
/// The least time between two checkpoints.
const PAUSE: Duration = Duration::from_millis(500);

/// Woken by commits; ends with its last handle.
pub struct Checkpointer {
    committed: SyncSender<()>,
}

impl Checkpointer {
    pub fn start(path: &Path) -> Result<Self, Error> {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        let (committed, wake) = mpsc::sync_channel(1);
        std::thread::Builder::new()
            .name("hub-checkpointer".to_owned())
            .spawn(move || {
                while wake.recv().is_ok() {
                    if let Err(error) = checkpoint(&connection) {
                        // The log stays longer; nothing is lost, and the next one tries again.
                        tracing::warn!(%error, "a checkpoint failed");
                    }
                    std::thread::sleep(PAUSE);
                }
            })
            .map_err(|e| Error::Internal(format!("cannot start the checkpointer: {e}")))?;
        Ok(Self { committed })
    }

    /// Says that there is something to carry over. Never waits.
    pub fn wake(&self) {
        // A wake-up that waits already is enough.
        let _ = self.committed.try_send(());
    }
}

/// As much as can be carried over while others read and write.
fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
