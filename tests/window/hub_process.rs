//! The hub in a process of its own, to be killed and started again on the same port.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// E-mail, name and role of the agent whom every story has.
pub const CLAIRE: (&str, &str, &str) = ("claire@maison-verlaine.example", "Claire Morvan", "agent");
/// A manager.
pub const SOFIA: (&str, &str, &str) = ("sofia@maison-verlaine.example", "Sofia Lemaire", "manager");
/// An admin.
pub const EVA: (&str, &str, &str) = ("eva@maison-verlaine.example", "Eva Laurent", "admin");
pub const PASSWORD: &str = "correct horse battery";

pub struct HubProcess {
    data: TempDir,
    child: Option<Child>,
    pub url: String,
    listen: String,
    pub project_key: String,
}

impl HubProcess {
    /// A hub with one project, whose widget may stand on `origin`, and these agents.
    pub fn start(origin: &str, agents: &[(&str, &str, &str)]) -> Self {
        Self::start_with(origin, agents, &[])
    }

    /// The same; these projects are there too.
    pub fn start_with(origin: &str, agents: &[(&str, &str, &str)], others: &[&str]) -> Self {
        let data = TempDir::new().unwrap();
        let add = |name: &str| {
            let project = admin(data.path(), &["project", "add", name, "--origin", origin], "");
            project["key"].as_str().unwrap().to_owned()
        };
        let project_key = add("Maison Verlaine");
        others.iter().for_each(|name| drop(add(name)));
        for (email, name, role) in agents {
            admin(data.path(), &["agent", "add", email, "--name", name, "--role", role], PASSWORD);
        }
        let listen = "127.0.0.1:0".to_owned();
        let mut hub = Self { data, child: None, url: String::new(), listen, project_key };
        hub.restart();
        hub
    }

    /// Where all of it lies.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// SIGKILL: no goodbye, no flush.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it (again), on the port it had.
    pub fn restart(&mut self) {
        self.kill();
        let mut child = Command::new(binary())
            .args(["serve", "--listen", &self.listen, "--data"])
            .arg(self.data.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        self.url = line.trim().strip_prefix("listening on ").expect(&line).to_owned();
        self.listen = self.url.trim_start_matches("http://").to_owned();
        self.child = Some(child);
    }

    /// Every invariant of the database holds.
    pub fn assert_sound(&mut self) {
        self.kill();
        let output = Command::new(binary()).args(["check", "--data"]).arg(self.data.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

impl Drop for HubProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

fn binary() -> PathBuf {
    std::env::var_os("PUPITRE_HUB_BIN").expect("PUPITRE_HUB_BIN is not set: run `cargo xtask test`").into()
}

fn admin(data: &Path, arguments: &[&str], input: &str) -> serde_json::Value {
    let mut child = Command::new(binary())
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}
