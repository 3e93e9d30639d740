//! Dates and numbers as the interface's language writes them, in the agent's zone: the browser's own
//! `Intl`. A formatter is slow to make and fast to use, so each is made once.

use crate::i18n::Locale;
use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use protocol::Timestamp;
use std::cell::RefCell;
use std::collections::HashMap;
use wasm_bindgen::JsValue;

/// The ways an instant is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// 10:26
    Time,
    /// 3 nov.
    ShortDay,
    /// 3 nov. 2025
    ShortDate,
    /// jeudi 20 novembre
    LongDay,
    /// lundi 3 novembre 2025
    LongDate,
    /// 03/11/2025
    Numbers,
}

impl Style {
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Time => &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")],
            Self::ShortDay => &[("day", "numeric"), ("month", "short")],
            Self::ShortDate => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::LongDay => &[("weekday", "long"), ("day", "numeric"), ("month", "long")],
            Self::Numbers => &[("day", "2-digit"), ("month", "2-digit"), ("year", "numeric")],
            Self::LongDate => &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")],
        }
    }
}

type Formatters = HashMap<(&'static str, Option<Style>), Function>;

thread_local! {
    static FORMATTERS: RefCell<Formatters> = RefCell::new(HashMap::new());
}

/// The tag that `Intl` is asked with. English is written day first and in 24 hours, as in the other two.
const fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::fr => "fr",
        Locale::es => "es",
        Locale::en => "en-GB",
    }
}

/// Two letters.
pub const fn code(locale: Locale) -> &'static str {
    match locale {
        Locale::fr => "fr",
        Locale::es => "es",
        Locale::en => "en",
    }
}

pub fn date(locale: Locale, style: Style, at: Timestamp) -> String {
    let make = |tags: &Array| {
        let options = Object::new();
        for (name, value) in style.options() {
            // Setting a field of a fresh object cannot fail.
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        Intl::DateTimeFormat::new(tags, &options).format()
    };
    write(locale, Some(style), make, &Date::new(&JsValue::from_f64(at.0 as f64)))
}

pub fn number(locale: Locale, number: i64) -> String {
    let make = |tags: &Array| Intl::NumberFormat::new(tags, &Object::new()).format();
    write(locale, None, make, &JsValue::from_f64(number as f64))
}

/// A size on disk: "412 Mo", "1,2 Mo", "34 ko", "20 o". Of megabytes one digit after the comma below ten;
/// rounded up.
pub fn bytes(locale: Locale, bytes: u64) -> String {
    let (unit, short, one) = match bytes {
        0..1_000 => ("byte", "B", 1.0),
        1_000..999_500 => ("kilobyte", "kB", 1e3),
        _ => ("megabyte", "MB", 1e6),
    };
    let count = bytes as f64 / one;
    let digits = if count < 9.95 && one > 1e3 { 1 } else { 0 };
    let scale = 10f64.powi(digits);
    let count = (count * scale).ceil() / scale;
    let options = Object::new();
    for (name, value) in [("style", "unit"), ("unit", unit), ("unitDisplay", "short")] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &digits.into());
    let format = Intl::NumberFormat::new(&Array::of1(&tag(locale).into()), &options).format();
    let written = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(count));
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| format!("{count} {short}"))
}

/// `2580.00 EUR` ([`protocol::crm::money`]) as "2 580 €"; cents only where there are some.
pub fn money(locale: Locale, value: &str) -> String {
    let Some((amount, currency)) = protocol::crm::money(value) else { return value.to_owned() };
    let Ok(number) = amount.parse::<f64>() else { return value.to_owned() };
    let options = Object::new();
    for (name, value) in [("style", "currency"), ("currency", currency)] {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    if number.fract() == 0.0 {
        let _ = Reflect::set(&options, &"minimumFractionDigits".into(), &0.into());
    }
    let format = Intl::NumberFormat::new(&Array::of1(&tag(locale).into()), &options).format();
    let written = format.call1(&JsValue::UNDEFINED, &JsValue::from_f64(number));
    written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| value.to_owned())
}

/// "22 nov. 20:15": the day in this style, and the time.
pub fn moment(locale: Locale, day: Style, at: Timestamp) -> String {
    [day, Style::Time].map(|style| date(locale, style, at)).join(" ")
}

/// A day of the calendar, `2026-12-31`. It is the same day in every zone.
pub fn iso_day(locale: Locale, style: Style, day: &str) -> String {
    let noon = Date::parse(&format!("{day}T12:00:00"));
    if noon.is_nan() { day.to_owned() } else { date(locale, style, Timestamp(noon as i64)) }
}

/// The day of an instant here, as ISO 8601.
pub fn iso_today(at: Timestamp) -> String {
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    format!("{:04}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// What time it is in a time zone; none: this machine knows no such zone.
pub fn time_in(locale: Locale, zone: &str, at: Timestamp) -> Option<String> {
    let options = Object::new();
    for (name, value) in Style::Time.options().iter().copied().chain([("timeZone", zone)]) {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    // The typed binding would throw past us: a visitor's browser may name anything.
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .ok()?;
    let tags = Array::of1(&tag(locale).into());
    let formatter = Reflect::construct(&class.into(), &Array::of2(&tags, &options)).ok()?;
    let format: Function = Reflect::get(&formatter, &"format".into()).ok()?.into();
    format.call1(&formatter, &JsValue::from_f64(at.0 as f64)).ok()?.as_string()
}

/// The name of a language in the interface's language: `es` is "espagnol" in French.
pub fn language(locale: Locale, code: &str) -> String {
    display_name(locale, "language", code)
}

/// The name of a country: `ES` is "Espagne" in French.
pub fn country(locale: Locale, code: &str) -> String {
    display_name(locale, "region", code)
}

fn display_name(locale: Locale, kind: &str, code: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &kind.into());
    Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DisplayNames".into()))
        .and_then(|class| Reflect::construct(&class.into(), &Array::of2(&Array::of1(&tag(locale).into()), &options)))
        .and_then(|names| {
            let of: Function = Reflect::get(&names, &"of".into())?.into();
            of.call1(&names, &code.into())
        })
        .ok()
        .and_then(|name| name.as_string())
        .unwrap_or_else(|| code.to_owned())
}

/// Minutes that this zone is behind UTC at that instant.
pub fn zone_offset(at: Timestamp) -> i64 {
    Date::new(&JsValue::from_f64(at.0 as f64)).get_timezone_offset() as i64
}

/// The day an instant falls on here.
pub fn day(at: Timestamp) -> i64 {
    crate::format::day(at, zone_offset(at))
}

pub fn year(at: Timestamp) -> u32 {
    Date::new(&JsValue::from_f64(at.0 as f64)).get_full_year()
}

/// Lower case without accents, so that "ines" finds "Inés".
pub fn fold(text: &str) -> String {
    let apart: String = JsString::from(text).normalize("NFD").into();
    apart.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase).collect()
}

fn write(locale: Locale, style: Option<Style>, make: impl FnOnce(&Array) -> Function, value: &JsValue) -> String {
    FORMATTERS.with_borrow_mut(|formatters| {
        let tag = tag(locale);
        let format = formatters.entry((tag, style)).or_insert_with(|| make(&Array::of1(&tag.into())));
        format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}
