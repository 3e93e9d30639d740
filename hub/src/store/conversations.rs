//! Heads of conversations: their life, their place in the order, who has them.

use super::{Tx, agents, crm, messages, runs, visitors};
use crate::error::Error;
use crate::fault;
use crate::rules::lifecycle::{self, Move};
use crate::rules::visibility::{Subject, Viewer, may_see};
use protocol::wire::ErrorCode;
use protocol::{
    AgentId, AgentRef, Author, Channel, Conversation, ConversationId, Item, Platform, Position, ProjectId, State,
    Timestamp, VisitorId,
};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use uuid::Uuid;

/// A conversation as it stands in this transaction, for decisions about it.
#[derive(Clone, Debug)]
pub struct Standing {
    pub id: ConversationId,
    pub visitor_id: VisitorId,
    pub channel: Channel,
    pub platform: Platform,
    pub subject: Subject,
    pub last_visitor_position: Position,
}

impl Standing {
    fn of_lifecycle(&self) -> lifecycle::Standing {
        lifecycle::Standing {
            state: self.subject.state,
            assignee_id: self.subject.assignee_id,
            last_visitor_position: self.last_visitor_position,
        }
    }
}

const STANDING: &str = "SELECT c.id, c.visitor_id, c.channel, c.platform, c.project_id, c.state, c.assignee_id,
    c.last_visitor_position FROM conversations AS c";

fn standing_from_row(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        id: row.get(0)?,
        visitor_id: row.get(1)?,
        channel: row.get(2)?,
        platform: row.get(3)?,
        subject: Subject { project_id: row.get(4)?, state: row.get(5)?, assignee_id: row.get(6)? },
        last_visitor_position: row.get(7)?,
    })
}

/// The conversation, whoever may see it: for deciding, never for telling.
pub fn find(connection: &Connection, id: ConversationId) -> Result<Option<Standing>, Error> {
    Ok(connection
        .prepare_cached(&format!("{STANDING} WHERE c.id = ?1"))?
        .query_row([id], standing_from_row)
        .optional()?)
}

/// The conversation, if the viewer may see it (A6); hidden and unknown look the same.
pub fn seen_by(connection: &Connection, viewer: &Viewer, id: ConversationId) -> Result<Standing, Error> {
    find(connection, id)?
        .filter(|standing| may_see(viewer, &standing.subject))
        .ok_or_else(|| ErrorCode::NotFound.into())
}

/// The visitor's conversation that is not closed, if there is one.
pub fn open_of(connection: &Connection, visitor: VisitorId) -> Result<Option<Standing>, Error> {
    Ok(connection
        .prepare_cached(&format!("{STANDING} WHERE c.visitor_id = ?1 AND c.state <> 'closed'"))?
        .query_row([visitor], standing_from_row)
        .optional()?)
}

