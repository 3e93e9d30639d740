//! How far back this desk keeps what was said.

use super::samples::*;
use crate::store::apply::{self, Kind};
use crate::store::{conversations, dialogue, open, retention, settings};
use protocol::ipc::session::Preferences;
use protocol::ipc::thread::ReadThread;
use protocol::{Conversation, Position, State, Timestamp};
use rusqlite::Connection;

const DAY_MS: i64 = 86_400_000;

/// A conversation of two items that ended on this day, if it is closed.
fn ended(n: u128, day: i64, state: State) -> Conversation {
    let last_text_at = Timestamp(day * DAY_MS);
    let closed_at = (state == State::Closed).then_some(last_text_at);
    Conversation { state, closed_at, last_text_at, ..head(n, 2) }
}

fn held(conn: &Connection, n: u128) -> Vec<Position> {
    let ask = ReadThread { conversation: conversation_id(n), before: None, after: None, limit: 10 };
    let slice = dialogue::slice(conn, reader(), &ask).unwrap().unwrap();
    slice.items.into_iter().map(|item| item.position).collect()
}

/// O1: closed conversations that ended before are let go, but for their heads, and not asked for again.
#[test]
fn what_is_older_than_this_desk_keeps_goes_and_its_head_stays() {
    let conn = open::in_memory();
    let heads = vec![ended(1, 10, State::Closed), ended(2, 95, State::Closed), ended(3, 10, State::Unassigned)];
    let messages = (1..=3).flat_map(|n| texts(n, 1..=2)).collect();
    apply::page(&conn, &page(heads, messages), Kind::First { owner: me() }).unwrap();
    let now = Timestamp(100 * DAY_MS);
    assert_eq!(retention::since(&conn, now).unwrap(), None, "all is kept unless somebody says otherwise");

    let preferences = Preferences { keep_days: Some(30), ..Preferences::default() };
    settings::set_preferences(&conn, &preferences).unwrap();
    let since = retention::since(&conn, now).unwrap();
    assert_eq!(since, Some(Timestamp(70 * DAY_MS)));
    assert_eq!(retention::trim(&conn, since.unwrap()).unwrap(), [conversation_id(1)]);
    assert_eq!(retention::trim(&conn, since.unwrap()).unwrap(), [], "once");
    assert_eq!([held(&conn, 1), held(&conn, 2), held(&conn, 3)], [vec![], vec![1, 2], vec![1, 2]]);
    assert!(dialogue::head(&conn, reader(), conversation_id(1)).unwrap().is_some());

    let missing = |since| {
        let missing = conversations::missing(&conn, 10, since).unwrap();
        missing.into_iter().map(|missing| missing.conversation).collect::<Vec<_>>()
    };
    assert_eq!(missing(since), []);
    assert_eq!(missing(None), [conversation_id(1)], "kept again, it is asked for again");
}
