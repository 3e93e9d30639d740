//! Files that the agent asks for, in the download folder of their system. A file that is there already is
//! never written over: the new one gets a number.

use crate::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager, Runtime};

/// Writes a file; answers where it lies.
pub async fn write<R: Runtime>(app: &AppHandle<R>, name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let (mut file, path) = begin(app, name).await?;
    on_disk(move || {
        file.write_all(&bytes)?;
        file.sync_all()
    })
    .await?;
    Ok(path.to_string_lossy().into_owned())
}

/// Has a file written that takes its time; answers where it lies. Half a file must not look like a whole one, even if
/// this program ends meanwhile; what fails leaves nothing.
pub async fn save<R: Runtime, W: Future<Output = Result<(), Error>>>(
    app: &AppHandle<R>,
    name: &str,
    write: impl FnOnce(File) -> W,
) -> Result<String, Error> {
    let (file, part) = begin(app, &format!("{name}.part")).await?;
    if let Err(error) = write(file).await {
        if let Err(error) = tokio::fs::remove_file(&part).await {
            tracing::warn!(%error, "half a file is still there");
        }
        return Err(error);
    }
    Ok(complete(part, name).await?.to_string_lossy().into_owned())
}

/// A new file to write into, and where it lies.
async fn begin<R: Runtime>(app: &AppHandle<R>, name: &str) -> Result<(File, PathBuf), Error> {
    let paths = app.path();
    let folder = paths.download_dir().or_else(|_| paths.home_dir());
    let folder = folder.map_err(|error| Error::Internal(format!("there is no folder for downloads: {error}")))?;
    let name = bare(name);
    on_disk(move || {
        std::fs::create_dir_all(&folder)?;
        fresh(&folder, &name)
    })
    .await
}

/// Gives a file that is whole now its name; answers where it lies.
async fn complete(part: PathBuf, name: &str) -> Result<PathBuf, Error> {
    let name = bare(name);
    on_disk(move || {
        let (_, path) = fresh(part.parent().unwrap_or(&part), &name)?;
        std::fs::rename(&part, &path)?;
        Ok(path)
    })
    .await
}

/// Work that may wait for the disk, off the runtime's threads.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Error> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    let done = done.map_err(|error| Error::Internal(error.to_string()))?;
    Ok(done.map_err(crate::store::Error::File)?)
}

/// One part of a path that every disk takes, whoever made the name.
fn bare(name: &str) -> String {
    let options = sanitize_filename::Options { windows: true, truncate: true, replacement: "_" };
    let safe = sanitize_filename::sanitize_with_options(name, options);
    match safe.trim_matches(['.', ' ']) {
        "" => "file".to_owned(),
        bare => bare.to_owned(),
    }
}

/// A new file of this name, or of the first numbered one that is free.
fn fresh(folder: &Path, name: &str) -> std::io::Result<(File, PathBuf)> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    for number in 1..1_000 {
        let numbered = match (number, extension) {
            (1, _) => name.to_owned(),
            (_, "") => format!("{stem} ({number})"),
            _ => format!("{stem} ({number}).{extension}"),
        };
        let path = folder.join(numbered);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C2
    #[test]
    fn a_name_stays_in_the_folder() {
        for (name, safe) in
            [("a.pdf", "a.pdf"), ("../../.bashrc", "_.._.bashrc"), ("..", "_"), ("", "file"), ("a/b", "a_b")]
        {
            assert_eq!(bare(name), safe, "{name:?}");
        }
    }

    /// C2
    #[tokio::test]
    async fn a_whole_file_gets_its_name_and_writes_over_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.pdf"), "there before").unwrap();
        let (mut file, part) = fresh(folder.path(), "a.pdf.part").unwrap();
        file.write_all(b"new").unwrap();
        let path = complete(part.clone(), "a.pdf").await.unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(path.file_name().unwrap(), "a (2).pdf");
        assert_eq!(std::fs::read_to_string(folder.path().join("a.pdf")).unwrap(), "there before");
        assert!(!part.exists());
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let names: Vec<_> = (0..3)
            .map(|_| fresh(folder.path(), "a.csv").unwrap().1.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["a.csv", "a (2).csv", "a (3).csv"]);
    }
}
