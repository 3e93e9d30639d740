//! When many conversations want attention at once they share one notification (A16): ten of them on the glass
//! would hide the work and say no more. Pure.

use protocol::{ConversationId, Timestamp};

/// Notices this close together are a crowd.
const TOGETHER_MS: i64 = 10_000;
/// So many conversations have a notification of their own within that time.
const ALONE: usize = 3;

#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// In a notification of this conversation alone, which replaces what it said before.
    Alone,
    /// With the others, so many conversations in all.
    Together(usize),
}

/// Who was told of lately, and who stands in the shared notification that is on the glass.
#[derive(Default)]
pub struct Crowd {
    lately: Vec<(Timestamp, ConversationId)>,
    together: Vec<ConversationId>,
}

impl Crowd {
    /// `shared`: the shared notification is still on the glass. `own`: so is this conversation's own.
    pub fn place(&mut self, conversation: ConversationId, now: Timestamp, own: bool, shared: bool) -> Place {
        self.lately.retain(|(at, one)| now.since(*at) < TOGETHER_MS && *one != conversation);
        if !shared {
            self.together.clear();
        }
        let many = self.lately.len() >= ALONE;
        self.lately.push((now, conversation));
        if own || !(many || self.together.contains(&conversation)) {
            return Place::Alone;
        }
        for (_, one) in &self.lately {
            if !self.together.contains(one) {
                self.together.push(*one);
            }
        }
        Place::Together(self.together.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn chat(number: u128) -> ConversationId {
        Uuid::from_u128(number).into()
    }

    /// A16
    #[test]
    fn a_few_stand_alone_and_a_crowd_shares_one() {
        let mut crowd = Crowd::default();
        for number in 0..3 {
            assert_eq!(crowd.place(chat(number), Timestamp(1_000), false, false), Place::Alone);
        }
        assert_eq!(crowd.place(chat(3), Timestamp(2_000), false, false), Place::Together(4));
        assert_eq!(crowd.place(chat(4), Timestamp(3_000), false, true), Place::Together(5));
        // Nobody counts twice.
        assert_eq!(crowd.place(chat(4), Timestamp(3_500), false, true), Place::Together(5));
        // A visitor who goes on writing has their words where they were, while that is on the glass.
        assert_eq!(crowd.place(chat(0), Timestamp(4_000), true, true), Place::Alone);
    }

    /// A16
    #[test]
    fn once_it_is_calm_each_has_its_own_again() {
        let mut crowd = Crowd::default();
        for number in 0..4 {
            crowd.place(chat(number), Timestamp(0), false, false);
        }
        // Who stands in the shared one stays there as long as it does.
        assert_eq!(crowd.place(chat(3), Timestamp(60_000), false, true), Place::Together(4));
        assert_eq!(crowd.place(chat(3), Timestamp(120_000), false, false), Place::Alone);
        assert_eq!(crowd.place(chat(9), Timestamp(180_000), false, false), Place::Alone);
    }

    #[test]
    fn one_visitor_in_a_hurry_is_no_crowd() {
        let mut crowd = Crowd::default();
        for at in 0..50 {
            assert_eq!(crowd.place(chat(1), Timestamp(at), at > 0, false), Place::Alone);
        }
    }
}
