//! The hub's face: routes, who calls, and what they get.

mod agents;
mod blocks;
mod canned;
mod conversations;
mod extract;
mod health;
mod hub;
mod router;
mod session;
mod sync;
pub mod visitors;
mod widget;

pub use extract::SiteVisitor;
pub use hub::{Hub, Parts};
pub use router::{openapi, router};
