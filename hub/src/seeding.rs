//! Writes the conversations of [`crate::seed`] into an empty hub, through the same rules and the
//! same store as real ones, at the times at which they were held.

use crate::accounts;
use crate::error::Error;
use crate::rules::site;
use crate::rules::visibility::Viewer;
use crate::seed::{self, Language, Outcome, SeedConversation, SeedItem, SeedVisitor, Speaker};
use crate::store::conversations::Standing;
use crate::store::visitors::{Arrival, PageFacts};
use crate::store::{Store, Tx, agents, conversations, messages, projects, reads, visitors};
use protocol::card::{Answers, ChoiceOption, Picked, Sharing};
use protocol::visitor::Place;
use protocol::wire::ErrorCode;
use protocol::wire::visitors::{Device, PageView};
use protocol::{AgentId, Author, Body, Channel, Item, Platform, ProjectId, Role, Timestamp, VisitorId, VisitorStatus};
use serde::Serialize;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use uuid::Uuid;

/// Events of one transaction: enough to be fast, few enough to show progress.
const BATCH: usize = 5_000;

/// The password of the accounts that seeding makes in a hub that has none.
pub const DEMO_PASSWORD: &str = "pupitre-demo";

const DEMO_AGENTS: &[(&str, &str, Role)] = &[
    ("claire@maison-verlaine.example", "Claire Morvan", Role::Agent),
    ("karim@maison-verlaine.example", "Karim Haddad", Role::Agent),
    ("sofia@maison-verlaine.example", "Sofia Lemaire", Role::Manager),
    ("ines@maison-verlaine.example", "Inés Ruiz", Role::Admin),
];

/// Where a visitor is who was seen on no page.
const HOME: &str = "https://www.maison-verlaine.example/";

/// What was written.
#[derive(Debug, Serialize)]
pub struct Seeded {
    pub conversations: usize,
    pub messages: usize,
    pub visitors: usize,
}

/// Fills the hub's first project, making a demo project and demo accounts if there are none.
/// `progress` is told how many conversations have begun.
///
/// Content, names and times are the same for the same arguments and end time; ids are not.
pub async fn seed(
    store: &Store,
    conversations: usize,
    messages: usize,
    end: Timestamp,
    mut progress: impl FnMut(usize),
) -> Result<Seeded, Error> {
    let empty: bool = store
        .read(|connection| {
            Ok(connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM conversations)", [], |row| row.get(0))?)
        })
        .await?;
    if !empty {
        let detail = "this hub has conversations already; seed an empty data directory";
        return Err(Error::with_detail(ErrorCode::Forbidden, detail));
    }
    let (project, staff) = cast(store).await?;
    let mut plan = seed::conversations(conversations, messages, end.0).peekable();
    let mut timeline = BinaryHeap::new();
    let mut people = HashMap::new();
    let mut seeded = Seeded { conversations: 0, messages: 0, visitors: 0 };
    loop {
        let mut batch = Vec::new();
        while batch.len() < BATCH {
            // Conversations overlap: each joins the timeline before anything later than its first
            // event is taken from it, so that the order of writing is the order of time.
            while let Some(next) = plan.peek()
                && timeline.peek().is_none_or(|Reverse(event): &Reverse<Event>| event.at >= first_instant(next))
            {
                let Some(next) = plan.next() else { break };
                seeded.conversations += 1;
                seeded.messages += next.turns.len();
                script(seeded.conversations, next, &mut timeline);
            }
            match timeline.pop() {
                Some(Reverse(event)) => batch.push(event),
                None => break,
            }
        }
        if batch.is_empty() {
            break;
        }
        let (staff, mut known) = (staff.clone(), std::mem::take(&mut people));
        people = store
            .write(move |tx| {
                for event in batch {
                    tx.backdate(Timestamp(event.at));
                    play(tx, project, &staff, &mut known, event)?;
                }
                Ok(known)
            })
            .await?;
        progress(seeded.conversations);
    }
    seeded.visitors = people.len();
    Ok(seeded)
}

