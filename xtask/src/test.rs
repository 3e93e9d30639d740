//! All checks, the cheap ones first, so that what is wrong shows early.

use anyhow::{Context, Result};
use clap::Args;

use crate::packages::Need;
use crate::process;
use crate::rust_components::Component;
use crate::setup;
use crate::step::Step;
use crate::ui;
use crate::widget;
use crate::workspace::{Profile, Workspace};

#[derive(Args)]
pub struct Options {
    /// Only the quick part: formatting, the widget, and the tests inside the crates; no clippy, no windows
    #[arg(long)]
    fast: bool,
    /// Run only `cargo test` with these arguments, prepared as for all tests
    #[arg(last = true, value_name = "CARGO TEST ARGUMENTS")]
    only: Vec<String>,
}

/// `cargo xtask test`.
pub fn test(workspace: &Workspace, options: &Options) -> Result<()> {
    let needs: &[Need] = if options.fast { &[Need::Build] } else { &[Need::Build, Need::Display, Need::WindowTests] };
    let all = options.only.is_empty();
    let toolchain = setup::prepare(workspace, needs)?;
    if all {
        formatting(workspace)?;
    }
    widget::build(workspace)?;
    if all {
        widget::test(workspace)?;
    }
    ui::build(workspace, toolchain, Profile::Debug)?;
    if all && !options.fast {
        lints(workspace)?;
    }
    cargo_test(workspace, options)
}

fn formatting(workspace: &Workspace) -> Result<()> {
    if !Component::Rustfmt.available(workspace) {
        return Ok(());
    }
    let step = Step::begin("formatting");
    process::captured(workspace.cargo().args(["fmt", "--all", "--check"]))
        .context("`cargo fmt --all` would change something")?;
    step.ok();
    Ok(())
}

fn lints(workspace: &Workspace) -> Result<()> {
    if !Component::Clippy.available(workspace) {
        return Ok(());
    }
    let step = Step::aloud("clippy");
    let mut clippy = workspace.cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    process::shown(&mut clippy)?;
    step.ok();
    Ok(())
}

fn cargo_test(workspace: &Workspace, options: &Options) -> Result<()> {
    // With the test targets, so that the binaries have the very features that `cargo test` builds
    // with, and nothing is compiled twice.
    let step = Step::aloud("building the tests");
    process::shown(workspace.cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    step.ok();

    let step = Step::aloud("tests");
    let npm = workspace.root.join(ui::NPM_FOLDER).join("node_modules");
    let mut cargo = workspace.cargo();
    cargo
        .args(["test", "--workspace"])
        .env("PUPITRE_HUB_BIN", workspace.binary(Profile::Debug, "pupitre-hub"))
        .env("PUPITRE_BIN", workspace.binary(Profile::Debug, "pupitre"))
        .env("PUPITRE_DEMO_SITE", workspace.root.join("widget/demo"))
        .env("PUPITRE_AXE", npm.join("axe-core/axe.min.js"))
        .env("PUPITRE_PIPEDRIVE", npm.join("pipedrive"));
    if options.fast {
        cargo.args(["--lib", "--bins"]);
    }
    process::shown(cargo.args(&options.only))?;
    step.ok();
    Ok(())
}
