//! The bytes of files, in an object store: a folder beside the database.
//!
//! A file comes in pieces, each an object of its own, so that an upload goes on where it stopped, even
//! after a restart. Once all are there they become one object, and pictures are drawn anew
//! ([`pictures`]): only what was drawn here is ever shown, the original is for saving.
//!
//! Objects: `pieces/{file}/{piece}`, `files/{content}/original`, `…/thumbnail`, `…/preview`.

pub mod pictures;

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
use std::error::Error as _;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Enough of a file's beginning to tell its type.
const HEAD_BYTES: usize = 64 * 1024;

pub struct Files {
    objects: Arc<dyn ObjectStore>,
    /// Putting together and drawing need memory: a few at a time.
    at_once: Semaphore,
}

impl Files {
    /// Opens the folder, making it if it is not there. What was written is on the disk before it is
    /// acknowledged, as messages are.
    pub fn open(folder: &std::path::Path) -> Result<Self, Error> {
        let cannot = |error: &dyn std::fmt::Display| Error::Internal(format!("{}: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
        let local = LocalFileSystem::new_with_prefix(folder).map_err(|error| cannot(&error))?;
        let objects = Arc::new(local.with_fsync(true).with_automatic_cleanup(true));
        Ok(Self { objects, at_once: Semaphore::new(2) })
    }

    pub async fn put_piece(&self, file: FileId, piece: Uuid, bytes: Bytes) -> Result<(), Error> {
        self.objects.put(&piece_path(file, piece), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// Makes one object of the pieces; answers its beginning. Doing it again changes nothing.
    pub async fn assemble(&self, file: FileId, pieces: &[Uuid]) -> Result<Vec<u8>, Error> {
        let _permit = self.permit().await?;
        let mut whole = BufWriter::new(self.objects.clone(), original_path(file));
        let mut head = Vec::new();
        for piece in pieces {
            let bytes = self.objects.get(&piece_path(file, *piece)).await?.bytes().await?;
            if head.len() < HEAD_BYTES {
                head.extend_from_slice(&bytes[..bytes.len().min(HEAD_BYTES - head.len())]);
            }
            whole.write_all(&bytes).await.map_err(io)?;
        }
        whole.shutdown().await.map_err(io)?;
        Ok(head)
    }

    /// Draws a picture in each [`Drawing`]; none if it is none, or larger than the hub decodes.
    pub async fn draw(&self, file: FileId) -> Result<Option<Picture>, Error> {
        let _permit = self.permit().await?;
        let bytes = self.objects.get(&original_path(file)).await?.bytes().await?;
        let drawn = tokio::task::spawn_blocking(move || pictures::draw(&bytes));
        let Some(drawn) = drawn.await.map_err(|error| Error::Internal(error.to_string()))? else { return Ok(None) };
        for (drawing, bytes) in [(Drawing::Preview, drawn.preview), (Drawing::Thumbnail, drawn.thumbnail)] {
            self.objects.put(&drawing_path(file, drawing), PutPayload::from(bytes)).await?;
        }
        Ok(Some(drawn.picture))
    }

    pub async fn original(&self, content: FileId) -> Result<BoxStream<'static, object_store::Result<Bytes>>, Error> {
        Ok(self.objects.get(&original_path(content)).await?.into_stream())
    }

    pub async fn drawing(&self, content: FileId, drawing: Drawing) -> Result<Bytes, Error> {
        Ok(self.objects.get(&drawing_path(content, drawing)).await?.bytes().await?)
    }

    /// Deletes the pieces of a file, those of failed tries too.
    pub async fn remove_pieces(&self, file: FileId) -> Result<(), Error> {
        self.remove_all(Path::from(format!("pieces/{file}"))).await
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

    async fn permit(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Error> {
        self.at_once.acquire().await.map_err(|error| Error::Internal(error.to_string()))
    }
}

fn piece_path(file: FileId, piece: Uuid) -> Path {
    Path::from(format!("pieces/{file}/{piece}"))
}

fn original_path(content: FileId) -> Path {
    Path::from(format!("files/{content}/original"))
}

fn drawing_path(content: FileId, drawing: Drawing) -> Path {
    Path::from(format!("files/{content}/{drawing}"))
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(inner) = inner.downcast_ref::<std::io::Error>()
                && inner.kind() == std::io::ErrorKind::StorageFull
            {
                return ErrorCode::StorageFull.into();
            }
            cause = inner.source();
        }
        Self::Internal(format!("object store: {error}"))
    }
}

fn io(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::StorageFull.into(),
        _ => Error::Internal(format!("object store: {error}")),
    }
}
