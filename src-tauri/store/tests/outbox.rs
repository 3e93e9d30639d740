//! The outbox's rows, and how the thread shows them.

use super::samples::*;
use crate::store::apply::{self, Kind};
use crate::store::outbox::{self, Act, Item, ItemState};
use crate::store::{dialogue, open};
use protocol::ipc::thread::{Move, ReadThread, UnsentState};
use protocol::{Author, MessageId, Timestamp};
use rusqlite::Connection;
use uuid::Uuid;

fn item(id: u128, act: Act) -> Item {
    Item {
        id: Uuid::from_u128(id).into(),
        author: me(),
        conversation: conversation_id(1),
        act,
        created_at: Timestamp(1),
        not_before: Timestamp(7),
        state: ItemState::Queued,
        waits_for_file: false,
    }
}

fn reply(id: u128) -> Item {
    item(id, Act::Reply { body: format!("réponse {id}").into() })
}

fn filled() -> Connection {
    let conn = open::in_memory();
    let page = page(vec![assigned(1, 1, me())], texts(1, 1..=1));
    apply::page(&conn, &page, Kind::First { owner: me() }).unwrap();
    conn
}

fn unsent(conn: &Connection) -> Vec<(u128, UnsentState)> {
    let ask = ReadThread { conversation: conversation_id(1), before: None, after: None, limit: 10 };
    let slice = dialogue::slice(conn, reader(), &ask).unwrap().unwrap();
    slice.unsent.into_iter().map(|reply| (reply.id.uuid().as_u128(), reply.state)).collect()
}

/// O2
#[test]
fn a_reply_shows_its_state_from_queued_to_gone() {
    let conn = filled();
    let id: MessageId = Uuid::from_u128(1).into();
    outbox::add(&conn, &reply(1)).unwrap();
    outbox::add(&conn, &reply(2)).unwrap();
    assert_eq!(unsent(&conn), [(1, UnsentState::Queued), (2, UnsentState::Queued)]);
    assert!(outbox::mark_sending(&conn, id).unwrap());
    assert_eq!(unsent(&conn)[0], (1, UnsentState::Sending));
    assert_eq!(outbox::take_reply(&conn, id).unwrap(), None, "it may have arrived");
    outbox::mark_sent(&conn, id, 2).unwrap();
    assert_eq!(unsent(&conn)[0], (1, UnsentState::Sending), "no gap before it comes back");
    let mut message = text(1, 2, "réponse 1");
    (message.id, message.author) = (id, Author::Agent { id: me() });
    apply::page(&conn, &page(vec![assigned(1, 2, me())], vec![message]), Kind::Follow).unwrap();
    assert_eq!(unsent(&conn), [(2, UnsentState::Queued)], "not twice once it is back");
}

#[test]
fn what_never_left_may_be_taken_back_with_its_text() {
    let conn = filled();
    let id: MessageId = Uuid::from_u128(1).into();
    outbox::add(&conn, &reply(1)).unwrap();
    outbox::mark_sending(&conn, id).unwrap();
    outbox::mark_unsent(&conn, id).unwrap();
    assert_eq!(unsent(&conn), [(1, UnsentState::Queued)]);
    // Of two tries, the first may have arrived.
    outbox::mark_sending(&conn, id).unwrap();
    outbox::mark_sending(&conn, id).unwrap();
    outbox::mark_unsent(&conn, id).unwrap();
    assert_eq!(outbox::take_reply(&conn, id).unwrap(), None);
    outbox::park(&conn, id, "not_assignee").unwrap();
    assert_eq!(outbox::take_reply(&conn, id).unwrap().unwrap().1, "réponse 1".into());
}

#[test]
fn a_move_takes_the_place_of_one_that_waits() {
    let conn = filled();
    outbox::add(&conn, &item(1, Act::Close { last_position: 1 })).unwrap();
    outbox::add(&conn, &item(2, Act::Assign { to: None, note: None })).unwrap();
    let seen = dialogue::head(&conn, reader(), conversation_id(1)).unwrap().unwrap();
    let pending = seen.pending_move.unwrap();
    assert_eq!((pending.what, pending.until), (Move::GiveBack, Timestamp(7)));
    assert!(outbox::take_pending_move(&conn, me(), conversation_id(1)).unwrap());
    assert!(!outbox::take_pending_move(&conn, me(), conversation_id(1)).unwrap());
}

/// A6
#[test]
fn a_revoked_conversations_replies_stay_as_not_sent() {
    let conn = filled();
    for id in 1..=3 {
        outbox::add(&conn, &reply(id)).unwrap();
    }
    outbox::add(&conn, &item(4, Act::Close { last_position: 1 })).unwrap();
    outbox::mark_sent(&conn, Uuid::from_u128(1).into(), 2).unwrap();
    outbox::revoke(&conn, me(), conversation_id(1), "not_assignee").unwrap();
    let refused = || UnsentState::Refused { code: "not_assignee".into() };
    assert_eq!(unsent(&conn), [(2, refused()), (3, refused())]);
}

#[test]
fn another_agent_of_this_desk_sees_and_sends_nothing_of_mine() {
    let conn = filled();
    outbox::add(&conn, &reply(1)).unwrap();
    assert_eq!(outbox::all(&conn, colleague()).unwrap(), []);
}
