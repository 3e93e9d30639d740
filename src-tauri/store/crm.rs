//! Sheets of conversations as the hub told them, and the panel that they make with what waits in the outbox
//! (A12, A13).

use super::json;
use super::outbox::{self, Act, Item, ItemState};
use super::visitors;
use protocol::crm::{Entry, FieldEdit, Sheet, SheetField};
use protocol::ipc::crm::{EntryFilter, EntryPage, EntryRow, EntryView, FieldState, FieldView, SheetView};
use protocol::wire::ErrorCode;
use protocol::wire::agents::CreateEntry;
use protocol::{AgentId, ConversationId, MessageId, Timestamp, VisitorId};
use rusqlite::{Connection, OptionalExtension, params};

pub fn upsert(conn: &Connection, sheet: &Sheet) -> rusqlite::Result<()> {
    let entries = json::written(&sheet.entries)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO sheets
             (conversation_id, organisation, address, value, closing, notes, saved_at, entries, trouble)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        sheet.conversation_id,
        sheet.organisation,
        sheet.address,
        sheet.value,
        sheet.closing,
        sheet.notes,
        sheet.saved_at,
        entries,
        sheet.trouble
    ])?;
    Ok(())
}

pub fn forget(conn: &Connection, id: ConversationId) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM sheets WHERE conversation_id = ?1")?.execute([id]).map(drop)
}

/// Those whose conversation the finished snapshot did not name.
pub fn forget_orphans(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM sheets WHERE conversation_id NOT IN (SELECT id FROM conversations)", []).map(drop)
}

/// Empty where the hub told of none.
fn get(conn: &Connection, id: ConversationId) -> rusqlite::Result<Sheet> {
    let found = conn
        .prepare_cached(
            "SELECT organisation, address, value, closing, notes, saved_at, entries, trouble FROM sheets
             WHERE conversation_id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Sheet {
                conversation_id: id,
                organisation: row.get(0)?,
                address: row.get(1)?,
                value: row.get(2)?,
                closing: row.get(3)?,
                notes: row.get(4)?,
                saved_at: row.get(5)?,
                entries: serde_json::from_str(row.get_ref(6)?.as_str()?).unwrap_or_default(),
                trouble: row.get(7)?,
            })
        })
        .optional()?;
    Ok(found.unwrap_or(Sheet::empty(id)))
}

/// None: the conversation is not here.
pub fn view(conn: &Connection, me: AgentId, id: ConversationId) -> rusqlite::Result<Option<SheetView>> {
    let visitor: Option<VisitorId> = conn
        .prepare_cached("SELECT visitor_id FROM conversations WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let visitor = visitor.map(|visitor| visitors::get(conn, visitor)).transpose()?.flatten();
    let Some(visitor) = visitor else { return Ok(None) };
    let sheet = get(conn, id)?;
    let items = outbox::of(conn, me, id)?;
    let fields = SheetField::ALL.iter().map(|&field| {
        let known = sheet.field(&visitor, field).map(str::to_owned);
        // The last word counts; one that the sheet has taken in is in it.
        let last = items.iter().rev().find_map(|item| match &item.act {
            Act::Edit(edit) if edit.field == field && !is_in(&sheet, item) => Some((edit, &item.state)),
            _ => None,
        });
        let (value, state) = seen(known, last);
        FieldView { field, value, state }
    });
    let fields = fields.collect();
    let (saved_at, trouble) = (sheet.saved_at, sheet.trouble.clone());
    let here: Vec<MessageId> = sheet.entries.iter().map(|entry| entry.id).collect();
    let mut entries: Vec<EntryView> = sheet.entries.into_iter().map(kept).collect();
    let unsent = items.into_iter().filter(|item| !here.contains(&item.id));
    entries.extend(unsent.filter_map(|item| match &item.act {
        Act::Create(wish) => Some(queued(wish, &item)),
        _ => None,
    }));
    Ok(Some(SheetView { fields, entries, trouble, saved_at }))
}

fn is_in(sheet: &Sheet, item: &Item) -> bool {
    matches!(item.state, ItemState::Sent { position } if Timestamp(position) <= sheet.saved_at.unwrap_or(Timestamp(0)))
}

fn seen(known: Option<String>, last: Option<(&FieldEdit, &ItemState)>) -> (Option<String>, FieldState) {
    let Some((FieldEdit { to, .. }, state)) = last else { return (known, FieldState::Saved) };
    let ItemState::Parked { code } = state else { return (to.clone(), FieldState::Pending) };
    let mine = to.clone();
    if code == ErrorCode::SheetMovedOn.as_str() {
        // Both meant the same.
        let state = if mine == known { FieldState::Saved } else { FieldState::MovedOn { mine } };
        return (known, state);
    }
    (known, FieldState::Refused { mine, code: code.clone() })
}

fn kept(entry: Entry) -> EntryView {
    let Entry { id, what, title, due, at, by, page } = entry;
    EntryView { id, what, title, due, at, by, page, unsent: None }
}

fn queued(wish: &CreateEntry, item: &Item) -> EntryView {
    let CreateEntry { id, what, title, due } = wish.clone();
    EntryView { id, what, title, due, at: item.created_at, by: None, page: None, unsent: Some((&item.state).into()) }
}

/// Edits of this agent that the cache has taken in.
pub fn taken_in(conn: &Connection, me: AgentId) -> rusqlite::Result<Vec<MessageId>> {
    conn.prepare_cached(
        "SELECT items.id FROM items LEFT JOIN sheets ON sheets.conversation_id = items.conversation_id
         WHERE items.author_id = ?1 AND items.kind = 'edit' AND items.state = 'sent'
             AND items.position <= ifnull(sheets.saved_at, 0)",
    )?
    .query_map([me], |row| row.get(0))?
    .collect()
}

const LISTED: &str = "FROM sheets JOIN conversations ON conversations.id = sheets.conversation_id
         LEFT JOIN visitors ON visitors.id = conversations.visitor_id
         LEFT JOIN projects ON projects.id = conversations.project_id
         JOIN json_each(sheets.entries) AS entry
     WHERE (?1 IS NULL OR conversations.project_id = ?1) AND (?2 IS NULL OR entry.value ->> 'what' = ?2)
         AND (?3 IS NULL OR entry.value ->> 'at' >= ?3)";

/// What came of all conversations, the newest first.
pub fn list(conn: &Connection, filter: EntryFilter, limit: i64) -> rusqlite::Result<EntryPage> {
    let EntryFilter { project, what, since } = filter;
    let total = conn
        .prepare_cached(&format!("SELECT count(*) {LISTED}"))?
        .query_row(params![project, what, since], |row| row.get(0))?;
    let rows = conn
        .prepare_cached(&format!(
            "SELECT entry.value, sheets.conversation_id, visitors.name, ifnull(visitors.number, 0), email, phone,
                 organisation, sheets.address, sheets.value, closing, notes, ifnull(projects.name, '')
             {LISTED} ORDER BY entry.value ->> 'at' DESC LIMIT ?4"
        ))?
        .query_map(params![project, what, since, limit], |row| {
            Ok(EntryRow {
                entry: json::read(row, 0)?,
                conversation: row.get(1)?,
                visitor_name: row.get(2)?,
                visitor_number: row.get(3)?,
                email: row.get(4)?,
                phone: row.get(5)?,
                organisation: row.get(6)?,
                address: row.get(7)?,
                value: row.get(8)?,
                closing: row.get(9)?,
                notes: row.get(10)?,
                project: row.get(11)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(EntryPage { total, rows })
}
