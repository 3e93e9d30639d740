//! The pure model: what the rules alone make of visitors, agents and time. No hub, no store, no clock.

use hub::rules::lifecycle::{self, Move, Standing};
use hub::rules::playbook::{self, Effect, Event, Scene, Stand};
use hub::rules::visibility::{Subject, Viewer, may_see};
use protocol::playbook::{Act, Step};
use protocol::wire::ErrorCode;
use protocol::{Position, ProjectId, State, Timestamp};

/// Something that somebody does. Agents, visitors and chats are counted from 0.
#[derive(Clone, Debug)]
pub enum Operation {
    Write {
        visitor: usize,
        text: &'static str,
    },
    Pick {
        visitor: usize,
        option: &'static str,
    },
    Fill {
        visitor: usize,
    },
    Claim {
        agent: usize,
        chat: usize,
    },
    Assign {
        agent: usize,
        chat: usize,
        to: Option<usize>,
    },
    Reply {
        agent: usize,
        chat: usize,
    },
    /// Having seen all, or all but the newest.
    Close {
        agent: usize,
        chat: usize,
        unread: bool,
    },
    /// The notes of its sheet, as their writer found them or after somebody else has changed them.
    Note {
        agent: usize,
        chat: usize,
        text: &'static str,
        stale: bool,
    },
    Create {
        agent: usize,
        chat: usize,
    },
    Switch {
        agent: usize,
        online: bool,
    },
    Wait {
        ms: i64,
    },
}

impl Operation {
    pub fn any(random: &mut fastrand::Rng, world: &World) -> Self {
        let visitor = random.usize(0..world.visitors);
        let agent = random.usize(0..world.agents.len());
        // Mostly what is young: old chats are closed, and answer the same for ever.
        let chats = world.chats.len();
        let chat = if chats == 0 { 0 } else { chats - 1 - random.usize(0..chats.min(12)) };
        let act = if chats == 0 { random.u8(0..5) } else { random.u8(0..23) };
        match act {
            0 | 1 => Self::Write { visitor, text: ["Bonjour", "Être rappelé", "Allô ?"][random.usize(0..3)] },
            2 | 3 => Self::Pick { visitor, option: ["person", "call", "nothing", "unheard"][random.usize(0..4)] },
            4 => Self::Fill { visitor },
            5..=8 => Self::Claim { agent, chat },
            9..=11 => {
                let to = if random.bool() { Some(random.usize(0..world.agents.len())) } else { None };
                Self::Assign { agent, chat, to }
            }
            12..=14 => Self::Reply { agent, chat },
            15 | 16 => Self::Close { agent, chat, unread: random.u8(0..4) == 0 },
            17 | 18 => Self::Switch { agent, online: random.bool() },
            19 | 20 => {
                let text = ["Rappeler", "Décoratrice", ""][random.usize(0..3)];
                Self::Note { agent, chat, text, stale: random.u8(0..4) == 0 }
            }
            21 => Self::Create { agent, chat },
            _ => Self::Wait { ms: random.i64(0..120_000) },
        }
    }
}

#[derive(Clone, Debug)]
pub struct Chat {
    pub visitor: usize,
    pub subject: Subject,
    pub last_position: Position,
    last_visitor_position: Position,
    stand: Option<Stand>,
    pub sheet: Sheet,
    has_bots_lead: bool,
}

/// The notes, and how many leads came of the chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub notes: String,
    pub entries: usize,
}

pub struct World {
    pub agents: Vec<Viewer>,
    pub online: Vec<bool>,
    pub visitors: usize,
    pub chats: Vec<Chat>,
    steps: Vec<Step>,
    project: ProjectId,
    now: Timestamp,
}

impl World {
    pub fn new(project: ProjectId, agents: Vec<Viewer>, visitors: usize, steps: Vec<Step>, now: Timestamp) -> Self {
        let online = vec![false; agents.len()];
        Self { agents, online, visitors, chats: vec![], steps, project, now }
    }

