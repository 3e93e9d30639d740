//! The live sockets of agents and visitors, whose every wait ends.

use super::PATIENCE;
use futures_util::{SinkExt, StreamExt};
use protocol::wire::ErrorCode;
use protocol::wire::sync::LiveFrame;
use protocol::wire::visitors::VisitorFrame;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// A WebSocket whose every wait ends.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub async fn open(base: &str, path: &str, origin: Option<&str>, hello: &str) -> Self {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest;
        let mut request = format!("{}{path}", base.replacen("http", "ws", 1)).into_client_request().unwrap();
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        let (mut stream, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        stream.send(Frame::text(hello)).await.unwrap();
        Self(stream)
    }

    pub async fn send(&mut self, text: &str) {
        self.0.send(Frame::text(text)).await.unwrap();
    }

    /// The next text; none when the hub has closed.
    pub async fn next_text(&mut self) -> Option<String> {
        tokio::time::timeout(PATIENCE, self.ever_next_text()).await.expect("the socket says nothing")
    }

    /// The same, however long it takes.
    pub async fn ever_next_text(&mut self) -> Option<String> {
        loop {
            match self.0.next().await {
                Some(Ok(Frame::Text(text))) => return Some(text.to_string()),
                Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => {}
                _ => return None,
            }
        }
    }
}

pub struct AgentSocket(pub Socket);

impl AgentSocket {
    pub async fn next(&mut self) -> Option<LiveFrame> {
        self.0.next_text().await.map(|text| serde_json::from_str(&text).unwrap())
    }

    /// The first frame that `wanted` makes something of.
    pub async fn until<T>(&mut self, mut wanted: impl FnMut(&LiveFrame) -> Option<T>) -> T {
        loop {
            let frame = self.next().await.expect("the socket closed before what was waited for");
            if let Some(found) = wanted(&frame) {
                return found;
            }
        }
    }

    pub async fn refusal(&mut self) -> ErrorCode {
        self.until(|frame| match frame {
            LiveFrame::Refused(problem) => Some(problem.code),
            _ => None,
        })
        .await
    }
}

pub struct VisitorSocket(pub Socket);

impl VisitorSocket {
    pub async fn next(&mut self) -> Option<VisitorFrame> {
        self.0.next_text().await.map(|text| serde_json::from_str(&text).unwrap())
    }

    pub async fn until<T>(&mut self, mut wanted: impl FnMut(&VisitorFrame) -> Option<T>) -> T {
        loop {
            let frame = self.next().await.expect("the socket closed before what was waited for");
            if let Some(found) = wanted(&frame) {
                return found;
            }
        }
    }

    pub async fn refusal(&mut self) -> ErrorCode {
        self.until(|frame| match frame {
            VisitorFrame::Refused { id: None, problem } => Some(problem.code),
            _ => None,
        })
        .await
    }
}
