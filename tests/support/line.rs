//! A line between a console and the hub that can be cut: a TCP relay.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub struct Line {
    addr: SocketAddr,
    open: watch::Sender<bool>,
    /// The next message arrives, and its answer does not.
    lose_answer: Arc<AtomicBool>,
    relay: JoinHandle<()>,
}

impl Line {
    pub async fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (open, state) = watch::channel(true);
        let lose_answer = Arc::new(AtomicBool::new(false));
        let relay = tokio::spawn(relay(listener, hub, state, lose_answer.clone()));
        Self { addr, open, lose_answer, relay }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Breaks every connection, and each new one at once.
    pub fn cut(&self) {
        self.open.send_replace(false);
    }

    pub fn restore(&self) {
        self.open.send_replace(true);
    }

    pub fn lose_answer_to_next_message(&self) {
        self.lose_answer.store(true, Ordering::SeqCst);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

async fn relay(listener: TcpListener, hub: SocketAddr, state: watch::Receiver<bool>, lose_answer: Arc<AtomicBool>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let (mut state, lose_answer) = (state.clone(), lose_answer.clone());
        if !*state.borrow_and_update() {
            continue;
        }
        tokio::spawn(async move {
            let Ok(mut far) = TcpStream::connect(hub).await else { return };
            let _ = near.set_nodelay(true);
            let _ = far.set_nodelay(true);
            let ((from_near, mut to_near), (from_far, to_far)) = (near.split(), far.split());
            let mut from_far = from_far;
            let lost = tokio::select! {
                lost = requests(from_near, to_far, &lose_answer) => lost,
                _ = copy(&mut from_far, &mut to_near) => false,
                _ = state.changed() => false,
            };
            if lost {
                // The hub has answered, so it has the message; nobody hears of it.
                let _ = from_far.read(&mut [0; 1]).await;
            }
        });
    }
}

/// Passes requests on; ends with true after one whose answer is to be lost.
async fn requests(mut from: ReadHalf<'_>, mut to: WriteHalf<'_>, lose_answer: &AtomicBool) -> bool {
    const MESSAGE: &[u8] = b"/messages HTTP/1.1";
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if to.write_all(&bytes[..count]).await.is_err() {
            return false;
        }
        let is_message = bytes[..count].windows(MESSAGE.len()).any(|window| window == MESSAGE);
        if is_message && lose_answer.swap(false, Ordering::SeqCst) {
            return true;
        }
    }
    false
}
