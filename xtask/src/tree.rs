//! Folders of files: listed in a fixed order, and copied without touching what is already the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Made by tools, and never a source.
const MADE: &[&str] = &["node_modules", "dist", "target"];

/// Every file in `start`, sorted; `start` itself if it is a file, nothing if it is not there.
pub fn files(start: &Path) -> Result<Vec<PathBuf>> {
    list(start, &[])
}

/// As `files`, without what tools made.
pub fn sources(start: &Path) -> Result<Vec<PathBuf>> {
    list(start, MADE)
}

fn list(start: &Path, left_out: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if start.is_file() {
        found.push(start.to_path_buf());
    } else if start.is_dir() {
        collect(start, left_out, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, left_out: &[&str], found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        if !path.is_dir() {
            found.push(path);
        } else if !left_out.iter().any(|name| entry.file_name() == *name) {
            collect(&path, left_out, found)?;
        }
    }
    Ok(())
}

/// Makes `to` hold exactly what `from` holds. A file with the same content keeps its time, so that
/// whoever embeds it is not rebuilt for nothing.
pub fn mirror(from: &Path, to: &Path) -> Result<()> {
    let mut kept = BTreeSet::new();
    for source in files(from)? {
        let copy = to.join(source.strip_prefix(from)?);
        copy_if_changed(&source, &copy)?;
        kept.insert(copy);
    }
    for old in files(to)? {
        if !kept.contains(&old) {
            fs::remove_file(&old)?;
        }
    }
    Ok(())
}

/// Copies one file, making its folder.
pub fn copy_if_changed(from: &Path, to: &Path) -> Result<()> {
    let content = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    if fs::read(to).is_ok_and(|there| there == content) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mirror_follows_and_leaves_the_same_alone() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("fonts"))?;
        fs::create_dir_all(&to)?;
        fs::write(from.join("same"), "same")?;
        fs::write(from.join("fonts/new"), "new")?;
        fs::write(to.join("same"), "same")?;
        fs::write(to.join("gone"), "gone")?;
        let before = fs::metadata(to.join("same"))?.modified()?;

        mirror(&from, &to)?;

        assert_eq!(fs::read_to_string(to.join("fonts/new"))?, "new");
        assert!(!to.join("gone").exists());
        assert_eq!(fs::metadata(to.join("same"))?.modified()?, before);
        Ok(())
    }

    #[test]
    fn made_folders_are_no_sources() -> Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("node_modules/x"))?;
        fs::write(folder.path().join("node_modules/x/index.js"), "")?;
        fs::write(folder.path().join("b.ts"), "")?;
        fs::write(folder.path().join("a.ts"), "")?;
        assert_eq!(sources(folder.path())?, [folder.path().join("a.ts"), folder.path().join("b.ts")]);
        Ok(())
    }
}
