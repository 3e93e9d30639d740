//! One transaction of the writer: the connection, the time, and the order.

use super::meta;
use super::news::News;
use crate::error::Error;
use protocol::Timestamp;
use rusqlite::Connection;
use std::ops::Deref;

/// What a write works on. Dereferences to the connection for its queries.
pub struct Tx<'c> {
    connection: &'c Connection,
    /// The hub's time: never before the last commit's, whatever the clock says.
    pub now: Timestamp,
    began_at: Timestamp,
    seq: i64,
    first_seq: i64,
    /// What to tell of this commit.
    pub news: News,
    backdated: bool,
    finished: bool,
}

impl<'c> Tx<'c> {
    /// Takes the write lock. The order's head is read inside it, because an operator's command may
    /// have moved it from another process.
    pub fn begin(connection: &'c Connection, clock: Timestamp) -> Result<Self, Error> {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let head = meta::last_seq(connection).and_then(|seq| Ok((seq, meta::last_time(connection)?)));
        match head {
            Ok((seq, time)) => Ok(Self {
                connection,
                now: clock.max(time),
                began_at: clock.max(time),
                seq,
                first_seq: seq,
                news: News::default(),
                backdated: false,
                finished: false,
            }),
            Err(error) => {
                let _ = connection.execute_batch("ROLLBACK");
                Err(error)
            }
        }
    }

    /// The next place in the order of changes. Every changed row takes one of its own, so that a
    /// page can end after any row.
    pub fn next_seq(&mut self) -> i64 {
        self.seq += 1;
        self.news.count();
        self.seq
    }

    /// Lets the rest of this transaction happen in the past, but never before what it did already.
    /// For filling a hub with history; what is committed after is later again.
    pub fn backdate(&mut self, at: Timestamp) {
        self.now = if self.backdated { self.now.max(at) } else { at };
        self.backdated = true;
    }

    /// Runs `work` so that its failure undoes it alone.
    pub fn savepoint<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let (seq, news) = (self.seq, self.news.clone());
        self.connection.prepare_cached("SAVEPOINT command")?.execute([])?;
        let result = work(self);
        if result.is_err() && self.is_standing() {
            self.connection.prepare_cached("ROLLBACK TO command")?.execute([])?;
            self.seq = seq;
            self.news = news;
        }
        if self.is_standing() {
            self.connection.prepare_cached("RELEASE command")?.execute([])?;
        }
        result
    }

    /// False once SQLite has rolled the whole transaction back by itself, as it may after a full
    /// disk or a failed write.
    pub fn is_standing(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Makes it durable. Answers what there is to tell.
    pub fn commit(mut self) -> Result<News, Error> {
        if self.seq != self.first_seq {
            meta::set_head(self.connection, self.seq, self.began_at)?;
        }
        self.connection.execute_batch("COMMIT")?;
        self.finished = true;
        Ok(std::mem::take(&mut self.news))
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if !self.finished && self.is_standing() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
