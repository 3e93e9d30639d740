//! The result of a measurement: a table for people, a file for tools.

use anyhow::{Context, Result};
use serde::Serialize;
use std::path::Path;

#[derive(Serialize)]
struct Figure {
    metric: &'static str,
    value: f64,
    unit: &'static str,
}

/// Figures in the order they were taken.
#[derive(Default)]
pub struct Figures(Vec<Figure>);

impl Figures {
    pub fn add(&mut self, metric: &'static str, value: f64, unit: &'static str) {
        self.0.push(Figure { metric, value: (value * 1_000.0).round() / 1_000.0, unit });
    }

    /// Prints the table and writes `target/bench/NAME.json` below the current folder.
    pub fn publish(&self, name: &str) -> Result<()> {
        println!("\n{name:<28} {:>14}", "");
        for figure in &self.0 {
            println!("  {:<26} {:>14.2} {}", figure.metric, figure.value, figure.unit);
        }
        let folder = Path::new("target/bench");
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let file = folder.join(format!("{name}.json"));
        std::fs::write(&file, serde_json::to_vec_pretty(&self.0)?)
            .with_context(|| format!("cannot write {}", file.display()))
    }
}
