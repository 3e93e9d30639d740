//! Pages of the order of changes, for one agent: what a console's cache is made of.
//!
//! Two walks. **Changes** (`since`): every kind of row has its own stream in the order of
//! `changed_seq`; a page takes some of each and ends at the place up to which all streams were
//! read. **Snapshot** (`before`): heads from the newest down, under a cursor taken at its first
//! page; whatever changes meanwhile moves above that cursor and so comes by `since` afterwards.
//!
//! The hidden (A6) is never named, yet the cursor passes it. A conversation is named as revoked
//! only if its visibility moved after `since`.

mod ahead;
mod snapshot;

use super::agents::{self, Membership};
use super::visible::visible;
use super::{canned, conversations, crm, messages, meta, projects, visitors};
use crate::error::Error;
use protocol::limits::SYNC_PAGE_ROWS;
use protocol::wire::ErrorCode;
use protocol::wire::sync::{Cursor, ReadPosition, SyncPage, SyncQuery};
use protocol::{AgentId, ConversationId, Timestamp};
use rusqlite::{Connection, Row, ToSql};
use snapshot::Snapshot;

/// Messages of one page, and sheets, in bytes each: a console takes a page in one transaction, and a socket in one frame.
const PAGE_BYTES: usize = 512 * 1024;

/// The page that a query asks for.
pub fn page(
    connection: &Connection,
    member: &Membership,
    query: &SyncQuery,
    now: Timestamp,
) -> Result<SyncPage, Error> {
    let limit = query.limit.unwrap_or(SYNC_PAGE_ROWS).clamp(1, SYNC_PAGE_ROWS);
    let epoch = Epoch::of(connection, member)?;
    match (&query.since, &query.before) {
        (Some(_), Some(_)) => Err(Error::with_detail(ErrorCode::QueryInvalid, "give since or before, not both")),
        (Some(since), None) => changes(connection, member, &epoch, epoch.parse(since)?, limit, now),
        (None, Some(before)) => Snapshot::parse(&epoch, before)?.page(connection, member, &epoch, limit, now),
        (None, None) => Snapshot::first(connection)?.page(connection, member, &epoch, limit, now),
    }
}

/// What a cursor belongs to: this database, and this agent's role and projects. A cursor of another
/// epoch would leave holes, so it is refused and the console synchronises from the start.
struct Epoch(String);

impl Epoch {
    fn of(connection: &Connection, member: &Membership) -> Result<Self, Error> {
        Ok(Self(format!("{}.{}", meta::incarnation(connection)?, member.generation)))
    }

    fn cursor(&self, place: impl std::fmt::Display) -> Cursor {
        Cursor(format!("{}.{place}", self.0))
    }

    /// The place inside this epoch.
    fn place<'c>(&self, cursor: &'c Cursor) -> Result<&'c str, Error> {
        match cursor.0.rsplit_once('.') {
            Some((epoch, place)) if epoch == self.0 => Ok(place),
            Some(_) => Err(ErrorCode::CursorStale.into()),
            None => Err(Error::with_detail(ErrorCode::QueryInvalid, "this is not a cursor of this hub")),
        }
    }

    fn parse(&self, cursor: &Cursor) -> Result<i64, Error> {
        self.place(cursor)?.parse().map_err(|_| ErrorCode::QueryInvalid.into())
    }
}

/// One kind of rows, each with its place, up to a limit.
struct Stream<T> {
    rows: Vec<(i64, T)>,
    full: bool,
}

impl<T> Stream<T> {
    /// Up to where this stream has told all; none: to the head.
    fn told_to(&self) -> Option<i64> {
        self.rows.last().filter(|_| self.full).map(|(seq, _)| *seq)
    }

    /// Ends where so many bytes are reached, after one row at least.
    fn within(mut self, bytes: usize, weigh: impl Fn(&T) -> usize) -> Self {
        let mut sum = 0;
        let fits = self.rows.iter().take_while(|(_, row)| {
            sum += weigh(row);
            sum <= bytes
        });
        let kept = fits.count().max(1);
        if kept < self.rows.len() {
            self.rows.truncate(kept);
            self.full = true;
        }
        self
    }

    fn up_to(self, end: i64) -> Vec<T> {
        self.rows.into_iter().take_while(|(seq, _)| *seq <= end).map(|(_, row)| row).collect()
    }
}

