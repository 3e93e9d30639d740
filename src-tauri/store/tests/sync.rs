//! Pages, ranges, gaps, snapshots.

use super::samples::*;
use crate::store::apply::{self, Fresher, Kind};
use crate::store::{conversations, dialogue, open, place, reads};
use crate::sync::plan;
use proptest::prelude::*;
use protocol::ipc::thread::ReadThread;
use protocol::wire::sync::{Cursor, SyncPage};
use protocol::{ConversationId, Message, Position};
use rusqlite::Connection;
use std::collections::BTreeSet;
use uuid::Uuid;

fn first(conn: &Connection, page: &SyncPage) -> apply::Applied {
    apply::page(conn, page, Kind::First { owner: me() }).unwrap()
}

fn follow(conn: &Connection, page: &SyncPage) -> apply::Applied {
    apply::page(conn, page, Kind::Follow).unwrap()
}

fn held(conn: &Connection, id: ConversationId) -> Vec<Position> {
    let ask = ReadThread { conversation: id, before: None, after: None, limit: 1_000 };
    let slice = dialogue::slice(conn, reader(), &ask).unwrap().unwrap();
    slice.items.into_iter().map(|item| item.position).collect()
}

#[test]
fn a_page_and_its_cursor_come_together() {
    let conn = open::in_memory();
    let applied = first(&conn, &page(vec![head(1, 2)], texts(1, 1..=2)));
    assert_eq!(applied.unassigned, [conversation_id(1)]);
    let place = place::get(&conn).unwrap();
    assert_eq!((place.cursor, place.owner, place.before), (Some(Cursor("c1".into())), Some(me()), None));
    assert_eq!(held(&conn, conversation_id(1)), [1, 2]);
    assert_eq!(conversations::missing(&conn, 10, None).unwrap(), []);
}

#[test]
fn a_page_applied_twice_changes_nothing_more() {
    let conn = open::in_memory();
    let page = page(vec![head(1, 2)], texts(1, 1..=2));
    first(&conn, &page);
    let again = follow(&conn, &page);
    assert_eq!((again.unassigned.len(), again.from_visitors.len()), (0, 0));
    assert_eq!(held(&conn, conversation_id(1)), [1, 2]);
}

#[test]
fn an_older_head_never_moves_one_back() {
    let conn = open::in_memory();
    first(&conn, &page(vec![head(1, 1)], vec![]));
    follow(&conn, &page(vec![assigned(1, 5, me())], vec![]));
    let late = assigned(1, 3, colleague());
    assert!(!conversations::refresh_head(&conn, &late).unwrap());
    let seen = dialogue::head(&conn, reader(), conversation_id(1)).unwrap().unwrap();
    assert_eq!((seen.last_position, seen.mine), (5, true));
}

#[test]
fn a_page_of_the_snapshot_leaves_out_what_was_followed_meanwhile() {
    let conn = open::in_memory();
    first(&conn, &SyncPage { more: true, before: Some(Cursor("b1".into())), ..page(vec![], vec![]) });
    let mut fresher = Fresher::default();
    fresher.note(&page(vec![head(1, 1)], vec![]));
    let kind = Kind::Next { fresher: &fresher };
    apply::page(&conn, &page(vec![head(1, 1), head(2, 1)], vec![]), kind).unwrap();
    assert_eq!(conversations::key(&conn, conversation_id(1)).unwrap(), None);
    assert!(conversations::key(&conn, conversation_id(2)).unwrap().is_some());
}

/// A6
#[test]
fn a_new_snapshot_forgets_what_it_does_not_name() {
    let conn = open::in_memory();
    first(&conn, &page(vec![head(1, 1), head(2, 1)], texts(1, 1..=1)));
    let begun = SyncPage { more: true, before: Some(Cursor("b1".into())), ..page(vec![head(2, 1)], vec![]) };
    assert_eq!(first(&conn, &begun).revoked, []);
    let kind = Kind::Next { fresher: &Fresher::default() };
    let ended = apply::page(&conn, &page(vec![head(3, 1)], vec![]), kind).unwrap();
    assert_eq!(ended.revoked, [conversation_id(1)]);
}

