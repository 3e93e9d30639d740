//! The live socket: frames of the hub, and the beats that tell a silent line from a dead one.

use super::Error;
use futures_util::{SinkExt, StreamExt};
use protocol::wire::sync::{Cursor, LiveFrame, LiveHello};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use url::Url;

/// A line without a sign of life for this long is dead; a beat goes out three times within it.
const SILENCE: Duration = Duration::from_secs(36);
const OPENING: Duration = Duration::from_secs(10);
/// Largest frame taken: a page of the longest texts stays below.
const FRAME_MAX: usize = 64 << 20;

pub struct Live {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    beat: Interval,
    heard: Instant,
}

impl Live {
    pub(super) async fn open(url: Url, token: String, since: Cursor) -> Result<Self, Error> {
        let config = WebSocketConfig::default().max_message_size(Some(FRAME_MAX)).max_frame_size(Some(FRAME_MAX));
        let opening = connect_async_with_config(url.as_str(), Some(config), true);
        let (mut socket, _) = timeout(OPENING, opening).await.map_err(|_| late())??;
        let hello = serde_json::to_string(&LiveHello { token, since }).map_err(|e| Error::Garbled(e.to_string()))?;
        timeout(OPENING, socket.send(Message::text(hello))).await.map_err(|_| late())??;
        let mut beat = interval(SILENCE / 3);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Ok(Self { socket, beat, heard: Instant::now() })
    }

    /// The next frame. Kinds that this version does not know are passed over. May be dropped while
    /// it waits without losing a frame.
    pub async fn next(&mut self) -> Result<LiveFrame, Error> {
        loop {
            let message = tokio::select! {
                message = self.socket.next() => message.ok_or_else(closed)??,
                _ = self.beat.tick() => {
                    if self.heard.elapsed() > SILENCE {
                        return Err(late());
                    }
                    self.socket.send(Message::Ping(Default::default())).await?;
                    continue;
                }
            };
            self.heard = Instant::now();
            match message {
                Message::Text(text) => match serde_json::from_str(&text) {
                    Ok(LiveFrame::Refused(problem)) => return Err(Error::Refused(Box::new(problem))),
                    Ok(frame) => return Ok(frame),
                    Err(error) if error.is_data() && !is_known(&text) => {}
                    Err(error) => return Err(Error::Garbled(error.to_string())),
                },
                Message::Close(_) => return Err(closed()),
                _ => {}
            }
        }
    }
}

/// Whether a frame says it is one of ours; then failing to read it is no small matter.
fn is_known(text: &str) -> bool {
    const KINDS: [&str; 5] = ["page", "agents_online", "visitors_on_site", "visitor_on_site", "refused"];
    serde_json::from_str::<serde_json::Value>(text)
        .is_ok_and(|frame| frame["type"].as_str().is_none_or(|kind| KINDS.contains(&kind)))
}

fn late() -> Error {
    Error::Unreachable { unsent: false, detail: "no sign of life in time".into() }
}

fn closed() -> Error {
    Error::Unreachable { unsent: false, detail: "the socket was closed".into() }
}

impl From<tungstenite::Error> for Error {
    fn from(error: tungstenite::Error) -> Self {
        match error {
            // The network is there and answers, but not with a socket: a proxy in between.
            tungstenite::Error::Http(response) => Self::Garbled(format!("status {}", response.status())),
            other => Self::Unreachable { unsent: false, detail: other.to_string() },
        }
    }
}
