//! The table that is drawn before any text: when each conversation starts, how long it is, who writes and
//! how it ends. Everything that ties conversations together is decided here, so that each of them can then
//! be written alone, in order, and forgotten.

use super::Outcome;
use super::calendar::{self, DAY_MS, MINUTE_MS};
use super::lengths;
use super::random::Random;

/// Of these latest conversations a third is still open.
const LATEST: usize = 60;
/// The one very long thread, which exists once there is enough to say.
const GIANT_TURNS: u64 = 10_000;
const GIANT_FROM: u64 = 100_000;

#[derive(Clone, Copy)]
pub(super) struct Planned {
    pub(super) started_at_ms: i64,
    pub(super) turns: u32,
    pub(super) visitor: usize,
    pub(super) outcome: Outcome,
}

pub(super) fn plan(conversations: usize, messages: usize, end_ms: i64) -> Vec<Planned> {
    let starts = calendar::starts(conversations, end_ms);
    let outcomes = outcomes(conversations);
    let turns = turns(messages.max(conversations) as u64, &starts, &outcomes, end_ms);
    let visitors = visitors(&starts, &outcomes, &turns);
    (0..conversations)
        .map(|index| Planned {
            started_at_ms: starts[index],
            turns: turns[index],
            visitor: visitors[index],
            outcome: outcomes[index],
        })
        .collect()
}

/// Unassigned ones wait among the newest only; a few old ones stay assigned because somebody forgot to close
/// them, which is what the take-up statistics are there to show. The oldest is always closed: it takes the
/// turns that fit nowhere else.
fn outcomes(conversations: usize) -> Vec<Outcome> {
    let mut random = Random::of(0x0C0E, conversations as u64);
    let fresh = calendar::fresh(conversations);
    (0..conversations)
        .map(|index| {
            let age = conversations - index - 1;
            let agent = random.below(840) as usize;
            let open = random.below(1_000);
            if index == 0 || index == giant(conversations) {
                Outcome::Closed { agent }
            } else if age < fresh {
                match open {
                    0..640 => Outcome::Unassigned,
                    640..840 => Outcome::Assigned { agent },
                    _ => Outcome::Closed { agent },
                }
            } else if open < if age < LATEST { 220 } else { 25 } {
                Outcome::Assigned { agent }
            } else {
                Outcome::Closed { agent }
            }
        })
        .collect()
}

fn giant(conversations: usize) -> usize {
    if conversations < LATEST { 0 } else { 3 }
}

/// Nobody writes more than the time left allows, and a visitor whom nobody answers gives up after a few lines.
fn turns(total: u64, starts: &[i64], outcomes: &[Outcome], end_ms: i64) -> Vec<u32> {
    let mut random = Random::of(0x7042, total);
    let mut caps: Vec<u32> = starts
        .iter()
        .zip(outcomes)
        .map(|(start, outcome)| match outcome {
            Outcome::Unassigned => random.between(1, 4),
            _ => u32::try_from((end_ms - start) / (100 * 1_000)).unwrap_or(u32::MAX).max(2),
        })
        .collect();
    if total < GIANT_FROM || caps.len() < 2 {
        return lengths::share(total, &caps);
    }
    let giant = giant(caps.len());
    let turns = GIANT_TURNS.min(total - (caps.len() as u64 - 1));
    caps.remove(giant);
    let mut lengths = lengths::share(total - turns, &caps);
    lengths.insert(giant, turns as u32);
    lengths
}

/// About one conversation in four is by somebody who has been here before. Only a visitor whose last
/// conversation is closed and over can come back, which makes an open conversation its visitor's latest.
fn visitors(starts: &[i64], outcomes: &[Outcome], turns: &[u32]) -> Vec<usize> {
    let mut random = Random::of(0x0515, starts.len() as u64);
    // By visitor: when they are free to start another conversation.
    let mut free_from: Vec<i64> = Vec::new();
    (0..starts.len())
        .map(|index| {
            let start = starts[index];
            let known = free_from.len();
            let visitor = match random.percent(26) {
                true => somebody_free(&mut random, &free_from, start).unwrap_or(known),
                false => known,
            };
            let free = match outcomes[index] {
                Outcome::Closed { .. } => over_by(start, turns[index]),
                _ => i64::MAX,
            };
            if visitor == known {
                free_from.push(free);
            } else {
                free_from[visitor] = free;
            }
            visitor
        })
        .collect()
}

/// A visitor met before who is free at `start`, half of the time a recent one. A few tries are enough: nearly
/// everybody is free.
fn somebody_free(random: &mut Random, free_from: &[i64], start: i64) -> Option<usize> {
    let known = free_from.len();
    let recent = if random.percent(50) { known.min(400) } else { known };
    (0..6).filter(|_| known > 0).map(|_| known - 1 - random.index(recent)).find(|visitor| free_from[*visitor] <= start)
}

/// A time by which a conversation has surely ended: three minutes a turn, half of each day being night.
fn over_by(start: i64, turns: u32) -> i64 {
    start + i64::from(turns) * 6 * MINUTE_MS + if turns > 40 { DAY_MS } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: i64 = 1_763_640_000_000;

    #[test]
    fn a_quarter_comes_back_and_the_folders_look_alive() {
        let plan = plan(4_000, 60_000, END);
        let visitors = plan.iter().map(|planned| planned.visitor).max().map_or(0, |last| last + 1);
        assert!((2_800..3_200).contains(&visitors), "{visitors} visitors");
        let closed = |planned: &&Planned| matches!(planned.outcome, Outcome::Closed { .. });
        let all = plan.iter().filter(closed).count();
        assert!((3_820..3_920).contains(&all), "{all} closed");
        let latest = plan[3_940..].iter().filter(closed).count();
        assert!((34..=46).contains(&latest), "{latest} of the latest closed");
        let waiting = |planned: &Planned| planned.outcome == Outcome::Unassigned;
        assert!(plan[3_988..].iter().any(waiting) && !plan[..3_988].iter().any(waiting));
    }

    #[test]
    fn one_of_the_first_is_very_long() {
        let plan = plan(9_000, 120_000, END);
        assert_eq!(plan[3].turns, 10_000);
        assert_eq!(plan.iter().map(|planned| u64::from(planned.turns)).sum::<u64>(), 120_000);
    }
}
