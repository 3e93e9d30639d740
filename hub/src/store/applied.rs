//! Recognising repeated commands, for ever. A command is applied and recorded in one transaction;
//! the same id with the same words gets the first answer, with other words a refusal. A refusal
//! is not recorded, so that it may be tried again.

use super::{Tx, meta};
use crate::error::Error;
use crate::secret;
use protocol::wire::ErrorCode;
use rusqlite::OptionalExtension;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// Runs `work` unless the actor's `key` was applied before.
///
/// `command` is the command's name and words, of which only a keyed digest is kept. The answer is
/// ids and numbers, never text, so that erasing a person stays possible.
pub fn once<T: Serialize + DeserializeOwned>(
    tx: &mut Tx<'_>,
    actor: Uuid,
    key: Uuid,
    command: &(impl Serialize + ?Sized),
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let words = serde_json::to_vec(command).map_err(|e| Error::Internal(e.to_string()))?;
    let digest = secret::keyed_digest(&meta::secret(tx)?, &words);
    let first: Option<(Vec<u8>, String)> = tx
        .prepare_cached("SELECT digest, answer FROM applied WHERE actor = ?1 AND key = ?2")?
        .query_row((actor.as_bytes(), key.as_bytes()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let Some((known, answer)) = first {
        if !secret::equal(&known, &digest) {
            return Err(ErrorCode::KeyReused.into());
        }
        return serde_json::from_str(&answer).map_err(|e| Error::Internal(e.to_string()));
    }
    let answer = work(tx)?;
    let recorded = serde_json::to_string(&answer).map_err(|e| Error::Internal(e.to_string()))?;
    tx.prepare_cached("INSERT INTO applied (actor, key, digest, answer) VALUES (?1, ?2, ?3, ?4)")?.execute((
        actor.as_bytes(),
        key.as_bytes(),
        digest,
        recorded,
    ))?;
    Ok(answer)
}
