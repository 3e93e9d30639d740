//! The heads as they are, newest change first, page by page under one cursor.

use super::super::visible::visible;
use super::super::{canned, conversations, crm, meta, projects, visitors};
use super::{Epoch, Membership, agents};
use crate::error::Error;
use protocol::wire::ErrorCode;
use protocol::wire::sync::{Cursor, ReadPosition, SyncPage};
use protocol::{AgentId, Timestamp};
use rusqlite::{Connection, named_params};

/// Where a snapshot has come to: first all conversations, newest change first, each with its
/// visitor; then the visitors who have none, or none that this agent may see.
pub struct Snapshot {
    taken_at: i64,
    phase: Phase,
    below: i64,
    first: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Conversations,
    Visitors,
}

impl Snapshot {
    pub fn first(connection: &Connection) -> Result<Self, Error> {
        let head = meta::last_seq(connection)?;
        Ok(Self { taken_at: head, phase: Phase::Conversations, below: head + 1, first: true })
    }

    pub fn parse(epoch: &Epoch, before: &Cursor) -> Result<Self, Error> {
        let invalid = || Error::from(ErrorCode::QueryInvalid);
        let mut parts = epoch.place(before)?.splitn(3, '-');
        let mut next = || parts.next().ok_or_else(invalid);
        let (taken_at, phase, below) = (next()?, next()?, next()?);
        Ok(Self {
            taken_at: taken_at.parse().map_err(|_| invalid())?,
            phase: match phase {
                "c" => Phase::Conversations,
                "v" => Phase::Visitors,
                _ => return Err(invalid()),
            },
            below: below.parse().map_err(|_| invalid())?,
            first: false,
        })
    }

    fn cursor(&self, epoch: &Epoch, phase: Phase, below: i64) -> Cursor {
        let phase = if phase == Phase::Conversations { "c" } else { "v" };
        epoch.cursor(format_args!("{}-{phase}-{below}", self.taken_at))
    }

    pub fn page(
        &self,
        connection: &Connection,
        member: &Membership,
        epoch: &Epoch,
        limit: usize,
        now: Timestamp,
    ) -> Result<SyncPage, Error> {
        let me = member.viewer.id;
        let mut page = SyncPage {
            projects: Vec::new(),
            agents: Vec::new(),
            visitors: Vec::new(),
            conversations: Vec::new(),
            sheets: Vec::new(),
            reads: Vec::new(),
            messages: Vec::new(),
            canned_answers: Vec::new(),
            canned_gone: Vec::new(),
            visitors_gone: Vec::new(),
            revoked: Vec::new(),
            cursor: epoch.cursor(self.taken_at),
            before: None,
            more: true,
            total_conversations: None,
            hub_time: now,
        };
        if self.first {
            self.fill_frame(connection, member, &mut page)?;
        }
        let sql = match self.phase {
            Phase::Conversations => format!(
                "SELECT {}, {}, r.position, c.changed_seq FROM conversations AS c
                 JOIN visitors AS v ON v.id = c.visitor_id
                 LEFT JOIN reads AS r ON r.agent_id = :me AND r.conversation_id = c.id
                 WHERE c.changed_seq < :below AND {} ORDER BY c.changed_seq DESC LIMIT :limit",
                visitors::COLUMNS,
                conversations::COLUMNS,
                visible!()
            ),
            Phase::Visitors => format!(
                "SELECT {}, v.changed_seq FROM visitors AS v
                 WHERE v.changed_seq < :below
                 AND EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = v.project_id)
                 AND NOT EXISTS (SELECT 1 FROM conversations AS c WHERE c.visitor_id = v.id AND {})
                 ORDER BY v.changed_seq DESC LIMIT :limit",
                visitors::COLUMNS,
                visible!()
            ),
        };
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(named_params! {
            ":me": me,
            ":sees_all": member.viewer.role.sees_all(),
            ":below": self.below,
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
        })?;
        let (mut count, mut below) = (0, self.below);
        while let Some(row) = rows.next()? {
            count += 1;
            let last = row.as_ref().column_count() - 1;
            below = row.get(last)?;
            page.visitors.push(visitors::from_row(row)?);
            if self.phase == Phase::Conversations {
                let head = conversations::from_row_at(row, visitors::COLUMN_COUNT)?;
                if let Some(position) = row.get(last - 1)? {
                    page.reads.push(ReadPosition { conversation_id: head.id, position });
                }
                page.conversations.push(head);
            }
        }
        let full = count == limit;
        page.before = match self.phase {
            phase if full => Some(self.cursor(epoch, phase, below)),
            Phase::Conversations => Some(self.cursor(epoch, Phase::Visitors, self.taken_at + 1)),
            Phase::Visitors => None,
        };
        page.more = page.before.is_some();
        page.sheets = crm::of(connection, page.conversations.iter().map(|head| head.id))?;
        page.visitors.sort_by_key(|visitor| visitor.id);
        page.visitors.dedup_by_key(|visitor| visitor.id);
        Ok(page)
    }

    /// What the first page carries besides: all projects, all colleagues, and how much will come.
    fn fill_frame(&self, connection: &Connection, member: &Membership, page: &mut SyncPage) -> Result<(), Error> {
        let me = member.viewer.id;
        page.projects = connection
            .prepare_cached(&format!(
                "SELECT {} FROM projects AS p JOIN agent_projects AS ap ON ap.project_id = p.id
                 WHERE ap.agent_id = ?1 ORDER BY p.name",
                projects::COLUMNS
            ))?
            .query_map([me], projects::from_row)?
            .collect::<Result<_, _>>()?;
        let colleagues: Vec<AgentId> = connection
            .prepare_cached(
                "SELECT DISTINCT theirs.agent_id FROM agent_projects AS mine
                 JOIN agent_projects AS theirs USING (project_id) WHERE mine.agent_id = ?1",
            )?
            .query_map([me], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        page.agents =
            colleagues.into_iter().map(|id| agents::as_seen_by(connection, id, me)).collect::<Result<_, _>>()?;
        page.canned_answers = connection
            .prepare_cached(&format!(
                "SELECT {} FROM canned_answers AS k WHERE NOT k.deleted AND {} ORDER BY k.changed_seq",
                canned::COLUMNS,
                canned::VISIBLE
            ))?
            .query_map(named_params! { ":me": me }, canned::from_row)?
            .filter_map(|row| row.map(Result::ok).transpose())
            .collect::<Result<_, _>>()?;
        // Whoever synchronises anew may still hold what was written for somebody who is erased since.
        page.visitors_gone = connection
            .prepare_cached(
                "SELECT g.id, g.into_id FROM visitors_gone AS g
                 JOIN agent_projects AS ap ON ap.project_id = g.project_id
                 WHERE ap.agent_id = ?1 AND g.into_id IS NULL ORDER BY g.changed_seq",
            )?
            .query_map([me], visitors::gone_from_row)?
            .collect::<Result<_, _>>()?;
        page.total_conversations = Some(
            connection
                .prepare_cached(concat!("SELECT count(*) FROM conversations AS c WHERE ", visible!()))?
                .query_row(named_params! { ":me": me, ":sees_all": member.viewer.role.sees_all() }, |row| row.get(0))?,
        );
        Ok(())
    }
}
