//! The writer thread: group commit.
//!
//! A commit that is durable costs a disk flush of some milliseconds, so one commit per command
//! would allow a few hundred a second. The thread therefore takes all that waits (up to
//! [`BATCH`]), runs each command in a savepoint, commits once and only then answers. It never
//! waits for company: an idle hub answers a lone command after one flush.
//!
//! Failure: a refused command undoes its own savepoint. If SQLite has rolled back the whole
//! transaction (full disk, I/O error), or the commit itself fails, every command of the batch
//! fails, including those already decided, since their answers rested on each other.

use super::Tx;
use super::checkpoint::Checkpointer;
use super::news::News;
use crate::error::Error;
use crate::settings::Clock;
use protocol::wire::{ErrorCode, Problem};
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};
use tokio::sync::{broadcast, oneshot};

const BATCH: usize = 500;

#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
}

/// A command of some answer type, seen by the thread without that type.
trait Job: Send {
    fn run(&mut self, tx: &mut Tx<'_>);
    /// Why it was refused, once it has run.
    fn refusal(&self) -> Option<Problem>;
    /// Answers: what `run` decided, or the failure of the whole batch.
    fn answer(self: Box<Self>, failed: Option<&Problem>);
}

struct Command<T, F> {
    work: Option<F>,
    result: Option<Result<T, Error>>,
    reply: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Job for Command<T, F>
where
    T: Send,
    F: FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) {
        if let Some(work) = self.work.take() {
            self.result = Some(tx.savepoint(|tx| {
                // A defect in one command must not take the writer, and so the hub, with it.
                catch_unwind(AssertUnwindSafe(|| work(tx)))
                    .unwrap_or_else(|_| Err(Error::Internal("a command panicked".to_owned())))
            }));
        }
    }

    fn refusal(&self) -> Option<Problem> {
        self.result.as_ref().and_then(|result| result.as_ref().err()).map(Error::problem)
    }

    fn answer(self: Box<Self>, failed: Option<&Problem>) {
        let answer = match (failed, self.result) {
            (Some(problem), _) => Err(Error::Refused(Box::new(problem.clone()))),
            (None, Some(result)) => result,
            (None, None) => Err(ErrorCode::Internal.into()),
        };
        // The caller may have gone; what it asked for is done all the same.
        let _ = self.reply.send(answer);
    }
}

impl Writer {
    pub fn start(
        connection: Connection,
        checkpointer: Checkpointer,
        clock: Clock,
        news: broadcast::Sender<Arc<News>>,
    ) -> Result<Self, Error> {
        let (queue, jobs) = mpsc::channel::<Box<dyn Job>>();
        std::thread::Builder::new()
            .name("hub-writer".to_owned())
            .spawn(move || {
                while let Ok(first) = jobs.recv() {
                    let batch: Vec<_> = std::iter::once(first).chain(jobs.try_iter().take(BATCH - 1)).collect();
                    let Some(changed) = commit(&connection, &clock, batch) else { continue };
                    checkpointer.wake();
                    if !changed.is_empty() {
                        // Nobody listens yet, or no more: there is nobody to tell.
                        let _ = news.send(Arc::new(changed));
                    }
                }
            })
            .map_err(|e| Error::Internal(format!("cannot start the writer: {e}")))?;
        Ok(Self { queue })
    }

    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, answer) = oneshot::channel();
        let command = Command { work: Some(work), result: None, reply };
        self.queue.send(Box::new(command)).map_err(|_| ErrorCode::Unavailable)?;
        answer.await.map_err(|_| ErrorCode::Unavailable)?
    }
}

/// Runs and commits a batch, then answers it. None if all of it was undone.
fn commit(connection: &Connection, clock: &Clock, mut batch: Vec<Box<dyn Job>>) -> Option<News> {
    let outcome = Tx::begin(connection, clock()).and_then(|mut tx| {
        for job in &mut batch {
            job.run(&mut tx);
            if !tx.is_standing() {
                // What made SQLite give the transaction up is why this command failed.
                let cause = job.refusal().unwrap_or_else(|| ErrorCode::Unavailable.into());
                return Err(Error::Refused(Box::new(cause)));
            }
        }
        tx.commit()
    });
    let (failed, committed) = match outcome {
        Ok(committed) => (None, Some(committed)),
        Err(error) => {
            tracing::error!(%error, "commit failed");
            (Some(error.problem()), None)
        }
    };
    for job in batch {
        job.answer(failed.as_ref());
    }
    committed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{connect, meta};
    use rusqlite::OpenFlags;
    use rusqlite::ffi;

    /// Everybody of the batch is told why it failed, and nobody that the disk is full when it is not.
    #[tokio::test]
    async fn a_batch_that_sqlite_gave_up_fails_as_a_whole_with_the_cause() {
        for (result_code, told) in
            [(ffi::SQLITE_IOERR, ErrorCode::Unavailable), (ffi::SQLITE_FULL, ErrorCode::StorageFull)]
        {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("hub.db");
            let mut connection = connect(&path, OpenFlags::default()).unwrap();
            crate::store::embedded::migrations::runner().run(&mut connection).unwrap();
            meta::prepare(&connection).unwrap();
            let checkpointer = Checkpointer::start(&path).unwrap();
            let clock = crate::settings::system_clock();
            let writer = Writer::start(connection, checkpointer, clock, broadcast::Sender::new(1)).unwrap();
            let (go, wait) = mpsc::channel();
            // Holds the thread until the next two wait together.
            let first = writer.run(move |_| {
                wait.recv().unwrap();
                Ok(())
            });
            let good = writer.run(|tx| Ok(tx.next_seq()));
            let failing = writer.run(move |tx| {
                tx.execute_batch("ROLLBACK")?;
                Err::<(), _>(rusqlite::Error::SqliteFailure(ffi::Error::new(result_code), None).into())
            });
            let later = async {
                tokio::task::yield_now().await;
                go.send(()).unwrap();
            };
            let (_, good, failing, ()) = tokio::join!(first, good, failing, later);
            assert_eq!(failing.unwrap_err().problem().code, told);
            assert_eq!(good.unwrap_err().problem().code, told);
            assert!(writer.run(|tx| Ok(tx.next_seq())).await.is_ok(), "the next batch is none the worse");
        }
    }
}
