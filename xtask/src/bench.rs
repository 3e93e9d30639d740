//! Benchmarks: binaries of their own, since xtask itself must build on an empty machine.

use anyhow::{Result, bail};

use crate::process;
use crate::step::Step;
use crate::workspace::Workspace;

/// Name, and what is run for it: `("hub", &["--package", "bench", "--bin", "hub"])`.
type Bench = (&'static str, &'static [&'static str]);

/// The benchmarks; one line each. Each prints a table and writes `target/bench/NAME.json`.
static BENCHES: &[Bench] = &[("hub", &["--package", "bench", "--bin", "hub"])];

/// `cargo xtask bench [NAME]`.
pub fn bench(workspace: &Workspace, name: Option<&str>) -> Result<()> {
    let chosen = chosen(BENCHES, name)?;
    // All binaries at once: a benchmark starts the measured servers from beside itself.
    let step = Step::aloud("building the benchmarks");
    process::shown(workspace.cargo().args(["build", "--release", "--package", "bench", "--package", "hub", "--bins"]))?;
    step.ok();
    for (name, target) in chosen {
        let step = Step::aloud(format_args!("benchmark {name}"));
        process::shown(workspace.cargo().args(["run", "--release"]).args(*target))?;
        step.ok();
    }
    Ok(())
}

fn chosen<'a>(known: &'a [Bench], name: Option<&str>) -> Result<Vec<&'a Bench>> {
    let Some(name) = name else {
        return Ok(known.iter().collect());
    };
    let Some(found) = known.iter().find(|(known, _)| *known == name) else {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        bail!("there is no benchmark `{name}`; there is: {}", names.join(", "));
    };
    Ok(vec![found])
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Bench] = &[("hub", &["--bin", "hub"]), ("cache", &["--bin", "cache"])];

    #[test]
    fn without_a_name_all_are_run() {
        assert!(chosen(KNOWN, None).is_ok_and(|chosen| chosen.len() == 2));
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let error = chosen(KNOWN, Some("moon")).map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(error, "there is no benchmark `moon`; there is: hub, cache");
    }
}
