//! Small decisions about how things read, as plain functions: no browser, no language.

use protocol::Timestamp;
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A wait past this is shown as a warning.
const LONG_WAIT: i64 = 10 * MINUTE;

/// Two letters for a picture of somebody: of the first and the last word, or two of the only one.
pub fn initials(name: &str) -> String {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let letters: String = match words.next_back() {
        Some(last) => first.chars().take(1).chain(last.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    };
    letters.to_uppercase()
}

/// A count for a small badge. The core counts what is unread to 100 at most, too.
pub fn short_count(count: i64) -> String {
    if count > 99 { "99+".to_owned() } else { count.to_string() }
}

/// The first word of a name, as colleagues say it.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// The path of an address: what tells pages of one site apart.
pub fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// What an address leads to, without what no reader needs: the host, and the path if there is one.
pub fn host_and_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    rest.trim_end_matches('/').to_owned()
}

/// Where an address leads, without the way there.
pub fn host(url: &str) -> String {
    let shown = host_and_path(url);
    shown.split('/').next().unwrap_or_default().to_owned()
}

/// Whether it is an address that a browser may open.
pub fn is_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme))
}

/// How long something has lasted, in the one unit that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Less than a minute: nobody counts seconds, and a ticking number pulls the eye.
    Moment,
    Minutes(i64),
    Hours(i64),
    Days(i64),
}

impl Span {
    pub fn of(ms: i64) -> Self {
        match ms {
            ..MINUTE => Self::Moment,
            MINUTE..HOUR => Self::Minutes(ms / MINUTE),
            HOUR..DAY => Self::Hours(ms / HOUR),
            _ => Self::Days(ms / DAY),
        }
    }
}

/// How long somebody waits, and whether that is too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub span: Span,
    pub long: bool,
}

impl Wait {
    /// Clocks differ: a hub slightly ahead must not make a wait negative.
    pub fn until(now: Timestamp, since: Timestamp) -> Self {
        let ms = now.since(since).max(0);
        Self { span: Span::of(ms), long: ms >= LONG_WAIT }
    }
}

/// What is left of the time in which a chat should be taken (A8), or how far that is over, in whole
/// seconds. Near its end it warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Countdown {
    Left { seconds: i64, soon: bool },
    Over { seconds: i64 },
}

impl Countdown {
    pub fn to(until: Timestamp, now: Timestamp) -> Self {
        let ms = until.since(now);
        // A second that has begun counts: what is left never shows as nothing.
        let seconds = (ms.abs() + 999) / 1_000;
        if ms > 0 { Self::Left { seconds, soon: ms < MINUTE } } else { Self::Over { seconds: -ms / 1_000 } }
    }
}

/// Minutes and seconds, "2:05"; from an hour on with hours, "1:02:05".
pub fn clock_span(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The day an instant falls on for somebody whose clock is `offset_minutes` behind UTC (as
/// JavaScript counts it). Two instants are of the same day when these are equal.
pub fn day(at: Timestamp, offset_minutes: i64) -> i64 {
    (at.0 - offset_minutes * MINUTE).div_euclid(DAY)
}

/// "order: A-12 · value: 99.5"
pub fn pairs(pairs: &BTreeMap<String, String>) -> String {
    pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_has_two_digits_at_most() {
        assert_eq!([1, 99, 100].map(short_count), ["1", "99", "99+"]);
    }

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Lucía Fernández"), "LF");
        assert_eq!(initials("Jean-Pierre de la Tour"), "JT");
        assert_eq!(initials("élodie"), "ÉL");
        assert_eq!(initials("Visiteur #8412"), "V8");
        assert_eq!(initials("  "), "");
        assert_eq!(initials("\u{202e}李 雷"), "李雷");
    }

    #[test]
    fn a_page_is_told_by_its_path() {
        assert_eq!(path("https://shop.example/es/devoluciones?x=1#y"), "/es/devoluciones");
        assert_eq!(path("https://shop.example"), "/");
        assert_eq!(path("not a url"), "/");
    }

    #[test]
    fn an_address_is_shown_by_its_host() {
        assert_eq!(host_and_path("https://shop.example/retours/?x=1#y"), "shop.example/retours");
        assert_eq!(host_and_path("https://shop.example/"), "shop.example");
        // Whoever tries to look like another host shows what they did.
        assert_eq!(host_and_path("https://good.example@evil.example/"), "good.example@evil.example");
    }

    #[test]
    fn waits_are_said_in_one_unit_and_warn_after_ten_minutes() {
        let since = Timestamp(1_000_000);
        let wait = |ms: i64| Wait::until(since.plus_ms(ms), since);
        assert_eq!(wait(-5_000), Wait { span: Span::Moment, long: false });
        assert_eq!(wait(59_999), Wait { span: Span::Moment, long: false });
        assert_eq!(wait(3 * MINUTE), Wait { span: Span::Minutes(3), long: false });
        assert_eq!(wait(10 * MINUTE), Wait { span: Span::Minutes(10), long: true });
        assert_eq!(wait(2 * HOUR + MINUTE), Wait { span: Span::Hours(2), long: true });
        assert_eq!(wait(3 * DAY), Wait { span: Span::Days(3), long: true });
    }

    /// A8
    #[test]
    fn a_deadline_is_counted_down_to_and_then_from() {
        let until = Timestamp(1_000_000);
        let at = |ms: i64| Countdown::to(until, until.plus_ms(ms));
        assert_eq!(at(-135_000), Countdown::Left { seconds: 135, soon: false });
        assert_eq!(at(-41_200), Countdown::Left { seconds: 42, soon: true });
        assert_eq!(at(-1), Countdown::Left { seconds: 1, soon: true });
        assert_eq!(at(0), Countdown::Over { seconds: 0 });
        assert_eq!(at(70_000), Countdown::Over { seconds: 70 });
        assert_eq!([135, 42, 3_725].map(clock_span), ["2:15", "0:42", "1:02:05"]);
    }

    #[test]
    fn days_turn_at_the_reader_s_midnight() {
        let at = |h: i64, m: i64| Timestamp(h * HOUR + m * MINUTE);
        assert_eq!(day(at(23, 30), 0), 0);
        // Paris in winter is one hour ahead: -60 for JavaScript.
        assert_eq!(day(at(23, 30), -60), 1);
        assert_eq!(day(at(0, 30), 60), -1);
    }

    #[test]
    fn first_names_survive_empty_ones() {
        assert_eq!(first_name("Lucía Fernández"), "Lucía");
        assert_eq!(first_name(""), "");
    }
}
