//! Benchmarks: binaries of their own, since xtask itself must build on an empty machine.

use std::process::Command;

use anyhow::{Result, bail};

use crate::build;
use crate::packages::Need;
use crate::process;
use crate::step::Step;
use crate::workspace::{Profile, Workspace};

/// The benchmarks: binaries of the package `bench`. Each prints a table and writes
/// `target/bench/NAME.json`.
const BENCHES: &[&str] = &["hub", "cache", "window", "thread", "visitors"];

/// `cargo xtask bench [NAME]`.
pub fn bench(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let chosen = chosen(name)?;
    // The measured programs are started from beside the benchmarks, so all are built together.
    build::optimised(workspace, &[Need::Build, Need::Display, Need::WindowTests], &["bench", "empty-window"])?;
    for name in chosen {
        let step = Step::aloud(format_args!("benchmark {name}"));
        process::shown(Command::new(workspace.binary(Profile::Release, name)).current_dir(&workspace.root))?;
        step.ok();
    }
    Ok(())
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static str>> {
    let Some(name) = name else {
        return Ok(BENCHES.to_vec());
    };
    let Some(found) = BENCHES.iter().find(|known| **known == name) else {
        bail!("there is no benchmark `{name}`; there is: {}", BENCHES.join(", "));
    };
    Ok(vec![found])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_name_all_are_run() {
        assert!(chosen(None).is_ok_and(|chosen| chosen == BENCHES));
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let error = chosen(Some("moon")).map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(error, "there is no benchmark `moon`; there is: hub, cache, window, thread, visitors");
    }
}
