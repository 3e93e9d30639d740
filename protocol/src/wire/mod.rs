//! What travels between the hub and its clients: JSON over HTTP, WebSocket and SSE.

pub mod accounts;
pub mod agents;
pub mod personal;
pub mod problem;
pub mod projects;
pub mod sync;
pub mod visitors;

pub use problem::{ErrorCode, Problem};
