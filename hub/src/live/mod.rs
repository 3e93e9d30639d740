//! Who is connected, and what they are sent.
//!
//! A socket holds no queue of its own: it is told *that* something was committed and then reads
//! the same page that a request would get, from its own cursor, filtered by the state of that
//! moment. So there is one road out, visibility is judged once, and a slow reader costs nothing
//! but its own delay: it is cut when one send takes too long, and resumes from its cursor.

mod agents;
mod on_site;
mod presence;
mod signs;
mod visitors;

pub use agents::follow as follow_agent;
pub use on_site::OnSite;
pub use presence::Presence;
pub use signs::{Sign, Signs};
pub use visitors::{Reading, follow as follow_visitor};

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// A peer that does not take a frame for this long is cut.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// A silent peer is asked for a sign of life this often, and cut after three unanswered times.
const PING_EVERY: Duration = Duration::from_secs(20);
/// The first frame, with the token, comes within this time.
const HELLO_TIMEOUT: Duration = Duration::from_secs(10);

/// Buffers and bounds of every socket; the library's own would let peers send 64 MiB. What we send is bounded by
/// its page, one at a time, and by the time that it may take: a bound of the buffer would only make a page that
/// is larger impossible to send, at every try.
pub fn bounded(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(4 * 1024)
        .write_buffer_size(4 * 1024)
        .max_message_size(256 * 1024)
        .max_frame_size(64 * 1024)
}

/// Why a socket ended; there is nobody to tell.
struct Gone;

async fn send(socket: &mut WebSocket, frame: &impl Serialize) -> Result<(), Gone> {
    let text = serde_json::to_string(frame).map_err(|_| Gone)?;
    send_message(socket, Message::Text(text.into())).await
}

async fn send_message(socket: &mut WebSocket, message: Message) -> Result<(), Gone> {
    match tokio::time::timeout(SEND_TIMEOUT, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Gone),
    }
}

/// The first frame. `Ok(None)`: it came, and was not a hello.
async fn hello<T: DeserializeOwned>(socket: &mut WebSocket) -> Result<Option<T>, Gone> {
    loop {
        match tokio::time::timeout(HELLO_TIMEOUT, socket.recv()).await {
            Ok(Some(Ok(Message::Text(text)))) => return Ok(serde_json::from_str(&text).ok()),
            Ok(Some(Ok(Message::Binary(_)))) => return Ok(None),
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => {}
            _ => return Err(Gone),
        }
    }
}

/// Notices a peer that has gone without a word.
struct Heartbeat {
    ticks: tokio::time::Interval,
    unanswered: u8,
}

impl Heartbeat {
    fn new() -> Self {
        let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + PING_EVERY, PING_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        Self { ticks, unanswered: 0 }
    }

    fn heard(&mut self) {
        self.unanswered = 0;
    }

    async fn beat(&mut self, socket: &mut WebSocket) -> Result<(), Gone> {
        if self.unanswered >= 3 {
            return Err(Gone);
        }
        self.unanswered += 1;
        send_message(socket, Message::Ping(Vec::new().into())).await
    }
}
