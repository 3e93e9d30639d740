//! What to send now, and what the answer means. Pure.
//!
//! Order is kept per conversation: the first item that is neither sent nor parked goes next, and
//! what follows waits for it. A parked one holds back its own conversation only. A move that waits
//! for its undo holds back nothing: a reply written meanwhile is sent while it still may be. Nor does a
//! file that is still going up, but for the moves after it: a close would leave it behind. What is noted in the side
//! panel has an order of its own, in which a refused one holds back nothing: its field waits for the agent.

use crate::hub_client::Error;
use crate::store::outbox::{Item, ItemState};
use protocol::wire::Problem;
use protocol::{ConversationId, MessageId, Timestamp};
use std::collections::HashSet;
use std::time::Duration;

/// What the sender knows of an item beyond its row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waited {
    /// Since the sender saw it first.
    pub since_seen: Duration,
    /// Until it may be tried again.
    pub until_retry: Duration,
}

#[derive(Debug, Default, PartialEq)]
pub struct Decision {
    pub send: Vec<MessageId>,
    /// Look again after this time at the latest.
    pub again_in: Option<Duration>,
}

/// What is sent in one order: the talk of a conversation, or the notes beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Queue {
    pub conversation: ConversationId,
    notes: bool,
}

impl From<&Item> for Queue {
    fn from(item: &Item) -> Self {
        Self { conversation: item.conversation, notes: item.act.is_note() }
    }
}

/// Decides over all items of the agent, in their order. Queues in `busy` have one on its way.
pub fn decide(
    items: &[Item],
    busy: &HashSet<Queue>,
    now: Timestamp,
    undo: Duration,
    waited: impl Fn(MessageId) -> Waited,
) -> Decision {
    let mut decision = Decision::default();
    let mut settled: HashSet<Queue> = busy.clone();
    let mut with_files: HashSet<ConversationId> = HashSet::new();
    for item in items {
        let queue = Queue::from(item);
        if settled.contains(&queue) || matches!(item.state, ItemState::Sent { .. }) {
            continue;
        }
        if matches!(item.state, ItemState::Parked { .. }) {
            if !item.act.is_note() {
                settled.insert(queue);
            }
            continue;
        }
        if item.waits_for_file {
            with_files.insert(item.conversation);
            continue;
        }
        if item.act.is_move() && with_files.contains(&item.conversation) {
            continue;
        }
        let waited = waited(item.id);
        if item.act.is_move() && item.state == ItemState::Queued {
            let undo_left = undo_left(item.not_before, now, undo, waited.since_seen);
            if !undo_left.is_zero() {
                again(&mut decision, undo_left);
                continue;
            }
        }
        settled.insert(queue);
        if waited.until_retry.is_zero() {
            decision.send.push(item.id);
        } else {
            again(&mut decision, waited.until_retry);
        }
    }
    decision
}

fn again(decision: &mut Decision, left: Duration) {
    decision.again_in = Some(decision.again_in.map_or(left, |other| other.min(left)));
}

/// How long a move may still be undone. The clock of the wall survives a restart, and the time
/// since the item was first seen survives a clock that is set back.
fn undo_left(not_before: Timestamp, now: Timestamp, undo: Duration, since_seen: Duration) -> Duration {
    let by_clock = Duration::from_millis(u64::try_from(not_before.since(now)).unwrap_or(0));
    by_clock.min(undo.saturating_sub(since_seen))
}

/// What an answer means for an item.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// The hub has it.
    Accepted,
    /// Never left this machine: as if it had not been tried.
    Unsent,
    /// Try again; after this time, if the hub said one.
    Retry { after: Option<Duration> },
    /// It will not get better by trying.
    Refused(Box<Problem>),
    /// Nobody is signed in any more; it waits for the next time.
    SignedOut,
}

