//! Conversations in the midst of a playbook: what [`crate::rules::playbook`] decides, done and kept.

use super::conversations::{self, Standing};
use super::{Tx, agents, crm, messages, meta, playbooks, projects, visitors};
use crate::error::Error;
use crate::fault;
use crate::rules::playbook::{self, Effect, Event, Scene, Stand};
use crate::rules::{answers, rich_text};
use crate::secret;
use protocol::card::{Answers, Form, Picked};
use protocol::playbook::{Act, Step};
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::{Opening, OpeningItem, PickOption, SendForm};
use protocol::{
    AgentId, Author, Body, ConversationId, Item, MessageId, ProjectId, State, Timestamp, VersionId, Visitor, VisitorId,
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Runs looked at in one transaction when time has passed.
const BATCH: usize = 100;

/// A run as it stands.
struct Run {
    version: VersionId,
    steps: Vec<Step>,
    stand: Stand,
    asked: Option<MessageId>,
}

/// A playbook that this visitor meets, with what it says first.
struct Meeting {
    version: VersionId,
    stand: Option<Stand>,
    effects: Vec<Effect>,
}

/// What the bot says before there is a conversation; none while one is open, and where no playbook is.
pub fn opening(connection: &Connection, visitor: VisitorId) -> Result<Option<Opening>, Error> {
    if conversations::open_of(connection, visitor)?.is_some() {
        return Ok(None);
    }
    let Some(person) = visitors::get(connection, visitor)? else { return Ok(None) };
    let Some(meeting) = meet(connection, &person, None)? else { return Ok(None) };
    let ids = opening_ids(connection, visitor, &meeting)?;
    let project = projects::name(connection, person.project_id)?;
    let said = meeting.effects.into_iter().filter_map(|effect| match effect {
        Effect::Say(item) => Some(Body::from(filled(item, &person, &project))),
        _ => None,
    });
    let items = ids.into_iter().zip(said).map(|(id, body)| OpeningItem { id, body });
    let items: Vec<_> =
        items.filter(|item| !matches!(&item.body, Body::Known(Item::Rich(text)) if text.is_blank())).collect();
    Ok((!items.is_empty()).then_some(Opening { version: meeting.version, items }))
}

/// Begins a conversation: with what the bot says first where a playbook is met, else in Unassigned. `version`:
/// the one whose opening the visitor answers.
pub fn begin(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    version: Option<VersionId>,
) -> Result<Standing, Error> {
    let Some(person) = visitors::get(tx, visitor)? else { return Err(ErrorCode::NotFound.into()) };
    let Some(meeting) = meet(tx, &person, version)? else {
        return conversations::start(tx, visitor, project, State::Unassigned);
    };
    let ids = opening_ids(tx, visitor, &meeting)?;
    let mut standing = conversations::start(tx, visitor, project, State::Bot)?;
    let Meeting { version, stand, effects, .. } = meeting;
    carry_out(tx, &mut standing, version, (stand, effects), ids)?;
    Ok(standing)
}

/// The visitor wrote something, which is in the thread already.
pub fn said(tx: &mut Tx<'_>, standing: &mut Standing, text: &str, online: &BTreeSet<AgentId>) -> Result<(), Error> {
    match of(tx, standing)? {
        Some(run) => advance(tx, standing, Some(run), &Event::Said(text), online),
        // The playbook is over, and only the bot was there.
        None if standing.subject.state == State::Bot => advance(tx, standing, None, &Event::Said(text), online),
        None => Ok(()),
    }
}

/// The visitor picked one of the answers offered.
pub fn pick(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    pick: &PickOption,
    online: &BTreeSet<AgentId>,
) -> Result<Posted, Error> {
    let (mut standing, run) = awaited(tx, visitor, project, pick.question, pick.opening)?;
    let Some(Act::Choice { options, .. }) = run.act() else { return Err(ErrorCode::AnswerNotAwaited.into()) };
    let option = options.iter().find(|branch| branch.option.id == pick.option).ok_or(ErrorCode::AnswerNotAwaited)?;
    let picked = Picked { question: pick.question, option: pick.option.clone(), label: option.option.label.clone() };
    let posted = messages::append(tx, &standing, pick.id, Author::Visitor, Item::Picked(picked))?;
    advance(tx, &mut standing, Some(run), &Event::Picked(&pick.option), online)?;
    Ok(posted)
}

/// The visitor filled a form in. What it tells of them is theirs from now on.
pub fn fill(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    form: &SendForm,
    online: &BTreeSet<AgentId>,
) -> Result<Posted, Error> {
    let (mut standing, run) = awaited(tx, visitor, project, form.form, form.opening)?;
    let Some(Act::Form { title, fields, .. }) = run.act() else {
        return Err(ErrorCode::AnswerNotAwaited.into());
    };
    let asked = Form { title: title.clone(), fields: fields.clone() };
    let given: Answers = answers::read(form.form, &asked, &form.answers).map_err(|unsound| match unsound.0 {
        Some(key) => Error::with_detail(ErrorCode::FieldInvalid, key),
        None => Error::with_detail(ErrorCode::FieldInvalid, "the form has no such field"),
    })?;
    let (name, email, phone) = answers::person(&given);
    visitors::describe(tx, visitor, name, email, phone)?;
    let posted = messages::append(tx, &standing, form.id, Author::Visitor, Item::Answers(given))?;
    advance(tx, &mut standing, Some(run), &Event::Filled, online)?;
    Ok(posted)
}

/// An agent has the chat now.
pub fn taken(tx: &mut Tx<'_>, standing: &mut Standing) -> Result<(), Error> {
    let Some(run) = of(tx, standing)? else { return Ok(()) };
    advance(tx, standing, Some(run), &Event::Taken, &BTreeSet::new())
}

/// Forgets where a conversation stood; it is over.
pub fn forget(tx: &Tx<'_>, id: ConversationId) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM runs WHERE conversation_id = ?1")?.execute([id])?;
    Ok(())
}

/// Whether somebody waits in vain, by the clock or because nobody is available: then [`expire`] has
/// something to do.
pub fn is_due(connection: &Connection, now: Timestamp, online: &BTreeSet<AgentId>) -> Result<bool, Error> {
    Ok(!due(connection, now, online)?.is_empty())
}

/// Lets those waits end that are over (A8). A chat that was taken a moment ago has no run any more.
pub fn expire(tx: &mut Tx<'_>, online: &BTreeSet<AgentId>) -> Result<(), Error> {
    for id in due(tx, tx.now, online)? {
        let Some(mut standing) = conversations::find(tx, id)? else { continue };
        if let Some(run) = of(tx, &standing)? {
            fault::point!("expiry_begun");
            advance(tx, &mut standing, Some(run), &Event::Time, online)?;
            fault::point!("expiry_made");
        }
    }
    Ok(())
}

fn due(connection: &Connection, now: Timestamp, online: &BTreeSet<AgentId>) -> Result<Vec<ConversationId>, Error> {
    let mut waiting = connection.prepare_cached(
        "SELECT r.conversation_id, c.project_id, r.deadline FROM runs AS r
         JOIN conversations AS c ON c.id = r.conversation_id
         WHERE r.deadline IS NOT NULL ORDER BY r.deadline",
    )?;
    let rows = waiting.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let rows: Vec<(ConversationId, ProjectId, Timestamp)> = rows.collect::<Result<_, _>>()?;
    let projects: BTreeSet<_> = rows.iter().map(|(_, project, _)| *project).collect();
    let mut deserted = BTreeSet::new();
    for project in projects {
        if !agents::is_available(connection, project, online)? {
            deserted.insert(project);
        }
    }
    let over = rows.into_iter().filter(|(_, project, deadline)| *deadline <= now || deserted.contains(project));
    Ok(over.map(|(id, ..)| id).take(BATCH).collect())
}

impl Run {
    fn act(&self) -> Option<&Act> {
        self.steps.iter().find(|step| step.id == self.stand.step).map(|step| &step.act)
    }
}

fn of(connection: &Connection, standing: &Standing) -> Result<Option<Run>, Error> {
    let found: Option<(VersionId, Stand, Option<MessageId>)> = connection
        .prepare_cached("SELECT version_id, step, deadline, asked FROM runs WHERE conversation_id = ?1")?
        .query_row([standing.id], |row| {
            Ok((row.get(0)?, Stand { step: row.get(1)?, deadline: row.get(2)? }, row.get(3)?))
        })
        .optional()?;
    let Some((version, stand, asked)) = found else { return Ok(None) };
    let steps = playbooks::steps(connection, standing.subject.project_id, version)?.unwrap_or_default();
    Ok(Some(Run { version, steps, stand, asked }))
}

/// The conversation and the run that waits for an answer to `asked`; begun with it, if the bot asked before
/// there was one.
fn awaited(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    asked: MessageId,
    opening: Option<VersionId>,
) -> Result<(Standing, Run), Error> {
    let standing = match (conversations::open_of(tx, visitor)?, opening) {
        (Some(open), _) => open,
        (None, Some(version)) => begin(tx, visitor, project, Some(version))?,
        (None, None) => return Err(ErrorCode::AnswerNotAwaited.into()),
    };
    let run = of(tx, &standing)?.filter(|run| run.asked == Some(asked)).ok_or(ErrorCode::AnswerNotAwaited)?;
    Ok((standing, run))
}

fn meet(connection: &Connection, person: &Visitor, version: Option<VersionId>) -> Result<Option<Meeting>, Error> {
    let project = person.project_id;
    let met = match version {
        Some(version) => playbooks::steps(connection, project, version)?.map(|steps| (version, steps)),
        None => playbooks::met(connection, project, person.page.as_ref().map_or("", |page| &page.url))?,
    };
    let Some((version, steps)) = met else { return Ok(None) };
    let (stand, effects) = playbook::open(&steps);
    Ok(Some(Meeting { version, stand, effects }))
}

/// The ids that an opening's items have, before they are stored and after: made of what makes this
/// opening this one.
fn opening_ids(connection: &Connection, visitor: VisitorId, meeting: &Meeting) -> Result<Vec<MessageId>, Error> {
    let conversations: i64 = connection
        .prepare_cached("SELECT count(*) FROM conversations WHERE visitor_id = ?1")?
        .query_row([visitor], |row| row.get(0))?;
    let secret = meta::secret(connection)?;
    let id = |index: usize| {
        let words = format!("opening {visitor} {} {conversations} {index}", meeting.version);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&secret::keyed_digest(&secret, words.as_bytes())[..16]);
        MessageId::from(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    };
    let said = meeting.effects.iter().filter(|effect| matches!(effect, Effect::Say(_))).count();
    Ok((0..said).map(id).collect())
}

fn advance(
    tx: &mut Tx<'_>,
    standing: &mut Standing,
    run: Option<Run>,
    event: &Event<'_>,
    online: &BTreeSet<AgentId>,
) -> Result<(), Error> {
    let (steps, stand, version) = match &run {
        Some(run) => (run.steps.as_slice(), Some(&run.stand), Some(run.version)),
        None => (&[][..], None, None),
    };
    let scene = Scene {
        steps,
        with_bot: standing.subject.state == State::Bot,
        available: agents::is_available(tx, standing.subject.project_id, online)?,
        now: tx.now,
    };
    let before = stand.cloned();
    let outcome = playbook::step(scene, stand, event).map_err(|_| Error::from(ErrorCode::AnswerNotAwaited))?;
    if outcome.0 == before && outcome.1.is_empty() {
        return Ok(());
    }
    let version = version.unwrap_or_else(|| Uuid::nil().into());
    carry_out(tx, standing, version, outcome, Vec::new())?;
    // The bot has nothing more to say, and nobody is asked to come.
    if standing.subject.state == State::Bot && of(tx, standing)?.is_none() {
        conversations::end(tx, standing, None)?;
    }
    Ok(())
}

/// Does what was decided, in its order, and keeps where the run stands now. `ids`: for the first items said.
fn carry_out(
    tx: &mut Tx<'_>,
    standing: &mut Standing,
    version: VersionId,
    (stand, effects): playbook::Outcome,
    ids: Vec<MessageId>,
) -> Result<(), Error> {
    let mut ids = ids.into_iter();
    let mut asked = None;
    for effect in effects {
        match effect {
            Effect::Say(item) => {
                let Some(person) = visitors::get(tx, standing.visitor_id)? else { continue };
                let project = projects::name(tx, standing.subject.project_id)?;
                let item = filled(item, &person, &project);
                let given = ids.next();
                // Nothing is left of a text that was a name alone, and nobody told theirs.
                if matches!(&item, Item::Rich(text) if text.is_blank()) {
                    continue;
                }
                let taken = given.map_or(Ok(true), |id| messages::exists(tx, id))?;
                let id = given.filter(|_| !taken).unwrap_or_else(|| Uuid::now_v7().into());
                asked = matches!(item, Item::Choice(_) | Item::Form(_)).then_some(id);
                messages::append(tx, standing, id, Author::Bot, item)?;
                fault::point!("bot_said");
            }
            Effect::SetStatus(status) => visitors::set_status(tx, standing.visitor_id, status)?,
            Effect::Create(what) => {
                let Some(person) = visitors::get(tx, standing.visitor_id)? else { continue };
                crm::create_by_bot(tx, standing, what, answers::title(&person))?;
            }
            Effect::Reach { until } => conversations::reach(tx, standing, until)?,
            Effect::Overdue { since } => {
                conversations::set_wait(tx, standing.id, since)?;
                fault::point!("expiry_marked");
            }
        }
    }
    match stand {
        Some(stand) => {
            tx.prepare_cached(
                "INSERT OR REPLACE INTO runs (conversation_id, version_id, step, asked, deadline)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((standing.id, version, &stand.step, asked, stand.deadline))?;
        }
        None => forget(tx, standing.id)?,
    }
    tx.news.visitor(standing.visitor_id);
    Ok(())
}

fn filled(item: Item, person: &Visitor, project: &str) -> Item {
    match item {
        Item::Rich(text) => Item::Rich(rich_text::fill(&text, |name| answers::variable(name, person, project))),
        other => other,
    }
}
