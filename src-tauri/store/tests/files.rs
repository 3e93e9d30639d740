//! Files on disk: damage, a full disk, and what deletion leaves behind.

use super::samples::*;
use crate::store::apply::{self, Kind};
use crate::store::{Error, Store, conversations, open, place, settings};
use protocol::Message;
use protocol::ipc::session::{Preferences, Theme};
use std::path::Path;

async fn first(store: &Store, page: protocol::wire::sync::SyncPage) {
    store.write(move |tx| apply::page(tx, &page, Kind::First { owner: me() })).await.unwrap();
}

fn files_with(profile: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(profile).unwrap() {
        let entry = entry.unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        if bytes.windows(needle.len()).any(|window| window == needle) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}

async fn preferences(store: &Store) -> Preferences {
    store.read(settings::preferences).await.unwrap()
}

/// D8 and the rest of the outbox outlive the cache.
#[tokio::test]
async fn a_damaged_cache_is_set_aside_and_the_outbox_kept() {
    let profile = tempfile::tempdir().unwrap();
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    let kept = dark.clone();
    for (n, damage) in
        [b"this is no database at all, not even close to one".to_vec(), vec![0xFF; 8_192]].iter().enumerate()
    {
        let store = Store::open(profile.path()).unwrap();
        let dark = dark.clone();
        store.write_outbox(move |tx| settings::set_preferences(tx, &dark)).await.unwrap();
        first(&store, page(vec![head(1, 1)], vec![])).await;
        store.close();
        std::fs::write(profile.path().join(open::CACHE), damage).unwrap();
        let store = Store::open(profile.path()).unwrap();
        assert_eq!(store.read(place::get).await.unwrap().cursor, None, "begins anew");
        assert_eq!(preferences(&store).await, kept);
        assert_eq!(std::fs::read(profile.path().join(format!("cache.db.damaged-{}", n + 1))).unwrap(), *damage);
        store.close();
    }
}

#[tokio::test]
async fn a_cache_whose_schema_is_unknown_is_set_aside_too() {
    let profile = tempfile::tempdir().unwrap();
    // Of a later version; and with a record of migrations that cannot be read.
    for (n, applied_on) in ["2030-01-01T00:00:00Z", "x"].iter().enumerate() {
        Store::open(profile.path()).unwrap().close();
        let conn = rusqlite::Connection::open(profile.path().join(open::CACHE)).unwrap();
        let row =
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (99, 'later', ?1, '1')";
        conn.execute(row, [applied_on]).unwrap();
        drop(conn);
        let store = Store::open(profile.path()).unwrap();
        assert!(store.read(place::get).await.is_ok());
        assert!(profile.path().join(format!("cache.db.damaged-{}", n + 1)).exists());
        store.close();
    }
}

#[tokio::test]
async fn damage_met_while_running_is_told() {
    let profile = tempfile::tempdir().unwrap();
    let store = Store::open(profile.path()).unwrap();
    let messages: Vec<Message> = texts(1, 1..=2_000);
    first(&store, page(vec![head(1, 2_000)], messages)).await;
    store.close();
    let path = profile.path().join(open::CACHE);
    let mut bytes = std::fs::read(&path).unwrap();
    let len = bytes.len();
    bytes[len / 2..].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(profile.path()).unwrap();
    let read = store
        .read(|conn| conn.query_row("SELECT sum(length(text)) FROM messages", [], |row| row.get::<_, i64>(0)))
        .await;
    assert!(read.is_err_and(|error| error.is_damage()));
    store.damaged().await;
    store.rebuild_cache().unwrap();
    assert_eq!(store.read(place::get).await.unwrap().cursor, None);
}

/// A6: ids, texts and search entries of a revoked conversation are in no file of the profile,
/// however the pages were split while it was filled.
#[tokio::test]
async fn nothing_of_a_revoked_conversation_is_left_in_any_file() {
    const CANARY: &str = "canari9jaune";
    let profile = tempfile::tempdir().unwrap();
    let store = Store::open(profile.path()).unwrap();
    first(&store, page((1..=40).map(|n| assigned(n, 200, me())).collect(), vec![])).await;
    // History comes in pieces, newest first, between the messages of others.
    for piece in (0..20).rev() {
        let mut batch = Vec::new();
        for n in 1..=40 {
            for position in piece * 10 + 1..=piece * 10 + 10 {
                let words =
                    if n == 20 { format!("{CANARY} numéro {position} {CANARY}") } else { format!("texte {position}") };
                batch.push(text(n, position, &words.repeat(1 + (position % 7) as usize)));
            }
        }
        store.write(move |tx| apply::batch(tx, &batch)).await.unwrap();
    }
    assert!(!files_with(profile.path(), CANARY.as_bytes()).is_empty(), "the canary is there before");
    let revoked = protocol::wire::sync::SyncPage { revoked: vec![conversation_id(20)], ..page(vec![], vec![]) };
    store
        .write_erasing(move |tx| apply::page(tx, &revoked, Kind::Follow), |applied| !applied.revoked.is_empty())
        .await
        .unwrap();
    let no_files: [String; 0] = [];
    assert_eq!(files_with(profile.path(), CANARY.as_bytes()), no_files);
    assert_eq!(files_with(profile.path(), conversation_id(20).uuid().as_bytes()), no_files);
    // The search index keeps words without their accents and in pieces; the longest piece is telling.
    assert_eq!(files_with(profile.path(), b"nari9jau"), no_files);
    store.close();
    assert_eq!(files_with(profile.path(), CANARY.as_bytes()), no_files);
}

#[tokio::test]
async fn a_full_disk_is_told_and_reading_goes_on() {
    let profile = tempfile::tempdir().unwrap();
    let store = Store::open(profile.path()).unwrap();
    first(&store, page(vec![head(1, 5_000)], texts(1, 1..=100))).await;
    let pages =
        |limit: &'static str| store.on_writer(move |conn| conn.query_row(limit, [], |row| row.get::<_, i64>(0)));
    pages("PRAGMA max_page_count = 1").await.unwrap();
    let messages = texts(1, 101..=4_000);
    let error = store.write(move |tx| apply::batch(tx, &messages).map(drop)).await.unwrap_err();
    let Error::Sqlite(error) = error else { panic!("{error}") };
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
    let missing = store.read(|conn| conversations::missing(conn, 1, None)).await.unwrap();
    assert_eq!((missing[0].last, missing[0].held_below), (5_000, 100), "all as before");
    pages("PRAGMA max_page_count = 1000000").await.unwrap();
    let messages = texts(1, 101..=4_000);
    store.write(move |tx| apply::batch(tx, &messages).map(drop)).await.unwrap();
}
