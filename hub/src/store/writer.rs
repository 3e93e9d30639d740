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
    pub fn start(connection: Connection, clock: Clock, news: broadcast::Sender<Arc<News>>) -> Result<Self, Error> {
        let (queue, jobs) = mpsc::channel::<Box<dyn Job>>();
        std::thread::Builder::new()
            .name("hub-writer".to_owned())
            .spawn(move || {
                while let Ok(first) = jobs.recv() {
                    let batch: Vec<_> = std::iter::once(first).chain(jobs.try_iter().take(BATCH - 1)).collect();
                    if let Some(changed) = commit(&connection, &clock, batch)
                        && !changed.is_empty()
                    {
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
                return Err(ErrorCode::StorageFull.into());
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
