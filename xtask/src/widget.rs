//! The visitor's widget: `widget/` → `widget/dist/`, by the scripts of its own `package.json`.

use anyhow::{Context, Result};

use crate::npm;
use crate::process;
use crate::stamp::Stamp;
use crate::step::Step;
use crate::workspace::Workspace;

const FOLDER: &str = "widget";

/// The pinned npm packages of the widget.
pub fn install(workspace: &Workspace) -> Result<()> {
    npm::install(workspace, FOLDER)
}

/// Builds it if one of its sources changed.
pub fn build(workspace: &Workspace) -> Result<()> {
    install(workspace)?;
    let step = Step::begin(FOLDER);
    let folder = workspace.root.join(FOLDER);
    let stamp = Stamp::of(workspace, FOLDER, std::slice::from_ref(&folder))?;
    if stamp.is_current() && folder.join("dist").exists() {
        step.unchanged();
        return Ok(());
    }
    process::captured(npm::npm(&folder).args(["run", "build"])).context("the widget does not build")?;
    stamp.record()?;
    step.ok();
    Ok(())
}

/// Runs its own tests.
pub fn test(workspace: &Workspace) -> Result<()> {
    let step = Step::aloud("widget tests");
    let folder = workspace.root.join(FOLDER);
    process::shown(npm::npm(&folder).arg("test")).context("the widget's tests failed")?;
    step.ok();
    Ok(())
}
