//! Open-loop load: messages leave at their planned instants whether or not earlier ones were
//! answered, and latency counts from the plan, so that a server that stalls is not spared.

use crate::socket::Sender;
use anyhow::Result;
use futures_util::SinkExt;
use hdrhistogram::Histogram;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio_tungstenite::tungstenite::Message;

/// Latencies of one road, in microseconds.
pub struct Latencies(Mutex<Histogram<u64>>);

impl Latencies {
    pub fn new() -> Result<Self> {
        Ok(Self(Mutex::new(Histogram::new_with_bounds(1, 600_000_000, 3)?)))
    }

    pub fn record(&self, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).saturating_record(micros.max(1));
    }

    pub fn count(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// In milliseconds.
    pub fn quantile(&self, quantile: f64) -> f64 {
        let micros = self.0.lock().unwrap_or_else(PoisonError::into_inner).value_at_quantile(quantile);
        f64::from(u32::try_from(micros).unwrap_or(u32::MAX)) / 1_000.0
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).reset();
    }
}

/// The clock that message texts carry: microseconds since the generator began.
#[derive(Clone, Copy)]
pub struct Clock(Instant);

impl Clock {
    #[expect(clippy::new_without_default, reason = "a clock that starts now is no default value")]
    pub fn new() -> Self {
        Self(Instant::now())
    }

    pub fn stamp(self, at: Instant) -> u128 {
        at.saturating_duration_since(self.0).as_micros()
    }

    /// How long ago the stamp at the beginning of `text` was.
    pub fn since_stamp(self, text: &str) -> Option<Duration> {
        let digits = text.split(' ').next()?;
        let then = Duration::from_micros(digits.parse().ok()?);
        Some(self.0.elapsed().saturating_sub(then))
    }
}

/// A text of 200 bytes that begins with its planned instant.
pub fn text_of_200_bytes(stamp: u128) -> String {
    format!("{stamp} {:x<200}", "").chars().take(200).collect()
}

/// Sends `rate` messages a second for `time`, round robin over the sockets. `frame` writes the
/// message that was planned at an instant. Answers how many were sent.
pub async fn send(
    senders: &Arc<Vec<tokio::sync::Mutex<Sender>>>,
    rate: u32,
    time: Duration,
    frame: impl Fn(Instant) -> String,
) -> u64 {
    let start = Instant::now();
    let total = u64::from(rate) * time.as_secs();
    let failed = Arc::new(AtomicU64::new(0));
    let mut next = 0;
    while next < total {
        let due = (start.elapsed().as_secs_f64() * f64::from(rate)) as u64;
        while next < due.min(total) {
            let planned = start + Duration::from_secs_f64(next as f64 / f64::from(rate));
            let (senders, failed, text) = (Arc::clone(senders), Arc::clone(&failed), frame(planned));
            let socket = usize::try_from(next).unwrap_or_default() % senders.len();
            tokio::spawn(async move {
                if senders[socket].lock().await.send(Message::text(text)).await.is_err() {
                    failed.fetch_add(1, Ordering::Relaxed);
                }
            });
            next += 1;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    total - failed.load(Ordering::Relaxed)
}

/// Waits until `latencies` holds `expected`, or nothing more comes for two seconds.
pub async fn settle(latencies: &Latencies, expected: u64) {
    let mut seen = latencies.count();
    let mut still = Instant::now();
    while seen < expected && still.elapsed() < Duration::from_secs(2) {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let now = latencies.count();
        if now != seen {
            (seen, still) = (now, Instant::now());
        }
    }
}
