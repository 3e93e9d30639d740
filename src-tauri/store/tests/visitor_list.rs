//! The visitors page over the cache.

use super::samples::{colleague, me, page as sync_page, project, reader, visitor};
use crate::store::apply::{self, Kind};
use crate::store::statuses::{self, Wish};
use crate::store::visitor_list::{self, Wanted};
use crate::store::{dialogue, open, visitors};
use protocol::ipc::visitors::{ListVisitors, VisitorColumn, VisitorFilter, VisitorPage, VisitorSort};
use protocol::visitor::Place;
use protocol::wire::sync::SyncPage;
use protocol::{Timestamp, Visitor, VisitorStatus};
use rusqlite::{Connection, ToSql};
use uuid::Uuid;

fn filled(visitors: Vec<Visitor>) -> Connection {
    let conn = open::in_memory();
    let people = SyncPage { visitors, ..sync_page(vec![], vec![]) };
    apply::page(&conn, &people, Kind::First { owner: Uuid::from_u128(1).into() }).unwrap();
    conn
}

fn named(n: u128, name: &str, email: &str, phone: &str) -> Visitor {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Visitor { name: some(name), email: some(email), phone: some(phone), ..visitor(n) }
}

fn list(conn: &Connection, filter: VisitorFilter, sort: VisitorSort, page: i64) -> VisitorPage {
    visitor_list::page(conn, me(), &ListVisitors { filter, sort, page }).unwrap()
}

fn numbers(page: &VisitorPage) -> Vec<i64> {
    page.rows.iter().map(|row| row.number).collect()
}

fn found(conn: &Connection, search: &str) -> Vec<i64> {
    let filter = VisitorFilter { search: search.into(), ..Default::default() };
    numbers(&list(conn, filter, VisitorSort { by: VisitorColumn::Name, descending: false }, 0))
}

/// V3
#[test]
fn people_are_found_by_any_part_whatever_its_accents_and_phone_marks() {
    let conn = filled(vec![
        named(1, "Zoé Lefèvre", "zoe@courriel.example", "+33 6 24 70 18 55"),
        named(2, "Amandine Brossard", "a.brossard@atelier.example", "06.81.02.44.90"),
        named(3, "", "", ""),
        named(4, "José Ñuñez", "", ""),
    ]);
    for (search, numbers) in [
        ("lefe", &[1][..]),
        ("LEFÈV", &[1]),
        ("z", &[1, 4]),
        ("zo", &[1]),
        ("nune", &[4]),
        ("@", &[1, 2]),
        ("example", &[2, 1]),
        ("0681", &[2]),
        ("68 10", &[2]),
        ("+33 (0)6", &[]),
        ("336", &[1]),
        ("4", &[2, 1]),
        ("81-02", &[2]),
        ("\"", &[]),
        ("%", &[]),
        ("personne", &[]),
        ("  ", &[2, 4, 1, 3]),
    ] {
        let mut there = found(&conn, search);
        let mut wanted = numbers.to_vec();
        there.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(there, wanted, "{search:?}");
    }
    // Who has no name any more is not found by it.
    let renamed = SyncPage { visitors: vec![visitor(1)], ..sync_page(vec![], vec![]) };
    apply::page(&conn, &renamed, Kind::Follow).unwrap();
    assert_eq!(found(&conn, "lefe"), Vec::<i64>::new());
    assert_eq!(found(&conn, "336"), Vec::<i64>::new());
}

/// V1, V3, V4: tabs count what the other filters leave; the date is the latest conversation's start, else the opening's.
#[test]
fn tabs_count_by_status_within_dates_and_engagement() {
    let day = |day: i64| Timestamp(day * 86_400_000);
    let on = |n: u128, status, opened: i64, conversation: Option<i64>| Visitor {
        status,
        first_seen_at: day(opened),
        conversation_at: conversation.map(day),
        ..visitor(n)
    };
    let conn = filled(vec![
        on(1, VisitorStatus::New, 1, Some(40)),
        on(2, VisitorStatus::Prospect, 35, None),
        on(3, VisitorStatus::New, 36, Some(36)),
        on(4, VisitorStatus::Archived, 2, None),
    ]);
    let all = list(&conn, VisitorFilter::default(), VisitorSort::default(), 0);
    assert_eq!(numbers(&all), [1, 3, 2, 4], "newest date first");
    assert_eq!((all.rows[0].at, all.rows[3].at), (day(40), day(2)));
    assert_eq!([None, Some(VisitorStatus::New), Some(VisitorStatus::Customer)].map(|of| all.count(of)), [4, 2, 0]);
    let lately = VisitorFilter { since: Some(day(30)), until: Some(day(40)), ..Default::default() };
    let page = list(&conn, lately.clone(), VisitorSort::default(), 0);
    assert_eq!((numbers(&page), page.count(None)), (vec![3, 2], 2), "the end is left out");
    let engaged = VisitorFilter { engaged: true, ..lately };
    let page = list(&conn, engaged.clone(), VisitorSort::default(), 0);
    assert_eq!((numbers(&page), page.rows[0].engaged), (vec![3], true));
    // Whichever tab is looked at, each has its count.
    let prospects = VisitorFilter { status: Some(VisitorStatus::Prospect), ..Default::default() };
    let page = list(&conn, prospects, VisitorSort::default(), 0);
    assert_eq!((numbers(&page), page.count(None), page.count(Some(VisitorStatus::New))), (vec![2], 4, 2));
    let elsewhere = VisitorFilter { project: Some(Uuid::from_u128(77).into()), ..Default::default() };
    assert_eq!(list(&conn, elsewhere, VisitorSort::default(), 0).count(None), 0);
    let here = VisitorFilter { project: Some(project()), ..Default::default() };
    assert_eq!(list(&conn, here, VisitorSort::default(), 0).count(None), 4);
}

