//! The bytes of files, in an object store: a folder beside the database.
//!
//! A file comes in pieces, each an object of its own, so that an upload goes on where it stopped, even
//! after a restart. Once all are there they become one object, and pictures are drawn anew
//! ([`pictures`]): only what was drawn here is ever shown, the original is for saving.
//!
//! Objects: `pieces/{content}/{piece}`, `files/{content}/original`, `…/thumbnail`, `…/preview`. A row names
//! the content before its first object is written, so what no row names is left over from a crash.

mod pictures;

use crate::error::Error;
use axum::body::Bytes;
use futures_util::TryStreamExt;
use futures_util::stream::BoxStream;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use protocol::wire::ErrorCode;
use protocol::{Drawing, FileId, Picture};
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::AsyncWriteExt;
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

/// Room that files leave on the disk: the database beside them must go on.
const RESERVE_BYTES: u64 = 512 << 20;
/// Enough of a file's beginning to tell its type.
const HEAD_BYTES: usize = 64 * 1024;

pub struct Files {
    objects: Arc<dyn ObjectStore>,
    folder: PathBuf,
    /// Contents that a request is sending: one at a time each.
    busy: Arc<Mutex<HashSet<FileId>>>,
    /// Putting together costs disk, drawing memory: a few at a time.
    assembling: Semaphore,
    drawing: Semaphore,
}

/// The right to work on a file, given back when it is dropped.
pub struct Turn {
    content: FileId,
    busy: Arc<Mutex<HashSet<FileId>>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.content);
    }
}

impl Files {
    /// Opens the folder, making it if it is not there. What was written is on the disk before it is
    /// acknowledged, as messages are.
    pub fn open(folder: &std::path::Path) -> Result<Self, Error> {
        let cannot = |error: &dyn std::fmt::Display| Error::Internal(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
        let local = LocalFileSystem::new_with_prefix(folder).map_err(|error| cannot(&error))?;
        let objects = Arc::new(local.with_fsync(true).with_automatic_cleanup(true));
        let (folder, busy) = (folder.to_owned(), Arc::default());
        Ok(Self { objects, folder, busy, assembling: Semaphore::new(2), drawing: Semaphore::new(1) })
    }

    /// None: another request is at it.
    pub fn turn(&self, content: FileId) -> Option<Turn> {
        let free = self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(content);
        free.then(|| Turn { content, busy: self.busy.clone() })
    }

    /// Refuses when so many more bytes would leave too little room for the conversations themselves.
    pub fn check_room(&self, bytes: u64) -> Result<(), Error> {
        let free = fs4::available_space(&self.folder).map_err(failed)?;
        if free < bytes.saturating_add(RESERVE_BYTES) { Err(ErrorCode::StorageFull.into()) } else { Ok(()) }
    }

    pub async fn put_piece(&self, content: FileId, piece: Uuid, bytes: Bytes) -> Result<(), Error> {
        self.check_room(bytes.len() as u64)?;
        self.objects.put(&piece_path(content, piece), PutPayload::from(bytes)).await?;
        Ok(())
    }

    pub async fn remove_piece(&self, content: FileId, piece: Uuid) -> Result<(), Error> {
        Ok(self.objects.delete(&piece_path(content, piece)).await?)
    }

    /// Makes one object of the pieces; answers its beginning. Doing it again changes nothing.
    pub async fn assemble(&self, content: FileId, pieces: &[Uuid]) -> Result<Vec<u8>, Error> {
        let _permit = permit(&self.assembling).await?;
        let mut whole = BufWriter::new(self.objects.clone(), original_path(content));
        let mut head = Vec::new();
        for piece in pieces {
            let bytes = self.objects.get(&piece_path(content, *piece)).await?.bytes().await?;
            if head.len() < HEAD_BYTES {
                head.extend_from_slice(&bytes[..bytes.len().min(HEAD_BYTES - head.len())]);
            }
            whole.write_all(&bytes).await.map_err(failed)?;
        }
        whole.shutdown().await.map_err(failed)?;
        Ok(head)
    }

    /// Draws a picture in each [`Drawing`]; none if it is none, or larger than the hub decodes.
    pub async fn draw(&self, content: FileId) -> Result<Option<Picture>, Error> {
        let _permit = permit(&self.drawing).await?;
        let bytes = self.objects.get(&original_path(content)).await?.bytes().await?;
        let drawn = tokio::task::spawn_blocking(move || pictures::draw(&bytes)).await;
        // A decoder that gave up altogether: then it is a file like any other.
        let drawn = drawn.unwrap_or_else(|error| {
            tracing::error!(%content, %error, "a picture was not drawn");
            None
        });
        let Some(drawn) = drawn else { return Ok(None) };
        for (drawing, bytes) in [(Drawing::Preview, drawn.preview), (Drawing::Thumbnail, drawn.thumbnail)] {
            self.objects.put(&drawing_path(content, drawing), PutPayload::from(bytes)).await?;
        }
        Ok(Some(drawn.picture))
    }

    pub async fn original(&self, content: FileId) -> Result<BoxStream<'static, object_store::Result<Bytes>>, Error> {
        Ok(self.objects.get(&original_path(content)).await?.into_stream())
    }

