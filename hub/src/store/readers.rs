//! The reader threads: each with a connection of its own, so that reading never waits for the
//! writer.

use super::connect;
use crate::error::Error;
use protocol::wire::ErrorCode;
use rusqlite::{Connection, OpenFlags};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&Connection) + Send>;

#[derive(Clone)]
pub struct Readers {
    queue: mpsc::Sender<Job>,
}

impl Readers {
    pub fn start(path: &Path, threads: usize) -> Result<Self, Error> {
        let (queue, jobs) = mpsc::channel::<Job>();
        let jobs = Arc::new(Mutex::new(jobs));
        for n in 0..threads {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
            connection.pragma_update(None, "query_only", true)?;
            let jobs = Arc::clone(&jobs);
            std::thread::Builder::new()
                .name(format!("hub-reader-{n}"))
                .spawn(move || {
                    loop {
                        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        let Ok(job) = job else { break };
                        job(&connection);
                    }
                })
                .map_err(|e| Error::Internal(format!("cannot start a reader: {e}")))?;
        }
        Ok(Self { queue })
    }

    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = catch_unwind(AssertUnwindSafe(|| in_snapshot(connection, work)))
                .unwrap_or_else(|_| Err(Error::Internal("a read panicked".to_owned())));
            let _ = reply.send(result);
        });
        self.queue.send(job).map_err(|_| ErrorCode::Unavailable)?;
        answer.await.map_err(|_| ErrorCode::Unavailable)?
    }
}

/// All statements of one read see the same commit.
fn in_snapshot<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
    let transaction = rusqlite::Transaction::new_unchecked(connection, rusqlite::TransactionBehavior::Deferred)?;
    work(&transaction)
}
