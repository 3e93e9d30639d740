//! `cargo xtask bench window`: the console's start and memory beside those of an empty window.
//!
//! The console has 100,000 cached messages and no network: its hub does not answer. Both programs
//! are built alike and start in turn, so that whatever the machine does meets both.

use anyhow::{Context, Result};
use bench::desk::{self, Cache};
use bench::figures::Figures;
use bench::glass::{Display, Start};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MESSAGES: usize = 100_000;
const STARTS: usize = 10;
/// Nobody listens there.
const NO_HUB: &str = "http://127.0.0.1:9";

#[tokio::main]
async fn main() -> Result<()> {
    let folder = TempDir::new()?;
    let (data, profile) = (folder.path().join("hub"), folder.path().join("profile"));
    fill(&data, &profile).await?;

    let display = Display::open().await?;
    let (console, empty) = (binary("pupitre")?, binary("empty-window")?);
    let profile = profile.to_str().context("a folder that is not text")?;
    let arguments = ["--profile", profile, "--hub", NO_HUB];
    for (name, program, arguments) in [("empty", &empty, &[][..]), ("console", &console, &arguments[..])] {
        let first = display.start(program, arguments).await?;
        println!("first start of the {name} window: {}", shown(&first));
    }
    let (mut consoles, mut empties) = (Vec::new(), Vec::new());
    for round in 1..=STARTS {
        let start = display.start(&empty, &[]).await?;
        print!("  {round:>2}  empty {}", shown(&start));
        empties.push(start);
        let start = display.start(&console, &arguments).await?;
        println!("   console {}", shown(&start));
        consoles.push(start);
    }
    let milliseconds = |starts: &[Start]| median(starts.iter().map(|start| start.painted.as_secs_f64() * 1_000.0));
    let memory = |starts: &[Start]| median(starts.iter().map(|start| start.pss / MIB));
    let mut figures = Figures::default();
    figures.add("cold_start_ms", milliseconds(&consoles), "ms");
    figures.add("empty_start_ms", milliseconds(&empties), "ms");
    figures.add("cold_start_ratio", milliseconds(&consoles) / milliseconds(&empties), "x");
    figures.add("pss_mib", memory(&consoles), "MiB");
    figures.add("empty_pss_mib", memory(&empties), "MiB");
    figures.add("memory_ratio", memory(&consoles) / memory(&empties), "x");
    figures.publish("window")
}

const MIB: f64 = 1_048_576.0;

/// A profile of somebody signed in, with a full cache.
async fn fill(data: &Path, profile: &Path) -> Result<()> {
    std::fs::create_dir_all(data)?;
    desk::staff(data).await?;
    desk::seed(data, MESSAGES, |_| ()).await?;
    let server = desk::serve(data).await?;
    let console = desk::console(profile, &format!("http://{}", server.address)).await?;
    console.sign_in(desk::MANAGER.to_owned(), desk::PASSWORD.to_owned()).await?;
    let cache = Cache::of(profile)?;
    cache.full().await?;
    println!("the cache holds {} messages", cache.messages()?);
    console.shutdown().await;
    Ok(())
}

/// A program that is built beside this one.
fn binary(name: &str) -> Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name(name))
}

fn shown(start: &Start) -> String {
    format!("{:>6.0} ms {:>6.1} MiB", start.painted.as_secs_f64() * 1_000.0, start.pss / MIB)
}

/// Of an even number, the mean of the two in the middle.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.len() % 2, values.get(middle)) {
        (0, Some(upper)) if middle > 0 => (values[middle - 1] + upper) / 2.0,
        (_, Some(value)) => *value,
        (_, None) => f64::NAN,
    }
}
