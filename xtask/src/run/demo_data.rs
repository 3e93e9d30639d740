//! The demo: a shop with its agents and a history of conversations, made once by the hub's own commands.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::step::Step;

/// Of every demo account; the demo hub listens on this machine alone.
pub const PASSWORD: &str = "pupitre-demo-password";

/// Name, e-mail address and role.
pub const AGENTS: [(&str, &str, &str); 4] = [
    ("Claire Morvan", "claire@maison-verlaine.example", "agent"),
    ("Karim Haddad", "karim@maison-verlaine.example", "agent"),
    ("Sofia Lemaire", "sofia@maison-verlaine.example", "manager"),
    ("Inés Ruiz", "ines@maison-verlaine.example", "admin"),
];

/// Where the demo lies, and how its web site names itself to the hub.
pub struct DemoData {
    /// The hub's `--data`.
    pub hub: PathBuf,
    /// The console's `--profile`, unless another one is wanted.
    pub console: PathBuf,
    pub project_key: String,
}

impl DemoData {
    /// Makes the demo in `folder` unless it is there.
    pub fn ready(hub_binary: &Path, folder: &Path, site_url: &str) -> Result<Self> {
        let step = Step::begin("demo data");
        let key_file = folder.join("project-key");
        if key_file.exists() {
            step.unchanged();
        } else {
            if folder.exists() {
                bail!("{} is there but holds no demo: move it away", folder.display());
            }
            // Made beside and then renamed: an interrupted beginning does not pass for the whole.
            let unfinished = folder.with_extension("unfinished");
            if unfinished.exists() {
                fs::remove_dir_all(&unfinished)?;
            }
            fs::create_dir_all(&unfinished)?;
            let key = make(hub_binary, &unfinished.join("hub"), site_url).context("could not make the demo data")?;
            fs::write(unfinished.join("project-key"), key)?;
            fs::rename(&unfinished, folder)?;
            step.ok();
        }
        Ok(DemoData {
            hub: folder.join("hub"),
            console: folder.join("console"),
            project_key: fs::read_to_string(&key_file)?,
        })
    }
}

/// Gives the project's key.
fn make(hub_binary: &Path, data: &Path, site_url: &str) -> Result<String> {
    let hub = |args: &[&str]| {
        let mut command = Command::new(hub_binary);
        command.args(args).arg("--data").arg(data);
        command
    };
    let answer = process::captured(&mut hub(&["project", "add", "Maison Verlaine", "--origin", site_url]))?;
    let key = project_key(&answer)?;
    for (name, email, role) in AGENTS {
        add_agent(&mut hub(&["agent", "add", email, "--name", name, "--role", role]))?;
    }
    process::captured(&mut hub(&["seed", "--conversations", "200", "--messages", "4000"]))?;
    Ok(key)
}

fn project_key(answer: &str) -> Result<String> {
    let project: serde_json::Value = serde_json::from_str(answer.trim())
        .with_context(|| format!("`pupitre-hub project add` printed no JSON but `{answer}`"))?;
    let key = project["key"].as_str().context("`pupitre-hub project add` named no key")?;
    Ok(key.to_owned())
}

/// The password goes in by standard input, where no list of processes shows it.
fn add_agent(command: &mut Command) -> Result<()> {
    let line = process::line(command);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start `{line}`"))?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "{PASSWORD}")?;
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_read_from_the_hubs_answer() -> Result<()> {
        assert_eq!(project_key("{\"id\":\"0193\",\"key\":\"pk_1\"}\n")?, "pk_1");
        assert!(project_key("").is_err());
        assert!(project_key("{\"id\":\"0193\"}").is_err());
        Ok(())
    }
}
