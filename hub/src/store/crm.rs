//! Sheets of conversations, and the leads, deals and activities that came of them (A12, A13).

use super::conversations::{self, Standing};
use super::{Tx, agents, messages, visitors};
use crate::error::Error;
use crate::rules::visibility::Viewer;
use crate::rules::{crm, text};
use protocol::crm::{Entry, EntryKind, FieldEdit, Sheet, SheetField};
use protocol::wire::ErrorCode;
use protocol::wire::agents::{CreateEntry, Posted, Saved};
use protocol::{AgentId, AgentRef, Author, ConversationId, Item, MessageId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Of one conversation: they travel with its sheet.
const ENTRIES_MAX: i64 = 100;

/// Changes one field, if it is as its writer found it.
pub fn edit(tx: &mut Tx<'_>, viewer: &Viewer, id: ConversationId, edit: &FieldEdit) -> Result<Saved, Error> {
    let standing = conversations::seen_by(tx, viewer, id)?;
    let to = crm::field(edit.field, edit.to.as_deref())?;
    let person = visitors::get(tx, standing.visitor_id)?.ok_or(ErrorCode::NotFound)?;
    let sheet = find(tx, id)?.unwrap_or(Sheet::empty(id));
    let known = sheet.field(&person, edit.field);
    if known == to.as_deref() {
        return Ok(Saved { saved_at: sheet.saved_at.unwrap_or(Timestamp(0)) });
    }
    // Who writes twice in a row tells what they wrote first, and not yet what the hub made of it: "2580 EUR" for
    // "2580.00 EUR".
    let written = |from| crm::field(edit.field, from).is_ok_and(|from| known == from.as_deref());
    if known != edit.from.as_deref() && !written(edit.from.as_deref()) {
        return Err(ErrorCode::SheetMovedOn.into());
    }
    touch(tx, id)?;
    match column(edit.field) {
        Column::OfVisitor(column) => visitors::set_person(tx, standing.visitor_id, column, to.as_deref())?,
        Column::OfSheet(column) => {
            tx.prepare_cached(&format!("UPDATE sheets SET {column} = ?2 WHERE conversation_id = ?1"))?
                .execute((id, &to))?;
        }
    }
    tx.prepare_cached("UPDATE sheets SET saved_at = ?2 WHERE conversation_id = ?1")?.execute((id, tx.now))?;
    Ok(Saved { saved_at: tx.now })
}

enum Column {
    OfVisitor(&'static str),
    OfSheet(&'static str),
}

const fn column(field: SheetField) -> Column {
    match field {
        SheetField::Name | SheetField::Email | SheetField::Phone => Column::OfVisitor(field.as_str()),
        _ => Column::OfSheet(field.as_str()),
    }
}

/// A colleague's wish: whoever may see the conversation may create something in it, closed or not (A14).
pub fn create(tx: &mut Tx<'_>, viewer: &Viewer, id: ConversationId, wish: &CreateEntry) -> Result<Posted, Error> {
    let standing = conversations::seen_by(tx, viewer, id)?;
    if messages::exists(tx, wish.id)? {
        return Err(ErrorCode::KeyReused.into());
    }
    let due = wish.due.as_deref().map(crm::day).transpose()?;
    if due.is_some() && wish.what != EntryKind::Activity {
        return Err(Error::with_detail(ErrorCode::FieldInvalid, "only an activity has a day"));
    }
    let there: i64 = tx
        .prepare_cached("SELECT count(*) FROM entries WHERE conversation_id = ?1")?
        .query_row([id], |row| row.get(0))?;
    if there >= ENTRIES_MAX {
        return Err(Error::with_detail(ErrorCode::FieldInvalid, "100 were created in this conversation already"));
    }
    let by = agents::name(tx, viewer.id)?;
    let title = text::name(&wish.title)?;
    add(tx, &standing, Entry { id: wish.id, what: wish.what, title, due, at: tx.now, by: Some(by), page: None })
}

/// By a bot: once of each kind, however often its visitor comes round.
pub fn create_by_bot(tx: &mut Tx<'_>, standing: &Standing, what: EntryKind, title: String) -> Result<(), Error> {
    let there = tx
        .prepare_cached("SELECT 1 FROM entries WHERE conversation_id = ?1 AND what = ?2 AND by_id IS NULL")?
        .exists((standing.id, what))?;
    if !there {
        let id = MessageId::from(Uuid::now_v7());
        add(tx, standing, Entry { id, what, title, due: None, at: tx.now, by: None, page: None })?;
    }
    Ok(())
}

/// Adds one and tells of it in the thread.
pub fn add(tx: &mut Tx<'_>, standing: &Standing, entry: Entry) -> Result<Posted, Error> {
    let Entry { id, what, title, due, at, by, .. } = entry;
    let by_id = by.as_ref().map(|by| by.id);
    touch(tx, standing.id)?;
    let told = Item::Created { what, title: title.clone(), by };
    let posted = messages::append(tx, standing, id, Author::System, told)?;
    tx.prepare_cached(
        "INSERT INTO entries (id, conversation_id, what, title, due, at, by_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((id, standing.id, what, title, due, at, by_id))?;
    Ok(posted)
}

/// A new conversation knows what was learnt of the person in the one before; what they bargained for is over.
pub fn carry_over(tx: &mut Tx<'_>, from: ConversationId, to: ConversationId) -> Result<(), Error> {
    let Some(Sheet { organisation, address, notes, .. }) = find(tx, from)? else { return Ok(()) };
    if organisation.is_none() && address.is_none() && notes.is_none() {
        return Ok(());
    }
    touch(tx, to)?;
    tx.prepare_cached("UPDATE sheets SET organisation = ?2, address = ?3, notes = ?4 WHERE conversation_id = ?1")?
        .execute((to, organisation, address, notes))?;
    Ok(())
}

/// The sheet changes, or begins. Answers its place in the order.
pub fn touch(tx: &mut Tx<'_>, id: ConversationId) -> Result<i64, Error> {
    let seq = tx.next_seq();
    tx.prepare_cached(
        "INSERT INTO sheets (conversation_id, changed_seq) VALUES (?1, ?2)
         ON CONFLICT (conversation_id) DO UPDATE SET changed_seq = ?2",
    )?
    .execute((id, seq))?;
    Ok(seq)
}

/// Others may see the conversation from now on: its sheet comes to them with it.
pub fn come_into_sight(tx: &Tx<'_>, id: ConversationId, seq: i64) -> Result<(), Error> {
    tx.prepare_cached("UPDATE sheets SET changed_seq = ?2 WHERE conversation_id = ?1")?.execute((id, seq))?;
    Ok(())
}

pub const COLUMNS: &str = "s.conversation_id, s.organisation, s.address, s.value, s.closing, s.notes, s.saved_at,
    (SELECT k.trouble FROM carried AS k WHERE k.conversation_id = s.conversation_id)";

fn find(connection: &Connection, id: ConversationId) -> Result<Option<Sheet>, Error> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM sheets AS s WHERE s.conversation_id = ?1"))?
        .query_row([id], from_row)
        .optional()?)
}

/// The sheets of these conversations.
pub fn of(connection: &Connection, ids: impl Iterator<Item = ConversationId>) -> Result<Vec<Sheet>, Error> {
    ids.filter_map(|id| whole(connection, id).transpose()).collect()
}

/// With its entries.
pub fn whole(connection: &Connection, id: ConversationId) -> Result<Option<Sheet>, Error> {
    let Some(mut sheet) = find(connection, id)? else { return Ok(None) };
    sheet.entries = entries(connection, id)?;
    Ok(Some(sheet))
}

pub fn entries(connection: &Connection, id: ConversationId) -> Result<Vec<Entry>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT e.id, e.what, e.title, e.due, e.at, e.by_id, a.name, k.pages FROM entries AS e
         LEFT JOIN agents AS a ON a.id = e.by_id
         LEFT JOIN carried AS k ON k.conversation_id = e.conversation_id WHERE e.conversation_id = ?1 ORDER BY e.at, e.rowid",
    )?;
    let rows = statement.query_map([id], |row| {
        let by: Option<AgentId> = row.get(5)?;
        let (name, pages): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
        let id: MessageId = row.get(0)?;
        let mut pages: BTreeMap<MessageId, String> =
            pages.and_then(|pages| serde_json::from_str(&pages).ok()).unwrap_or_default();
        Ok(Entry {
            id,
            what: row.get(1)?,
            title: row.get(2)?,
            due: row.get(3)?,
            at: row.get(4)?,
            by: by.map(|id| AgentRef { id, name: name.unwrap_or_default() }),
            page: pages.remove(&id),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Without its entries.
pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Sheet> {
    Ok(Sheet {
        conversation_id: row.get(0)?,
        organisation: row.get(1)?,
        address: row.get(2)?,
        value: row.get(3)?,
        closing: row.get(4)?,
        notes: row.get(5)?,
        saved_at: row.get(6)?,
        trouble: row.get(7)?,
        entries: Vec::new(),
    })
}
