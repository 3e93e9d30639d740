//! Files: taking them over from the window, pictures of threads, and saving.

use super::Console;
use crate::error::Error;
use crate::hub_client;
use crate::outbox::uploads::{Failed, path};
use crate::store::{self, outgoing, pictures};
use futures_util::StreamExt;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::files::{AppendFile, AttachFile, SaveFile};
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::ErrorCode;
use protocol::{ConversationId, Drawing, FileId};
use std::collections::HashMap;
use std::io::SeekFrom;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::sync::Notify;
use uuid::Uuid;

/// A picture that the hub drew is far smaller.
const PICTURE_MAX_BYTES: usize = 20 << 20;
/// How often the window is told how far a file is.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// Files that are being saved, each with what stops it.
#[derive(Default)]
pub struct Saving(Mutex<HashMap<FileId, Arc<Notify>>>);

impl Saving {
    fn lock(&self) -> MutexGuard<'_, HashMap<FileId, Arc<Notify>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Console {
    pub(super) fn outgoing_folder(&self) -> PathBuf {
        self.inner.options.profile.join("outgoing")
    }

    /// Begins to take a file over; refuses what the hub would refuse, before anything is sent (C2).
    pub async fn attach_file(&self, wish: AttachFile) -> Result<FileId, Error> {
        let me = self.reader()?.me;
        match wish.size {
            0 => return Err(ErrorCode::FileEmpty.into()),
            size if size > FILE_MAX_BYTES => return Err(ErrorCode::FileTooLarge.into()),
            _ => {}
        }
        let id = FileId::from(Uuid::now_v7());
        let AttachFile { conversation, name, size } = wish;
        // The row first: a file that no row names is deleted.
        self.store().write_outbox(move |tx| outgoing::begin(tx, me, conversation, id, &name, size)).await?;
        let folder = self.outgoing_folder();
        let made = async {
            tokio::fs::create_dir_all(&folder).await?;
            tokio::fs::OpenOptions::new().write(true).create_new(true).open(path(&folder, id)).await
        };
        made.await.map_err(store::Error::File)?;
        Ok(id)
    }

    /// Takes bytes of it over; answers how many are here. With the last ones they are on the disk.
    pub async fn append_file(&self, AppendFile { file, offset }: AppendFile, bytes: &[u8]) -> Result<u64, Error> {
        let me = self.reader()?.me;
        let known = self.store().read(move |conn| outgoing::received(conn, me, file)).await?.ok_or(Error::NotFound)?;
        let received = offset.saturating_add(bytes.len() as u64);
        if offset != known.received || received > known.size {
            return Err(Error::FileChanged);
        }
        let folder = self.outgoing_folder();
        let written = async {
            let mut file = tokio::fs::OpenOptions::new().write(true).open(path(&folder, file)).await?;
            file.seek(SeekFrom::Start(offset)).await?;
            file.write_all(bytes).await?;
            file.flush().await?;
            if received == known.size { file.sync_all().await } else { Ok(()) }
        };
        written.await.map_err(store::Error::File)?;
        self.store().write_outbox(move |tx| outgoing::set_received(tx, file, received)).await?;
        if received == known.size {
            // Whoever left the conversation meanwhile and came back sees it beside the draft.
            self.inner.live.emit(ConsoleEvent::ConversationsChanged { ids: vec![known.conversation] });
        }
        Ok(received)
    }

    /// Takes a file out of the composer.
    pub async fn detach_file(&self, file: FileId) -> Result<(), Error> {
        let me = self.reader()?.me;
        if self.store().write_outbox(move |tx| outgoing::remove_from_draft(tx, me, file)).await? {
            self.with_session(|session| session.outbox.files.notify_one()).await;
        }
        Ok(())
    }

    /// Brings a file that goes with no reply to the hub now. One that is not on this desk is there already.
    pub(super) async fn upload_loose(&self, file: FileId) -> Result<(), Error> {
        let me = self.reader()?.me;
        let Some(known) = self.store().read(move |conn| outgoing::loose(conn, me, file)).await? else { return Ok(()) };
        let outbox = self.inner.session.lock().await.as_ref().map(|session| session.outbox.clone());
        let outbox = outbox.ok_or(Error::SignedOut)?;
        outbox.send_bytes(file, &known.name, known.size).await.map_err(|failed| match failed {
            Failed::File(error) => store::Error::File(error).into(),
            Failed::Hub(error) => error.into(),
        })
    }

    /// A picture of a thread: from the cache, or from the hub and then kept. PNG or JPEG, nothing else.
    pub async fn picture(
        &self,
        conversation: ConversationId,
        file: FileId,
        drawing: Drawing,
    ) -> Result<(&'static str, Vec<u8>), Error> {
        self.reader()?;
        let kept = self.store().read(move |conn| pictures::get(conn, conversation, file, drawing)).await?;
        if let Some(bytes) = kept {
            return Ok((picture_type(&bytes).ok_or(Error::NotFound)?, bytes));
        }
        let bytes = self.hub()?.drawing(file, drawing).await?;
        let media_type = picture_type(&bytes).filter(|_| bytes.len() <= PICTURE_MAX_BYTES).ok_or(Error::NotFound)?;
        let copy = bytes.clone();
        self.store().write(move |tx| pictures::put(tx, conversation, file, drawing, &copy)).await?;
        Ok((media_type, bytes))
    }

    /// Writes a file of a thread to `out`, telling how far it is.
    pub async fn save_file(&self, wish: &SaveFile, out: &mut tokio::fs::File) -> Result<(), Error> {
        self.reader()?;
        let stop = Arc::new(Notify::new());
        self.inner.saving.lock().insert(wish.file, stop.clone());
        let saved = tokio::select! {
            saved = self.fetch_file(wish, out) => saved,
            () = stop.notified() => Err(Error::Cancelled),
        };
        self.inner.saving.lock().remove(&wish.file);
        saved
    }

    pub fn cancel_save(&self, file: FileId) {
        if let Some(stop) = self.inner.saving.lock().get(&file) {
            stop.notify_one();
        }
    }

    async fn fetch_file(&self, wish: &SaveFile, out: &mut tokio::fs::File) -> Result<(), Error> {
        let mut bytes = std::pin::pin!(self.hub()?.file(wish.file).await?);
        let (mut done, mut told) = (0, Instant::now());
        while let Some(part) = bytes.next().await {
            let part = part.map_err(Error::from)?;
            out.write_all(part.as_ref()).await.map_err(store::Error::File)?;
            done += part.as_ref().len() as u64;
            if told.elapsed() >= TOLD_EVERY {
                told = Instant::now();
                let event = ConsoleEvent::FileProgress { file: wish.file, done, size: wish.size };
                self.inner.live.emit(event);
            }
        }
        if done != wish.size {
            return Err(hub_client::Error::Garbled("a file that ends too early".into()).into());
        }
        let synced = async {
            out.flush().await?;
            out.sync_all().await
        };
        Ok(synced.await.map_err(store::Error::File)?)
    }
}

/// What may be shown: nothing that could hold a script.
fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::picture_type;

    /// D12
    #[test]
    fn only_what_the_hub_draws_is_shown() {
        assert_eq!(picture_type(b"\x89PNG\r\n"), Some("image/png"));
        assert_eq!(picture_type(&[0xFF, 0xD8, 0xFF, 0xE0]), Some("image/jpeg"));
        for other in [&b"<svg xmlns='http://www.w3.org/2000/svg'>"[..], b"<!doctype html>", b"GIF89a", b""] {
            assert_eq!(picture_type(other), None);
        }
    }
}
