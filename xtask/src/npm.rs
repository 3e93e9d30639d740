//! Node on the machine, and the npm packages of a folder as its lock file pins them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::stamp::Stamp;
use crate::step::Step;
use crate::workspace::Workspace;

const OLDEST_NODE: u32 = 18;

/// Whether node (recent enough) and npm can be started.
pub fn is_here() -> bool {
    let node = process::captured(Command::new("node").arg("--version"));
    node.is_ok_and(|answer| major(&answer).is_some_and(|found| found >= OLDEST_NODE)) && process::on_path("npm")
}

/// Npm, started in `folder`.
pub fn npm(folder: &Path) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut npm = Command::new(program);
    npm.current_dir(folder);
    npm
}

/// Installs what `folder`'s lock file pins, if that changed or was never done.
pub fn install(workspace: &Workspace, folder: &str) -> Result<()> {
    let step = Step::begin(format_args!("npm packages of {folder}"));
    let path = workspace.root.join(folder);
    let lock = path.join("package-lock.json");
    let stamp = Stamp::of(workspace, &format!("npm-{}", folder.replace('/', "-")), &[lock])?;
    // npm writes this file last, so that a broken installation does not pass for a whole one.
    if stamp.is_current() && path.join("node_modules/.package-lock.json").exists() {
        step.unchanged();
        return Ok(());
    }
    process::captured(npm(&path).args(["ci", "--no-audit", "--no-fund"]))
        .with_context(|| format!("could not install the npm packages of {folder}: is the npm registry reachable?"))?;
    stamp.record()?;
    step.ok();
    Ok(())
}

/// 20 of `v20.20.2`.
fn major(answer: &str) -> Option<u32> {
    answer.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_tells_its_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major(""), None);
    }
}
