//! What the stories are told with: a hub, agents' consoles, visitors, and the lines between them.
//!
//! All of them run in the test's process and on ports of their own. Every wait has an end, and
//! prints the last state when it comes.

#![allow(dead_code, reason = "each test target tells other stories")]

mod console;
mod hub;
mod line;
mod visitor;

pub use console::TestConsole;
pub use hub::TestHub;
pub use line::Line;
pub use visitor::TestVisitor;

use std::fmt::Debug;
use std::time::Duration;

/// How long a wait may take on a busy machine before the story has failed.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks until the answer satisfies; `tell` waits for a reason to ask again.
pub async fn until<T: Debug>(
    what: &str,
    mut ask: impl AsyncFnMut() -> T,
    mut satisfies: impl FnMut(&T) -> bool,
    mut tell: impl AsyncFnMut(),
) -> T {
    let begun = tokio::time::Instant::now();
    loop {
        let answer = ask().await;
        if satisfies(&answer) {
            return answer;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}; last: {answer:#?}");
        tell().await;
    }
}

/// Files below a folder whose bytes hold this text.
pub fn files_with(folder: &std::path::Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(text.len()).any(|window| window == text.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}