/// The project, and the agents who take the conversations.
async fn cast(store: &Store) -> Result<(ProjectId, Vec<Viewer>), Error> {
    let project = match store.read(projects::ids).await?.first() {
        Some(id) => *id,
        None => {
            let origins = ["http://localhost".to_owned(), "http://127.0.0.1".to_owned()];
            accounts::add_project(store, "Maison Verlaine", &origins).await?.id
        }
    };
    let members = move |connection: &rusqlite::Connection| {
        let ids: Vec<AgentId> = connection
            .prepare(
                "SELECT a.id FROM agents AS a JOIN agent_projects AS ap ON ap.agent_id = a.id
                 WHERE ap.project_id = ?1 AND a.active ORDER BY a.email",
            )?
            .query_map([project], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let found = ids.into_iter().map(|id| agents::membership(connection, id)).collect::<Result<Vec<_>, _>>()?;
        Ok(found.into_iter().flatten().map(|member| member.viewer).collect::<Vec<_>>())
    };
    let mut staff = store.read(members).await?;
    if staff.is_empty() {
        for (email, name, role) in DEMO_AGENTS {
            accounts::add_agent(store, email, name, *role, DEMO_PASSWORD, vec![project]).await?;
        }
        staff = store.read(members).await?;
    }
    Ok((project, staff))
}

/// Something that happens at an instant. Ordered by time, then as it was planned.
struct Event {
    at: i64,
    conversation: usize,
    step: usize,
    visitor: usize,
    platform: Platform,
    what: What,
}

impl Event {
    fn order(&self) -> (i64, usize, usize) {
        (self.at, self.conversation, self.step)
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

enum What {
    Page {
        url: String,
        title: String,
        referrer: Option<String>,
    },
    VisitorWrites(String),
    /// By the agent of this number.
    AgentWrites(usize, String),
    /// With the agent of this number.
    Extra(usize, SeedItem),
    Close(usize),
}

fn first_instant(conversation: &SeedConversation) -> i64 {
    let page = conversation.pages.first().map_or(0, |page| page.offset_ms);
    let extra = conversation.extras.iter().map(|extra| extra.offset_ms).min().unwrap_or(0);
    conversation.started_at_ms + page.min(extra).min(0)
}

fn script(number: usize, conversation: SeedConversation, timeline: &mut BinaryHeap<Reverse<Event>>) {
    let SeedConversation { visitor, started_at_ms, pages, turns, extras, platform, outcome, .. } = conversation;
    let agent = match outcome {
        Outcome::Unassigned => 0,
        Outcome::Assigned { agent } | Outcome::Closed { agent } => agent,
    };
    let end = turns.last().map_or(0, |turn| turn.offset_ms);
    let mut steps: Vec<(i64, What)> = Vec::with_capacity(pages.len() + turns.len() + 1);
    for page in pages {
        steps.push((page.offset_ms, What::Page { url: page.url, title: page.title, referrer: page.referrer }));
    }
    for turn in turns {
        let what = match turn.from {
            Speaker::Visitor => What::VisitorWrites(turn.text),
            Speaker::Agent => What::AgentWrites(agent, turn.text),
        };
        steps.push((turn.offset_ms, what));
    }
    for extra in extras {
        steps.push((extra.offset_ms.min(end), What::Extra(agent, extra.what)));
    }
    if matches!(outcome, Outcome::Closed { .. }) {
        steps.push((end, What::Close(agent)));
    }
    for (step, (offset, what)) in steps.into_iter().enumerate() {
        let at = started_at_ms + offset;
        timeline.push(Reverse(Event { at, conversation: number, step, visitor, platform, what }));
    }
}

fn play(
    tx: &mut Tx<'_>,
    project: ProjectId,
    staff: &[Viewer],
    known: &mut HashMap<usize, VisitorId>,
    event: Event,
) -> Result<(), Error> {
    let visitor = match known.get(&event.visitor) {
        Some(id) => *id,
        None => {
            let landing = match &event.what {
                What::Page { url, title, referrer } => {
                    PageView { url: url.clone(), title: title.clone(), referrer: referrer.clone() }
                }
                _ => PageView { url: HOME.to_owned(), title: String::new(), referrer: None },
            };
            let id = introduce(tx, project, event.visitor, &site::page(&landing)?)?;
            known.insert(event.visitor, id);
            id
        }
    };
    let new_id = || Uuid::now_v7().into();
    let open = conversations::open_of(tx, visitor)?;
    let agent = |n: usize| staff.get(n % staff.len().max(1)).ok_or_else(|| Error::from(ErrorCode::AgentUnavailable));
    match event.what {
        What::Page { url, title, referrer } => {
            let facts = site::page(&PageView { url, title, referrer })?;
            let moved = visitors::view_page(tx, visitor, &facts)?;
            if let Some(open) = open.filter(|_| moved) {
                messages::append(tx, &open, new_id(), Author::System, Item::Page(facts.page))?;
            }
        }
        What::VisitorWrites(text) => {
            let conversation = open_or_start(tx, visitor, project, event.platform, open)?;
            messages::append(tx, &conversation, new_id(), Author::Visitor, Item::Text { text })?;
        }
        What::AgentWrites(n, text) => {
            let (open, viewer) = (required(open)?, agent(n)?);
            if open.subject.assignee_id.is_none() {
                conversations::claim(tx, viewer, open.id)?;
            }
            let author = Author::Agent { id: viewer.id };
            let posted = messages::append(tx, &open, new_id(), author, Item::Text { text })?;
            reads::mark(tx, viewer.id, open.id, posted.position)?;
            conversations::visitor_read(tx, visitor, open.id, posted.position)?;
        }
        What::Extra(n, item) => {
            let conversation = open_or_start(tx, visitor, project, event.platform, open)?;
            play_extra(tx, &conversation, agent(n)?, item)?;
        }
        What::Close(n) => {
            let (open, viewer) = (required(open)?, agent(n)?);
            if open.subject.assignee_id.is_none() {
                conversations::claim(tx, viewer, open.id)?;
            }
            let closed = conversations::close(tx, viewer, open.id, open.last_visitor_position)?;
            reads::mark(tx, viewer.id, open.id, closed.last_position)?;
        }
    }
    Ok(())
}

fn open_or_start(
    tx: &mut Tx<'_>,
    visitor: VisitorId,
    project: ProjectId,
    platform: Platform,
    open: Option<Standing>,
) -> Result<Standing, Error> {
    let channel = match platform {
        Platform::Web => Channel::Web,
        Platform::Email => Channel::Email,
        _ => Channel::Social,
    };
    open.map_or_else(
        || conversations::start_by(tx, visitor, project, (channel, platform), protocol::State::Unassigned),
        Ok,
    )
}

fn play_extra(tx: &mut Tx<'_>, conversation: &Standing, viewer: &Viewer, item: SeedItem) -> Result<(), Error> {
    let by = Author::Agent { id: viewer.id };
    let (author, body) = match item {
        SeedItem::Asks(choice) => (Author::Bot, Item::Choice(choice).into()),
        SeedItem::AsksForm(form) => (Author::Bot, Item::Form(form).into()),
        SeedItem::Picks(ChoiceOption { id, label }) => {
            let Some((question, _)) = messages::newest_of_kind(tx, conversation.id, "choice")? else { return Ok(()) };
            (Author::Visitor, Item::Picked(Picked { question, option: id, label }).into())
        }
        SeedItem::Fills(answers) => {
            let Some((form, Body::Known(Item::Form(asked)))) = messages::newest_of_kind(tx, conversation.id, "form")?
            else {
                return Ok(());
            };
            (Author::Visitor, Item::Answers(Answers { form, title: asked.title, answers }).into())
        }
        SeedItem::Unsupported(kind) => (Author::Visitor, Body::Unknown(serde_json::json!({ "kind": kind }))),
        // A chat that was closed meanwhile, or is not theirs, takes no card.
        _ if conversation.subject.assignee_id != Some(viewer.id) => return Ok(()),
        SeedItem::Links(link) => (by, Item::Link(link).into()),
        SeedItem::Offers(offer) => (by, Item::Offer(offer).into()),
        SeedItem::Shares(lasted_s) => {
            let agent = agents::name(tx, viewer.id)?;
            let shared = [Sharing::Requested { by: agent }, Sharing::Accepted];
            for notice in shared {
                let notice = Item::Sharing(notice);
                messages::append(tx, conversation, Uuid::now_v7().into(), Author::System, notice)?;
            }
            (Author::System, Item::Sharing(Sharing::Ended { by: None, lasted_s }).into())
        }
    };
    messages::append_body(tx, conversation, Uuid::now_v7().into(), author, &body)?;
    Ok(())
}

fn required(open: Option<Standing>) -> Result<Standing, Error> {
    open.ok_or_else(|| Error::Internal("the plan writes in a conversation that is not open".to_owned()))
}

fn introduce(tx: &mut Tx<'_>, project: ProjectId, index: usize, landing: &PageFacts) -> Result<VisitorId, Error> {
    let SeedVisitor { language, name, email, phone, device, place } = SeedVisitor::of(index);
    let id = visitors::add(tx, project)?;
    let facts = Device {
        viewport: Some(format!("{}x{}", device.viewport.0, device.viewport.1)),
        language: Some(browser_language(language).to_owned()),
        timezone: Some(place.timezone.to_owned()),
    };
    let device = site::device(&facts, Some(device.user_agent));
    let text = |text: Option<&str>| text.map(str::to_owned);
    let place = Place { city: text(place.city), region: text(place.region), country: text(place.country) };
    let arrival =
        Arrival { device: &device, params: &params(index, name.is_some()), address: None, place: &place, landing };
    visitors::arrive(tx, id, &arrival)?;
    visitors::describe(tx, id, name.as_deref(), email.as_deref(), phone.as_deref())?;
    visitors::set_status(tx, id, status(index))?;
    Ok(id)
}

/// As agents may have set it (V1): nearly half are still new.
const fn status(index: usize) -> VisitorStatus {
    match index * 7 % 20 {
        0..9 => VisitorStatus::New,
        9..12 => VisitorStatus::Prospect,
        12..16 => VisitorStatus::Customer,
        16..19 => VisitorStatus::Closed,
        _ => VisitorStatus::Archived,
    }
}

/// What the shop tells of some of its visitors (D4).
fn params(index: usize, signed_in: bool) -> BTreeMap<String, String> {
    let mut params = BTreeMap::new();
    if index.is_multiple_of(3) {
        params.insert("basket".to_owned(), format!("{},00 €", 49 + index * 37 % 2_400));
    }
    if signed_in && index.is_multiple_of(2) {
        params.insert("customer_id".to_owned(), format!("C-{}", 1_040_000 + index * 7));
    }
    params
}

fn browser_language(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr-FR",
        Language::Es => "es-ES",
        Language::En => "en-GB",
    }
}
