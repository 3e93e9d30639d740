//! What callers rely on, over whole runs.

use std::collections::{HashMap, HashSet};

use super::*;

/// 2025-11-20 12:00 UTC.
const END: i64 = 1_763_640_000_000;

fn total(seeded: &[SeedConversation]) -> usize {
    seeded.iter().map(|conversation| conversation.turns.len()).sum()
}

#[test]
fn the_number_of_turns_is_exact() {
    for (wanted, messages) in [(1, 1), (1, 500), (3, 2), (10, 10), (60, 200), (61, 5_000), (700, 9_000)] {
        let seeded: Vec<_> = conversations(wanted, messages, END).collect();
        assert_eq!(seeded.len(), wanted);
        assert_eq!(total(&seeded), messages.max(wanted), "{wanted} conversations, {messages} messages");
        assert!(seeded.iter().all(|conversation| !conversation.turns.is_empty()));
    }
    assert_eq!(conversations(0, 100, END).count(), 0);
}

#[test]
fn the_same_arguments_give_the_same_conversations() {
    let checksum = |conversation: &SeedConversation| {
        format!("{conversation:?}")
            .bytes()
            .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
    };
    let run = || conversations(500, 6_000, END).take(50).fold(0, |sum, c| checksum(&c) ^ u64::rotate_left(sum, 1));
    assert_eq!(run(), run());
    // Changes whenever a text or a draw does; what matters is that every platform finds this value.
    assert_eq!(run(), CHECKSUM, "{:#x}", run());
}
const CHECKSUM: u64 = 0x8E08_4218_2E56_8DCD;

#[test]
fn an_open_conversation_is_its_visitors_latest() {
    let mut open = HashSet::new();
    let mut profiles = HashMap::new();
    let mut ends: HashMap<usize, i64> = HashMap::new();
    for conversation in conversations(4_000, 50_000, END) {
        let visitor = conversation.visitor;
        assert!(!open.contains(&visitor), "visitor {visitor} came back while still open");
        if !matches!(conversation.outcome, Outcome::Closed { .. }) {
            open.insert(visitor);
        }
        let start = conversation.started_at_ms;
        let end = start + conversation.turns.last().map_or(0, |turn| turn.offset_ms);
        assert!(ends.insert(visitor, end).is_none_or(|last| last <= start), "overlap for {visitor}");
        let profile = profiles.entry(visitor).or_insert_with(|| conversation.visitor_profile.clone());
        assert_eq!(*profile, conversation.visitor_profile);
    }
    assert!(open.len() > 60);
}

#[test]
fn time_only_goes_forward_and_never_past_the_end() {
    let mut last_start = i64::MIN;
    for conversation in conversations(1_000, 120_000, END) {
        assert!(conversation.started_at_ms >= last_start);
        last_start = conversation.started_at_ms;
        assert!(conversation.turns.is_sorted_by_key(|turn| turn.offset_ms));
        assert!(conversation.pages.is_sorted_by_key(|page| page.offset_ms));
        assert_eq!(conversation.turns[0].offset_ms, 0);
        assert!(conversation.pages.first().is_none_or(|page| page.offset_ms < 0));
        assert_eq!(conversation.pages.is_empty(), conversation.platform != Platform::Web);
        let last = conversation.turns.last().map_or(0, |turn| turn.offset_ms);
        assert!(conversation.started_at_ms + last <= END);
    }
}

#[test]
fn unassigned_means_that_only_the_visitor_spoke() {
    let seeded: Vec<_> = conversations(400, 4_000, END).collect();
    let unassigned: Vec<_> = seeded.iter().filter(|c| c.outcome == Outcome::Unassigned).collect();
    assert!(unassigned.len() >= 4);
    assert!(unassigned.iter().all(|c| c.turns.iter().all(|turn| turn.from == Speaker::Visitor)));
    assert!(seeded.iter().rev().take(12).filter(|c| c.outcome == Outcome::Unassigned).count() == unassigned.len());
}

#[test]
fn every_slot_is_filled() {
    for conversation in conversations(3_000, 60_000, END) {
        for turn in &conversation.turns {
            assert!(!turn.text.contains(['{', '}', '|']), "{:?}", turn.text);
            assert!(!turn.text.trim().is_empty() && !turn.text.contains("  "), "{:?}", turn.text);
        }
    }
}

#[test]
fn messages_are_as_long_as_in_real_chats() {
    let mut lengths: Vec<usize> = conversations(3_000, 40_000, END)
        .flat_map(|conversation| conversation.turns)
        .filter(|turn| turn.from == Speaker::Visitor)
        .map(|turn| turn.text.chars().count())
        .collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!((25..=70).contains(&median), "median {median}");
    assert!(lengths[lengths.len() - 1] > 600);
}
