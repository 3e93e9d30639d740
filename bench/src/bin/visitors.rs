//! `cargo xtask bench visitors`: the visitors page over 1,000,000 visitors with 3,000,000 messages, and over 10,000,
//! in the core and in the real window.
//!
//! Both caches are filled by the code of synchronisation. What is measured in the core goes through the same calls as
//! the window's, in a process of its own for each cache, so that their memory can be compared; the hub is away.

use anyhow::{Context, Result, bail, ensure};
use bench::crowd;
use bench::desk;
use bench::figures::Figures;
use bench::glass::Display;
use bench::load::Latencies;
use bench::pilot::Pilot;
use protocol::Timestamp;
use protocol::ipc::crm::TableFormat;
use protocol::ipc::visitors::{
    ExportVisitors, ListVisitors, VISITORS_PER_PAGE, VisitorColumn, VisitorFilter, VisitorSort,
};
use pupitre::console::Console;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;
use tokio::process::Command;

const MANY: usize = 1_000_000;
const FEW: usize = 10_000;
const EXPORTED: usize = 100_000;
const DAY_MS: i64 = 24 * 3_600_000;
const ROUNDS: usize = 200;
const SEARCHES: usize = 20;
/// Parts of names, e-mails and phones: common and rare, and one that is too short for the index.
const TERMS: [&str; 7] = ["mar", "example", "gar", "06", "0612", "a", "zzz"];

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => whole().await,
        ["measure", profile, hub, count] => {
            println!("{}", serde_json::to_string(&measure(Path::new(profile), hub, count.parse()?).await?)?);
            Ok(())
        }
        other => bail!("unknown arguments: {other:?}"),
    }
}

/// What one process measured of one cache; times in milliseconds.
#[derive(Serialize, Deserialize)]
struct Measured {
    default_p50: f64,
    default_p99: f64,
    page_p50: f64,
    page_p99: f64,
    search_p99: Vec<(String, f64, i64)>,
    sort_p99: f64,
    all_time_p99: f64,
    /// Bytes resident after all of that.
    resident: f64,
    exported: i64,
    xlsx_s: f64,
    csv_s: f64,
    /// Bytes that an export took at most, besides.
    export_peak: f64,
    cancel_ms: f64,
}

async fn whole() -> Result<()> {
    let folder = TempDir::new()?;
    let mut figures = Figures::default();
    let (few, _, _) = prepared(folder.path(), FEW).await?;
    let (many, profile, hub) = prepared(folder.path(), MANY).await?;
    figures.add("default_view_p50_ms", many.default_p50, "ms");
    figures.add("default_view_p99_ms", many.default_p99, "ms");
    figures.add("page_change_p50_ms", many.page_p50, "ms");
    figures.add("page_change_p99_ms", many.page_p99, "ms");
    for (term, p99, found) in &many.search_p99 {
        println!("search {term:?}: {found} of 30 days, p99 {p99:.1} ms");
    }
    let worst = many.search_p99.iter().map(|(_, p99, _)| *p99).fold(0.0, f64::max);
    figures.add("worst_search_p99_ms", worst, "ms");
    figures.add("sort_by_name_p99_ms", many.sort_p99, "ms");
    figures.add("all_time_p99_ms", many.all_time_p99, "ms");
    figures.add("resident_mib", many.resident / 1_048_576.0, "MiB");
    figures.add("memory_ratio_to_10k", many.resident / few.resident, "x");
    figures.add("exported_rows", many.exported as f64, "");
    figures.add("export_xlsx_s", many.xlsx_s, "s");
    figures.add("export_csv_s", many.csv_s, "s");
    figures.add("export_peak_mib", many.export_peak / 1_048_576.0, "MiB");
    figures.add("export_peak_of_10k_mib", few.export_peak / 1_048_576.0, "MiB");
    figures.add("export_cancel_ms", many.cancel_ms, "ms");
    window(&profile, &hub, &many, &mut figures).await?;
    figures.publish("visitors")
}

