//! A client's end of a WebSocket.

use anyhow::{Context, Result};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;
pub type Sender = SplitSink<Stream, Message>;
pub type Receiver = SplitStream<Stream>;

/// Connects and says the first frame.
pub async fn open(address: &str, path: &str, hello: String) -> Result<(Sender, Receiver)> {
    let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(4096);
    let url = format!("ws://{address}{path}");
    let (stream, _) = tokio_tungstenite::connect_async_with_config(&url, Some(small), true)
        .await
        .with_context(|| format!("cannot connect to {url}"))?;
    let (mut sender, receiver) = stream.split();
    sender.send(Message::text(hello)).await?;
    Ok((sender, receiver))
}

/// The next text frame; none when the other side has ended it.
pub async fn next_text(receiver: &mut Receiver) -> Option<tokio_tungstenite::tungstenite::Utf8Bytes> {
    loop {
        match receiver.next().await? {
            Ok(Message::Text(text)) => return Some(text),
            Ok(Message::Close(_)) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}
