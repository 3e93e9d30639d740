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
    faults: Arc<Faults>,
    relay: JoinHandle<()>,
}

#[derive(Default)]
struct Faults {
    /// The next message arrives, and its answer does not.
    lose_answer: AtomicBool,
    /// As behind a proxy that knows no WebSockets.
    no_sockets: AtomicBool,
}

impl Line {
    pub async fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let (open, state) = watch::channel(true);
        let faults = Arc::new(Faults::default());
        let relay = tokio::spawn(relay(listener, hub, state, faults.clone()));
        Self { addr, open, faults, relay }
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
        self.faults.lose_answer.store(true, Ordering::SeqCst);
    }

    pub fn refuse_sockets(&self) {
        self.faults.no_sockets.store(true, Ordering::SeqCst);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

async fn relay(listener: TcpListener, hub: SocketAddr, state: watch::Receiver<bool>, faults: Arc<Faults>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let (mut state, faults) = (state.clone(), faults.clone());
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
                lost = requests(from_near, to_far, &faults) => lost,
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
async fn requests(mut from: ReadHalf<'_>, mut to: WriteHalf<'_>, faults: &Faults) -> bool {
    const SOCKET: &[u8] = b"GET /v1/live ";
    const MESSAGE: &[u8] = b"/messages HTTP/1.1";
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        if faults.no_sockets.load(Ordering::SeqCst) && bytes[..count].starts_with(SOCKET) {
            return false;
        }
        if to.write_all(&bytes[..count]).await.is_err() {
            return false;
        }
        let is_message = bytes[..count].windows(MESSAGE.len()).any(|window| window == MESSAGE);
        if is_message && faults.lose_answer.swap(false, Ordering::SeqCst) {
            return true;
        }
    }
    false
}