pub fn verdict<T>(answer: &Result<T, Error>) -> Verdict {
    match answer {
        Ok(_) => Verdict::Accepted,
        Err(Error::Unreachable { unsent: true, .. }) => Verdict::Unsent,
        Err(error) if error.is_signed_out() => Verdict::SignedOut,
        Err(Error::Refused(problem)) if !Error::is_retryable(&Error::Refused(problem.clone())) => {
            Verdict::Refused(problem.clone())
        }
        Err(Error::Refused(problem)) => {
            Verdict::Retry { after: problem.retry_after_s.map(|s| Duration::from_secs(u64::from(s))) }
        }
        Err(_) => Verdict::Retry { after: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::outbox::Act;
    use proptest::prelude::*;
    use protocol::wire::ErrorCode;
    use uuid::Uuid;

    const NOW: Timestamp = Timestamp(1_000_000);
    const UNDO: Duration = Duration::from_secs(6);

    fn item(id: u128, conversation: u128, act: Act, state: ItemState) -> Item {
        let not_before = if act.is_move() { NOW.plus_ms(6_000) } else { NOW };
        Item {
            id: Uuid::from_u128(id).into(),
            author: Uuid::nil().into(),
            conversation: Uuid::from_u128(conversation).into(),
            act,
            created_at: NOW,
            not_before,
            state,
            waits_for_file: false,
        }
    }

    fn reply(id: u128, conversation: u128, state: ItemState) -> Item {
        item(id, conversation, Act::Reply { body: "".into() }, state)
    }

    fn close(id: u128, conversation: u128) -> Item {
        item(id, conversation, Act::Close { last_position: 1 }, ItemState::Queued)
    }

    fn parked() -> ItemState {
        ItemState::Parked { code: "not_assignee".into() }
    }

    fn sent_at(items: &[Item], now: Timestamp) -> Vec<u128> {
        let decision = decide(items, &HashSet::new(), now, UNDO, |_| Waited::default());
        decision.send.into_iter().map(|id| id.uuid().as_u128()).collect()
    }

    /// O2
    #[test]
    fn one_at_a_time_in_each_conversation_in_order() {
        let items = [reply(1, 1, ItemState::Queued), reply(2, 1, ItemState::Queued), reply(3, 2, ItemState::Sending)];
        assert_eq!(sent_at(&items, NOW), [1, 3]);
        let busy = HashSet::from([Queue::from(&items[0])]);
        let decision = decide(&items, &busy, NOW, UNDO, |_| Waited::default());
        assert_eq!(decision.send, [items[2].id]);
    }

    #[test]
    fn a_refused_one_holds_back_its_own_conversation_only() {
        let items = [reply(1, 1, parked()), reply(2, 1, ItemState::Queued), reply(3, 2, ItemState::Queued)];
        assert_eq!(sent_at(&items, NOW), [3]);
    }

    /// A14
    #[test]
    fn a_move_waits_for_its_undo_and_lets_replies_pass() {
        let items = [close(1, 1), reply(2, 1, ItemState::Queued)];
        assert_eq!(sent_at(&items, NOW), [2]);
        assert_eq!(sent_at(&items[..1], NOW.plus_ms(5_999)), [0; 0]);
        assert_eq!(sent_at(&items[..1], NOW.plus_ms(6_000)), [1]);
    }

    #[test]
    fn a_clock_set_back_does_not_hold_a_move_for_hours() {
        let earlier = NOW.plus_ms(-3_600_000);
        let waited = |_| Waited { since_seen: UNDO, ..Waited::default() };
        let decision = decide(&[close(1, 1)], &HashSet::new(), earlier, UNDO, waited);
        assert_eq!(decision.send.len(), 1);
    }

    #[test]
    fn answers_are_told_apart() {
        let refused = |code: ErrorCode| Err::<(), _>(Error::Refused(Box::new(code.into())));
        let lost = |unsent| Err::<(), _>(Error::Unreachable { unsent, detail: String::new() });
        assert_eq!(verdict(&Ok(())), Verdict::Accepted);
        assert_eq!(verdict(&lost(true)), Verdict::Unsent);
        assert_eq!(verdict(&lost(false)), Verdict::Retry { after: None });
        assert_eq!(verdict(&refused(ErrorCode::StorageFull)), Verdict::Retry { after: None });
        assert_eq!(verdict(&refused(ErrorCode::TokenInvalid)), Verdict::SignedOut);
        assert!(matches!(verdict(&refused(ErrorCode::NotAssignee)), Verdict::Refused(_)));
    }

    fn state() -> impl Strategy<Value = ItemState> {
        prop_oneof![
            Just(ItemState::Queued),
            Just(ItemState::Sending),
            Just(ItemState::Sent { position: 1 }),
            Just(parked())
        ]
    }

    proptest! {
        /// Whatever lies in the outbox, no reply overtakes another of its conversation.
        #[test]
        fn no_reply_overtakes(rows in prop::collection::vec((0..4u128, state()), 0..30)) {
            let items: Vec<_> =
                rows.into_iter().enumerate().map(|(id, (c, state))| reply(id as u128, c, state)).collect();
            for id in decide(&items, &HashSet::new(), NOW, UNDO, |_| Waited::default()).send {
                let at = items.iter().position(|item| item.id == id).unwrap();
                let mut earlier = items[..at].iter().filter(|item| item.conversation == items[at].conversation);
                let all_sent = earlier.all(|item| matches!(item.state, ItemState::Sent { .. }));
                prop_assert!(all_sent);
            }
        }
    }
}
