//! Lists, counts, unread.

use super::samples::*;
use crate::store::apply::{self, Kind};
use crate::store::{drafts, folders, open, reads};
use protocol::ipc::inbox::{Folder, ListFolder, Unsent};
use protocol::wire::sync::SyncPage;
use protocol::{Conversation, State, Timestamp};
use rusqlite::Connection;

fn filled() -> Connection {
    let conn = open::in_memory();
    let closed = |n, at| Conversation { state: State::Closed, closed_at: Some(Timestamp(at)), ..assigned(n, 1, me()) };
    let heads = vec![
        head(1, 1),
        Conversation { waiting_since: Some(Timestamp(5)), ..head(2, 1) },
        assigned(3, 3, me()),
        assigned(4, 1, me()),
        assigned(5, 1, colleague()),
        closed(6, 50),
        closed(7, 40),
    ];
    let messages = [texts(3, 1..=3), texts(4, 1..=1), texts(6, 1..=1)].concat();
    let page = SyncPage { visitors: (1..=7).map(visitor).collect(), ..page(heads, messages) };
    apply::page(&conn, &page, Kind::First { owner: me() }).unwrap();
    conn
}

fn ids(conn: &Connection, reader: folders::Reader, folder: Folder) -> Vec<u128> {
    let list = ListFolder { folder, project: None, offset: 0, limit: 50 };
    let rows = folders::list(conn, reader, &list).unwrap().rows;
    rows.into_iter().map(|row| row.id.uuid().as_u128() - 0xC000).collect()
}

/// A2, C1
#[test]
fn each_folder_has_its_own_and_its_order() {
    let conn = filled();
    assert_eq!(ids(&conn, manager(), Folder::Unassigned), [2, 1], "the longest waiting first");
    assert_eq!(ids(&conn, manager(), Folder::Mine), [4, 3], "the newest text first");
    assert_eq!(ids(&conn, manager(), Folder::Team), [5]);
    assert_eq!(ids(&conn, manager(), Folder::Closed), [6, 7], "by closing time");
    let counts = folders::counts(&conn, manager(), None).unwrap();
    assert_eq!((counts.unassigned, counts.mine, counts.team, counts.closed, counts.unread), (2, 2, 1, 2, 4));
    assert_eq!(folders::counts(&conn, reader(), None).unwrap().team, 0);
}

#[test]
fn a_page_of_a_folder_is_cut_where_it_was_asked() {
    let conn = filled();
    let list = ListFolder { folder: Folder::Closed, project: Some(project()), offset: 1, limit: 1 };
    let page = folders::list(&conn, reader(), &list).unwrap();
    assert_eq!((page.total, page.rows.len(), page.rows[0].id), (2, 1, conversation_id(7)));
    let other = ListFolder { project: Some(uuid::Uuid::nil().into()), ..list };
    assert_eq!(folders::list(&conn, reader(), &other).unwrap().total, 0);
}

#[test]
fn unread_is_what_the_visitor_wrote_since_and_nothing_once_it_is_closed() {
    let conn = filled();
    reads::advance(&conn, conversation_id(3), 2).unwrap();
    let row = |n| {
        let key = crate::store::conversations::key(&conn, conversation_id(n)).unwrap().unwrap();
        folders::row(&conn, reader(), key).unwrap()
    };
    assert_eq!((row(3).unread, row(4).unread, row(6).unread), (1, 1, 0));
    assert!(!reads::advance(&conn, conversation_id(3), 1).unwrap(), "a read position never moves back");
    assert_eq!(row(3).last.unwrap().text, "texte 3 de 3");
    assert_eq!(row(3).unsent, Unsent::Nothing);
}

/// D8
#[test]
fn a_draft_is_its_authors_alone() {
    let conn = filled();
    drafts::save(&conn, me(), conversation_id(3), &"Bonjour,\nje regarde".into()).unwrap();
    drafts::save(&conn, colleague(), conversation_id(3), &"autre".into()).unwrap();
    let key = crate::store::conversations::key(&conn, conversation_id(3)).unwrap().unwrap();
    assert_eq!(folders::row(&conn, reader(), key).unwrap().draft.as_deref(), Some("Bonjour, je regarde"));
    drafts::save(&conn, me(), conversation_id(3), &"".into()).unwrap();
    assert_eq!(folders::row(&conn, reader(), key).unwrap().draft, None);
}

/// The lists must be instant at 100,000 conversations: nothing is sorted, nothing is scanned.
#[test]
fn each_folder_is_read_in_the_order_of_its_index() {
    let conn = filled();
    for folder in Folder::ALL {
        let sql = folders::keys_query(*folder);
        let plan: Vec<String> = conn
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap()
            .query_map(rusqlite::params![me(), None::<Vec<u8>>, 50, 0], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let plan = plan.join("; ");
        assert!(plan.contains("INDEX folder_") && !plan.contains("TEMP B-TREE"), "{folder}: {plan}");
    }
}
