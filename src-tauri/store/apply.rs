//! Taking over what the hub sent: a page with its cursor, or a batch of fetched messages. Each is
//! one transaction of the caller's.

use super::place::{self, Place};
use super::search::index::Indexing;
use super::{canned, conversations, crm, messages, team, visitors};
use protocol::wire::sync::SyncPage;
use protocol::{AgentId, Author, ConversationId, Message, MessageId, State, VisitorId};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How a page came.
pub enum Kind<'a> {
    /// The first page of a snapshot; its owner is signed in.
    First { owner: AgentId },
    /// A later page of it. It may be older than what was followed meanwhile: these ids are left out.
    Next { fresher: &'a Fresher },
    /// Changes after the cursor.
    Follow,
    /// The newest heads, ahead of the changes that will name them too.
    Glance,
}

/// What was followed while a snapshot is taken: its later pages may be older.
#[derive(Debug, Default)]
pub struct Fresher {
    /// Heads, visitors, and what was revoked.
    rows: HashSet<Uuid>,
    /// Visitors who are there no more, and so are conversations under their name.
    gone: HashSet<VisitorId>,
    /// A sheet may change without its head.
    sheets: HashSet<ConversationId>,
}

impl Fresher {
    pub fn note(&mut self, page: &SyncPage) {
        self.rows.extend(page.conversations.iter().map(|head| head.id.uuid()));
        self.rows.extend(page.visitors.iter().map(|visitor| visitor.id.uuid()));
        self.rows.extend(page.revoked.iter().map(|id| id.uuid()));
        self.gone.extend(page.visitors_gone.iter().map(|gone| gone.id));
        self.sheets.extend(page.sheets.iter().map(|sheet| sheet.conversation_id).chain(page.revoked.iter().copied()));
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// What a page changed, for events and notifications.
#[derive(Debug, Default, PartialEq)]
pub struct Applied {
    /// Conversations whose head or thread changed.
    pub changed: Vec<ConversationId>,
    /// Went to Unassigned.
    pub unassigned: Vec<ConversationId>,
    /// Went to an agent who did not have them.
    pub assigned: Vec<ConversationId>,
    /// New messages that an agent may have caused: the outbox may hold them still.
    pub arrived: Vec<MessageId>,
    /// New messages of visitors.
    pub from_visitors: Vec<(ConversationId, MessageId)>,
    /// Forgotten here; the agent may no longer see them.
    pub revoked: Vec<ConversationId>,
    /// Forgotten here; their visitor was erased.
    pub erased: Vec<ConversationId>,
    /// Visitors were erased.
    pub gone: bool,
    /// Sheets: the outbox may hold edits of them still.
    pub sheets: bool,
    pub team: bool,
    pub people: bool,
    pub canned: bool,
}

impl Applied {
    /// Something was deleted that must not stay on the disk.
    pub fn erases(&self) -> bool {
        self.gone || !self.revoked.is_empty()
    }

    pub fn changes_inbox(&self) -> bool {
        !self.changed.is_empty() || !self.revoked.is_empty() || self.people
    }

    fn absorb(&mut self, next: Self) {
        self.changed.extend(next.changed);
        self.changed.sort_unstable();
        self.changed.dedup();
        self.unassigned.extend(next.unassigned);
        self.assigned.extend(next.assigned);
        self.arrived.extend(next.arrived);
        self.from_visitors.extend(next.from_visitors);
        self.revoked.extend(next.revoked);
        self.erased.extend(next.erased);
        self.gone |= next.gone;
        self.sheets |= next.sheets;
        self.team |= next.team;
        self.people |= next.people;
        self.canned |= next.canned;
    }
}

/// Pages of changes that follow one another, as one.
pub fn follow(conn: &Connection, pages: &[SyncPage]) -> rusqlite::Result<Applied> {
    let mut all = Applied::default();
    for one in pages {
        all.absorb(page(conn, one, Kind::Follow)?);
    }
    Ok(all)
}

pub fn page(conn: &Connection, page: &SyncPage, kind: Kind) -> rusqlite::Result<Applied> {
    let mut place = place::get(conn)?;
    let nothing = Fresher::default();
    let fresher = match kind {
        Kind::Next { fresher } => fresher,
        _ => &nothing,
    };
    if let Kind::First { owner } = kind {
        place = begin(conn, page, place, owner)?;
    }
    let mut applied = Applied { team: !page.projects.is_empty() || !page.agents.is_empty(), ..Applied::default() };
    for project in &page.projects {
        team::upsert_project(conn, project)?;
    }
    for agent in &page.agents {
        team::upsert_agent(conn, agent)?;
    }
    for answer in &page.canned_answers {
        canned::upsert(conn, answer)?;
    }
    for &gone in &page.canned_gone {
        canned::remove(conn, gone)?;
    }
    applied.canned = !page.canned_answers.is_empty() || !page.canned_gone.is_empty();
    let is_older = |visitor: VisitorId, row: Uuid| fresher.rows.contains(&row) || fresher.gone.contains(&visitor);
    for visitor in page.visitors.iter().filter(|visitor| !is_older(visitor.id, visitor.id.uuid())) {
        visitors::upsert(conn, visitor, place.snapshot)?;
        applied.people = true;
    }
    let mut unsettled = HashSet::new();
    for head in page.conversations.iter().filter(|head| !is_older(head.visitor_id, head.id.uuid())) {
        let Some(change) = conversations::apply_head(conn, head, place.snapshot)? else { continue };
        applied.changed.push(head.id);
        if change.unsettled {
            unsettled.insert(change.key);
        }
        if head.state == State::Unassigned && change.was != Some(State::Unassigned) {
            applied.unassigned.push(head.id);
        }
        if head.state == State::Assigned && change.had != head.assignee_id {
            applied.assigned.push(head.id);
        }
    }
    for sheet in page.sheets.iter().filter(|sheet| !fresher.sheets.contains(&sheet.conversation_id)) {
        crm::upsert(conn, sheet)?;
        applied.changed.push(sheet.conversation_id);
        applied.sheets = true;
    }
    for read in &page.reads {
        conversations::apply_read(conn, read)?;
        applied.changed.push(read.conversation_id);
    }
    let batch = insert(conn, &page.messages, unsettled)?;
    applied.changed.extend(&batch.changed);
    applied.arrived = batch.from_agents;
    applied.from_visitors = batch.from_visitors;
    for &id in &page.revoked {
        // Also named: what moved between colleagues and was never here.
        crm::forget(conn, id)?;
        if conversations::forget(conn, id)? {
            applied.revoked.push(id);
        }
    }
    for gone in &page.visitors_gone {
        match gone.into {
            Some(into) => conversations::move_to(conn, gone.id, into)?,
            None => {
                for id in conversations::of_visitor(conn, gone.id)? {
                    conversations::forget(conn, id)?;
                    applied.erased.push(id);
                }
                applied.gone = true;
            }
        }
        visitors::forget(conn, gone.id)?;
        applied.people = true;
    }
    match kind {
        Kind::Follow => place.cursor = Some(page.cursor.clone()),
        Kind::Glance => {}
        Kind::First { .. } | Kind::Next { .. } => {
            place.before = page.before.clone().filter(|_| page.more);
            if place.before.is_none() {
                applied.revoked.extend(end(conn, &place)?);
            }
        }
    }
    place::set(conn, &place)?;
    applied.changed.sort_unstable();
    applied.changed.dedup();
    Ok(applied)
}

fn begin(conn: &Connection, page: &SyncPage, place: Place, owner: AgentId) -> rusqlite::Result<Place> {
    team::clear(conn)?;
    canned::clear(conn)?;
    Ok(Place {
        owner: Some(owner),
        cursor: Some(page.cursor.clone()),
        before: None,
        snapshot: place.snapshot + 1,
        total: page.total_conversations.unwrap_or(page.conversations.len() as i64),
        filling: true,
    })
}

/// The snapshot is complete: what it did not name is not ours any more.
fn end(conn: &Connection, place: &Place) -> rusqlite::Result<Vec<ConversationId>> {
    let gone = conversations::unnamed(conn, place.snapshot)?;
    for &id in &gone {
        conversations::forget(conn, id)?;
    }
    crm::forget_orphans(conn)?;
    visitors::forget_unnamed(conn, place.snapshot)?;
    Ok(gone)
}

/// What a batch of messages changed.
#[derive(Debug, Default)]
pub struct Batch {
    pub changed: Vec<ConversationId>,
    pub from_agents: Vec<MessageId>,
    pub from_visitors: Vec<(ConversationId, MessageId)>,
}

/// Messages of conversations that are not here are left out: they were revoked meanwhile.
pub fn batch(conn: &Connection, messages: &[Message]) -> rusqlite::Result<Batch> {
    insert(conn, messages, HashSet::new())
}

/// Inserts the messages, then finds anew what is held of their conversations and of `unsettled`.
fn insert(conn: &Connection, batch: &[Message], mut unsettled: HashSet<i64>) -> rusqlite::Result<Batch> {
    // In the order of the hub's writing: the full-text index makes a new segment whenever a row
    // comes before the last one.
    let mut in_order: Vec<&Message> = batch.iter().collect();
    in_order.sort_unstable_by_key(|message| message.created_seq);
    let mut keys: HashMap<ConversationId, Option<i64>> = HashMap::new();
    let mut outcome = Batch::default();
    let mut index = Indexing::default();
    for message in in_order {
        let id = message.conversation_id;
        let key = match keys.get(&id) {
            Some(key) => *key,
            None => *keys.entry(id).or_insert(conversations::key(conn, id)?),
        };
        let Some(key) = key else { continue };
        // A known one counts too: it may be the anchor that confirms what is held below it.
        unsettled.insert(key);
        if messages::insert(conn, key, message, &mut index)? == messages::Inserted::Known {
            continue;
        }
        match message.author {
            Author::Agent { .. } => outcome.from_agents.push(message.id),
            // Pages that visitors see are the system's, too, and many.
            Author::System if message.body.kind() == "created" => outcome.from_agents.push(message.id),
            Author::Visitor if message.body.is_said() => outcome.from_visitors.push((id, message.id)),
            _ => {}
        }
    }
    index.finish(conn)?;
    for key in unsettled {
        conversations::settle(conn, key)?;
    }
    outcome.changed = keys.into_iter().filter(|(_, key)| key.is_some()).map(|(id, _)| id).collect();
    Ok(outcome)
}

/// How far the first synchronisation is: conversations with their newest messages, of how many.
/// None once all have them, or there is nothing more to ask for.
pub fn filling(conn: &Connection, idle: bool) -> rusqlite::Result<Option<(i64, i64)>> {
    let mut place = place::get(conn)?;
    if !place.filling {
        return Ok(None);
    }
    let (done, known) = place::filled(conn)?;
    if place.before.is_none() && place.cursor.is_some() && (done == known || idle) {
        place.filling = false;
        place::set(conn, &place)?;
        return Ok(None);
    }
    Ok(Some((done, place.total.max(known))))
}
