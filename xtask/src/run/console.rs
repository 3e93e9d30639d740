//! The desktop console, signed in as a demo agent; on a virtual display where there is no other.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use super::children::{self, Children};
use super::demo_data;
use crate::process;
use crate::setup;

/// How old the picture of a window without a display may be.
const PICTURE_EVERY: Duration = Duration::from_secs(5);

/// What is to be started.
pub struct Console<'a> {
    pub binary: &'a Path,
    pub profile: &'a Path,
    pub hub_url: &'a str,
}

impl Console<'_> {
    /// Starts it, and tells where its picture lies if nobody can see the window itself.
    pub fn start(&self, children: &mut Children) -> Result<Option<PathBuf>> {
        let (_, email, _) = demo_data::AGENTS[0];
        let mut command = Command::new(self.binary);
        command
            .arg("--profile")
            .arg(self.profile)
            .args(["--hub", self.hub_url])
            .env("PUPITRE_SIGN_IN_EMAIL", email)
            .env("PUPITRE_SIGN_IN_PASSWORD", demo_data::PASSWORD)
            .stdin(Stdio::null());
        let mut picture = None;
        if !setup::has_display() {
            let display = virtual_display(children)?;
            command.env("DISPLAY", &display);
            let file = self.profile.with_extension("png");
            take_pictures(display, file.clone());
            picture = Some(file);
        }
        children.add(Children::CONSOLE, children::start(&mut command)?);
        Ok(picture)
    }
}

/// Starts Xvfb with a window manager on a free display, and names it.
fn virtual_display(children: &mut Children) -> Result<String> {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut server = children::start(&mut command)?;
    let output = server.stdout.take().context("Xvfb has no output")?;
    children.add("virtual display", server);
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number).context("Xvfb does not say its display")?;
    let display = format!(":{}", number.trim());
    let mut manager = Command::new("openbox");
    manager.env("DISPLAY", &display).stdin(Stdio::null()).stderr(Stdio::null());
    children.add("window manager", children::start(&mut manager)?);
    Ok(display)
}

/// Keeps a picture of the display up to date, as long as this process runs.
fn take_pictures(display: String, file: PathBuf) {
    thread::spawn(move || {
        loop {
            thread::sleep(PICTURE_EVERY);
            // Written beside and renamed: whoever opens it finds a whole picture.
            let unfinished = file.with_extension("unfinished.png");
            let mut import = Command::new("import");
            import.args(["-display", &display, "-window", "root"]).arg(&unfinished);
            if process::captured(&mut import).is_ok() {
                let _ = std::fs::rename(&unfinished, &file);
            }
        }
    });
}
