//! The agents' desktop console: everything behind its window.
//!
//! Reading order, from the window inwards: [`app`] puts the shell together; [`commands`] is what
//! the window may call and [`notifications`] what the desktop is told, in its [`language`]; [`console`] holds the
//! agent's verbs and knows no window (files for people are written by [`canned_csv`], [`export`] and [`table`]); [`sync`] keeps the cache like the hub, [`outbox`] brings what
//! the agent did to the hub; [`live_state`] is what holds at this moment only, and the events that
//! tell of changes; [`store`] is the two databases; [`hub_client`] speaks HTTP and WebSocket;
//! [`token`] keeps the session's secret; [`error`] is why a verb failed.
//!
//! Two rules hold it together: the window reads only the store, never the network; and every
//! write is a row of the outbox with an id of its own, safe to repeat.

pub mod app;
pub mod canned_csv;
pub mod commands;
pub mod console;
pub mod error;
pub mod export;
pub mod hub_client;
pub mod language;
pub mod live_state;
pub mod notifications;
pub mod outbox;
pub mod store;
pub mod sync;
pub mod table;
pub mod token;
