//! The floor of the hub's measurement: a WebSocket server that sends every text back and keeps
//! nothing. Same runtime, same library, same buffers.

use anyhow::Result;
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}

async fn echo(stream: TcpStream) -> Result<()> {
    stream.set_nodelay(true)?;
    let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(4096);
    let mut socket = tokio_tungstenite::accept_async_with_config(stream, Some(small)).await?;
    while let Some(message) = socket.next().await {
        if let text @ Message::Text(_) = message? {
            socket.send(text).await?;
        }
    }
    Ok(())
}
