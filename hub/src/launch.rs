//! Starting and stopping: everything that runs beside the requests.

use crate::error::Error;
use crate::http::{self, Hub};
use crate::settings::Settings;
use crate::store::Store;
use crate::{crm, engine, previews};
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
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
    previews::sweep(&settings)?;
    let hub = engine::open(settings.clone(), None).await?;
    let store = hub.store.clone();
    let mut tasks = JoinSet::new();
    engine::follow_visitors(&hub, &mut tasks);
    tasks.spawn(tick(hub.clone()));
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

/// What happens by time alone.
async fn tick(hub: Hub) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    for second in 0u64.. {
        seconds.tick().await;
        hub.presence.refresh();
        hub.store.notice_other_writers().await;
        if second % 5 == 0 {
            previews::end_over(&hub).await;
        }
        if second % 60 == 0 {
            hub.limits.forget_quiet();
            hub.metrics.run_upkeep();
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
