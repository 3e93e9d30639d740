//! Search over the cache (O1).

use super::samples::*;
use crate::store::apply::{self, Kind};
use crate::store::search::search;
use crate::store::{conversations, open};
use proptest::prelude::*;
use protocol::ipc::inbox::{Search, SearchFilter, SearchResults};
use protocol::wire::sync::SyncPage;
use protocol::{Lane, Timestamp, Visitor};
use rusqlite::Connection;

fn find(conn: &Connection, query: &str, limit: i64) -> SearchResults {
    search(conn, reader(), &Search { query: query.into(), project: None, filter: Default::default(), limit }).unwrap()
}

fn filled() -> Connection {
    let conn = open::in_memory();
    let messages = vec![
        text(1, 1, "Où est ma commande à l'École ?"),
        text(1, 2, "J'ai mal au cœur"),
        text(2, 1, "ma commande n'est pas arrivée"),
        text(2, 2, "¿Dónde está el niño?"),
    ];
    let zoe = Visitor {
        name: Some("Zoé Lefèvre".into()),
        email: Some("zoe@example.org".into()),
        phone: Some("+33 6 12 34 56 78".into()),
        ..visitor(1)
    };
    let page = SyncPage { visitors: vec![zoe, visitor(2)], ..page(vec![head(1, 2), head(2, 2)], messages) };
    apply::page(&conn, &page, Kind::First { owner: me() }).unwrap();
    conn
}

fn found(conn: &Connection, query: &str) -> Vec<(u128, i64)> {
    let hits = find(conn, query, 50).messages;
    hits.into_iter().map(|hit| (hit.row.id.uuid().as_u128() - 0xC000, hit.position)).collect()
}

#[test]
fn words_are_found_newest_first_whatever_their_accents() {
    let conn = filled();
    assert_eq!(found(&conn, "commande"), [(2, 1), (1, 1)]);
    assert_eq!(found(&conn, "commande arriv"), [(2, 1)], "all words, the last by its beginning");
    assert_eq!(found(&conn, "comm arrivée"), [], "the others whole");
    assert_eq!(found(&conn, "ECOLE"), [(1, 1)]);
    assert_eq!(found(&conn, "coeur"), [(1, 2)]);
    assert_eq!(found(&conn, "cœu"), [(1, 2)]);
    assert_eq!(found(&conn, "nino"), [(2, 2)]);
}

#[test]
fn more_says_that_not_all_is_shown() {
    let conn = filled();
    let one = find(&conn, "commande", 1);
    assert!(one.more && one.messages.len() == 1);
    assert!(!find(&conn, "commande", 2).more);
}

#[test]
fn people_are_found_by_a_part_of_what_is_known_of_them() {
    let conn = filled();
    for part in ["lefe", "LEFÈ", "oé L", "@example", "12 34"] {
        let people = find(&conn, part, 5).people;
        assert_eq!(people.iter().map(|row| row.id).collect::<Vec<_>>(), [conversation_id(1)], "{part}");
    }
    assert_eq!(find(&conn, "ze", 5).people, []);
    let renamed = Visitor { name: Some("Anna".into()), ..visitor(1) };
    let renaming = SyncPage { visitors: vec![renamed], ..page(vec![], vec![]) };
    apply::page(&conn, &renaming, Kind::Follow).unwrap();
    assert_eq!(find(&conn, "lefe", 5).people, []);
    assert_eq!(find(&conn, "anna", 5).people.len(), 1);
}

/// A6
#[test]
fn what_was_forgotten_is_not_found() {
    let conn = filled();
    conversations::forget(&conn, conversation_id(2)).unwrap();
    assert_eq!(found(&conn, "commande"), [(1, 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_that_can_be_typed_breaks_the_search(query in "[\\PC\u{0}-\u{1f}\"*^:(){}+-]{0,40}") {
        find(&filled_once(), &query, 5);
    }

    #[test]
    fn operators_are_words(operator in "(AND|OR|NOT|NEAR|near\\(|text:|\\^|\"){1,3}", word in "[a-z]{0,5}") {
        find(&filled_once(), &format!("{operator} {word}"), 5);
    }
}

fn filled_once() -> std::sync::MutexGuard<'static, Connection> {
    static CONN: std::sync::LazyLock<std::sync::Mutex<Connection>> = std::sync::LazyLock::new(|| filled().into());
    CONN.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// O1
#[test]
fn a_search_can_be_narrowed_to_a_visitor_a_kind_and_a_time() {
    let conn = open::in_memory();
    let link = protocol::card::Link { title: "retour".into(), url: "https://shop.example/".into() };
    let by = protocol::Author::Agent { id: me() };
    let answer = |n, position, body: protocol::Item| protocol::Message {
        author: by,
        body: body.into(),
        ..text(n, position, "")
    };
    let messages = vec![
        text(1, 1, "un retour"),
        answer(1, 2, protocol::Item::Text { text: "votre retour".into() }),
        answer(1, 3, protocol::Item::Link(link)),
        text(2, 1, "mon retour"),
    ];
    apply::page(&conn, &page(vec![head(1, 3), head(2, 1)], messages), Kind::First { owner: me() }).unwrap();
    let found = |filter: SearchFilter| {
        let search = Search { query: "retour".into(), project: None, filter, limit: 10 };
        let hits = crate::store::search::search(&conn, reader(), &search).unwrap().messages;
        hits.iter().map(|hit| (hit.row.id, hit.position)).collect::<Vec<_>>()
    };
    let (one, two) = (conversation_id(1), conversation_id(2));
    assert_eq!(found(SearchFilter::default()), [(two, 1), (one, 3), (one, 2), (one, 1)]);
    let visitor = Some(head(2, 1).visitor_id);
    assert_eq!(found(SearchFilter { visitor, ..Default::default() }), [(two, 1)]);
    let kind = |lane| SearchFilter { lane: Some(lane), ..Default::default() };
    assert_eq!(found(kind(Lane::Visitor)), [(two, 1), (one, 1)]);
    assert_eq!(found(kind(Lane::Agent)), [(one, 2)]);
    assert_eq!(found(kind(Lane::Action)), [(one, 3)]);
    assert_eq!(found(SearchFilter { agent: Some(me()), ..Default::default() }), [(one, 3), (one, 2)]);
    assert_eq!(found(SearchFilter { since: Some(Timestamp(3)), ..Default::default() }), [(one, 3)]);
}
