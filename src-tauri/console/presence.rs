//! Tells the hub whether the agent is online (A1): at each change, and again at each connection.

use crate::hub_client::HubClient;
use std::time::Duration;
use tokio::sync::watch;

const AGAIN: Duration = Duration::from_secs(5);

/// Runs until it is aborted.
pub async fn tell(hub: HubClient, mut wished: watch::Receiver<bool>, mut connected: watch::Receiver<bool>) {
    loop {
        if connected.wait_for(|connected| *connected).await.is_err() {
            return;
        }
        let online = *wished.borrow_and_update();
        let again = match hub.set_presence(online).await {
            Ok(()) => Duration::MAX,
            Err(error) => {
                tracing::info!(%error, "presence was not told");
                AGAIN
            }
        };
        tokio::select! {
            changed = wished.changed() => if changed.is_err() { return },
            changed = connected.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(again) => {}
        }
    }
}
