//! Tells the hub what holds of this agent at the moment: whether they are online (A1), and what they look
//! at. At each change, and again at each connection.

use crate::hub_client::{self, HubClient};
use protocol::ConversationId;
use std::time::Duration;
use tokio::sync::watch;

const AGAIN: Duration = Duration::from_secs(5);

/// Runs until it is aborted.
pub async fn tell_online(hub: HubClient, wished: watch::Receiver<bool>, connected: watch::Receiver<bool>) {
    let tell = move |online| {
        let hub = hub.clone();
        async move { hub.set_presence(online).await }
    };
    keep_told(wished, connected, AGAIN, tell).await;
}

/// Runs until it is aborted. A look that the hub refuses (the chat went elsewhere meanwhile) is over.
pub async fn tell_look(
    hub: HubClient,
    looked_at: watch::Receiver<Option<ConversationId>>,
    connected: watch::Receiver<bool>,
) {
    let tell = move |at| {
        let hub = hub.clone();
        async move { hub.look(at).await }
    };
    keep_told(looked_at, connected, Duration::MAX, tell).await;
}

async fn keep_told<T: Copy, F: Future<Output = Result<(), hub_client::Error>>>(
    mut wished: watch::Receiver<T>,
    mut connected: watch::Receiver<bool>,
    again: Duration,
    tell: impl Fn(T) -> F,
) {
    loop {
        if connected.wait_for(|connected| *connected).await.is_err() {
            return;
        }
        let wish = *wished.borrow_and_update();
        let again = match tell(wish).await {
            Ok(()) => Duration::MAX,
            Err(error) => {
                tracing::info!(%error, "what holds of this desk was not told");
                again
            }
        };
        tokio::select! {
            changed = wished.changed() => if changed.is_err() { return },
            changed = connected.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(again) => {}
        }
    }
}
