//! Random operations of visitors, agents and a manager, against the pure model and against a real hub: the
//! same answers, and in every agent's cache exactly what they may see.
//!
//! `PUPITRE_MODEL_OPERATIONS=N` makes the hub's run N operations long, the pure one twenty times that.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;
mod world;

use hub::rules::visibility::Viewer;
use protocol::playbook::Step;
use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use protocol::wire::sync::{LiveFrame, SyncPage};
use protocol::{AgentId, ConversationId, MessageId, Position, ProjectId, Role, State, Timestamp};
use reqwest::Response;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use support::waiting::until;
use support::{Answered, TestAgent, TestHub, TestVisitor, bot};
use uuid::Uuid;
use world::{Chat, Operation, Sheet, World};

const VISITORS: usize = 8;

fn operations() -> usize {
    let asked = std::env::var("PUPITRE_MODEL_OPERATIONS").ok();
    asked.map_or(5_000, |asked| asked.parse().expect("a number of operations"))
}

fn steps() -> Vec<Step> {
    serde_json::from_value(bot::shop()).unwrap()
}

/// A4, A5, A6, A8, A12, A14: the rules alone, over a long time.
#[test]
fn the_rules_hold_over_any_sequence_of_operations() {
    let project: ProjectId = Uuid::from_u128(1).into();
    let member = |n: u128, role, project| Viewer { id: Uuid::from_u128(n).into(), role, projects: vec![project] };
    let agents = || {
        vec![
            member(10, Role::Agent, project),
            member(11, Role::Agent, project),
            member(12, Role::Manager, project),
            member(13, Role::Agent, Uuid::from_u128(2).into()),
        ]
    };
    let (mut done, mut refused) = (0, BTreeSet::new());
    // Worlds of some age: a very old one is all closed chats.
    for seed in 0..(operations() * 20 / 1_000).max(1) {
        let mut random = fastrand::Rng::with_seed(seed as u64);
        let mut world = World::new(project, agents(), VISITORS, steps(), Timestamp(0));
        for _ in 0..1_000 {
            let operation = Operation::any(&mut random, &world);
            refused.extend(world.apply(&operation).err());
            done += 1;
        }
    }
    assert!(done >= operations() * 20);
    // Every refusal that there is was met: the walk has seen the corners.
    for code in [
        ErrorCode::AlreadyAssigned,
        ErrorCode::ConversationClosed,
        ErrorCode::ConversationMovedOn,
        ErrorCode::ConversationWithBot,
        ErrorCode::NotAssignee,
        ErrorCode::SheetMovedOn,
        ErrorCode::NotFound,
        ErrorCode::AnswerNotAwaited,
        ErrorCode::AgentUnavailable,
    ] {
        assert!(refused.contains(&code), "{code} was never met");
    }
}

/// State, assignee and length of a chat.
type Held = (State, Option<AgentId>, Position);

/// What an agent's console would hold: kept by the pages of its socket alone.
#[derive(Default)]
struct Cache {
    heads: BTreeMap<ConversationId, Held>,
    items: BTreeMap<ConversationId, BTreeSet<Position>>,
    sheets: BTreeMap<ConversationId, Sheet>,
}

impl Cache {
    fn take(&mut self, page: SyncPage) {
        for id in page.revoked {
            self.heads.remove(&id);
            self.items.remove(&id);
            self.sheets.remove(&id);
        }
        for head in page.conversations {
            self.heads.insert(head.id, (head.state, head.assignee_id, head.last_position));
        }
        for sheet in page.sheets {
            let held = Sheet { notes: sheet.notes.unwrap_or_default(), entries: sheet.entries.len() };
            self.sheets.insert(sheet.conversation_id, held);
        }
        for message in page.messages {
            self.items.entry(message.conversation_id).or_default().insert(message.position);
        }
    }
}

struct Stage {
    hub: TestHub,
    clock: Arc<AtomicI64>,
    agents: Vec<TestAgent>,
    caches: Vec<Arc<Mutex<Cache>>>,
    visitors: Vec<TestVisitor>,
    /// The real ids of the model's chats.
    chats: Vec<ConversationId>,
}

impl Stage {
    async fn set() -> (Self, World) {
        let (hub, clock) = TestHub::start_with_clock_and(|settings| settings.rate_limits = false).await;
        let other = hub.other_project().await;
        let mut agents = vec![hub.agent("Claire").await, hub.agent("Karim").await, hub.manager("Sofia").await];
        agents.push(hub.member("Eva", Role::Agent, vec![other.id]).await);
        hub.with_bot(&agents[2]).await;
        let mut caches = Vec::new();
        for agent in &agents {
            let (_, cursor) = agent.snapshot(100).await;
            let mut socket = agent.live(&cursor).await;
            let cache = Arc::new(Mutex::new(Cache::default()));
            caches.push(cache.clone());
            tokio::spawn(async move {
                while let Some(text) = socket.0.ever_next_text().await {
                    if let LiveFrame::Page(page) = serde_json::from_str(&text).unwrap() {
                        cache.lock().unwrap().take(*page);
                    }
                }
            });
        }
        let mut visitors = Vec::new();
        for _ in 0..VISITORS {
            visitors.push(hub.visitor().await);
        }
        let viewer = |agent: &TestAgent, role, project| Viewer { id: agent.id, role, projects: vec![project] };
        let project = hub.project.id;
        let viewers = vec![
            viewer(&agents[0], Role::Agent, project),
            viewer(&agents[1], Role::Agent, project),
            viewer(&agents[2], Role::Manager, project),
            viewer(&agents[3], Role::Agent, other.id),
        ];
        let now = Timestamp(clock.load(Ordering::SeqCst));
        let world = World::new(project, viewers, VISITORS, steps(), now);
        (Self { hub, clock, agents, caches, visitors, chats: vec![] }, world)
    }

