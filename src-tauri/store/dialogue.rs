//! One conversation as the window shows it: its head, and slices of its thread joined with what
//! waits in the outbox.

use super::folders::{self, Reader};
use super::messages::Look;
use super::outbox::{Act, Item, ItemState};
use super::{canned, conversations, drafts, messages, outbox, outgoing, statuses, team, visitors};
use protocol::ipc::thread::{
    Dialogue, Move, PendingMove, ReadItems, ReadOutline, ReadThread, ThreadItem, ThreadSlice, UnsentReply, UnsentState,
};
use protocol::ipc::visitor::{Exchange, VisitorFile};
use protocol::visitor::Page;
use protocol::{AgentId, AgentRef, ConversationId, Position, State, VisitorId};
use rusqlite::{Connection, OptionalExtension, params};

/// None: not here, or not here any more.
pub fn head(conn: &Connection, reader: Reader, id: ConversationId) -> rusqlite::Result<Option<Dialogue>> {
    let Some(key) = conversations::key(conn, id)? else { return Ok(None) };
    let row = folders::row(conn, reader, key)?;
    let mine = row.state == State::Assigned && row.assignee_id == Some(reader.me);
    let assignee = match row.assignee_id {
        Some(agent) => Some(team::agent(conn, agent)?.unwrap_or(AgentRef { id: agent, name: String::new() })),
        None => None,
    };
    let pending = outbox::of(conn, reader.me, id)?.into_iter().find(|item| item.act.is_move());
    let pending_move = pending.map(|item| pending_move(conn, item)).transpose()?;
    let draft = drafts::get(conn, reader.me, id)?;
    let draft_files = outgoing::of_draft(conn, reader.me, id)?;
    let mut past = exchanges(conn, row.visitor_id)?;
    if row.state == State::Closed {
        past.truncate(past.iter().position(|exchange| exchange.id == id).unwrap_or(past.len()));
    } else {
        // Who turned out to be two people's one may have begun another chat since, and ended it.
        past.retain(|exchange| exchange.id != id);
    }
    let may_assign = row.state != State::Closed && (mine || row.state == State::Unassigned || reader.sees_all);
    conn.prepare_cached(
        "SELECT visitors.email, visitors.phone, page_url, page_title, last_position, visitor_read_position,
             coalesce(reads.position, 0)
         FROM conversations
         LEFT JOIN visitors ON visitors.id = conversations.visitor_id
         LEFT JOIN reads ON reads.conversation_id = conversations.id
         WHERE conversations.key = ?1",
    )?
    .query_row([key], |found| {
        let url: Option<String> = found.get(2)?;
        Ok(Dialogue {
            row,
            assignee,
            mine,
            may_assign,
            email: found.get(0)?,
            phone: found.get(1)?,
            page: match url {
                Some(url) => Some(Page { url, title: found.get::<_, Option<String>>(3)?.unwrap_or_default() }),
                None => None,
            },
            past,
            last_position: found.get(4)?,
            visitor_read_position: found.get(5)?,
            read_position: found.get(6)?,
            looking: vec![],
            pending_move,
            draft,
            draft_files,
        })
    })
    .optional()
}