/// The newest that waits in Unassigned.
pub fn newest_unassigned(connection: &Connection) -> Result<Option<ConversationId>, Error> {
    Ok(connection
        .prepare_cached("SELECT id FROM conversations WHERE state = 'unassigned' ORDER BY changed_seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Begins a conversation, linked to the visitor's last one (A14): with a bot, or in Unassigned.
pub fn start(tx: &mut Tx<'_>, visitor: VisitorId, project: ProjectId, state: State) -> Result<Standing, Error> {
    start_by(tx, visitor, project, (Channel::Web, Platform::Web), state)
}

/// The same, by another road than the widget.
pub fn start_by(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    (channel, platform): (Channel, Platform),
    state: State,
) -> Result<Standing, Error> {
    let id = ConversationId::from(Uuid::now_v7());
    let seq = tx.next_seq();
    let previous: Option<ConversationId> = tx
        .prepare_cached(
            "INSERT INTO conversations (id, project_id, visitor_id, previous_id, channel, platform, state,
                started_at, last_text_at, created_seq, changed_seq, visibility_seq)
             VALUES (?1, ?2, ?3,
                (SELECT id FROM conversations WHERE visitor_id = ?3 ORDER BY created_seq DESC LIMIT 1),
                ?4, ?5, ?6, ?7, ?7, ?8, ?8, ?8) RETURNING previous_id",
        )?
        .query_row((id, project, visitor, channel, platform, state, tx.now, seq), |row| row.get(0))?;
    if let Some(previous) = previous {
        crm::carry_over(tx, previous, id)?;
    }
    visitors::engage(tx, visitor)?;
    Ok(Standing {
        id,
        visitor_id: visitor,
        channel,
        platform,
        subject: Subject { project_id: project, state, assignee_id: None },
        last_visitor_position: 0,
    })
}

/// Takes the next position for an item and moves the head with it.
///
/// What a visitor says is waited for; what an agent says ends the wait; a bot's words do neither.
pub fn advance(tx: &mut Tx<'_>, id: ConversationId, author: Author, is_said: bool) -> Result<Position, Error> {
    let seq = tx.next_seq();
    let by_visitor = is_said && author == Author::Visitor;
    let by_agent = is_said && matches!(author, Author::Agent { .. });
    Ok(tx
        .prepare_cached(
            "UPDATE conversations SET last_position = last_position + 1, changed_seq = :seq,
                last_visitor_position = iif(:by_visitor, last_position + 1, last_visitor_position),
                last_text_at = iif(:by_visitor OR :by_agent, :now, last_text_at),
                waiting_since = iif(:by_visitor, coalesce(waiting_since, :now), iif(:by_agent, NULL, waiting_since))
             WHERE id = :id RETURNING last_position",
        )?
        .query_row(
            named_params! { ":id": id, ":seq": seq, ":now": tx.now, ":by_visitor": by_visitor, ":by_agent": by_agent },
            |row| row.get(0),
        )?)
}

/// It is in Unassigned from now on (A3), where the visitor waits for an agent.
pub fn reach(tx: &mut Tx<'_>, standing: &mut Standing, until: Option<Timestamp>) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE conversations SET state = 'unassigned', wait_until = ?2, changed_seq = ?3,
            waiting_since = iif(state = 'bot', ?4, coalesce(waiting_since, ?4)) WHERE id = ?1",
    )?
    .execute((standing.id, until, seq, tx.now))?;
    standing.subject.state = State::Unassigned;
    Ok(())
}

/// Until when it should be, or should have been, taken (A8).
pub fn set_wait(tx: &mut Tx<'_>, id: ConversationId, until: Timestamp) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE conversations SET wait_until = ?2, changed_seq = ?3 WHERE id = ?1")?
        .execute((id, until, seq))?;
    Ok(())
}

/// Assign to myself (A4).
pub fn claim(tx: &mut Tx<'_>, viewer: &Viewer, id: ConversationId) -> Result<Conversation, Error> {
    let standing = match seen_by(tx, viewer, id) {
        // Taken a moment ago, the chat is hidden from this agent; the loser of a race is told so.
        Err(Error::Refused(_)) => return Err(lost_race(tx, viewer, id)?),
        other => other?,
    };
    let outcome = lifecycle::claim(&standing.of_lifecycle(), viewer.id).map_err(|code| refusal(tx, code, &standing))?;
    carry_out(tx, viewer.id, &standing, outcome, None)
}

/// Why a conversation that this agent may not see cannot be claimed: it went to a colleague of the
/// same project (told with the name, A4), or there is no such thing for them.
fn lost_race(connection: &Connection, viewer: &Viewer, id: ConversationId) -> Result<Error, Error> {
    Ok(match find(connection, id)? {
        Some(standing) if viewer.projects.contains(&standing.subject.project_id) => {
            refusal(connection, ErrorCode::AlreadyAssigned, &standing)
        }
        _ => ErrorCode::NotFound.into(),
    })
}

/// Chats of a project that this agent has.
pub fn open_with(connection: &Connection, agent: AgentId, project: ProjectId) -> Result<Vec<ConversationId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM conversations WHERE assignee_id = ?1 AND project_id = ?2 AND state = ?3 ORDER BY id",
    )?;
    Ok(statement.query_map((agent, project, State::Assigned), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Reassign or give back (A5).
pub fn assign(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    id: ConversationId,
    target: Option<AgentId>,
    note: Option<String>,
) -> Result<Conversation, Error> {
    let standing = seen_by(tx, viewer, id)?;
    if let Some(target) = target {
        agents::member(tx, target, standing.subject.project_id)?.ok_or(ErrorCode::AgentUnavailable)?;
    }
    let outcome =
        lifecycle::assign(&standing.of_lifecycle(), viewer, target).map_err(|code| refusal(tx, code, &standing))?;
    let goes_to_a_colleague = matches!(outcome, Move::Join(to) | Move::Transfer { to, .. } if to != viewer.id);
    if note.is_some() && !goes_to_a_colleague {
        return Err(Error::with_detail(ErrorCode::FieldInvalid, "a note goes to a colleague who gets the chat"));
    }
    carry_out(tx, viewer.id, &standing, outcome, note)
}

fn carry_out(
    tx: &mut Tx<'_>,
    by: AgentId,
    standing: &Standing,
    outcome: Move,
    note: Option<String>,
) -> Result<Conversation, Error> {
    let (assignee, item) = match outcome {
        Move::Stay => return head(tx, standing.id),
        // With a word to somebody else it is theirs to read, even if nobody had the chat before.
        Move::Join(to) if note.is_none() || to == by => (Some(to), Item::Joined { agent: agents::name(tx, to)? }),
        Move::Join(to) => {
            (Some(to), Item::Transferred { from: None, to: agents::name(tx, to)?, by: agents::name(tx, by)?, note })
        }
        Move::Transfer { from, to } => (
            Some(to),
            Item::Transferred {
                from: Some(agents::name(tx, from)?),
                to: agents::name(tx, to)?,
                by: agents::name(tx, by)?,
                note,
            },
        ),
        Move::GiveBack => (None, Item::GivenBack { by: agents::name(tx, by)? }),
    };
    fault::point!("move_begun");
    let state = if assignee.is_some() { State::Assigned } else { State::Unassigned };
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE conversations SET state = ?2, assignee_id = ?3, wait_until = NULL, changed_seq = ?4,
            visibility_seq = ?4 WHERE id = ?1",
    )?
    .execute((standing.id, state, assignee, seq))?;
    crm::come_into_sight(tx, standing.id, seq)?;
    visitors::told_anew(tx, standing.visitor_id)?;
    fault::point!("move_made");
    messages::append(tx, standing, Uuid::now_v7().into(), Author::System, item)?;
    fault::point!("move_told");
    if assignee.is_some() {
        let mut standing = standing.clone();
        (standing.subject.state, standing.subject.assignee_id) = (state, assignee);
        runs::taken(tx, &mut standing)?;
    }
    head(tx, standing.id)
}

/// Closes for good (A14).
pub fn close(tx: &mut Tx<'_>, viewer: &Viewer, id: ConversationId, seen: Position) -> Result<Conversation, Error> {
    let standing = seen_by(tx, viewer, id)?;
    lifecycle::close(&standing.of_lifecycle(), viewer, seen).map_err(|code| refusal(tx, code, &standing))?;
    let by = agents::name(tx, viewer.id)?;
    end(tx, &standing, Some(by))?;
    head(tx, id)
}

/// The end of a conversation, whatever decided it.
pub fn end(tx: &mut Tx<'_>, standing: &Standing, by: Option<AgentRef>) -> Result<(), Error> {
    runs::forget(tx, standing.id)?;
    messages::append(tx, standing, Uuid::now_v7().into(), Author::System, Item::Closed { by })?;
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE conversations SET state = 'closed', closed_at = ?2, waiting_since = NULL, wait_until = NULL,
            changed_seq = ?3, visibility_seq = ?3 WHERE id = ?1",
    )?
    .execute((standing.id, tx.now, seq))?;
    crm::come_into_sight(tx, standing.id, seq)?;
    visitors::told_anew(tx, standing.visitor_id)
}

