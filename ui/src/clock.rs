//! What time it is, for texts that grow old by themselves ("attend 3 min").

use js_sys::Date;
use leptos::prelude::*;
use protocol::Timestamp;
use std::time::Duration;
use wasm_bindgen::JsValue;

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

/// When the day so many days from today begins here, or began.
pub fn midnight(days: i64) -> Timestamp {
    begin(&Date::new_0(), days)
}

/// When a day of the calendar begins here, or the one so many days later; none: it is no day.
pub fn midnight_of(day: &str, later: i64) -> Option<Timestamp> {
    let date = Date::new(&JsValue::from_str(&format!("{day}T12:00:00")));
    (!date.get_time().is_nan()).then(|| begin(&date, later))
}

fn begin(day: &Date, later: i64) -> Timestamp {
    // Days are not all 24 hours long; a month's day before the first is one of the month before.
    let date = i64::from(day.get_date()) + later;
    let (month, date) = (day.get_month() as i32, i32::try_from(date).unwrap_or(1));
    Timestamp(Date::new_with_year_month_day(day.get_full_year(), month, date).get_time() as i64)
}

pub fn days_ago(days: i64) -> Timestamp {
    now().plus_ms(-days * 24 * 3_600_000)
}
