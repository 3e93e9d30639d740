//! Brings a machine to where the product builds: system packages, the wasm toolchain, npm packages.
//!
//! What is there already costs a second to find, so every command starts with this.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use crate::machine;
use crate::npm;
use crate::packages::{self, DEBIAN_RUST, Manager, NODE, Need};
use crate::process;
use crate::rust_components::Component;
use crate::step::Step;
use crate::ui;
use crate::wasm_toolchain::{self, TARGET, WasmToolchain};
use crate::widget;
use crate::workspace::Workspace;

/// Installs what `needs` name and is missing, together with what every build needs.
pub fn prepare(workspace: &Workspace, needs: &[Need]) -> Result<WasmToolchain> {
    let toolchain = wasm_toolchain::ready(workspace)?;
    match machine::manager() {
        Some(manager) => install_missing(manager, needs, toolchain.is_none())?,
        None => check_by_hand(needs)?,
    }
    match toolchain {
        Some(toolchain) => Ok(toolchain),
        None => wasm_toolchain::debian(),
    }
}

/// `cargo xtask setup`: all of it, and everything that the builds would otherwise fetch.
pub fn everything(workspace: &Workspace) -> Result<()> {
    use Need::{Build, Display, Screenshot, WindowTests};
    prepare(workspace, &[Build, Display, Screenshot, WindowTests])?;
    Component::Rustfmt.available(workspace);
    Component::Clippy.available(workspace);
    widget::install(workspace)?;
    ui::install(workspace)?;
    let step = Step::aloud("crates");
    // Without the targets, cargo would fetch the crates of every platform there is.
    let host = host(&process::captured(Command::new("rustc").arg("-vV").current_dir(&workspace.root))?);
    let mut fetch = workspace.cargo();
    fetch.args(["fetch", "--target", TARGET]);
    if let Some(host) = host {
        fetch.args(["--target", &host]);
    }
    process::shown(&mut fetch)?;
    step.ok();
    println!("\nReady. Next: `cargo xtask run`, `cargo xtask test` or `cargo xtask build`.");
    Ok(())
}

/// Whether a window started from here would be seen.
pub fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn install_missing(manager: Manager, needs: &[Need], debian_rust: bool) -> Result<()> {
    let step = Step::begin("system packages");
    let mut missing = machine::missing(manager, &packages::wanted(needs, manager));
    if !npm::is_here() {
        missing.extend(NODE);
    }
    if debian_rust {
        missing.extend(DEBIAN_RUST);
    }
    if missing.is_empty() {
        step.unchanged();
        return Ok(());
    }
    step.found(format_args!("{} missing", missing.len()));
    machine::install(manager, &missing)?;
    if !npm::is_here() {
        bail!("node is installed but older than 18, or npm is missing: install a newer node, then run this again");
    }
    Ok(())
}

/// Without a package manager that is known here, only the tools can be looked for. A missing library is
/// named by the compiler.
fn check_by_hand(needs: &[Need]) -> Result<()> {
    let step = Step::begin("system packages");
    if cfg!(target_os = "linux") {
        step.skipped(format_args!(
            "no apt, dnf or pacman here; what Debian calls {} has to be installed",
            packages::wanted(needs, Manager::Apt).join(" ")
        ));
    } else {
        step.skipped("this system's own web view is used");
    }
    if !npm::is_here() {
        bail!("node 18 or newer and npm are needed: install them (`brew install node` on macOS), then run this again");
    }
    Ok(())
}

/// The line `host: …` of what `rustc -vV` says.
fn host(answer: &str) -> Option<String> {
    let line = answer.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(line.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_names_its_host() {
        let answer = "rustc 1.96.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0\n";
        assert_eq!(host(answer).as_deref(), Some("x86_64-unknown-linux-gnu"));
    }
}