/// Whether the viewer may write in it now.
pub fn check_reply(standing: &Standing, actor: AgentId) -> Result<(), Error> {
    Ok(lifecycle::reply(&standing.of_lifecycle(), actor)?)
}

/// How far the visitor has read: forward only, bounded by what there is.
pub fn visitor_read(tx: &mut Tx<'_>, visitor: VisitorId, id: ConversationId, position: Position) -> Result<(), Error> {
    let moved = tx
        .prepare_cached(
            "UPDATE conversations SET visitor_read_position = min(?3, last_position)
             WHERE id = ?1 AND visitor_id = ?2 AND min(?3, last_position) > visitor_read_position",
        )?
        .execute((id, visitor, position))?;
    if moved > 0 {
        let seq = tx.next_seq();
        tx.prepare_cached("UPDATE conversations SET changed_seq = ?2 WHERE id = ?1")?.execute((id, seq))?;
        tx.news.visitor(visitor);
    }
    Ok(())
}

/// The head as it is now. For whom has just moved it: they are told what came of it even when it is
/// hidden from them from now on.
fn head(connection: &Connection, id: ConversationId) -> Result<Conversation, Error> {
    let sql = format!("SELECT {COLUMNS} FROM conversations AS c WHERE c.id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], from_row)?)
}

/// A refusal, with the assignee's name where the caller is told who has the chat.
fn refusal(connection: &Connection, code: ErrorCode, standing: &Standing) -> Error {
    match (code, standing.subject.assignee_id) {
        (ErrorCode::AlreadyAssigned, Some(assignee)) => {
            Error::already_assigned(agents::name(connection, assignee).ok())
        }
        _ => code.into(),
    }
}

pub const COLUMNS: &str = "c.id, c.project_id, c.visitor_id, c.previous_id, c.channel, c.platform, c.state,
    c.assignee_id, c.started_at, c.closed_at, c.last_position, c.last_visitor_position, c.visitor_read_position,
    c.last_text_at, c.waiting_since, c.wait_until";

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    from_row_at(row, 0)
}

