//! The hub: the server between web sites and agents' consoles, and the only judge of both.
//!
//! Every change is one transaction that writes the state *and* its place in the order of changes,
//! and is acknowledged only once it is durable. Reading order: [`rules`] decide, [`store`] keeps,
//! [`http`] and [`live`] answer, [`crm`] brings leads elsewhere, [`launch`] starts it all.

pub mod accounts;
mod check;
mod crm;
mod engine;
mod error;
mod fault;
mod files;
mod http;
mod launch;
mod limits;
mod live;
mod places;
mod previews;
pub mod rules;
mod secret;
mod seed;
mod seeding;
mod settings;
mod store;

pub use check::{check, check_files};
pub use error::Error;
pub use http::openapi;
pub use launch::{Running, launch};
pub use seed::SeedVisitor;
pub use seeding::{DEMO_PASSWORD, Seeded, seed};
pub use settings::{Clock, PipedriveAccount, Settings, Tls};
pub use store::Store;

/// Says that this database was restored from a copy: cursors given out before are refused from now
/// on, so that consoles synchronise from the start instead of keeping what the copy never had.
pub async fn restored(store: &Store) -> Result<(), Error> {
    store.write(|tx| store::meta::renew_incarnation(tx)).await
}
