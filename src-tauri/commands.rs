//! What the window may call: one thin function per command of [`protocol::ipc`]. Each hands its
//! arguments to the console and answers with what came of it.

pub mod accounts;
pub mod canned;
pub mod crm;
pub mod files;
pub mod inbox;
pub mod playbooks;
pub mod projects;
pub mod session;
pub mod surroundings;
pub mod thread;
pub mod visitor;

use protocol::ipc::{Command, Failure};

/// A command's answer, or why there is none.
pub type Answer<C> = Result<<C as Command>::Output, Failure>;
