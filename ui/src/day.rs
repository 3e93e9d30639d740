//! Days as people type them, read into ISO 8601. Plain functions; `intl::iso_day` writes them back. All three
//! languages of the window put the day first.

/// `12/12/2026`, `12.12.26`, `2026-12-12`, or `12/12` for the next one there is. `today` as ISO 8601. None: this is
/// no day.
pub fn read(text: &str, today: &str) -> Option<String> {
    // The 29th of February may be four years away, or eight where a century lies between.
    read_near(text, today, |year| (year..=year + 8).collect(), |day| day >= today)
}

/// The same of a day that is over: `12/12` is the last one there was.
pub fn read_past(text: &str, today: &str) -> Option<String> {
    read_near(text, today, |year| (year.saturating_sub(8)..=year).rev().collect(), |day| day <= today)
}

fn read_near(text: &str, today: &str, years: impl Fn(u32) -> Vec<u32>, fits: impl Fn(&str) -> bool) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten();
    let numbers: Vec<u32> = parts.iter().filter_map(number).collect();
    if numbers.len() != parts.len() {
        return None;
    }
    match (numbers.as_slice(), parts.as_slice()) {
        ([year, month, day], [first, ..]) if first.len() == 4 => iso(*year, *month, *day),
        ([day, month, year], [.., last]) if last.len() == 4 => iso(*year, *month, *day),
        ([day, month, year], [.., last]) if last.len() == 2 => iso(2000 + year, *month, *day),
        ([day, month], _) => {
            let this_year: u32 = today.get(..4)?.parse().ok()?;
            years(this_year).into_iter().filter_map(|year| iso(year, *month, *day)).find(|day| fits(day))
        }
        _ => None,
    }
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    ((1900..=9999).contains(&year) && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A12
    #[test]
    fn days_are_read_as_people_type_them() {
        for (text, meant) in [
            ("12/12/2026", Some("2026-12-12")),
            ("1.3.27", Some("2027-03-01")),
            (" 3 - 4 - 2027 ", Some("2027-04-03")),
            ("2026-12-31", Some("2026-12-31")),
            ("22/11", Some("2026-11-22")),
            ("21/11", Some("2027-11-21")),
            ("29/02", Some("2028-02-29")),
            ("29/02/2027", None),
            ("31/04/2027", None),
            ("12/13/2026", None),
            ("demain", None),
            ("12/12/202", None),
            ("", None),
        ] {
            assert_eq!(read(text, "2026-11-22").as_deref(), meant, "{text}");
        }
    }

    /// V3
    #[test]
    fn a_day_that_is_over_is_the_last_one_there_was() {
        for (text, meant) in
            [("22/11", "2026-11-22"), ("23/11", "2025-11-23"), ("29/02", "2024-02-29"), ("1/2/2027", "2027-02-01")]
        {
            assert_eq!(read_past(text, "2026-11-22").as_deref(), Some(meant), "{text}");
        }
    }
}
