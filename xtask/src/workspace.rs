//! Where things lie, and how cargo is called from here.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

/// The clone that this command works on.
pub struct Workspace {
    pub root: PathBuf,
    /// Cargo's target directory, which may lie outside the clone.
    pub target: PathBuf,
}

/// Which binaries: quick to build, or quick to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// The folder under the target directory.
    pub fn folder(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }

    /// What cargo is told.
    pub fn cargo_args(self) -> &'static [&'static str] {
        match self {
            Profile::Debug => &[],
            Profile::Release => &["--release"],
        }
    }
}

impl Workspace {
    /// Asks at run time rather than at compile time: with one target directory for several clones, a
    /// path compiled in may be that of another clone.
    pub fn locate() -> Result<Self> {
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .context("CARGO_MANIFEST_DIR is not set: start this as `cargo xtask`, inside the clone")?;
        let root = Path::new(&manifest_dir).parent().context("xtask lies inside no workspace")?.to_path_buf();
        let mut metadata = cargo_in(&root);
        metadata.args(["metadata", "--no-deps", "--format-version=1"]);
        let metadata: serde_json::Value =
            serde_json::from_str(&process::captured(&mut metadata)?).context("cargo metadata gave no JSON")?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?.into();
        Ok(Workspace { root, target })
    }

    /// Cargo, started at the root.
    pub fn cargo(&self) -> Command {
        let mut cargo = cargo_in(&self.root);
        cargo.env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    /// Where cargo puts the binary `name`.
    pub fn binary(&self, profile: Profile, name: &str) -> PathBuf {
        self.target.join(profile.folder()).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Notes about this clone's own folders (`node_modules`, `dist`). Never in a shared target
    /// directory, where they would speak of another clone.
    pub fn notes(&self) -> PathBuf {
        self.root.join("target/xtask")
    }
}

/// Without the variables that `cargo run` set for this process: some build scripts watch them, and
/// would rebuild half the workspace each time that `cargo xtask` and plain `cargo` alternate.
fn cargo_in(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).env_remove("CARGO");
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || text.starts_with("CARGO_BIN_")
            || text.starts_with("CARGO_CRATE_")
        {
            command.env_remove(name);
        }
    }
    command
}