    /// What becomes of it: nothing, if it is refused.
    pub fn apply(&mut self, operation: &Operation) -> Result<(), ErrorCode> {
        match *operation {
            Operation::Write { visitor, text } => {
                let chat = self.open_or_begin(visitor);
                self.say_as_visitor(chat);
                if self.chats[chat].stand.is_some() || self.chats[chat].subject.state == State::Bot {
                    self.happen(chat, &Event::Said(text))?;
                }
            }
            Operation::Pick { visitor, option } => self.answer(visitor, &Event::Picked(option))?,
            Operation::Fill { visitor } => self.answer(visitor, &Event::Filled)?,
            Operation::Claim { agent, chat } => {
                let viewer = self.agents[agent].clone();
                let subject = self.chats[chat].subject;
                if !may_see(&viewer, &subject) {
                    let member = viewer.projects.contains(&subject.project_id);
                    return Err(if member { ErrorCode::AlreadyAssigned } else { ErrorCode::NotFound });
                }
                let outcome = lifecycle::claim(&self.standing(chat), viewer.id)?;
                self.carry_out(chat, outcome);
            }
            Operation::Assign { agent, chat, to } => {
                let viewer = self.seeing(agent, chat)?;
                let to = to.map(|to| self.agents[to].clone());
                if to.as_ref().is_some_and(|to| !to.projects.contains(&self.project)) {
                    return Err(ErrorCode::AgentUnavailable);
                }
                let outcome = lifecycle::assign(&self.standing(chat), &viewer, to.map(|to| to.id))?;
                self.carry_out(chat, outcome);
            }
            Operation::Reply { agent, chat } => {
                let viewer = self.seeing(agent, chat)?;
                lifecycle::reply(&self.standing(chat), viewer.id)?;
                self.chats[chat].last_position += 1;
            }
            Operation::Close { agent, chat, unread } => {
                let viewer = self.seeing(agent, chat)?;
                lifecycle::close(&self.standing(chat), &viewer, self.seen(chat, unread))?;
                self.end(chat);
            }
            Operation::Note { agent, chat, text, stale } => {
                self.seeing(agent, chat)?;
                let notes = &mut self.chats[chat].sheet.notes;
                if stale && notes != text {
                    return Err(ErrorCode::SheetMovedOn);
                }
                text.clone_into(notes);
            }
            Operation::Create { agent, chat } => {
                self.seeing(agent, chat)?;
                self.chats[chat].last_position += 1;
                self.chats[chat].sheet.entries += 1;
            }
            Operation::Switch { agent, online } => {
                self.online[agent] = online;
                self.time();
            }
            Operation::Wait { ms } => {
                self.now = self.now.plus_ms(ms);
                self.time();
            }
        }
        self.check();
        Ok(())
    }

    /// The position that a close has seen.
    pub fn seen(&self, chat: usize, unread: bool) -> Position {
        if unread { self.chats[chat].last_visitor_position - 1 } else { self.chats[chat].last_position }
    }

    /// What an agent may see, so what their cache holds.
    pub fn seen_by(&self, agent: usize) -> impl Iterator<Item = (usize, &Chat)> {
        let visible = move |(_, chat): &(usize, &Chat)| may_see(&self.agents[agent], &chat.subject);
        self.chats.iter().enumerate().filter(visible)
    }

    pub fn open_of(&self, visitor: usize) -> Option<usize> {
        self.chats.iter().position(|chat| chat.visitor == visitor && chat.subject.state != State::Closed)
    }

    fn seeing(&self, agent: usize, chat: usize) -> Result<Viewer, ErrorCode> {
        let viewer = &self.agents[agent];
        if may_see(viewer, &self.chats[chat].subject) { Ok(viewer.clone()) } else { Err(ErrorCode::NotFound) }
    }

    fn standing(&self, chat: usize) -> Standing {
        let Chat { subject, last_visitor_position, .. } = self.chats[chat];
        Standing { state: subject.state, assignee_id: subject.assignee_id, last_visitor_position }
    }

    fn open_or_begin(&mut self, visitor: usize) -> usize {
        if let Some(open) = self.open_of(visitor) {
            return open;
        }
        let (stand, said) = playbook::open(&self.steps);
        let subject = Subject { project_id: self.project, state: State::Bot, assignee_id: None };
        let last_position = said.len() as Position;
        // What was learnt of the person goes on with them.
        let before = self.chats.iter().rfind(|chat| chat.visitor == visitor);
        let sheet = Sheet { notes: before.map(|chat| chat.sheet.notes.clone()).unwrap_or_default(), entries: 0 };
        self.chats.push(Chat {
            visitor,
            subject,
            last_position,
            last_visitor_position: 0,
            stand,
            sheet,
            has_bots_lead: false,
        });
        self.chats.len() - 1
    }

