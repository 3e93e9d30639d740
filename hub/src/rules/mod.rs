//! What is decided, apart from how it is kept or carried: plain functions over plain data.
//! No I/O, no clock, no SQL.

pub mod accounts;
pub mod answers;
pub mod blocking;
pub mod canned;
pub mod card;
pub mod crm;
pub mod device;
pub mod file;
pub mod identity;
pub mod lifecycle;
pub mod origin;
pub mod playbook;
pub mod presence;
pub mod projects;
pub mod rich_text;
pub mod site;
pub mod text;
pub mod visibility;
