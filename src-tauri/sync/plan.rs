//! What to ask for, given what is missing. Pure.
//!
//! Order: first the newest [`NEWEST`] messages of every conversation, newest conversations first,
//! so that whatever is opened next is likely there; then all older ones, downwards.
//!
//! Each range reaches one message into what is held below it. The hub's answer for that message
//! must be the one held: if it is another, its database was restored from a copy and the thread is
//! dropped and fetched anew. (A marker per row would say the same, but would have to be kept right
//! through every crash; one message per gap is cheaper than that.)

use protocol::limits::{FETCH_MAX_RANGES, RANGE_MAX_MESSAGES};
use protocol::wire::sync::Range;
use protocol::{ConversationId, Position};

/// How many of its newest messages a conversation gets before any other gets older ones: a screen
/// and a half.
pub const NEWEST: i64 = 50;

/// A conversation that is not held to its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Missing {
    pub conversation: ConversationId,
    pub last: Position,
    /// All from here to `last` is held.
    pub held_from: Position,
    /// The newest that is held below that; 0 for none.
    pub held_below: Position,
}

/// One request's ranges for these conversations, in their order.
pub fn ranges(missing: &[Missing], max_messages: i64) -> Vec<Range> {
    let mut left = max_messages;
    let mut ranges = Vec::new();
    for one in missing.iter().take(FETCH_MAX_RANGES) {
        let range = range(one, left);
        if range.limit <= 0 {
            break;
        }
        left -= range.limit;
        ranges.push(range);
    }
    ranges
}

/// The newest missing messages of one conversation, at most `max` of them: only its newest ones
/// if any of these is missing.
pub fn range(missing: &Missing, max: i64) -> Range {
    let high = missing.held_from - 1;
    let newest = (missing.last - NEWEST).max(0);
    let floor = if high > newest { newest } else { 0 };
    let anchor = (missing.held_below - 1).max(0);
    let after = floor.max(anchor).max(high - max.min(RANGE_MAX_MESSAGES));
    Range { conversation_id: missing.conversation, after, limit: high - after }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn conversation() -> ConversationId {
        uuid::Uuid::nil().into()
    }

    /// What the store would say of these positions.
    fn state(last: Position, held: &BTreeSet<Position>) -> Missing {
        let mut held_from = last + 1;
        while held.contains(&(held_from - 1)) {
            held_from -= 1;
        }
        let held_below = held.range(..held_from).next_back().copied().unwrap_or(0);
        Missing { conversation: conversation(), last, held_from, held_below }
    }

    #[test]
    fn asks_for_the_newest_before_the_rest() {
        let empty = Missing { conversation: conversation(), last: 500, held_from: 501, held_below: 0 };
        assert_eq!(range(&empty, 10_000), Range { conversation_id: conversation(), after: 450, limit: 50 });
        let newest_held = Missing { held_from: 451, ..empty };
        assert_eq!(range(&newest_held, 10_000), Range { conversation_id: conversation(), after: 0, limit: 450 });
    }

    #[test]
    fn a_gap_is_asked_for_with_the_message_below_it() {
        let gap = Missing { conversation: conversation(), last: 20, held_from: 20, held_below: 15 };
        assert_eq!(range(&gap, 10_000), Range { conversation_id: conversation(), after: 14, limit: 5 });
    }

    #[test]
    fn a_request_stays_within_its_bounds() {
        let missing = vec![Missing { conversation: conversation(), last: 5_000, held_from: 4_900, held_below: 0 }; 600];
        let ranges = ranges(&missing, 10_000);
        assert_eq!(ranges.len(), 10);
        assert!(ranges.iter().all(|range| range.limit <= RANGE_MAX_MESSAGES));
    }

    proptest! {
        /// O3: whatever is missing, asking until nothing is missing ends with all of it, and asks
        /// for little twice.
        #[test]
        fn every_gap_heals(last in 1..400i64, start in prop::collection::btree_set(1..400i64, 0..200), max in 2..60i64) {
            let mut held: BTreeSet<Position> = start.into_iter().filter(|p| *p <= last).collect();
            let gaps = last - held.len() as i64;
            let mut asked = 0;
            let mut rounds = 0;
            loop {
                let missing = state(last, &held);
                if missing.held_from <= 1 {
                    break;
                }
                let range = range(&missing, max);
                prop_assert!(range.limit >= 1 && range.limit <= max);
                prop_assert!(range.after + range.limit == missing.held_from - 1);
                held.extend(range.after + 1..=range.after + range.limit);
                asked += range.limit;
                rounds += 1;
                prop_assert!(rounds <= 2 * gaps + 2);
            }
            prop_assert_eq!(held.len() as i64, last);
            // One anchor at most for each round.
            prop_assert!(asked <= gaps + rounds);
        }
    }
}