    fn say_as_visitor(&mut self, chat: usize) {
        let chat = &mut self.chats[chat];
        chat.last_position += 1;
        chat.last_visitor_position = chat.last_position;
    }

    /// An answer to what the bot asked. Refused, it has not even begun a conversation.
    fn answer(&mut self, visitor: usize, event: &Event<'_>) -> Result<(), ErrorCode> {
        let before = self.chats.clone();
        let chat = self.open_or_begin(visitor);
        self.say_as_visitor(chat);
        let refused = self.happen(chat, event);
        if refused.is_err() {
            self.chats = before;
        }
        refused
    }

    fn happen(&mut self, chat: usize, event: &Event<'_>) -> Result<(), ErrorCode> {
        let available =
            (0..self.agents.len()).any(|n| self.online[n] && self.agents[n].projects.contains(&self.project));
        let with_bot = self.chats[chat].subject.state == State::Bot;
        let scene = Scene { steps: &self.steps, with_bot, available, now: self.now };
        let outcome = playbook::step(scene, self.chats[chat].stand.as_ref(), event);
        let (stand, effects) = outcome.map_err(|_| ErrorCode::AnswerNotAwaited)?;
        let now = &mut self.chats[chat];
        now.stand = stand;
        for effect in effects {
            match effect {
                Effect::Say(_) => now.last_position += 1,
                Effect::Reach { .. } => now.subject.state = State::Unassigned,
                // Once of each kind, and the bot of this world makes leads alone.
                Effect::Create(_) if now.has_bots_lead => {}
                Effect::Create(_) => {
                    now.has_bots_lead = true;
                    now.last_position += 1;
                    now.sheet.entries += 1;
                }
                Effect::SetStatus(_) | Effect::Overdue { .. } => {}
            }
        }
        if now.subject.state == State::Bot && now.stand.is_none() {
            self.end(chat);
        }
        Ok(())
    }

    fn carry_out(&mut self, chat: usize, outcome: Move) {
        let assignee = match outcome {
            Move::Stay => return,
            Move::Join(to) | Move::Transfer { to, .. } => Some(to),
            Move::GiveBack => None,
        };
        let now = &mut self.chats[chat];
        now.subject.assignee_id = assignee;
        now.subject.state = if assignee.is_some() { State::Assigned } else { State::Unassigned };
        now.last_position += 1;
        if assignee.is_some() && self.chats[chat].stand.is_some() {
            // A claim ends what the bot did; it says nothing to that, and refuses nothing.
            assert_eq!(self.happen(chat, &Event::Taken), Ok(()));
        }
    }

    fn end(&mut self, chat: usize) {
        let now = &mut self.chats[chat];
        now.last_position += 1;
        now.subject.state = State::Closed;
        now.stand = None;
    }

    fn time(&mut self) {
        for chat in 0..self.chats.len() {
            if self.chats[chat].stand.as_ref().is_some_and(|stand| stand.deadline.is_some()) {
                assert_eq!(self.happen(chat, &Event::Time), Ok(()));
            }
        }
    }

    /// What always holds.
    fn check(&self) {
        for visitor in 0..self.visitors {
            let open = self.chats.iter().filter(|chat| chat.visitor == visitor && chat.subject.state != State::Closed);
            assert!(open.count() <= 1, "one open conversation for each visitor");
        }
        for chat in &self.chats {
            let (state, assignee) = (chat.subject.state, chat.subject.assignee_id);
            assert!((state == State::Assigned) <= assignee.is_some());
            assert!(matches!(state, State::Bot | State::Unassigned) <= assignee.is_none());
            let Some(stand) = &chat.stand else { continue };
            assert!(matches!(state, State::Bot | State::Unassigned), "a bot is silent once an agent is there");
            let act = self.steps.iter().find(|step| step.id == stand.step).map(|step| &step.act);
            if let (Some(Act::LiveChat(_)), State::Unassigned) = (act, state) {
                assert!(stand.deadline.is_some_and(|deadline| deadline > self.now), "waits past its deadline");
            }
        }
    }
}
