//! Starting and stopping: everything that runs beside the requests.

use crate::crm::{self, Crm, Pipedrive};
use crate::error::Error;
use crate::fault;
use crate::files::Files;
use crate::http::{self, Hub};
use crate::limits::Limits;
use crate::live::{OnSite, Presence, Signs};
use crate::places::Places;
use crate::settings::Settings;
use crate::store::{Store, agents, runs};
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::net::{SocketAddr, TcpListener};
use std::sync::OnceLock;
use std::time::Duration;
use tokio::sync::{Semaphore, broadcast};
use tokio::task::JoinSet;

/// How long requests in flight may take when the hub is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// A hub that listens.
pub struct Running {
    pub addr: SocketAddr,
    pub store: Store,
    secure: bool,
    handle: Handle<SocketAddr>,
    tasks: JoinSet<()>,
}

/// Starts a hub; it listens when this returns.
pub async fn launch(settings: Settings) -> Result<Running, Error> {
    // Another provider may be there already when several hubs share a process; either will do.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let store = Store::open(&settings)?;
    let switches = store.read(agents::switches).await?;
    let on_site = OnSite::default();
    let hub = Hub::new(http::Parts {
        limits: Limits::new(settings.rate_limits),
        presence: Presence::new(settings.clock.clone(), switches),
        on_site: on_site.clone(),
        signs: Signs::default(),
        crm: match &settings.pipedrive {
            Some(account) => Crm::Pipedrive(Box::new(Pipedrive::new(account.base.clone(), account.token.clone())?)),
            None => Crm::Own,
        },
        password_checks: Semaphore::new(2),
        metrics: metrics_handle()?,
        store: store.clone(),
        files: Files::open(&settings.files())?,
        places: Places::open(settings.places.as_deref())?,
        settings: settings.clone(),
    });
    let mut tasks = JoinSet::new();
    tasks.spawn(wake_visitors(store.clone(), on_site));
    tasks.spawn(tick(hub.clone()));
    tasks.spawn(end_waits(hub.clone()));
    tasks.spawn(tend_files(hub.clone()));
    tasks.spawn(crm::carry(hub.clone()));

    let cannot_listen = |e: std::io::Error| Error::Internal(format!("cannot listen on {}: {e}", settings.listen));
    let listener = TcpListener::bind(settings.listen).map_err(cannot_listen)?;
    listener.set_nonblocking(true).map_err(cannot_listen)?;
    let addr = listener.local_addr().map_err(cannot_listen)?;
    let handle = Handle::new();
    let service = http::router(hub).into_make_service_with_connect_info::<SocketAddr>();
    match &settings.tls {
        Some(tls) => {
            let config = RustlsConfig::from_pem_file(&tls.certificate, &tls.key)
                .await
                .map_err(|e| Error::Internal(format!("cannot use the TLS files: {e}")))?;
            let acceptor = RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new());
            let server =
                axum_server::from_tcp(listener).map_err(cannot_listen)?.acceptor(acceptor).handle(handle.clone());
            tasks.spawn(async move { report(server.serve(service).await) });
        }
        None => {
            let server = axum_server::from_tcp(listener)
                .map_err(cannot_listen)?
                .acceptor(NoDelayAcceptor::new())
                .handle(handle.clone());
            tasks.spawn(async move { report(server.serve(service).await) });
        }
    }
    Ok(Running { addr, store, secure: settings.tls.is_some(), handle, tasks })
}

impl Running {
    /// Where it listens.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.secure { "https" } else { "http" }, self.addr)
    }

    /// Lets requests in flight finish, ends sockets, and returns when all is written.
    pub async fn stop(mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
        // Sockets are never done by themselves: only requests get the grace.
        let drained = async {
            while self.handle.connection_count() > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let _ = tokio::time::timeout(Duration::from_millis(500), drained).await;
        self.abort();
        // The last write is behind all others in the queue.
        let _ = self.store.write(|_| Ok(())).await;
    }

    /// Ends at once, as a crash would, but for what is already committed.
    pub fn abort(&mut self) {
        self.handle.shutdown();
        self.tasks.abort_all();
    }
}

fn report(ended: std::io::Result<()>) {
    if let Err(error) = ended {
        tracing::error!(%error, "the listener ended");
    }
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

/// What happens by time alone.
async fn tick(hub: Hub) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    for second in 0u64.. {
        seconds.tick().await;
        hub.presence.refresh();
        hub.store.notice_other_writers().await;
        if second % 60 == 0 {
            hub.limits.forget_quiet();
            hub.metrics.run_upkeep();
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

/// Deletes bytes that nobody needs. It may take long, and must not hold up the clock.
async fn tend_files(hub: Hub) {
    if let Err(error) = http::sweep_files(&hub).await {
        tracing::warn!(%error, "what a crash left of files is still there");
    }
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    loop {
        minutes.tick().await;
        if let Err(error) = http::clear_files(&hub).await {
            tracing::warn!(%error, "files that nobody needs are still there");
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
