//! `cargo xtask`: from a fresh clone to the running, tested or released product.
//!
//! It is built before anything else is installed, so it depends on nothing that needs a system library.
//! Each command prepares what it needs itself (see `setup`); there is no order to remember.

mod bench;
mod build;
mod machine;
mod npm;
mod packages;
mod process;
mod run;
mod rust_components;
mod setup;
mod stamp;
mod step;
mod test;
mod tree;
mod ui;
mod wasm_toolchain;
mod widget;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use workspace::Workspace;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Sets up, runs, tests, measures and builds Pupitre")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install and fetch everything that the other commands need, and run nothing
    Setup,
    /// Build and start the hub with demo data, a demo web site with the widget, and the console
    Run(run::Options),
    /// Check and test everything
    Test(test::Options),
    /// Run a benchmark, or all of them
    Bench {
        /// Which one; all when left out
        name: Option<String>,
    },
    /// Make the release binaries, target/release/pupitre and target/release/pupitre-hub
    Build,
}

fn main() -> ExitCode {
    match start(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn start(command: Command) -> Result<()> {
    let workspace = Workspace::locate()?;
    match command {
        Command::Setup => setup::everything(&workspace),
        Command::Run(options) => run::run(&workspace, &options),
        Command::Test(options) => test::test(&workspace, &options),
        Command::Bench { name } => bench::bench(&workspace, name.as_deref()),
        Command::Build => build::release(&workspace),
    }
}
