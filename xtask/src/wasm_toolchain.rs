//! Which Rust compiles the console's UI to WebAssembly.
//!
//! The Rust that runs this command, if it has the target or rustup can add it. Where rustup is missing or
//! has no network, Debian's own: it comes from the machine's package mirror, without a ready-made
//! standard library for this target, so that one is compiled from its sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::machine;
use crate::packages::{DEBIAN_RUST, Manager};
use crate::process;
use crate::step::Step;
use crate::workspace::Workspace;

pub const TARGET: &str = "wasm32-unknown-unknown";

/// As `rust-version` of the workspace.
const OLDEST: (u32, u32) = (1, 95);

const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WasmToolchain {
    /// The Rust that runs this command.
    Own,
    Debian,
}

/// The toolchain that is ready, after asking rustup for the target if need be; `None` when only
/// Debian's packages are left to try. What is already there is looked for first, so that a machine
/// without network waits for rustup once and not each time.
pub fn ready(workspace: &Workspace) -> Result<Option<WasmToolchain>> {
    if own_has_target(workspace) {
        return Ok(Some(WasmToolchain::Own));
    }
    let apt = machine::manager() == Some(Manager::Apt);
    if apt && machine::missing(Manager::Apt, DEBIAN_RUST).is_empty() {
        check_debian_version()?;
        return Ok(Some(WasmToolchain::Debian));
    }
    if process::on_path("rustup") {
        let step = Step::begin(format_args!("rustup target add {TARGET}"));
        let mut rustup = Command::new("rustup");
        rustup.current_dir(&workspace.root).args(["target", "add", TARGET]);
        match process::captured_within(&mut rustup, RUSTUP_LIMIT) {
            Ok(()) => {
                step.ok();
                return Ok(Some(WasmToolchain::Own));
            }
            Err(error) => step.skipped(format_args!("{error:#}")),
        }
    }
    if !apt {
        bail!(
            "this Rust cannot build for {TARGET}: add that target to it (`rustup target add {TARGET}`, \
             or your distribution's package of it), then run the same command again"
        );
    }
    Ok(None)
}

/// Called once Debian's packages are installed.
pub fn debian() -> Result<WasmToolchain> {
    check_debian_version()?;
    Ok(WasmToolchain::Debian)
}

impl WasmToolchain {
    /// Cargo, set up to build for the browser.
    pub fn cargo(self, workspace: &Workspace) -> Command {
        match self {
            WasmToolchain::Own => workspace.cargo(),
            WasmToolchain::Debian => debian_cargo(workspace),
        }
    }

    /// Two compilers in one directory would each rebuild what the other one built.
    pub fn target_dir(self, workspace: &Workspace) -> PathBuf {
        match self {
            WasmToolchain::Own => workspace.target.clone(),
            WasmToolchain::Debian => workspace.target.join("ui"),
        }
    }
}

fn debian_cargo(workspace: &Workspace) -> Command {
    let mut cargo = Command::new("/usr/bin/cargo");
    let mut path = std::ffi::OsString::from("/usr/bin:");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    cargo.current_dir(&workspace.root);
    for name in ["CARGO", "RUSTC", "RUSTC_WRAPPER", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH"] {
        cargo.env_remove(name);
    }
    cargo
        // Before rustup's directory: cargo starts the first `rustc` that it finds.
        .env("PATH", path)
        .env("CARGO_TARGET_DIR", WasmToolchain::Debian.target_dir(workspace))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19")
        // Building the standard library is an option of nightly; this lets a stable compiler take it.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    cargo
}

fn own_has_target(workspace: &Workspace) -> bool {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&workspace.root).args(["--print", "target-libdir", "--target", TARGET]);
    process::captured(&mut rustc).is_ok_and(|libraries| has_core(Path::new(libraries.trim())))
}

fn has_core(libraries: &Path) -> bool {
    fs::read_dir(libraries)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-")))
}

fn check_debian_version() -> Result<()> {
    let answer = process::captured(Command::new("/usr/bin/rustc").arg("--version"))?;
    let found = version(&answer).with_context(|| format!("no version in `{answer}`"))?;
    if found < OLDEST {
        bail!(
            "Debian's Rust is {}.{} and {}.{} is needed: the newer one is in Debian's security archive \
             (bookworm-security); add it to apt's sources, `apt-get update && apt-get install {}`",
            found.0,
            found.1,
            OLDEST.0,
            OLDEST.1,
            DEBIAN_RUST.join(" ")
        );
    }
    Ok(())
}

/// Major and minor of `rustc 1.96.0 (…)`.
fn version(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_tells_its_version() {
        assert_eq!(version("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"), Some((1, 96)));
        assert_eq!(version("rustc 1.98.0-nightly (abc 2026-11-01)"), Some((1, 98)));
        assert_eq!(version("command not found"), None);
    }
}