    pub async fn drawing(&self, content: FileId, drawing: Drawing) -> Result<Bytes, Error> {
        Ok(self.objects.get(&drawing_path(content, drawing)).await?.bytes().await?)
    }

    /// Brings what is shown of a picture to another folder.
    pub async fn copy_picture(&self, content: FileId, to: &Self) -> Result<(), Error> {
        for path in [Drawing::Preview, Drawing::Thumbnail].map(|drawing| drawing_path(content, drawing)) {
            let bytes = self.objects.get(&path).await?.bytes().await?;
            to.check_room(bytes.len() as u64)?;
            to.objects.put(&path, PutPayload::from(bytes)).await?;
        }
        Ok(())
    }

    /// Deletes the pieces of a content, those of failed tries too.
    pub async fn remove_pieces(&self, content: FileId) -> Result<(), Error> {
        self.remove_all(Path::from(format!("pieces/{content}"))).await
    }

    /// Every content that has objects.
    pub async fn contents(&self) -> Result<BTreeSet<FileId>, Error> {
        let mut contents = BTreeSet::new();
        for kind in ["pieces", "files"] {
            let listed = self.objects.list_with_delimiter(Some(&Path::from(kind))).await?;
            let names = listed.common_prefixes.iter().filter_map(|path| path.filename()?.parse::<FileId>().ok());
            contents.extend(names);
        }
        Ok(contents)
    }

    /// Bytes of the original; none if it is not there.
    pub async fn size(&self, content: FileId) -> Result<Option<u64>, Error> {
        match self.objects.head(&original_path(content)).await {
            Ok(object) => Ok(Some(object.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes all that there is of a content.
    pub async fn remove(&self, content: FileId) -> Result<(), Error> {
        self.remove_pieces(content).await?;
        self.remove_all(Path::from(format!("files/{content}"))).await
    }

    async fn remove_all(&self, prefix: Path) -> Result<(), Error> {
        let paths = self.objects.list(Some(&prefix)).map_ok(|object| object.location);
        let paths: Vec<_> = paths.try_collect().await?;
        for path in paths {
            match self.objects.delete(&path).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

async fn permit(few: &Semaphore) -> Result<SemaphorePermit<'_>, Error> {
    few.acquire().await.map_err(|error| Error::Internal(error.to_string()))
}

fn piece_path(content: FileId, piece: Uuid) -> Path {
    Path::from(format!("pieces/{content}/{piece}"))
}

fn original_path(content: FileId) -> Path {
    Path::from(format!("files/{content}/original"))
}

fn drawing_path(content: FileId, drawing: Drawing) -> Path {
    Path::from(format!("files/{content}/{drawing}"))
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            tracing::error!(%error, "bytes of a file are missing");
            return ErrorCode::NotFound.into();
        }
        failed(error)
    }
}

/// A full disk is told as such, however deep it lies in what went wrong.
fn failed(error: impl std::error::Error + 'static) -> Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if inner.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::StorageFull) {
            return ErrorCode::StorageFull.into();
        }
        cause = inner.source();
    }
    Error::Internal(format!("object store: {error}"))
}
