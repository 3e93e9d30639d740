//! What every handler has at hand.

use super::extract::SignedIn;
use crate::crm::Crm;
use crate::error::Error;
use crate::files::Files;
use crate::limits::Limits;
use crate::live::{OnSite, Presence, Signs};
use crate::places::Places;
use crate::previews::Previews;
use crate::rules::visibility::Viewer;
use crate::settings::Settings;
use crate::store::{Store, Tx};
use protocol::Timestamp;
use protocol::wire::ErrorCode;
use std::ops::Deref;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Semaphore;

/// The running hub. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Parts>);

pub struct Parts {
    pub settings: Settings,
    pub store: Store,
    pub files: Files,
    pub places: Places,
    pub limits: Limits,
    pub presence: Presence,
    pub on_site: OnSite,
    pub signs: Signs,
    pub crm: Crm,
    pub previews: Previews,
    /// Passwords are hashed and checked a few at a time: each costs 19 MiB and tens of milliseconds.
    pub password_checks: Semaphore,
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
    /// Goes with the hub, where its data are for a while only. Last here, so that nothing of it is open any more.
    pub _folder: Option<TempDir>,
}

impl Hub {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Writes for an agent, with the rights they have by then: the request may have been on its way for long.
    pub async fn write_as<T: Send + 'static>(
        &self,
        agent: SignedIn,
        work: impl FnOnce(&mut Tx<'_>, &Viewer) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.store
            .write(move |tx| {
                let viewer = agent.look_again(tx)?;
                work(tx, &viewer)
            })
            .await
    }

    /// Hashes or checks a password: beside the requests, and a few at a time.
    pub async fn with_password<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.password_checks.acquire().await.map_err(|_| ErrorCode::Unavailable)?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))
    }

    /// The clock, for telling consoles; writes have their own time.
    pub fn now(&self) -> Timestamp {
        (self.settings.clock)()
    }
}

impl Deref for Hub {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
