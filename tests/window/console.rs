//! An agent at the console's window.

use crate::desk::Desk;
use crate::hub_process::PASSWORD;
use crate::screen::Screen;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use thirtyfour::TypingData;

pub struct Console {
    pub screen: Screen,
    pub profile: PathBuf,
}

/// The element of this `data-testid`.
pub fn id(test_id: &str) -> String {
    format!("document.querySelector('[data-testid=\"{test_id}\"]')")
}

impl Console {
    /// Opens the window on a profile, which stays when the window is gone.
    pub async fn open(desk: &Desk, name: &str, hub: &str) -> Self {
        let profile = desk.folder(&format!("profile-{name}"));
        let binary = std::env::var("PUPITRE_BIN").expect("PUPITRE_BIN is not set: run `cargo xtask test`");
        let mut server = desk.command("WebKitWebDriver");
        server.env("TAURI_WEBVIEW_AUTOMATION", "true");
        let arguments = ["--profile", profile.to_str().unwrap(), "--hub", hub];
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": binary, "args": arguments } });
        let screen = Screen::open(name, server, capabilities).await;
        Self { screen, profile }
    }

    pub async fn sign_in(&self, email: &str) {
        self.sign_in_with(email, PASSWORD).await;
    }

    pub async fn sign_in_with(&self, email: &str, password: &str) {
        self.screen.write(&id("sign-in-email"), email).await;
        self.screen.write(&id("sign-in-password"), password).await;
        self.click("sign-in-submit").await;
        self.screen.element(&id("folder-unassigned")).await;
    }

    pub async fn click(&self, test_id: &str) {
        self.screen.click(&id(test_id)).await;
    }

    /// Waits for the conversation whose row says `text`, and opens it.
    pub async fn open_conversation(&self, text: &str) {
        let text = serde_json::to_string(text).unwrap();
        let row = format!(
            "[...document.querySelectorAll('[data-testid=\"conversation-item\"]')].find(row => row.textContent.includes({text}))"
        );
        self.screen.click(&row).await;
        self.screen.element(&id("thread")).await;
    }

    pub async fn reply(&self, text: &str) {
        self.screen.write(&id("composer-input"), text).await;
        self.click("composer-send").await;
    }

    /// Waits until the thread shows `text` exactly once, in one of these states (any if empty).
    pub async fn sees(&self, text: &str, states: &[&str]) {
        let found = format!(
            "(() => {{ const items = [...document.querySelectorAll('[data-testid=\"message\"]')]\
             .filter(item => item.textContent.includes({text}));\
             const states = {states};\
             return items.length === 1 && (states.length === 0 || states.includes(items[0].dataset.state)); }})()",
            text = serde_json::to_string(text).unwrap(),
            states = serde_json::to_string(states).unwrap(),
        );
        self.screen.wait(&format!("{text:?} in the thread, once, {states:?}"), &found).await;
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.screen.driver.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    /// Gives the composer a file of so many bytes: by `drop`, `paste` or `pick`, as the web view's own events
    /// bring it.
    pub async fn hand_over(&self, how: &str, name: &str, size: u64) {
        let script = "const [how, name, size] = arguments;
            const million = new Uint8Array(1_000_000).fill(65);
            const parts = Array(Math.floor(size / 1_000_000)).fill(million);
            const data = new DataTransfer();
            data.items.add(new File([...parts, million.subarray(0, size % 1_000_000)], name));
            const field = (id) => document.querySelector(`[data-testid=\"${id}\"]`);
            if (how === 'pick') {
                field('attach-input').files = data.files;
                field('attach-input').dispatchEvent(new Event('change', { bubbles: true }));
            } else {
                const event = new Event(how, { bubbles: true, cancelable: true });
                Object.defineProperty(event, how === 'drop' ? 'dataTransfer' : 'clipboardData', { value: data });
                field(how === 'drop' ? 'thread' : 'composer-input').dispatchEvent(event);
            }";
        let arguments = vec![how.into(), name.into(), size.into()];
        self.screen.driver.execute(script, arguments).await.unwrap();
    }

    /// Chooses a file with these bytes in a field of the page.
    pub async fn choose(&self, field: &str, name: &str, bytes: &[u8]) {
        let script = "const [id, name, bytes] = arguments;
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            const field = document.querySelector(`[data-testid=\"${id}\"]`);
            field.files = data.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        self.screen.element(&id(field)).await;
        let arguments = vec![field.into(), name.into(), serde_json::to_value(bytes).unwrap()];
        self.screen.driver.execute(script, arguments).await.unwrap();
    }

    /// Waits for so many files beside what is written.
    pub async fn attached(&self, count: usize) {
        let files = format!("document.querySelectorAll('[data-testid=\"attached-file\"]').length === {count}");
        self.screen.wait(&format!("{count} files beside the draft"), &files).await;
    }

    /// Waits for a notice that says `text`.
    pub async fn is_told(&self, text: &str) {
        let told =
            format!("[...document.querySelectorAll('.toast')].some(toast => toast.innerText.includes('{text}'))");
        self.screen.wait(&format!("a notice of {text:?}"), &told).await;
    }

    /// Kinds of the items in sight, in their order.
    pub async fn kinds(&self) -> Vec<String> {
        let kinds = self
            .screen
            .read("[...document.querySelectorAll('[data-testid=\"message\"]')].map(item => item.dataset.kind)");
        serde_json::from_value(kinds.await).unwrap()
    }

    /// Waits until the connection is as said.
    pub async fn is(&self, state: &str) {
        let shown = format!("{}?.dataset.state === '{state}'", id("connection-state"));
        self.screen.wait(&format!("the connection to be {state}"), &shown).await;
    }

    /// Whether the app itself does.
    pub fn runs(&self) -> bool {
        descendants(self.screen.server_id()).iter().any(|process| {
            std::fs::read_to_string(format!("/proc/{process}/comm")).is_ok_and(|name| name.trim() == "pupitre")
        })
    }

    /// SIGKILL to the app itself: no goodbye, no flush.
    pub async fn crash(self) {
        for process in descendants(self.screen.server_id()) {
            let _ = Command::new("kill").args(["-9", &process.to_string()]).output();
        }
        self.screen.close().await;
    }
}

/// All processes that a process started, and those they started.
fn descendants(of: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        if parent(&entry.path()) == Some(of) {
            found.push(id);
            found.extend(descendants(id));
        }
    }
    found
}

fn parent(process: &Path) -> Option<u32> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    // The name, in parentheses, may hold anything; the parent is the second field after it.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
