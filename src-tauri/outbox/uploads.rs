//! Brings the files of queued replies to the hub, one after the other, in their order. A reply is sent
//! once the hub has its file ([`super::decide`]).
//!
//! What the hub has is asked first, so an upload goes on where it stopped, after a lost connection as
//! after a restart. A reply that was taken back ends its upload.

use super::Outbox;
use super::decide::{Verdict, verdict};
use crate::hub_client;
use crate::store;
use crate::store::outbox as rows;
use crate::store::outgoing::{self, Upload};
use crate::sync::backoff;
use protocol::FileId;
use protocol::ipc::events::ConsoleEvent;
use std::collections::HashMap;
use std::io::SeekFrom;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// Bytes of one request: few on a slow line, so that each is answered in time, more on a fast one.
const SMALLEST: usize = 256 << 10;
const LARGEST: usize = 4 << 20;
/// A request that took less may be larger next time; one that took this many times as long, smaller.
const BRISK: Duration = Duration::from_secs(1);

/// Parked with this code: the file is not here any more, or is not what it was.
const CHANGED: &str = "file_changed";

/// How an upload ended.
enum End {
    /// The hub has it, or refused it.
    Done,
    /// Not now; after this time, if the hub said one.
    Later(Option<Duration>),
    /// Its reply was taken back.
    TakenBack,
}

/// What did not get through, until when it waits: meanwhile the others have their turn.
#[derive(Default)]
struct Waiting(HashMap<FileId, (u32, Instant)>);

impl Waiting {
    /// The first that is due; else how long until one is.
    fn next(&self, uploads: Vec<Upload>) -> Result<Upload, Duration> {
        let now = Instant::now();
        let left = |upload: &Upload| {
            self.0.get(&upload.file).map_or(Duration::ZERO, |(_, until)| until.saturating_duration_since(now))
        };
        let soonest = uploads.iter().map(left).min().unwrap_or(Duration::MAX);
        uploads.into_iter().find(|upload| left(upload).is_zero()).ok_or(soonest)
    }

    fn later(&mut self, file: FileId, at_least: Option<Duration>) {
        let (failures, until) = self.0.entry(file).or_insert((0, Instant::now()));
        *failures += 1;
        *until = Instant::now() + backoff::delay(*failures).max(at_least.unwrap_or_default());
    }
}

impl Outbox {
    /// Runs until it is aborted.
    pub async fn upload(self: Arc<Self>) {
        let mut connected = self.live.connected();
        let mut waiting = Waiting::default();
        loop {
            self.sweep().await;
            if !*connected.borrow_and_update() {
                // With each connection all is tried anew.
                waiting = Waiting::default();
                tokio::select! {
                    () = self.files.notified() => {}
                    changed = connected.changed() => {
                        if changed.is_err() {
                            return;
                        }
                    }
                }
                continue;
            }
            let me = self.reader.me;
            let uploads = match self.store.read(move |conn| outgoing::uploads(conn, me)).await {
                Ok(uploads) => uploads,
                Err(error) => {
                    tracing::warn!(%error, "the files to be sent could not be looked up");
                    tokio::time::sleep(backoff::delay(3)).await;
                    continue;
                }
            };
            let upload = match waiting.next(uploads) {
                Ok(upload) => upload,
                Err(wait) => {
                    tokio::select! {
                        () = self.files.notified() => {}
                        _ = connected.changed() => {}
                        () = tokio::time::sleep(wait) => {}
                    }
                    continue;
                }
            };
            match self.bring(&upload).await {
                Ok(End::Done) => {
                    waiting.0.remove(&upload.file);
                }
                Ok(End::Later(at_least)) => waiting.later(upload.file, at_least),
                Ok(End::TakenBack) => {
                    // The hub lets go of it by itself within a day; sooner is better.
                    if let Err(error) = self.hub.end_file(upload.file).await {
                        tracing::info!(file = %upload.file, %error, "an upload was not ended");
                    }
                }
                Err(error) => {
                    tracing::warn!(file = %upload.file, %error, "an upload could not be noted");
                    tokio::time::sleep(backoff::delay(3)).await;
                }
            }
        }
    }

