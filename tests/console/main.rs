//! The console's core against a real hub in the same process: the stories of an agent's day.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on has failed")]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod claim;
mod commands;
mod crm;
mod desk_tools;
mod files;
mod offline;
mod personal;
mod playbooks;
mod restart;
mod spreadsheet;
mod sync;
mod tidy;
mod visibility;
mod visitors;
