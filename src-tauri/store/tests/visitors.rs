//! Visitors who are there no more.

use super::samples::*;
use crate::store::apply::{self, Fresher, Kind};
use crate::store::statuses::{self, Wish};
use crate::store::{conversations, dialogue, languages, open, search, visitors};
use protocol::ipc::inbox::Search;
use protocol::visitor::VisitorEvent;
use protocol::wire::sync::{GoneVisitor, SyncPage};
use protocol::{Conversation, Timestamp, Visitor, VisitorStatus};
use rusqlite::Connection;
use uuid::Uuid;

fn filled() -> Connection {
    let conn = open::in_memory();
    let of_second = Conversation { visitor_id: visitor(2).id, ..head(2, 1) };
    let named = Visitor { name: Some("Zoé Efface".into()), ..visitor(2) };
    let people = SyncPage {
        visitors: vec![visitor(1), named],
        ..page(vec![head(1, 1), of_second], [texts(1, 1..=1), texts(2, 1..=1)].concat())
    };
    apply::page(&conn, &people, Kind::First { owner: me() }).unwrap();
    conn
}

fn gone(into: Option<u128>) -> SyncPage {
    let gone = GoneVisitor { id: visitor(2).id, into: into.map(|n| visitor(n).id) };
    SyncPage { visitors_gone: vec![gone], ..page(vec![], vec![]) }
}

fn found(conn: &Connection) -> usize {
    let ask = Search { query: "efface".into(), project: None, filter: Default::default(), limit: 10 };
    search::search(conn, reader(), &ask).unwrap().people.len()
}

#[test]
fn who_turned_out_to_be_another_leaves_the_conversations_to_that_one() {
    let conn = filled();
    assert_eq!(found(&conn), 1);
    let applied = apply::page(&conn, &gone(Some(1)), Kind::Follow).unwrap();
    assert!(applied.people && !applied.erases());
    assert_eq!((visitors::get(&conn, visitor(2).id).unwrap(), found(&conn)), (None, 0));
    let file = dialogue::file(&conn, reader(), visitor(1).id).unwrap().unwrap();
    let mut all: Vec<_> = file.conversations.iter().map(|one| one.id).collect();
    all.sort();
    assert_eq!(all, [conversation_id(1), conversation_id(2)]);
}

#[test]
fn who_was_erased_takes_everything_along() {
    let conn = filled();
    let applied = apply::page(&conn, &gone(None), Kind::Follow).unwrap();
    assert!(applied.erases());
    assert_eq!((applied.erased, applied.revoked), (vec![conversation_id(2)], vec![]));
    assert_eq!((visitors::get(&conn, visitor(2).id).unwrap(), found(&conn)), (None, 0));
    assert_eq!(conversations::key(&conn, conversation_id(2)).unwrap(), None);
    assert!(conversations::key(&conn, conversation_id(1)).unwrap().is_some());
    let texts: i64 = conn.query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(texts, 1);
    // Again, as after a crash: no harm.
    assert_eq!(apply::page(&conn, &gone(None), Kind::Follow).unwrap().erased, []);
}

/// What a snapshot tells is older than what was followed meanwhile.
#[test]
fn an_older_page_does_not_bring_the_erased_back() {
    let conn = filled();
    let mut fresher = Fresher::default();
    fresher.note(&gone(None));
    apply::page(&conn, &gone(None), Kind::Follow).unwrap();
    let of_second = Conversation { visitor_id: visitor(2).id, ..head(3, 1) };
    let late = SyncPage { visitors: vec![visitor(2)], ..page(vec![of_second], texts(3, 1..=1)) };
    apply::page(&conn, &late, Kind::Next { fresher: &fresher }).unwrap();
    assert_eq!(visitors::get(&conn, visitor(2).id).unwrap(), None);
    assert_eq!(conversations::key(&conn, conversation_id(3)).unwrap(), None);
}

/// V10: what this desk has not told yet goes to whom they turned out to be; there the newer word counts.
#[test]
fn what_this_desk_set_goes_along_or_goes() {
    let (from, into) = (visitor(2).id, visitor(1).id);
    let conn = filled();
    let wish = Wish { visitor: from, key: Uuid::nil(), status: VisitorStatus::Customer, was: VisitorStatus::New };
    statuses::set(&conn, me(), wish).unwrap();
    languages::correct(&conn, from, Some("es")).unwrap();
    statuses::forget_visitor(&conn, GoneVisitor { id: from, into: Some(into) }).unwrap();
    assert_eq!(statuses::of(&conn, me(), into).unwrap(), Some(VisitorStatus::Customer));
    assert_eq!(languages::corrected(&conn, into).unwrap().as_deref(), Some("es"));
    statuses::forget_visitor(&conn, GoneVisitor { id: into, into: None }).unwrap();
    assert!(!statuses::any(&conn, me()).unwrap());
    assert_eq!(languages::corrected(&conn, into).unwrap(), None);
}

#[test]
fn what_the_site_says_of_a_visitor_is_kept() {
    let conn = filled();
    let event = VisitorEvent {
        name: "order_placed".into(),
        details: [("order".to_owned(), "A-12".to_owned())].into(),
        at: Timestamp(7),
    };
    let known =
        Visitor { customer_id: Some("customer-42".into()), joined: vec![2, 5], events: vec![event], ..visitor(1) };
    let told = SyncPage { visitors: vec![known.clone()], ..page(vec![], vec![]) };
    apply::page(&conn, &told, Kind::Follow).unwrap();
    assert_eq!(visitors::get(&conn, known.id).unwrap(), Some(known));
}