fn changes(
    connection: &Connection,
    member: &Membership,
    epoch: &Epoch,
    since: i64,
    limit: usize,
    now: Timestamp,
) -> Result<SyncPage, Error> {
    let head = meta::last_seq(connection)?;
    if since > head {
        // Our own epoch, yet from the future: the database lost commits that it had acknowledged.
        return Err(ErrorCode::CursorStale.into());
    }
    let me = member.viewer.id;
    let walk = Walk { connection, me, sees_all: member.viewer.role.sees_all(), since, limit };
    let projects = walk.stream(
        &format!(
            "SELECT {}, p.changed_seq FROM projects AS p WHERE p.changed_seq > :since
             AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = p.id)
             ORDER BY p.changed_seq LIMIT :limit",
            projects::COLUMNS
        ),
        projects::from_row,
    )?;
    let agents = walk.stream(
        "SELECT a.id, a.changed_seq FROM agents AS a WHERE a.changed_seq > :since
         AND EXISTS (SELECT 1 FROM agent_projects AS mine JOIN agent_projects AS theirs USING (project_id)
                     WHERE mine.agent_id = :me AND theirs.agent_id = a.id)
         ORDER BY a.changed_seq LIMIT :limit",
        |row| row.get::<_, AgentId>(0),
    )?;
    let visitors = walk.stream(
        &format!(
            "SELECT {}, v.changed_seq FROM visitors AS v WHERE v.changed_seq > :since
             AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = v.project_id)
             ORDER BY v.changed_seq LIMIT :limit",
            visitors::COLUMNS
        ),
        visitors::from_row,
    )?;
    let conversations = walk.stream(
        &format!(
            "SELECT {}, c.changed_seq FROM conversations AS c WHERE c.changed_seq > :since AND {}
             ORDER BY c.changed_seq LIMIT :limit",
            conversations::COLUMNS,
            visible!()
        ),
        conversations::from_row,
    )?;
    let reads = walk.stream(
        "SELECT r.conversation_id, r.position, r.changed_seq FROM reads AS r
         WHERE r.agent_id = :me AND r.changed_seq > :since ORDER BY r.changed_seq LIMIT :limit",
        read_from_row,
    )?;
    let messages = walk.stream(
        &format!(
            "SELECT {}, m.changed_seq FROM messages AS m JOIN conversations AS c ON c.id = m.conversation_id
             WHERE m.changed_seq > :since AND {} ORDER BY m.changed_seq LIMIT :limit",
            messages::COLUMNS,
            visible!()
        ),
        messages::from_row,
    )?;
    let messages =
        messages.within(PAGE_BYTES, |message| serde_json::to_vec(&message.body).map_or(0, |body| body.len()));
    let mut sheets = walk.stream(
        &format!(
            "SELECT {}, s.changed_seq FROM sheets AS s JOIN conversations AS c ON c.id = s.conversation_id
             WHERE s.changed_seq > :since AND {} ORDER BY s.changed_seq LIMIT :limit",
            crm::COLUMNS,
            visible!()
        ),
        crm::from_row,
    )?;
    for (_, sheet) in &mut sheets.rows {
        sheet.entries = crm::entries(connection, sheet.conversation_id)?;
    }
    let sheets = sheets.within(PAGE_BYTES, |sheet| serde_json::to_vec(sheet).map_or(0, |sheet| sheet.len()));
    let canned = walk.stream(
        &format!(
            "SELECT {}, k.changed_seq FROM canned_answers AS k WHERE k.changed_seq > :since AND {}
             ORDER BY k.changed_seq LIMIT :limit",
            canned::COLUMNS,
            canned::VISIBLE
        ),
        canned::from_row,
    )?;
    let visitors_gone = walk.stream(
        "SELECT g.id, g.into_id, g.changed_seq FROM visitors_gone AS g WHERE g.changed_seq > :since
         AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = g.project_id)
         ORDER BY g.changed_seq LIMIT :limit",
        visitors::gone_from_row,
    )?;
    let revoked = walk.stream(
        concat!(
            "SELECT c.id, c.visibility_seq FROM conversations AS c WHERE c.visibility_seq > :since
             AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = c.project_id)
             AND NOT ",
            visible!(),
            " ORDER BY c.visibility_seq LIMIT :limit"
        ),
        |row| row.get::<_, ConversationId>(0),
    )?;
    let end = [
        projects.told_to(),
        agents.told_to(),
        visitors.told_to(),
        conversations.told_to(),
        reads.told_to(),
        messages.told_to(),
        sheets.told_to(),
        canned.told_to(),
        visitors_gone.told_to(),
        revoked.told_to(),
    ]
    .into_iter()
    .flatten()
    .min()
    .unwrap_or(head);
    let (canned_answers, canned_gone) = apart(canned.up_to(end));
    let mut page = SyncPage {
        projects: projects.up_to(end),
        agents: agents
            .up_to(end)
            .into_iter()
            .map(|id| agents::as_seen_by(connection, id, me))
            .collect::<Result<_, _>>()?,
        visitors: visitors.up_to(end),
        conversations: conversations.up_to(end),
        sheets: sheets.up_to(end),
        reads: reads.up_to(end),
        messages: messages.up_to(end),
        canned_answers,
        canned_gone,
        visitors_gone: visitors_gone.up_to(end),
        revoked: revoked.up_to(end),
        cursor: epoch.cursor(end),
        before: None,
        more: end < head,
        total_conversations: None,
        hub_time: now,
    };
    ahead::name(connection, &mut page, member.viewer.role.sees_all(), (since, end))?;
    Ok(page)
}

/// What there is, and what is gone.
fn apart<T, G>(rows: Vec<Result<T, G>>) -> (Vec<T>, Vec<G>) {
    let (mut there, mut gone) = (Vec::new(), Vec::new());
    for row in rows {
        match row {
            Ok(one) => there.push(one),
            Err(one) => gone.push(one),
        }
    }
    (there, gone)
}

struct Walk<'c> {
    connection: &'c Connection,
    me: AgentId,
    sees_all: bool,
    since: i64,
    limit: usize,
}

impl Walk<'_> {
    /// Rows whose last column is their place. A query names those of the parameters that it needs.
    fn stream<T>(&self, sql: &str, from_row: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Stream<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let place = statement.column_count() - 1;
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX);
        let parameters: [(&str, &dyn ToSql); 4] =
            [(":me", &self.me), (":sees_all", &self.sees_all), (":since", &self.since), (":limit", &limit)];
        for (name, value) in parameters {
            if let Some(index) = statement.parameter_index(name)? {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        let rows: Vec<(i64, T)> =
            statement.raw_query().mapped(|row| Ok((row.get(place)?, from_row(row)?))).collect::<Result<_, _>>()?;
        let full = rows.len() == self.limit;
        Ok(Stream { rows, full })
    }
}

fn read_from_row(row: &Row<'_>) -> rusqlite::Result<ReadPosition> {
    Ok(ReadPosition { conversation_id: row.get(0)?, position: row.get(1)? })
}
