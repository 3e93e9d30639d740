//! The console's program: `pupitre --profile DIR --hub URL`.

// Without this a console window opens beside the real one.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use clap::Parser;
use pupitre::app;
use pupitre::console::Options;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tracing_subscriber::EnvFilter;

/// The agents' desktop console for live chat support.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The folder that holds all files of this console; two profiles run side by side
    #[arg(long, value_name = "DIR")]
    profile: PathBuf,
    /// The hub, such as https://chat.example.com
    #[arg(long, value_name = "URL")]
    hub: String,
}

fn main() -> ExitCode {
    let started = Instant::now();
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("PUPITRE_LOG").unwrap_or_else(|_| EnvFilter::new("info,refinery_core=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        tracing::warn!("another TLS provider is there already");
    }
    let options = Options {
        allow_plain_http: std::env::var_os("PUPITRE_ALLOW_PLAIN_HTTP").is_some_and(|value| value == "1"),
        ..Options::new(arguments.profile, arguments.hub)
    };
    match app::run(options, started) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "pupitre ends");
            ExitCode::FAILURE
        }
    }
}