/// Signs in at a hub that then goes away, fills the cache, and has a process of its own measure it.
async fn prepared(folder: &Path, count: usize) -> Result<(Measured, std::path::PathBuf, String)> {
    let (data, profile) = (folder.join(format!("hub-{count}")), folder.join(format!("profile-{count}")));
    std::fs::create_dir_all(&data)?;
    let project = desk::staff(&data).await?;
    let server = desk::serve(&data).await?;
    let hub = format!("http://{}", server.address);
    let console = desk::console(&profile, &hub).await?;
    console.sign_in(desk::MANAGER.to_owned(), desk::PASSWORD.to_owned()).await?;
    let me = console.desk().await?.me.context("nobody is signed in")?;
    desk::Cache::of(&profile)?.full().await?;
    console.shutdown().await;
    drop(server);
    let began = Instant::now();
    crowd::fill(&profile, me.id, project.id, count, now()).await?;
    println!("{count} visitors in {:.0} s", began.elapsed().as_secs_f64());
    let measuring = Command::new(std::env::current_exe()?)
        .args(["measure", profile.to_str().context("a folder that is not text")?, &hub, &count.to_string()])
        .output()
        .await?;
    ensure!(measuring.status.success(), "{}", String::from_utf8_lossy(&measuring.stderr));
    let told = String::from_utf8(measuring.stdout)?;
    let measured = serde_json::from_str(told.lines().last().context("nothing was measured")?)?;
    Ok((measured, profile, hub))
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

async fn measure(profile: &Path, hub: &str, count: usize) -> Result<Measured> {
    let console = desk::console(profile, hub).await?;
    let month = VisitorFilter { since: Some(Timestamp(now().0 - 30 * DAY_MS)), ..VisitorFilter::default() };
    let list = |filter: &VisitorFilter, sort: VisitorSort, page: usize| {
        console.list_visitors(ListVisitors { filter: filter.clone(), sort, page: page as i64 })
    };
    let newest = VisitorSort::default();
    let total = list(&month, newest, 0).await?.count(None);
    ensure!(total > 0, "nobody came in the last 30 days");

    let took = Latencies::new()?;
    for _ in 0..ROUNDS {
        timed(&took, list(&month, newest, 0)).await?;
    }
    let (default_p50, default_p99) = (took.quantile(0.5), took.quantile(0.99));
    took.clear();
    let pages = (total / VISITORS_PER_PAGE).max(1) as usize;
    for round in 0..ROUNDS {
        // Spread over all of them, the last ones too.
        timed(&took, list(&month, newest, round * 7_919 % pages)).await?;
    }
    let (page_p50, page_p99) = (took.quantile(0.5), took.quantile(0.99));
    let mut search_p99 = Vec::new();
    for term in TERMS {
        took.clear();
        let filter = VisitorFilter { search: term.to_owned(), ..month.clone() };
        let found = list(&filter, newest, 0).await?.count(None);
        for _ in 0..SEARCHES {
            timed(&took, list(&filter, newest, 0)).await?;
        }
        search_p99.push((term.to_owned(), took.quantile(0.99), found));
    }
    took.clear();
    for _ in 0..SEARCHES {
        timed(&took, list(&month, VisitorSort { by: VisitorColumn::Name, descending: false }, 0)).await?;
    }
    let sort_p99 = took.quantile(0.99);
    took.clear();
    for _ in 0..SEARCHES {
        timed(&took, list(&VisitorFilter::default(), newest, 0)).await?;
    }
    let all_time_p99 = took.quantile(0.99);
    let resident = of_status("VmRSS:")?;

    // So many of the newest.
    let wanted = EXPORTED.min(count);
    let span = crowd::MONTHS * 30 * DAY_MS / count as i64 * wanted as i64;
    let filter = VisitorFilter { since: Some(Timestamp(now().0 - span)), ..VisitorFilter::default() };
    let exported = list(&filter, newest, 0).await?.count(None);
    let export = |format| ExportVisitors {
        list: ListVisitors { filter: filter.clone(), sort: newest, page: 0 },
        format,
        all: true,
    };
    // The high-water mark begins anew.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = of_status("VmRSS:")?;
    let csv_s = written(&console, export(TableFormat::Csv)).await?;
    let xlsx_s = written(&console, export(TableFormat::Xlsx)).await?;
    let export_peak = (of_status("VmHWM:")? - before).max(0.0);
    let cancel_ms = cancelled(&console, export(TableFormat::Xlsx)).await?;
    console.shutdown().await;
    Ok(Measured {
        default_p50,
        default_p99,
        page_p50,
        page_p99,
        search_p99,
        sort_p99,
        all_time_p99,
        resident,
        exported,
        xlsx_s,
        csv_s,
        export_peak,
        cancel_ms,
    })
}

async fn timed<T, E: std::error::Error + Send + Sync + 'static>(
    took: &Latencies,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T> {
    let began = Instant::now();
    let done = work.await?;
    took.record(began.elapsed());
    Ok(done)
}

/// Seconds until the file is whole.
async fn written(console: &Console, export: ExportVisitors) -> Result<f64> {
    let began = Instant::now();
    console.export_visitors(export, tempfile::tempfile()?).await?;
    Ok(began.elapsed().as_secs_f64())
}

/// Milliseconds from the wish to stop an export until it has stopped.
async fn cancelled(console: &Console, export: ExportVisitors) -> Result<f64> {
    let asked = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        console.cancel_export();
        Instant::now()
    };
    let (outcome, asked) = tokio::join!(console.export_visitors(export, tempfile::tempfile()?), asked);
    let took = asked.elapsed();
    ensure!(outcome.is_err(), "the export was done before it could be stopped");
    Ok(took.as_secs_f64() * 1_000.0)
}

/// A line of this process's status, in bytes (Linux).
fn of_status(name: &str) -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").context("no /proc: Linux only")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}"))?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? * 1024.0)
}

/// From a click to the painted rows, and how much of it is not the core's.
async fn window(profile: &Path, hub: &str, core: &Measured, figures: &mut Figures) -> Result<()> {
    let display = Display::open().await?;
    let program = std::env::current_exe()?.with_file_name("pupitre");
    let profile = profile.to_str().context("a folder that is not text")?;
    let pilot = Pilot::open(&display, &program, &["--profile", profile, "--hub", hub]).await?;
    pilot.run(PAGE).await?;
    let number = |value: &Value, key: &str| value[key].as_f64().with_context(|| format!("no {key} in {value}"));
    let opening = pilot.ask("measure.opening(20)").await?;
    figures.add("open_to_painted_p50_ms", number(&opening, "p50")?, "ms");
    figures.add("open_to_painted_p95_ms", number(&opening, "p95")?, "ms");
    let turning = pilot.ask("measure.turning(40)").await?;
    figures.add("turn_to_painted_p50_ms", number(&turning, "p50")?, "ms");
    figures.add("turn_to_painted_p95_ms", number(&turning, "p95")?, "ms");
    figures.add("turn_besides_the_core_ms", number(&turning, "p50")? - core.page_p50, "ms");
    let typing = pilot.ask("measure.searching(20)").await?;
    figures.add("search_to_painted_p50_ms", number(&typing, "p50")?, "ms");
    figures.add("search_to_painted_p95_ms", number(&typing, "p95")?, "ms");
    pilot.end().await;
    Ok(())
}

/// What measures, inside the page.
const PAGE: &str = concat!(include_str!("measure.js"), include_str!("visitors.js"));
