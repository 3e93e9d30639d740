//! What an operator can set.

use protocol::Timestamp;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

/// Where the hub listens and keeps its data, and how it behaves.
#[derive(Clone)]
pub struct Settings {
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Directory of the database; made if it is not there.
    pub data: PathBuf,
    /// PEM files; with them the hub serves TLS itself.
    pub tls: Option<Tls>,
    /// Believe `X-Forwarded-For` of the proxy in front. Off, the peer's own address counts.
    pub trust_forwarded: bool,
    /// Off in load measurements only.
    pub rate_limits: bool,
    pub clock: Clock,
    /// The largest database, in pages of 4 KiB; none: as the disk allows.
    pub max_pages: Option<u32>,
    /// A database of places by address, in MaxMind's format (GeoLite2 City, DB-IP City…). None: where a
    /// visitor is stays unknown.
    pub places: Option<PathBuf>,
    /// The CRM beside the hub's own tables; none: they are the CRM.
    pub pipedrive: Option<PipedriveAccount>,
}

/// A company's account of Pipedrive.
#[derive(Clone)]
pub struct PipedriveAccount {
    /// Its own address, like `https://shop.pipedrive.com`.
    pub base: Url,
    pub token: String,
}

#[derive(Clone)]
pub struct Tls {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Settings {
    /// Where the bytes of files lie.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    pub fn new(listen: SocketAddr, data: impl Into<PathBuf>) -> Self {
        Self {
            listen,
            data: data.into(),
            tls: None,
            trust_forwarded: false,
            rate_limits: true,
            clock: system_clock(),
            max_pages: None,
            places: None,
            pipedrive: None,
        }
    }
}

/// Where the hub takes the time from; a test can set it back.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

pub(crate) fn system_clock() -> Clock {
    Arc::new(|| {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    })
}
