//! The measured servers run in processes of their own, found beside this one.

use anyhow::{Context, Result, bail};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A server that has said where it listens. Killed when dropped.
pub struct Server {
    child: Child,
    /// `host:port`.
    pub address: String,
}

impl Server {
    /// Starts the binary `name` and waits for its line `listening on http://…`.
    pub async fn start(name: &str, arguments: &[&str]) -> Result<Self> {
        let here = std::env::current_exe()?;
        let binary = here.with_file_name(name);
        let mut child = Command::new(&binary)
            .args(arguments)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}: build it in release first", binary.display()))?;
        let out = child.stdout.take().context("the server has no output")?;
        let line = BufReader::new(out).lines().next_line().await?;
        match line.as_deref().and_then(|line| line.strip_prefix("listening on http://")) {
            Some(address) => Ok(Self { address: address.to_owned(), child }),
            None => bail!("{name} said {line:?} instead of where it listens"),
        }
    }

    /// Resident memory, in bytes (Linux).
    pub fn resident_bytes(&self) -> Result<f64> {
        let id = self.child.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).context("no /proc: Linux only")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kib * 1024.0)
    }
}