/// V4
#[test]
fn who_has_nothing_to_sort_by_comes_last_either_way() {
    let from = |n: u128, country: &str, city: &str| Visitor {
        place: Place { country: Some(country.into()), city: Some(city.into()), region: None },
        ..visitor(n)
    };
    let conn = filled(vec![
        named(1, "émile", "", "0612"),
        named(2, "Zoé", "b@x.example", ""),
        named(3, "", "A@x.example", "+33 5"),
        from(4, "FR", "Étretat"),
        from(5, "FR", "Dijon"),
        from(6, "BE", "Gand"),
    ]);
    let by = |by, descending| {
        let page = list(&conn, VisitorFilter::default(), VisitorSort { by, descending }, 0);
        numbers(&page)
    };
    assert_eq!(by(VisitorColumn::Name, false)[..2], [1, 2]);
    assert_eq!(by(VisitorColumn::Name, true)[..2], [2, 1]);
    assert_eq!(by(VisitorColumn::Email, false)[..2], [3, 2]);
    assert_eq!(by(VisitorColumn::Phone, true)[..2], [3, 1]);
    assert_eq!(by(VisitorColumn::Place, false)[..3], [6, 5, 4]);
    assert_eq!(by(VisitorColumn::Place, true)[..3], [4, 5, 6]);
}

/// V10: what this agent has set shows in list, tabs and order before the hub knows; what a colleague set here does not.
#[test]
fn a_status_of_mine_shows_before_the_hub_knows() {
    let conn = filled((1..=3).map(visitor).collect());
    let wish = |n, status| Wish { visitor: visitor(n).id, key: Uuid::from_u128(n), status, was: VisitorStatus::New };
    statuses::set(&conn, me(), wish(2, VisitorStatus::Prospect)).unwrap();
    statuses::set(&conn, colleague(), wish(3, VisitorStatus::Closed)).unwrap();
    let prospects = VisitorFilter { status: Some(VisitorStatus::Prospect), ..Default::default() };
    let page = list(&conn, prospects.clone(), VisitorSort::default(), 0);
    assert_eq!((numbers(&page), page.rows[0].status), (vec![2], VisitorStatus::Prospect));
    assert_eq!([VisitorStatus::New, VisitorStatus::Closed].map(|status| page.count(Some(status))), [2, 0]);
    let by_status = VisitorSort { by: VisitorColumn::Status, descending: true };
    assert_eq!(numbers(&list(&conn, VisitorFilter::default(), by_status, 0))[0], 2);
    assert_eq!(
        dialogue::file(&conn, reader(), visitor(2).id).unwrap().unwrap().visitor.status,
        VisitorStatus::Prospect
    );
    // A newer word on the same visitor is not taken away by the answer to the older one.
    let (older, newer) =
        (wish(2, VisitorStatus::Prospect), Wish { key: Uuid::from_u128(9), ..wish(2, VisitorStatus::Closed) });
    statuses::set(&conn, me(), newer).unwrap();
    statuses::remove(&conn, me(), older).unwrap();
    assert_eq!(statuses::of(&conn, me(), visitor(2).id).unwrap(), Some(VisitorStatus::Closed));
    statuses::remove(&conn, me(), newer).unwrap();
    assert_eq!(list(&conn, prospects, VisitorSort::default(), 0).count(Some(VisitorStatus::New)), 3);
}