    async fn bring(&self, upload: &Upload) -> Result<End, store::Error> {
        let sent = self.send_bytes(upload.file, &upload.name, upload.size);
        tokio::pin!(sent);
        let answer = loop {
            tokio::select! {
                answer = &mut sent => break answer,
                () = self.files.notified() => {
                    let me = self.reader.me;
                    let wanted = self.store.read(move |conn| outgoing::uploads(conn, me)).await?;
                    if wanted.iter().all(|one| one.file != upload.file) {
                        return Ok(End::TakenBack);
                    }
                }
            }
        };
        let (file, item) = (upload.file, upload.item);
        let refused = match answer {
            Ok(()) => {
                let size = upload.size;
                self.store.write_outbox(move |tx| outgoing::set_uploaded(tx, file, size, true)).await?;
                self.wake.notify_one();
                None
            }
            Err(Failed::File(error)) => {
                tracing::warn!(%file, %error, "a file to be sent cannot be read");
                Some(CHANGED.to_owned())
            }
            Err(Failed::Hub(error)) => match verdict::<()>(&Err(error)) {
                Verdict::Refused(problem) => Some(problem.code.to_string()),
                Verdict::SignedOut => {
                    self.signed_out.notify_one();
                    return Ok(End::Later(None));
                }
                Verdict::Retry { after } => return Ok(End::Later(after)),
                _ => return Ok(End::Later(None)),
            },
        };
        if let Some(code) = refused {
            tracing::info!(%item, %code, "a file was refused");
            self.store.write_outbox(move |tx| rows::park(tx, item, &code)).await?;
        }
        self.changed(upload.conversation);
        Ok(End::Done)
    }

    /// Sends what the hub does not have, piece by piece.
    pub async fn send_bytes(&self, id: FileId, name: &str, size: u64) -> Result<(), Failed> {
        let mut file = tokio::fs::File::open(path(&self.folder, id)).await?;
        let mut length = SMALLEST;
        let mut has = self.hub.begin_file(id, name, size).await?;
        loop {
            self.live.emit(ConsoleEvent::FileProgress { file: id, done: has, size });
            file.seek(SeekFrom::Start(has)).await?;
            let mut bytes = Vec::new();
            (&mut file).take(length as u64).read_to_end(&mut bytes).await?;
            if bytes.is_empty() && has < size {
                return Err(Failed::File(std::io::ErrorKind::UnexpectedEof.into()));
            }
            let began = Instant::now();
            has = match self.hub.append_file(id, has, bytes).await {
                Ok(has) => has,
                Err(error) if error.is_offset_wrong() => self.hub.begin_file(id, name, size).await?,
                Err(error) => return Err(error.into()),
            };
            let _ = self.store.write_outbox(move |tx| outgoing::set_uploaded(tx, id, has, false)).await;
            if has >= size {
                return Ok(());
            }
            length = match began.elapsed() {
                brisk if brisk < BRISK => (length * 2).min(LARGEST),
                slow if slow > 5 * BRISK => (length / 2).max(SMALLEST),
                _ => length,
            };
        }
    }

    /// Deletes the files of replies that are done with. The folder is read before the rows: a file's row is
    /// there before the file is.
    async fn sweep(&self) {
        let Ok(mut entries) = tokio::fs::read_dir(&self.folder).await else { return };
        let mut found = Vec::new();
        while let Ok(Some(entry)) = entries.next_entry().await {
            found.extend(entry.file_name().to_str().and_then(|name| name.parse::<FileId>().ok()));
        }
        let needed = match self.store.read(outgoing::all).await {
            Ok(needed) => needed,
            Err(error) => {
                tracing::warn!(%error, "the files to be sent could not be looked up");
                return;
            }
        };
        for id in found.into_iter().filter(|id| !needed.contains(id)) {
            if let Err(error) = tokio::fs::remove_file(path(&self.folder, id)).await {
                tracing::warn!(%error, "a file that was sent is still here");
            }
        }
    }
}

/// Where the bytes of an outgoing file lie.
pub fn path(folder: &Path, id: FileId) -> std::path::PathBuf {
    folder.join(id.to_string())
}

/// Why a file did not get through.
pub enum Failed {
    File(std::io::Error),
    Hub(hub_client::Error),
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<hub_client::Error> for Failed {
    fn from(error: hub_client::Error) -> Self {
        Self::Hub(error)
    }
}