/// A head whose columns begin at `first`.
pub fn from_row_at(row: &Row<'_>, first: usize) -> rusqlite::Result<Conversation> {
    Ok(Conversation {
        id: row.get(first)?,
        project_id: row.get(first + 1)?,
        visitor_id: row.get(first + 2)?,
        previous_id: row.get(first + 3)?,
        channel: row.get(first + 4)?,
        platform: row.get(first + 5)?,
        state: row.get(first + 6)?,
        assignee_id: row.get(first + 7)?,
        started_at: row.get(first + 8)?,
        closed_at: row.get(first + 9)?,
        last_position: row.get(first + 10)?,
        last_visitor_position: row.get(first + 11)?,
        visitor_read_position: row.get(first + 12)?,
        last_text_at: row.get(first + 13)?,
        waiting_since: row.get(first + 14)?,
        wait_until: row.get(first + 15)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts;
    use crate::settings::Settings;
    use crate::store::{Store, agents, visitors};
    use protocol::Role;
    use tempfile::TempDir;

    /// A4: of ten thousand claims through the writer, however they are batched, one agent's win.
    #[tokio::test]
    async fn of_ten_thousand_claims_one_agent_wins() {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&Settings::new(([127, 0, 0, 1], 0).into(), folder.path())).unwrap();
        let project = accounts::add_project(&store, "Shop", &["https://shop.example".into()]).await.unwrap().id;
        let mut viewers = Vec::new();
        for n in 0..5 {
            let email = format!("agent{n}@shop.example");
            let id = accounts::add_agent(&store, &email, "Agent", Role::Agent, "correct horse", vec![]).await.unwrap();
            viewers
                .push(store.read(move |connection| agents::membership(connection, id)).await.unwrap().unwrap().viewer);
        }
        let begin = store.write(move |tx| {
            let visitor = visitors::add(tx, project)?;
            start(tx, visitor, project, State::Unassigned)
        });
        let chat = begin.await.unwrap().id;
        let claims = (0..10_000).map(|n| {
            let viewer = viewers[n % viewers.len()].clone();
            store.write(move |tx| claim(tx, &viewer, chat).map(|head| head.assignee_id))
        });
        let answers = futures_util::future::join_all(claims).await;
        let (mut won, mut lost) = (std::collections::BTreeMap::<_, usize>::new(), 0);
        for answer in answers {
            match answer {
                Ok(owner) => *won.entry(owner).or_default() += 1,
                Err(Error::Refused(problem)) if problem.code == ErrorCode::AlreadyAssigned => lost += 1,
                Err(other) => panic!("{other}"),
            }
        }
        // The winner's later claims change nothing, and are no errors.
        assert_eq!((won.len(), won.values().sum::<usize>(), lost), (1, 2_000, 8_000));
        let items: i64 = store
            .read(move |connection| Ok(connection.query_row("SELECT count(*) FROM messages", [], |row| row.get(0))?))
            .await
            .unwrap();
        assert_eq!(items, 1, "joined, once");
    }
}
