//! What every handler has at hand.

use crate::crm::Crm;
use crate::files::Files;
use crate::limits::Limits;
use crate::live::{OnSite, Presence, Signs};
use crate::places::Places;
use crate::settings::Settings;
use crate::store::Store;
use protocol::Timestamp;
use std::ops::Deref;
use std::sync::Arc;
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
    /// Passwords are checked a few at a time: each costs 19 MiB and tens of milliseconds.
    pub password_checks: Semaphore,
    pub metrics: metrics_exporter_prometheus::PrometheusHandle,
}

impl Hub {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
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
