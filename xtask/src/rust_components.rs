//! rustfmt and clippy, which a minimal Rust comes without.

use std::process::Command;

use crate::process;
use crate::step::Step;
use crate::workspace::Workspace;

/// A part of the Rust toolchain that is a cargo subcommand.
#[derive(Clone, Copy)]
pub enum Component {
    Rustfmt,
    Clippy,
}

impl Component {
    fn subcommand(self) -> &'static str {
        match self {
            Component::Rustfmt => "fmt",
            Component::Clippy => "clippy",
        }
    }

    fn rustup_name(self) -> &'static str {
        match self {
            Component::Rustfmt => "rustfmt",
            Component::Clippy => "clippy",
        }
    }

    /// Whether it is there, after asking rustup for it if need be. Says so plainly when it cannot be
    /// had: the check that it does is then left out, and the rest is still worth running.
    pub fn available(self, workspace: &Workspace) -> bool {
        if self.answers(workspace) {
            return true;
        }
        let step = Step::begin(format_args!("rustup component add {}", self.rustup_name()));
        if !process::on_path("rustup") {
            step.skipped(format_args!(
                "no rustup here, so `cargo {}` is NOT checked; install it to have it checked",
                self.subcommand()
            ));
            return false;
        }
        let mut rustup = Command::new("rustup");
        rustup.current_dir(&workspace.root).args(["component", "add", self.rustup_name()]);
        match process::captured_within(&mut rustup, std::time::Duration::from_secs(60)) {
            Ok(()) => step.ok(),
            Err(error) => step.skipped(format_args!("`cargo {}` is NOT checked: {error:#}", self.subcommand())),
        }
        self.answers(workspace)
    }

    fn answers(self, workspace: &Workspace) -> bool {
        process::captured(workspace.cargo().args([self.subcommand(), "--version"])).is_ok()
    }
}
