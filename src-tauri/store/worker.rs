//! A thread with a connection of its own, and the jobs that wait for it.
//!
//! SQLite is synchronous; a thread per connection keeps it off the runtime, and its statement
//! cache warm. Jobs run in the order given. Dropping the worker lets what waits finish, then joins.

use super::Error;
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    waiting: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    pub fn start(name: &str, mut connection: Connection) -> Result<Self, Error> {
        connection.set_prepared_statement_cache_capacity(64);
        let (jobs, inbox) = mpsc::channel::<Job>();
        let waiting = Arc::new(AtomicUsize::new(0));
        let done = waiting.clone();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                for job in inbox {
                    job(&mut connection);
                    done.fetch_sub(1, Ordering::Relaxed);
                }
            })
            .map_err(Error::Thread)?;
        Ok(Self { jobs: Some(jobs), waiting, thread: Some(thread) })
    }

    /// Jobs given and not done: the less, the sooner the next one runs.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> oneshot::Receiver<T> {
        let (answer, receiver) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Whoever asked may have gone; the job is done all the same.
            let _ = answer.send(job(connection));
        });
        self.waiting.fetch_add(1, Ordering::Relaxed);
        if let Some(jobs) = &self.jobs {
            // A dead thread drops the job, and with it the sender of the answer: the caller sees it.
            let _ = jobs.send(job);
        }
        receiver
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
