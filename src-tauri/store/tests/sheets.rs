//! The side panel, of what pages brought.

use super::samples::*;
use crate::store::apply::{self, Fresher, Kind};
use crate::store::{conversations, crm, open};
use protocol::Timestamp;
use protocol::crm::{Entry, EntryKind, Sheet};
use protocol::wire::sync::SyncPage;
use uuid::Uuid;

fn with_sheet(sheet: Sheet) -> SyncPage {
    SyncPage { visitors: vec![visitor(1)], sheets: vec![sheet], ..page(vec![head(1, 1)], texts(1, 1..=1)) }
}

/// A12, A13
#[test]
fn a_sheet_comes_with_its_head_and_goes_with_it() {
    let conn = open::in_memory();
    let entry = Entry {
        id: Uuid::from_u128(7).into(),
        what: EntryKind::Lead,
        title: "Fauteuil".into(),
        due: None,
        at: Timestamp(5),
        by: None,
        page: Some("https://shop.pipedrive.example/leads/inbox/7".into()),
    };
    let sheet = Sheet {
        notes: Some("Rappeler".into()),
        trouble: Some("crm_unreachable".into()),
        entries: vec![entry.clone()],
        ..Sheet::empty(conversation_id(1))
    };
    apply::page(&conn, &with_sheet(sheet), Kind::First { owner: me() }).unwrap();
    let view = crm::view(&conn, me(), conversation_id(1)).unwrap().unwrap();
    assert_eq!(view.trouble.as_deref(), Some("crm_unreachable"));
    assert_eq!((view.entries[0].page.clone(), &view.entries[0].unsent), (entry.page, &None));
    conversations::forget(&conn, conversation_id(1)).unwrap();
    assert_eq!(conn.query_row("SELECT count(*) FROM sheets", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}

/// A12: what a snapshot tells of a conversation is older than what was followed meanwhile.
#[test]
fn an_older_page_does_not_take_a_sheet_back() {
    let conn = open::in_memory();
    let notes = |notes: &str| Sheet { notes: Some(notes.into()), ..Sheet::empty(conversation_id(1)) };
    apply::page(&conn, &with_sheet(notes("neuf")), Kind::First { owner: me() }).unwrap();
    let mut fresher = Fresher::default();
    // The sheet alone was followed: its head has not moved.
    fresher.note(&SyncPage { sheets: vec![notes("neuf")], ..page(vec![], vec![]) });
    apply::page(&conn, &with_sheet(notes("ancien")), Kind::Next { fresher: &fresher }).unwrap();
    let view = crm::view(&conn, me(), conversation_id(1)).unwrap().unwrap();
    assert_eq!(view.fields.last().unwrap().value.as_deref(), Some("neuf"));
}

/// A12: pages end where they must; a sheet may be told before its head, and is there when that comes.
#[test]
fn a_sheet_waits_for_its_head() {
    let conn = open::in_memory();
    apply::page(&conn, &page(vec![], vec![]), Kind::First { owner: me() }).unwrap();
    let sheet = Sheet { notes: Some("Rappeler".into()), ..Sheet::empty(conversation_id(1)) };
    let early = SyncPage { sheets: vec![sheet], ..page(vec![], vec![]) };
    apply::page(&conn, &early, Kind::Follow).unwrap();
    assert_eq!(crm::view(&conn, me(), conversation_id(1)).unwrap(), None);
    let late = SyncPage { visitors: vec![visitor(1)], ..page(vec![head(1, 1)], texts(1, 1..=1)) };
    apply::page(&conn, &late, Kind::Follow).unwrap();
    let view = crm::view(&conn, me(), conversation_id(1)).unwrap().unwrap();
    assert_eq!(view.fields.last().unwrap().value.as_deref(), Some("Rappeler"));
    let revoked = SyncPage { revoked: vec![conversation_id(1)], ..page(vec![], vec![]) };
    apply::page(&conn, &revoked, Kind::Follow).unwrap();
    assert_eq!(conn.query_row("SELECT count(*) FROM sheets", [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}
