//! The hub's face: routes, who calls, and what they get.

mod accounts;
mod agents;
mod blocks;
mod canned;
mod conversations;
mod crm;
mod extract;
mod files;
mod health;
mod hub;
mod people;
mod playbooks;
mod preview;
mod projects;
mod router;
mod said;
mod session;
mod signs;
mod sync;
mod uploads;
pub mod visitors;
mod widget;

pub use extract::SiteVisitor;
pub use files::{clear as clear_files, sweep as sweep_files};
pub use hub::{Hub, Parts};
pub use router::{openapi, preview_router, router};
