//! A display without a screen, and programs that say when their window is painted.

use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Longest wait for a window.
const PATIENCE: Duration = Duration::from_secs(60);
/// From the first paint to the look at the memory: what a start leaves behind is gone by then.
const SETTLED: Duration = Duration::from_secs(4);

/// Xvfb with a window manager. Ended when dropped.
pub struct Display {
    name: String,
    home: TempDir,
    _server: Child,
    _manager: Child,
}

/// What one start showed.
pub struct Start {
    /// From the start of the process to the first paint.
    pub painted: Duration,
    /// Proportional set size of the process and all its children, in bytes.
    pub pss: f64,
}

impl Display {
    pub async fn open() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("Xvfb is missing: cargo xtask setup")?;
        let out = server.stdout.take().context("Xvfb has no output")?;
        let number = BufReader::new(out).lines().next_line().await?.context("Xvfb names no display")?;
        let name = format!(":{}", number.trim());
        let manager = Command::new("openbox")
            .env("DISPLAY", &name)
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("openbox is missing: cargo xtask setup")?;
        Ok(Self { name, home: TempDir::new()?, _server: server, _manager: manager })
    }

    /// Gives a command this display and a home of its own.
    pub fn dress(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env("HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", self.home.path())
            .env("NO_AT_BRIDGE", "1")
            // No session bus: neither keyring nor notifications, for either program.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    }

    /// Starts a program, waits until it says `painted`, looks at its memory and ends it.
    pub async fn start(&self, program: &Path, arguments: &[&str]) -> Result<Start> {
        let began = Instant::now();
        let mut command = Command::new(program);
        self.dress(&mut command);
        let mut child = command
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut lines = BufReader::new(child.stderr.take().context("no standard error")?).lines();
        let mut said = Vec::new();
        let painted = async {
            while let Some(line) = lines.next_line().await? {
                if line.contains("painted") {
                    return anyhow::Ok(began.elapsed());
                }
                said.push(line);
            }
            bail!("it ended")
        };
        let painted = match tokio::time::timeout(PATIENCE, painted).await {
            Ok(Ok(painted)) => painted,
            _ => bail!("{} painted nothing:\n{}", program.display(), said.join("\n")),
        };
        // Whoever goes on talking must not block on a full pipe.
        let listener = tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        tokio::time::sleep(SETTLED).await;
        let tree = tree(child.id().context("it has ended")?)?;
        let pss = tree.iter().filter_map(|&id| pss_bytes(id)).sum();
        child.kill().await?;
        listener.abort();
        ended(&tree).await;
        Ok(Start { painted, pss })
    }
}

/// A process and all that came from it.
fn tree(root: u32) -> Result<Vec<u32>> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in std::fs::read_dir("/proc").context("no /proc: Linux only")? {
        let Some(id) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut tree = vec![root];
    let mut at = 0;
    while let Some(id) = tree.get(at) {
        tree.extend(children.remove(id).unwrap_or_default());
        at += 1;
    }
    Ok(tree)
}

fn parent(id: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // After the name, which may hold anything but is in brackets: state, parent.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn pss_bytes(id: u32) -> Option<f64> {
    let rollup = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib * 1024.0)
}

/// The children notice soon that their parent is gone; the next start should not meet them.
async fn ended(tree: &[u32]) {
    let began = Instant::now();
    while tree.iter().any(|id| Path::new(&format!("/proc/{id}")).exists()) && began.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
