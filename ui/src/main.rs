//! The console's window.
//!
//! It shows what the core's cache holds and tells the core what the agent wants; it talks to nothing
//! else. Reading order: [`ipc`] is the way to the core, [`state`] what the window remembers,
//! [`app`] the frame, [`views`] the pages, [`parts`] what they are made of. [`virtual_list`],
//! [`thread_model`], [`folder_cache`], [`canned_search`], [`day`], [`emoji`], [`format`], [`money`] and the table of [`keyboard`]
//! are plain functions and data, tested without a browser.

// The recursion of view types is deep in a window of this size.
#![recursion_limit = "256"]

// Generated from `locales/*.json`.
include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));

mod address;
mod after_paint;
mod app;
mod bus;
mod canned_search;
mod clock;
mod day;
mod element_size;
mod emoji;
mod folder_cache;
mod format;
mod icons;
mod intl;
mod ipc;
mod keyboard;
mod money;
mod pages;
mod parts;
mod playbook_edit;
mod rich_dom;
mod state;
mod thread_model;
mod views;
mod virtual_list;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
