//! The real window, through WebDriver, on a display and a session bus of the test's own, against
//! the real hub in a process of its own and the real widget in a real browser.
//!
//! `PUPITRE_SHOTS=DIR` keeps a picture of each step.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod accounts;
mod browser;
mod console;
mod crm;
mod day;
mod desk;
mod files;
mod hostile;
mod hub_process;
mod keyboard;
mod keyring;
mod narrow;
mod notices;
mod personal;
mod playbook;
mod screen;
mod site;
mod stage;
mod story;
mod tray;
mod visitors;
