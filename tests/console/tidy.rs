//! The directions of ARCHITECTURE.md, kept by looking at the text of every source.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// Every Rust source below a folder, with its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !matches!(entry.file_name().to_str(), Some("target" | "node_modules" | "dist")) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap_or(Path::new("")).to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// Code without comments: what a file says of a crate is not a use of it.
fn code(source: &str) -> String {
    source.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// Without the items that only tests have: from their attribute to the brace or semicolon that ends
/// them at the margin.
fn without_tests(code: &str) -> String {
    let mut shipped = Vec::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(all(test") {
            let ends = |line: &str| line == "}" || (!line.starts_with([' ', '#']) && line.trim_end().ends_with(';'));
            lines.find(|line| ends(line));
        } else {
            shipped.push(line);
        }
    }
    shipped.join("\n")
}

/// Sources of `folder` that name one of `words`, except below `allowed`.
fn offenders(folder: &str, words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, source) in sources(folder) {
        if allowed.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        let code = code(&source);
        found.extend(words.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")));
    }
    found
}

const NONE: [String; 0] = [];

#[test]
fn the_window_is_known_to_the_shell_only() {
    let shell = ["main.rs", "app.rs", "app/", "commands.rs", "commands/", "build.rs"];
    let shell = shell.map(|name| format!("src-tauri/{name}"));
    let shell: Vec<&str> = shell.iter().map(String::as_str).collect();
    assert_eq!(offenders("src-tauri", &["tauri::", "use tauri"], &shell), NONE);
}

#[test]
fn sql_stays_in_the_store_and_the_network_in_the_client() {
    assert_eq!(offenders("src-tauri", &["rusqlite", "refinery::"], &["src-tauri/store"]), NONE);
    assert_eq!(offenders("src-tauri", &["reqwest", "tungstenite"], &["src-tauri/hub_client"]), NONE);
}

#[test]
fn what_lies_below_knows_nothing_of_what_lies_above() {
    for below in ["store", "hub_client", "sync", "outbox"] {
        let above = ["crate::console", "crate::commands", "crate::app", "crate::notifications"];
        let offenders = offenders("src-tauri", &above, &[]);
        let offenders: Vec<_> =
            offenders.iter().filter(|name| name.starts_with(&format!("src-tauri/{below}"))).collect();
        assert!(offenders.is_empty(), "{offenders:?}");
    }
}

#[test]
fn hub_app_and_window_share_the_protocol_only() {
    assert_eq!(offenders("ui/src", &["pupitre::", "use pupitre", "hub::", "use hub"], &[]), NONE);
    assert_eq!(offenders("src-tauri", &[" hub::", "use hub;", "use hub::"], &[]), NONE);
    assert_eq!(offenders("hub/src", &["pupitre::", "use pupitre"], &[]), NONE);
    // The generator of the widget's types is a test, and writes a file.
    let generator = ["protocol/src/typescript.rs"];
    assert_eq!(offenders("protocol/src", &["pupitre::", " hub::", "tokio", "std::fs", "std::net"], &generator), NONE);
}

#[test]
fn rules_are_pure() {
    let outside = ["rusqlite", "axum", "reqwest", "tokio", "SystemTime", "std::fs"];
    assert_eq!(offenders("hub/src/rules", &outside, &[]), NONE);
}

#[test]
fn nothing_is_unwrapped_outside_of_tests() {
    for folder in ["src-tauri", "hub/src", "ui/src", "protocol/src", "xtask/src"] {
        for (name, source) in sources(folder) {
            let in_tests = name.contains("/tests/") || name.ends_with("tests.rs") || name.ends_with("typescript.rs");
            let shipped = without_tests(&code(&source));
            let unwraps = shipped.contains(".unwrap()") || shipped.contains(".expect(");
            assert!(in_tests || !unwraps, "{name} unwraps");
        }
    }
}

/// A command that is not in the list is refused to the window.
#[test]
fn every_command_is_in_the_list_of_what_the_window_may_call() {
    let declared =
        sources("protocol/src/ipc").iter().map(|(_, text)| text.matches("\ncommand!(").count()).sum::<usize>();
    assert_eq!(declared, protocol::ipc::COMMANDS.len());
}

#[test]
fn files_are_short_and_named_for_what_they_own() {
    for folder in ["src-tauri", "hub", "protocol", "ui", "xtask", "tests"] {
        for (name, source) in sources(folder) {
            assert!(source.lines().count() <= 400, "{name} is two files");
            let stem = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("").to_owned();
            assert!(
                !["utils", "util", "helpers", "common", "manager", "service", "misc"].contains(&stem.as_str()),
                "{name}"
            );
        }
    }
}
