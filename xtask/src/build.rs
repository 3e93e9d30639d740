//! The release binaries, with the widget and the UI inside.

use anyhow::Result;

use crate::packages::Need;
use crate::process;
use crate::setup;
use crate::step::Step;
use crate::tree;
use crate::ui;
use crate::widget;
use crate::workspace::{Profile, Workspace};

/// The hub's and the console's binary.
pub const BINARIES: [&str; 2] = ["pupitre-hub", "pupitre"];

/// `cargo xtask build`: leaves both binaries in the clone's `target/release`, wherever cargo builds.
pub fn release(workspace: &Workspace) -> Result<()> {
    optimised(workspace, &[Need::Build], &[])?;
    println!();
    for name in BINARIES {
        let built = workspace.binary(Profile::Release, name);
        let file = built.file_name().unwrap_or(name.as_ref());
        let wanted = workspace.root.join("target/release").join(file);
        tree::copy_if_changed(&built, &wanted)?;
        println!("{}", wanted.display());
    }
    Ok(())
}

/// Both as they are delivered, wherever cargo builds; with `more` packages in the same build.
pub fn optimised(workspace: &Workspace, needs: &[Need], more: &[&str]) -> Result<()> {
    let toolchain = setup::prepare(workspace, needs)?;
    widget::build(workspace)?;
    ui::build(workspace, toolchain, Profile::Release)?;
    compile(workspace, Profile::Release, more)
}

/// Compiles the hub and the console; the widget and the UI are embedded and so come before.
pub fn products(workspace: &Workspace, profile: Profile) -> Result<()> {
    compile(workspace, profile, &[])
}

fn compile(workspace: &Workspace, profile: Profile, more: &[&str]) -> Result<()> {
    let step = Step::aloud("hub and console");
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "hub", "--package", "pupitre", "--bins"]).args(profile.cargo_args());
    cargo.args(more.iter().flat_map(|package| ["--package", package]));
    process::shown(&mut cargo)?;
    step.ok();
    Ok(())
}
