//! When conversations start, and dates as the shop says them.
//!
//! The shop keeps Paris time. Its offset follows the rule that the European Union has kept since 1996, worked
//! out here: a time zone database would make the output depend on the machine.

use super::random::Random;

pub(super) const MINUTE_MS: i64 = 60_000;
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// How busy each day is, Monday first, in percent of the busiest.
const WEEKDAYS: [u32; 7] = [100, 92, 88, 86, 90, 44, 22];
/// How busy each local hour is.
const HOURS: [u32; 24] = [2, 1, 1, 0, 0, 1, 3, 10, 42, 78, 100, 96, 70, 66, 84, 88, 86, 84, 78, 58, 24, 16, 9, 4];

pub(super) struct Date {
    pub(super) month: usize,
    pub(super) day: i64,
    /// 0 is Monday.
    pub(super) weekday: usize,
}

/// The calendar date of a local day number (days since 1970-01-01); the usual era arithmetic, in which years
/// start in March so that the leap day comes last.
pub(super) fn date(day_number: i64) -> Date {
    let shifted = day_number + 719_468;
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    Date {
        month: ((march_month + 2) % 12) as usize,
        day: day_of_year - (153 * march_month + 2) / 5 + 1,
        weekday: (day_number + 3).rem_euclid(7) as usize,
    }
}

/// Wall-clock milliseconds in Paris since the epoch.
pub(super) fn local_ms(at_ms: i64) -> i64 {
    at_ms + offset_ms(at_ms)
}

/// Minutes since local midnight.
pub(super) fn minute_of_day(at_ms: i64) -> i64 {
    local_ms(at_ms).rem_euclid(DAY_MS) / MINUTE_MS
}

/// Summer time runs from the last Sunday of March to the last Sunday of October, both at 01:00 UTC.
fn offset_ms(at_ms: i64) -> i64 {
    let shifted = at_ms - HOUR_MS;
    let Date { month, day, weekday } = date(shifted.div_euclid(DAY_MS));
    let last_sunday = {
        let since_sunday = (weekday as i64 + 1) % 7;
        day - since_sunday > 31 - 7
    };
    let summer = match month {
        2 => last_sunday,
        3..=8 => true,
        9 => !last_sunday,
        _ => false,
    };
    if summer { 2 * HOUR_MS } else { HOUR_MS }
}

/// How many days the conversations are spread over: some thirty a day, from two months to two years, so that
/// every period filter of the statistics has a previous period to compare with.
fn days(conversations: usize) -> i64 {
    i64::try_from(conversations / 30).unwrap_or(i64::MAX).clamp(60, 730)
}

/// Start times, oldest first, all before `end_ms`. The newest dozen falls in the last three hours whatever
/// the time of day: a hub seeded at night still opens on a live inbox.
pub(super) fn starts(conversations: usize, end_ms: i64) -> Vec<i64> {
    let mut random = Random::of(0xCA1E, conversations as u64);
    let fresh = fresh(conversations);
    let days = days(conversations);
    let mut starts: Vec<i64> = (fresh..conversations)
        .map(|_| office_hours(&mut random, days, end_ms - 3 * HOUR_MS))
        .chain((0..fresh).map(|_| 0))
        .collect();
    for start in &mut starts[conversations - fresh..] {
        *start = end_ms - i64::from(random.between(120_000, 3 * HOUR_MS as u32));
    }
    starts.sort_unstable();
    starts
}

/// How many conversations belong to the last three hours.
pub(super) fn fresh(conversations: usize) -> usize {
    (conversations / 4).min(12)
}

/// A moment of the `days` before `end_ms`, drawn until it falls when people write. A thousand draws always
/// find one; the bound only keeps an absurd `end_ms` from looping.
fn office_hours(random: &mut Random, days: i64, end_ms: i64) -> i64 {
    let last_day = local_ms(end_ms).div_euclid(DAY_MS);
    for _ in 0..1_000 {
        let day = last_day - i64::from(random.below(days as u32));
        if !random.percent(WEEKDAYS[date(day).weekday]) {
            continue;
        }
        let hour = random.weighted(&HOURS) as i64;
        let wall = day * DAY_MS + hour * HOUR_MS + i64::from(random.below(HOUR_MS as u32));
        let at = wall - offset_ms(wall - HOUR_MS);
        if at < end_ms {
            return at;
        }
    }
    end_ms - days * DAY_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_offsets_are_those_of_paris() {
        // 2025-11-20 was a Thursday.
        let day = date(20_412);
        assert_eq!((day.month, day.day, day.weekday), (10, 20, 3));
        // 2024-02-29.
        assert_eq!((date(19_782).month, date(19_782).day), (1, 29));
        // 2025-03-30 00:59:59 UTC, one second before summer time, and 2025-10-26 01:00 UTC, just after it.
        assert_eq!(offset_ms(1_743_296_399_000), HOUR_MS);
        assert_eq!(offset_ms(1_743_296_400_000), 2 * HOUR_MS);
        assert_eq!(offset_ms(1_761_440_399_000), 2 * HOUR_MS);
        assert_eq!(offset_ms(1_761_440_400_000), HOUR_MS);
    }

    #[test]
    fn most_start_in_office_hours_and_few_at_week_ends() {
        let starts = starts(5_000, 1_763_640_000_000);
        assert!(starts.is_sorted());
        let office = starts.iter().filter(|at| (480..1_200).contains(&minute_of_day(**at))).count();
        assert!(office > 4_300, "{office} in office hours");
        let weekend = |at: &&i64| date(local_ms(**at).div_euclid(DAY_MS)).weekday >= 5;
        let weekend = starts.iter().filter(weekend).count();
        assert!((300..1_000).contains(&weekend), "{weekend} at week-ends");
    }
}