/// A visitor's conversations that are here, oldest first (D5, D6).
pub fn exchanges(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<Vec<Exchange>> {
    conn.prepare_cached(
        "SELECT conversations.id, platform, state, agents.name, assignee_id IS NOT NULL, started_at, closed_at,
             last_position
         FROM conversations LEFT JOIN agents ON agents.id = assignee_id
         WHERE visitor_id = ?1 ORDER BY started_at, key",
    )?
    .query_map([visitor], |row| {
        let (name, had_agent): (Option<String>, bool) = (row.get(3)?, row.get(4)?);
        Ok(Exchange {
            id: row.get(0)?,
            platform: row.get(1)?,
            state: row.get(2)?,
            agent: had_agent.then(|| name.unwrap_or_default()),
            started_at: row.get(5)?,
            closed_at: row.get(6)?,
            last_position: row.get(7)?,
        })
    })?
    .collect()
}

/// None: the visitor is not here. Whether they are on the site is for the caller to say.
pub fn file(conn: &Connection, reader: Reader, id: VisitorId) -> rusqlite::Result<Option<VisitorFile>> {
    let Some(mut visitor) = visitors::get(conn, id)? else { return Ok(None) };
    if let Some(mine) = statuses::of(conn, reader.me, id)? {
        visitor.status = mine;
    }
    let hidden_with = match visitor.held_by.filter(|agent| *agent != reader.me && !reader.sees_all) {
        Some(agent) => Some(team::agent(conn, agent)?.unwrap_or(AgentRef { id: agent, name: String::new() })),
        None => None,
    };
    let blocked_by = match &visitor.block {
        Some(block) => team::agent(conn, block.by)?.map(|agent| agent.name),
        None => None,
    };
    let conversations = exchanges(conn, id)?;
    let forms = visitors::sent_forms(conn, id)?;
    let partial = conn
        .prepare_cached("SELECT 1 FROM conversations WHERE visitor_id = ?1 AND state = 'closed' AND gap > 0")?
        .exists([id])?;
    Ok(Some(VisitorFile { visitor, blocked_by, conversations, forms, hidden_with, on_site: false, partial }))
}

fn pending_move(conn: &Connection, item: Item) -> rusqlite::Result<PendingMove> {
    let what = match item.act {
        Act::Assign { to: Some(to), .. } => {
            Move::Assign { to: team::agent(conn, to)?.unwrap_or(AgentRef { id: to, name: String::new() }) }
        }
        Act::Assign { to: None, .. } => Move::GiveBack,
        Act::Close { .. } | Act::Reply { .. } | Act::Edit(_) | Act::Create(_) => Move::Close,
    };
    Ok(PendingMove { what, until: item.not_before })
}

/// The positions a window asks for, of a thread that ends at `last`.
pub fn window(ask: &ReadThread, last: Position) -> (Position, Position) {
    let limit = ask.limit.clamp(1, 1_000);
    match (ask.before, ask.after) {
        (Some(before), _) => {
            let high = (before - 1).min(last);
            ((high - limit + 1).max(1), high)
        }
        (None, Some(after)) => {
            let low = after.max(0) + 1;
            (low, (low + limit - 1).min(last))
        }
        (None, None) => ((last - limit + 1).max(1), last),
    }
}

/// None: there is neither a thread nor anything unsent.
pub fn slice(conn: &Connection, reader: Reader, ask: &ReadThread) -> rusqlite::Result<Option<ThreadSlice>> {
    let known: Option<(i64, Position, Position)> = conn
        .prepare_cached("SELECT key, last_position, visitor_read_position FROM conversations WHERE id = ?1")?
        .query_row([ask.conversation], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let written = outbox::of(conn, reader.me, ask.conversation)?;
    let Some((key, last, visitor_read)) = known else {
        let unsent = unsent_replies(conn, written)?;
        return Ok((!unsent.is_empty()).then(|| ThreadSlice {
            items: vec![],
            unsent,
            last_position: 0,
            missing: false,
        }));
    };
    let (low, high) = window(ask, last);
    let items = messages::slice(conn, Look { key, me: reader.me, visitor_read }, (low, high))?;
    let missing = (items.len() as i64) < (high - low + 1).max(0);
    let mut unsent = Vec::new();
    if high == last && ask.before.is_none() {
        for item in written {
            // One that came back by synchronisation is shown there, and there only.
            if !holds_recent(conn, key, last, &item)? {
                unsent.extend(unsent_reply(conn, item)?);
            }
        }
    }
    Ok(Some(ThreadSlice { items, unsent, last_position: last, missing }))
}

/// The items at these positions that are held. None: the conversation is not here.
pub fn items(conn: &Connection, reader: Reader, ask: &ReadItems) -> rusqlite::Result<Option<Vec<ThreadItem>>> {
    let known = conn
        .prepare_cached("SELECT key, visitor_read_position FROM conversations WHERE id = ?1")?
        .query_row([ask.conversation], |row| Ok(Look { key: row.get(0)?, me: reader.me, visitor_read: row.get(1)? }))
        .optional()?;
    known.map(|look| messages::at(conn, look, &ask.positions)).transpose()
}

/// See [`ReadOutline`]. None: the conversation is not here.
pub fn outline(conn: &Connection, ask: ReadOutline) -> rusqlite::Result<Option<String>> {
    let known: Option<(i64, Position)> = conn
        .prepare_cached("SELECT key, last_position FROM conversations WHERE id = ?1")?
        .query_row([ask.conversation], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    known.map(|(key, last)| messages::outline(conn, key, ask.after, last)).transpose()
}

/// A message still in the outbox is among the newest of its thread, if it is there.
fn holds_recent(conn: &Connection, key: i64, last: Position, item: &Item) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT 1 FROM messages WHERE conversation = ?1 AND position > ?2 AND id = ?3")?
        .exists(params![key, last - 500, item.id])
}

/// What this agent wrote for conversations that are not here any more.
pub fn not_sent(conn: &Connection, me: AgentId) -> rusqlite::Result<Vec<UnsentReply>> {
    unsent_replies(conn, outbox::orphans(conn, me)?)
}

fn unsent_replies(conn: &Connection, items: Vec<Item>) -> rusqlite::Result<Vec<UnsentReply>> {
    items.into_iter().filter_map(|item| unsent_reply(conn, item).transpose()).collect()
}

fn unsent_reply(conn: &Connection, item: Item) -> rusqlite::Result<Option<UnsentReply>> {
    let Act::Reply { body } = item.act else { return Ok(None) };
    let file = match body.file() {
        Some(file) => match outgoing::of_item(conn, item.id)? {
            Some(here) => Some(here),
            None => canned::file(conn, file)?,
        },
        None => None,
    };
    Ok(Some(UnsentReply { id: item.id, body, file, written_at: item.created_at, state: (&item.state).into() }))
}

impl From<&ItemState> for UnsentState {
    fn from(state: &ItemState) -> Self {
        match state {
            ItemState::Queued => Self::Queued,
            ItemState::Sending | ItemState::Sent { .. } => Self::Sending,
            ItemState::Parked { code } => Self::Refused { code: code.clone() },
        }
    }
}