#[test]
fn a_revoked_conversation_is_named_only_if_it_was_here() {
    let conn = open::in_memory();
    first(&conn, &page(vec![head(1, 1)], texts(1, 1..=1)));
    reads::advance(&conn, conversation_id(1), 1).unwrap();
    let revoked = vec![conversation_id(1), conversation_id(9)];
    let applied = follow(&conn, &SyncPage { revoked, ..page(vec![], vec![]) });
    assert_eq!(applied.revoked, [conversation_id(1)]);
    for table in ["conversations", "messages", "reads", "message_index('texte')"] {
        let left: i64 = conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

/// A restored hub: same cursor's epoch gone, other messages in the same places.
#[test]
fn a_thread_that_is_another_one_now_is_fetched_anew() {
    let conn = open::in_memory();
    first(&conn, &page(vec![head(1, 10)], texts(1, 1..=10)));
    let mut theirs: Vec<Message> = texts(1, 1..=12);
    for message in theirs.iter_mut().filter(|message| message.position > 6) {
        message.id = Uuid::from_u128(0xF000 + message.position as u128).into();
    }
    first(&conn, &page(vec![head(1, 12)], vec![]));
    fetch_all(&conn, &theirs);
    let ids: Vec<_> = thread(&conn, conversation_id(1));
    assert_eq!(ids, theirs.iter().map(|message| message.id).collect::<Vec<_>>());
}

#[test]
fn a_thread_that_lost_its_end_is_cut() {
    let conn = open::in_memory();
    first(&conn, &page(vec![head(1, 10)], texts(1, 1..=10)));
    first(&conn, &page(vec![head(1, 6)], vec![]));
    fetch_all(&conn, &texts(1, 1..=6));
    assert_eq!(held(&conn, conversation_id(1)), (1..=6).collect::<Vec<_>>());
}

fn thread(conn: &Connection, id: ConversationId) -> Vec<protocol::MessageId> {
    let ask = ReadThread { conversation: id, before: None, after: None, limit: 1_000 };
    dialogue::slice(conn, reader(), &ask).unwrap().unwrap().items.into_iter().map(|item| item.id).collect()
}

/// Asks as the fill does, of a hub that has these messages.
fn fetch_all(conn: &Connection, hub: &[Message]) {
    for round in 0.. {
        assert!(round < 1_000, "asks without end: {:?}", conversations::missing(conn, 10, None));
        let missing = conversations::missing(conn, 10, None).unwrap();
        if missing.is_empty() {
            return;
        }
        let mut answer = Vec::new();
        for range in plan::ranges(&missing, 40) {
            let within = |message: &&Message| {
                message.conversation_id == range.conversation_id
                    && message.position > range.after
                    && message.position <= range.after + range.limit
            };
            answer.extend(hub.iter().filter(within).cloned());
        }
        apply::batch(conn, &answer).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// O3: whatever came, in whatever order, with whatever lost, the thread is whole in the end.
    #[test]
    fn a_gap_of_any_cause_heals(
        last in 1..150i64,
        came in prop::collection::vec(1..150i64, 0..60),
        heads in prop::collection::vec(1..150i64, 1..6),
    ) {
        let conn = open::in_memory();
        let hub = texts(1, 1..=last);
        first(&conn, &page(vec![head(1, heads[0].min(last))], vec![]));
        for (at, position) in came.iter().enumerate() {
            let newest = heads[at % heads.len()].min(last);
            let messages = hub.iter().filter(|m| m.position == *position && *position <= newest).cloned().collect();
            follow(&conn, &page(vec![head(1, newest)], messages));
        }
        follow(&conn, &page(vec![head(1, last)], vec![]));
        fetch_all(&conn, &hub);
        prop_assert_eq!(held(&conn, conversation_id(1)), (1..=last).collect::<Vec<_>>());
    }

    #[test]
    fn a_slice_says_when_something_of_it_is_missing(
        last in 1..80i64,
        here in prop::collection::btree_set(1..80i64, 0..80),
        before in prop::option::of(1..90i64),
        limit in 1..40i64,
    ) {
        let conn = open::in_memory();
        let here: BTreeSet<_> = here.into_iter().filter(|position| *position <= last).collect();
        first(&conn, &page(vec![head(1, last)], texts(1, here.iter().copied())));
        let ask = ReadThread { conversation: conversation_id(1), before, after: None, limit };
        let slice = dialogue::slice(&conn, reader(), &ask).unwrap().unwrap();
        let (low, high) = dialogue::window(&ask, last);
        let wanted: Vec<_> = (low..=high).collect();
        let found: Vec<_> = slice.items.iter().map(|item| item.position).collect();
        prop_assert_eq!(slice.missing, found != wanted);
        prop_assert!(wanted.len() as i64 <= limit && found.iter().all(|position| here.contains(position)));
    }
}

#[test]
fn a_chat_that_is_given_back_is_new_in_unassigned_again() {
    let conn = open::in_memory();
    first(&conn, &page(vec![assigned(1, 1, me())], vec![]));
    let back = follow(&conn, &page(vec![head(1, 2)], vec![]));
    assert_eq!(back.unassigned, [conversation_id(1)]);
}
