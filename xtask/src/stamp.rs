//! Notes what a step was last done with, so that it is done again only when that changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::tree;
use crate::workspace::Workspace;

/// The inputs of one step as they are now.
pub struct Stamp {
    file: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// Of files and of everything in folders. By content and not by time: a fresh checkout has new times
    /// and the same content.
    pub fn of(workspace: &Workspace, step: &str, inputs: &[PathBuf]) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            for file in tree::sources(input)? {
                let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
                file.strip_prefix(&workspace.root).unwrap_or(&file).hash(&mut hasher);
                content.hash(&mut hasher);
            }
        }
        Ok(Stamp {
            file: workspace.notes().join(format!("{step}.stamp")),
            fingerprint: format!("{:016x}", hasher.finish()),
        })
    }

    /// Whether the step was last done with exactly these inputs.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|noted| noted == self.fingerprint)
    }

    /// To be called once the step succeeded.
    pub fn record(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.file, &self.fingerprint).with_context(|| format!("cannot write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_done_again_only_after_a_change() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let workspace = Workspace { root: folder.path().to_path_buf(), target: folder.path().join("target") };
        let source = folder.path().join("a.ts");
        fs::write(&source, "one")?;
        let stamp = || Stamp::of(&workspace, "widget", std::slice::from_ref(&source));

        assert!(!stamp()?.is_current());
        stamp()?.record()?;
        assert!(stamp()?.is_current());
        fs::write(&source, "two")?;
        assert!(!stamp()?.is_current());
        Ok(())
    }
}