/// V10: the hub's answer to a status of mine comes after what it told meanwhile of a colleague's.
#[test]
fn what_the_hub_told_since_a_status_was_set_stays() {
    let conn = filled(vec![visitor(1), Visitor { status: VisitorStatus::Customer, ..visitor(2) }]);
    for n in [1, 2] {
        let (was, status) = (VisitorStatus::New, VisitorStatus::Prospect);
        visitors::take_status(&conn, Wish { visitor: visitor(n).id, key: Uuid::from_u128(n), status, was }).unwrap();
    }
    let stands = |n| visitors::status(&conn, visitor(n).id).unwrap();
    assert_eq!((stands(1), stands(2)), (Some(VisitorStatus::Prospect), Some(VisitorStatus::Customer)));
    assert_eq!(stands(3), None);
}

/// V13: an export reads in pieces what was listed; who is gone by then is left out.
#[test]
fn what_is_exported_is_what_is_listed_in_its_order() {
    let conn = filled((1..=45).map(visitor).collect());
    let wish = Wish {
        visitor: visitor(7).id,
        key: Uuid::from_u128(7),
        status: VisitorStatus::Closed,
        was: VisitorStatus::New,
    };
    statuses::set(&conn, me(), wish).unwrap();
    let ask = ListVisitors { filter: VisitorFilter::default(), sort: VisitorSort::default(), page: 2 };
    let keys = visitor_list::keys(&conn, me(), &ask).unwrap();
    conn.execute("DELETE FROM visitors WHERE number = 44", []).unwrap();
    let rows = visitor_list::rows(&conn, me(), &keys).unwrap();
    let listed: Vec<i64> = rows.iter().map(|row| row.number).collect();
    assert_eq!((keys.len(), listed), (45, (1..=45).rev().filter(|n| *n != 44).collect()));
    assert_eq!(rows.iter().find(|row| row.number == 7).unwrap().status, VisitorStatus::Closed);
    let closed =
        ListVisitors { filter: VisitorFilter { status: Some(VisitorStatus::Closed), ..Default::default() }, ..ask };
    assert_eq!(visitor_list::keys(&conn, me(), &closed).unwrap().len(), 1);
}

/// V8: pages of twenty.
#[test]
fn pages_hold_twenty_and_the_last_one_is_the_end() {
    let conn = filled((1..=45).map(visitor).collect());
    let page = |page| list(&conn, VisitorFilter::default(), VisitorSort::default(), page);
    assert_eq!([0, 1, 2].map(|n| page(n).rows.len()), [20, 20, 5]);
    assert_eq!((page(9).page, page(9).rows.len()), (2, 5), "beyond the last one");
    assert_eq!(page(-1).page, 0);
    assert_eq!(numbers(&page(0))[0], 45, "equal dates: the latest number first");
    let nobody = VisitorFilter { search: "personne".into(), ..Default::default() };
    assert_eq!(list(&conn, nobody, VisitorSort::default(), 3).page, 0);
}

/// The page must be there at once whichever projects are shown: its dates are looked up, and their order is the index's.
#[test]
fn dates_are_read_in_the_order_of_their_index() {
    let conn = filled(vec![visitor(1)]);
    for project in [None, Some(project())] {
        let filter = VisitorFilter { project, since: Some(Timestamp(1)), ..Default::default() };
        let sql = visitor_list::rows_query(&Wanted::of(&filter, true), VisitorSort::default());
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = statement.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>();
        let plan = steps.unwrap().join("; ");
        assert!(plan.contains("SEARCH visitors USING INDEX visitors_by_date"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    }
}

/// V3: a part that very many have is looked for in each row of the dates, and finds the same.
#[test]
fn a_part_finds_the_same_by_the_index_and_in_each_row() {
    let conn = filled(vec![
        named(1, "Zoë Œuvrard", "zoe@shop.example", "+33 6 12 48 09 37"),
        named(2, "José Núñez", "jn@SHOP.example", "0612480937"),
        named(3, "Ann", "", ""),
        named(4, "", "", "(612) 480-937"),
    ]);
    for search in ["shop", "zoe", "oeuv", "nune", "612480", "+33 6 12", "example", "none of them", "ann"] {
        let filter = VisitorFilter { search: search.into(), ..Default::default() };
        let found = |by_index| {
            let wanted = Wanted::of(&filter, by_index);
            let mut statement = conn.prepare(&visitor_list::rows_query(&wanted, VisitorSort::default())).unwrap();
            let mut values = wanted.values();
            values.extend([(":status", &None::<String> as &dyn ToSql), (":limit", &-1), (":offset", &0)]);
            let rows = statement.query_map(&*values, |row| row.get::<_, i64>(2)).unwrap();
            rows.collect::<Result<Vec<_>, _>>().unwrap()
        };
        assert_eq!(found(true), found(false), "{search}");
    }
}