    /// Does it at the hub; the model has not done it yet.
    async fn apply(&mut self, operation: &Operation, world: &World) -> Result<(), ErrorCode> {
        let response = match *operation {
            Operation::Write { visitor, text } => self.visitors[visitor].post(Uuid::now_v7(), text).await,
            Operation::Pick { visitor, option } => {
                let (asked, opening) = self.asked(visitor, world).await;
                self.visitors[visitor].pick(asked, option, opening).await
            }
            Operation::Fill { visitor } => {
                let (asked, opening) = self.asked(visitor, world).await;
                let answers = json!({ "name": "Lucía Pérez", "email": "lucia@tienda.example" });
                self.visitors[visitor].fill_with(asked, answers, opening).await
            }
            Operation::Claim { agent, chat } => self.agents[agent].claim(self.chats[chat]).await,
            Operation::Assign { agent, chat, to } => {
                let to = to.map(|to| self.agents[to].id);
                self.agents[agent].assign(self.chats[chat], to).await
            }
            Operation::Reply { agent, chat } => self.agents[agent].reply(self.chats[chat], "Voilà").await,
            Operation::Close { agent, chat, unread } => {
                self.agents[agent].close(self.chats[chat], world.seen(chat, unread)).await
            }
            Operation::Note { agent, chat, text, stale } => {
                let known = world.chats[chat].sheet.notes.as_str();
                let from = if stale { "Périmé" } else { known };
                self.agents[agent].edit(self.chats[chat], "notes", from, text).await
            }
            Operation::Create { agent, chat } => {
                self.agents[agent].create(self.chats[chat], json!({ "what": "lead", "title": "Fauteuil" })).await
            }
            Operation::Switch { agent, online } => {
                self.agents[agent].switch(online).await;
                return Ok(());
            }
            Operation::Wait { ms } => {
                self.clock.fetch_add(ms, Ordering::SeqCst);
                // The hub looks at its clock each second; somebody elsewhere who comes and goes has it look now.
                for online in [true, false] {
                    self.agents[3].switch(online ^ world.online[3]).await;
                }
                return Ok(());
            }
        };
        self.answered(operation, response, world).await
    }

    async fn answered(&mut self, operation: &Operation, response: Response, world: &World) -> Result<(), ErrorCode> {
        if !response.status().is_success() {
            return Err(response.code().await);
        }
        if let Operation::Write { visitor, .. } | Operation::Pick { visitor, .. } | Operation::Fill { visitor } =
            operation
            && world.open_of(*visitor).is_none()
        {
            self.chats.push(response.answer::<Posted>().await.conversation_id);
        }
        Ok(())
    }

    /// What the bot waits for, or something that it does not.
    async fn asked(&self, visitor: usize, world: &World) -> (MessageId, Option<protocol::VersionId>) {
        let page = self.visitors[visitor].thread("").await;
        match (page.opening, page.conversation.and_then(|chat| chat.asked)) {
            (Some(opening), _) if world.open_of(visitor).is_none() => {
                (opening.items.last().unwrap().id, Some(opening.version))
            }
            (_, Some(asked)) => (asked, None),
            _ => (Uuid::now_v7().into(), None),
        }
    }

    /// Every cache holds what its agent may see, and nothing else, item by item.
    async fn compare(&self, world: &World, after: &str) {
        for agent in 0..self.agents.len() {
            let held = |chat: &Chat| (chat.subject.state, chat.subject.assignee_id, chat.last_position);
            let expected: BTreeMap<_, Held> =
                world.seen_by(agent).map(|(n, chat)| (self.chats[n], held(chat))).collect();
            let noted = world.seen_by(agent).filter(|(_, chat)| chat.sheet != Sheet::default());
            let sheets: BTreeMap<_, _> = noted.map(|(n, chat)| (self.chats[n], chat.sheet.clone())).collect();
            let holds = async || {
                let cache = self.caches[agent].lock().unwrap();
                let whole = |(id, (_, _, last)): (&ConversationId, &Held)| {
                    // Whoever could not see a chat from its beginning fetches what came before; here, what came
                    // after the head that is held would be a leak.
                    cache.items.get(id).is_none_or(|items| items.iter().all(|position| position <= last))
                };
                let none_hidden = cache.items.keys().all(|id| cache.heads.contains_key(id));
                // One that was emptied again is as good as none.
                let noted = cache.sheets.iter().filter(|(_, sheet)| **sheet != Sheet::default());
                let same_sheets = noted.eq(&sheets);
                cache.heads == expected && none_hidden && same_sheets && cache.heads.iter().all(whole)
            };
            until(&format!("agent {agent} to hold {expected:?} and {sheets:?} after {after}"), holds).await;
        }
    }
}

/// A3, A4, A5, A6, A8, A11, A12, A13, A14, O3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hub_does_what_the_model_does_and_shows_each_agent_what_they_may_see() {
    let (mut stage, mut world) = Stage::set().await;
    let mut random = fastrand::Rng::with_seed(7);
    for n in 0..operations() {
        let operation = Operation::any(&mut random, &world);
        let real = stage.apply(&operation, &world).await;
        let model = world.apply(&operation);
        assert_eq!(real, model, "operation {n}: {operation:?}");
        let moved_time = matches!(operation, Operation::Switch { .. } | Operation::Wait { .. });
        if moved_time || n % 50 == 0 {
            stage.compare(&world, &format!("operation {n}: {operation:?}")).await;
        }
    }
    stage.compare(&world, "the end").await;
    stage.hub.assert_sound().await;
}
