//! Installs system packages: as root at once, otherwise with sudo once the user said yes.
//!
//! Where nobody can be asked, the error names the packages and the exact command.

use std::collections::BTreeSet;
use std::env;
use std::io::{IsTerminal, Write, stdin, stdout};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::packages::{self, Manager};
use crate::process;
use crate::step::Step;

/// The machine's package manager, if it is one that `packages` has names for.
pub fn manager() -> Option<Manager> {
    let known = [("apt-get", Manager::Apt), ("dnf", Manager::Dnf), ("pacman", Manager::Pacman)];
    known.into_iter().find(|(program, _)| process::on_path(program)).map(|(_, manager)| manager)
}

/// Which of `wanted` are not installed.
pub fn missing<'a>(manager: Manager, wanted: &[&'a str]) -> Vec<&'a str> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let query = packages::query(manager, wanted);
    let output = Command::new(&query[0]).args(&query[1..]).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let installed = match output {
        Ok(output) => packages::installed(manager, &String::from_utf8_lossy(&output.stdout)),
        Err(_) => BTreeSet::new(),
    };
    packages::missing(wanted, &installed)
}

/// Installs `names`, or says how it is done by hand.
pub fn install(manager: Manager, names: &[&str]) -> Result<()> {
    // Lists that are there may be old, or from before a source was added: they would hide the newer
    // packages, or name files that the mirror no longer has.
    let refresh = packages::refresh(manager);
    let install = packages::install(manager, names);
    let commands: Vec<_> = refresh.iter().chain([&install]).cloned().collect();
    if !process::is_root() && !agreed(names, &commands)? {
        bail!("{}", by_hand(names, &commands));
    }
    let step = Step::aloud(format_args!("installing {}", names.join(" ")));
    if let Some(refresh) = refresh
        && let Err(error) = process::shown(&mut as_root(&refresh))
    {
        // Without network the lists of last time may still do.
        eprintln!("{error:#}");
    }
    process::shown(&mut as_root(&install)).map_err(|error| error.context(by_hand(names, &commands)))?;
    step.ok();
    Ok(())
}

fn agreed(names: &[&str], commands: &[Vec<String>]) -> Result<bool> {
    let someone_is_there = stdin().is_terminal() && stdout().is_terminal() && env::var_os("CI").is_none();
    if !someone_is_there || !process::on_path("sudo") {
        return Ok(false);
    }
    println!("These system packages are missing: {}", names.join(" "));
    for command in commands {
        println!("  sudo {}", command.join(" "));
    }
    print!("Install them so? [Y/n] ");
    stdout().flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    Ok(says_yes(&answer))
}

/// Enter is yes; the end of input is not.
fn says_yes(answer: &str) -> bool {
    matches!(answer, "\n" | "\r\n") || matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn by_hand(names: &[&str], commands: &[Vec<String>]) -> String {
    let sudo = if process::is_root() { "" } else { "sudo " };
    let commands: Vec<_> = commands.iter().map(|command| format!("{sudo}{}", command.join(" "))).collect();
    format!(
        "these system packages are missing: {}\nInstall them, then run the same command again:\n  {}",
        names.join(" "),
        commands.join(" && ")
    )
}

fn as_root(command: &[String]) -> Command {
    const NO_QUESTIONS: &str = "DEBIAN_FRONTEND=noninteractive";
    let mut child = if process::is_root() {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    };
    child.arg(NO_QUESTIONS).args(command);
    child
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_agrees_and_closed_input_does_not() {
        assert!(says_yes("\n") && says_yes("y\n") && says_yes("Yes\n"));
        assert!(!says_yes("") && !says_yes("n\n") && !says_yes("what\n"));
    }

    #[test]
    fn the_message_holds_the_whole_command() {
        let commands = [vec!["apt-get".to_owned(), "update".to_owned()], packages::install(Manager::Apt, &["xvfb"])];
        let message = by_hand(&["xvfb"], &commands);
        assert!(message.contains("apt-get update && "));
        assert!(message.ends_with("apt-get install -y --no-install-recommends --no-remove xvfb"));
    }
}
