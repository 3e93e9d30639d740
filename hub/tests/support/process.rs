//! A hub in a process of its own, to be killed, and its command line.

use super::ORIGIN;
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub const HUB: &str = env!("CARGO_BIN_EXE_pupitre-hub");

/// A hub in a process of its own.
pub struct Process {
    pub child: Child,
    pub url: String,
}

impl Process {
    pub fn serve(data: &Path, listen: &str) -> Self {
        Self::serve_with(data, listen, "")
    }

    /// The same, to die at the places that `faults` names.
    pub fn serve_with(data: &Path, listen: &str, faults: &str) -> Self {
        let mut child = Command::new(HUB)
            .env("FAILPOINTS", faults)
            .args(["serve", "--listen", listen, "--no-rate-limits", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").expect(&line).to_owned();
        Self { child, url }
    }

    /// Waits until it has died by itself.
    pub fn has_died(&mut self) {
        let _ = self.child.wait();
    }

    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

pub fn run(arguments: &[&str], data: &Path, input: &str) -> (bool, String, String) {
    let mut child = Command::new(HUB)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.success(), text(out.stdout), text(out.stderr))
}

pub fn add_project(data: &Path) -> Value {
    let (ok, out, err) = run(&["project", "add", "Shop", "--origin", ORIGIN], data, "");
    assert!(ok, "{err}");
    serde_json::from_str(&out).unwrap()
}
