//! A hub but for its listener: its parts, and what keeps visitors' threads going beside the requests.

use crate::crm::{Crm, Pipedrive};
use crate::error::Error;
use crate::fault;
use crate::files::Files;
use crate::http::{Hub, Parts};
use crate::limits::Limits;
use crate::live::{OnSite, Presence, Signs};
use crate::places::Places;
use crate::previews::Previews;
use crate::settings::Settings;
use crate::store::{Store, agents, runs};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::{Semaphore, broadcast};
use tokio::task::JoinSet;

/// Opens the data of `settings`, making it as needed. They go with the hub if `folder` is theirs.
pub async fn open(settings: Settings, folder: Option<TempDir>) -> Result<Hub, Error> {
    let of = settings.clone();
    let opened = tokio::task::spawn_blocking(move || Store::open(&of)).await;
    let store = opened.map_err(|error| Error::Internal(error.to_string()))??;
    let switches = store.read(agents::switches).await?;
    Ok(Hub::new(Parts {
        limits: Limits::new(settings.rate_limits),
        presence: Presence::new(settings.clock.clone(), switches),
        on_site: OnSite::default(),
        signs: Signs::default(),
        crm: match &settings.pipedrive {
            Some(account) => Crm::Pipedrive(Box::new(Pipedrive::new(account.base.clone(), account.token.clone())?)),
            None => Crm::Own,
        },
        previews: Previews::default(),
        password_checks: Semaphore::new(2),
        metrics: metrics_handle()?,
        files: Files::open(&settings.files())?,
        places: Places::open(settings.places.as_deref())?,
        store,
        settings,
        _folder: folder,
    }))
}

/// Tells visitors' sockets of what changes, and ends waits that are over, for as long as `tasks` are there.
pub fn follow_visitors(hub: &Hub, tasks: &mut JoinSet<()>) {
    tasks.spawn(wake_visitors(hub.store.clone(), hub.on_site.clone()));
    tasks.spawn(end_waits(hub.clone()));
}

/// Tells the sockets of those visitors whose threads a commit changed.
async fn wake_visitors(store: Store, on_site: OnSite) {
    let mut news = store.news();
    loop {
        match news.recv().await {
            Ok(news) => on_site.wake(&news.visitors),
            Err(broadcast::error::RecvError::Lagged(_)) => on_site.wake_all(),
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

/// Ends the waits for an agent that are over (A8): by the clock, or because the last one has left. Their
/// deadlines are in the store, so that a hub that was down ends them when it is back.
async fn end_waits(hub: Hub) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    let mut presence = hub.presence.online();
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            changed = presence.changed() => if changed.is_err() { return },
        }
        let (now, online) = (hub.now(), hub.presence.now());
        let due = hub.store.read({
            let online = online.clone();
            move |connection| runs::is_due(connection, now, &online)
        });
        let ended = match due.await {
            Ok(false) => Ok(()),
            Ok(true) => {
                let ended = hub.store.write(move |tx| runs::expire(tx, &online)).await;
                fault::point!("expiry_committed");
                ended
            }
            Err(error) => Err(error),
        };
        if let Err(error) = ended {
            tracing::warn!(%error, "chats that waited too long are not marked yet");
        }
    }
}

/// One recorder per process, however many hubs start in it, and at whatever moment.
fn metrics_handle() -> Result<PrometheusHandle, Error> {
    static HANDLE: OnceLock<Result<PrometheusHandle, String>> = OnceLock::new();
    let install = || PrometheusBuilder::new().install_recorder().map_err(|error| error.to_string());
    HANDLE.get_or_init(install).clone().map_err(Error::Internal)
}

#[cfg(test)]
mod tests {
    use super::metrics_handle;
    use std::sync::Barrier;

    /// Hubs that start at the same moment share the process's one recorder; none is refused it.
    #[test]
    fn hubs_of_one_process_share_its_recorder() {
        const HUBS: usize = 64;
        let together = Barrier::new(HUBS);
        std::thread::scope(|scope| {
            for _ in 0..HUBS {
                scope.spawn(|| {
                    together.wait();
                    metrics_handle().unwrap();
                });
            }
        });
    }
}
