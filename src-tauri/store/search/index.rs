//! What the full-text index is told when messages come and go.
//!
//! The index keeps no text: what leaves it is named by the text it came with, folded in the same
//! way. The words of a batch are written together, each once.

use super::query::{WORD_MIN, fold, split};
use rusqlite::{Connection, params};
use std::collections::HashSet;

/// The messages of one batch. Give them in the order of their numbers: a row before the last one
/// makes FTS5 begin a new segment.
#[derive(Default)]
pub struct Indexing {
    words: HashSet<String>,
}

impl Indexing {
    pub fn add(&mut self, conn: &Connection, seq: i64, text: &str) -> rusqlite::Result<()> {
        let folded = fold(text);
        conn.prepare_cached("INSERT INTO message_index (rowid, text) VALUES (?1, ?2)")?
            .execute(params![seq, folded])?;
        for word in long_words(&folded) {
            if !self.words.contains(word) {
                self.words.insert(word.to_owned());
            }
        }
        Ok(())
    }

    pub fn finish(self, conn: &Connection) -> rusqlite::Result<()> {
        let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO words (word) VALUES (?1)")?;
        for word in self.words {
            insert.execute([word])?;
        }
        Ok(())
    }
}

/// Takes messages out, in the order of their numbers, and the words that no other message has.
pub fn remove(conn: &Connection, messages: &[(i64, String)]) -> rusqlite::Result<()> {
    let mut words = HashSet::new();
    let mut unindex =
        conn.prepare_cached("INSERT INTO message_index (message_index, rowid, text) VALUES ('delete', ?1, ?2)")?;
    for (seq, text) in messages {
        let folded = fold(text);
        unindex.execute(params![seq, folded])?;
        words.extend(long_words(&folded).map(str::to_owned));
    }
    let mut used = conn.prepare_cached("SELECT 1 FROM message_index WHERE message_index MATCH ?1 LIMIT 1")?;
    let mut forget = conn.prepare_cached("DELETE FROM words WHERE word = ?1")?;
    for word in words {
        if !used.exists([format!("\"{word}\"")])? {
            forget.execute([word])?;
        }
    }
    Ok(())
}

fn long_words(folded: &str) -> impl Iterator<Item = &str> {
    split(folded).filter(|word| word.chars().nth(WORD_MIN - 1).is_some())
}
