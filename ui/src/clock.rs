//! What time it is, for texts that grow old by themselves ("attend 3 min").

use leptos::prelude::*;
use protocol::Timestamp;
use std::time::Duration;

/// Ticks each second; whoever reads it derives a text through a memo, so that the page only changes
/// when the text does.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Timestamp>);

impl Clock {
    pub fn start() -> Self {
        let signal = RwSignal::new(now());
        if let Ok(ticking) = set_interval_with_handle(move || signal.set(now()), Duration::from_secs(1)) {
            on_cleanup(move || ticking.clear());
        }
        Self(signal)
    }

    pub fn now(self) -> Timestamp {
        self.0.get()
    }
}

pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

pub fn days_ago(days: i64) -> Timestamp {
    now().plus_ms(-days * 24 * 3_600_000)
}
