//! What holds for a moment: who is writing, and who looks at a chat that nobody has. Told to whom it
//! concerns, never stored or logged.

use crate::rules::visibility::Subject;
use protocol::{AgentId, ConversationId};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;

/// Told to agents, as far as they may see the conversation.
#[derive(Clone, Debug)]
pub enum Sign {
    /// The visitor is writing.
    Typing { conversation: ConversationId, subject: Subject },
    /// These look at an unassigned chat now, all of them.
    Looking { conversation: ConversationId, subject: Subject, agents: Vec<AgentId> },
}

pub struct Signs {
    told: broadcast::Sender<Sign>,
    looks: Mutex<HashMap<AgentId, (ConversationId, Subject)>>,
}

impl Default for Signs {
    fn default() -> Self {
        Self { told: broadcast::Sender::new(256), looks: Mutex::default() }
    }
}

impl Signs {
    pub fn listen(&self) -> broadcast::Receiver<Sign> {
        self.told.subscribe()
    }

    pub fn typing(&self, conversation: ConversationId, subject: Subject) {
        let _ = self.told.send(Sign::Typing { conversation, subject });
    }

    /// An agent looks at this chat now, and no longer at another; with none at nothing.
    pub fn look(&self, agent: AgentId, at: Option<(ConversationId, Subject)>) {
        let mut looks = self.lock();
        let before = match at {
            Some(at) => looks.insert(agent, at),
            None => looks.remove(&agent),
        };
        let changed = before.into_iter().chain(at).map(|(id, subject)| (id, Self::at(&looks, id, subject)));
        let changed: BTreeMap<_, _> = changed.collect();
        drop(looks);
        for sign in changed.into_values() {
            let _ = self.told.send(sign);
        }
    }

    /// The chat has left Unassigned: nobody is told of looks at it any more.
    pub fn forget(&self, conversation: ConversationId) {
        self.lock().retain(|_, (at, _)| *at != conversation);
    }

    /// Who looks at what, for whoever has just come.
    pub fn now(&self) -> Vec<Sign> {
        let looks = self.lock();
        let chats: BTreeMap<_, _> = looks.values().cloned().collect::<HashMap<_, _>>().into_iter().collect();
        chats.into_iter().map(|(id, subject)| Self::at(&looks, id, subject)).collect()
    }

    fn at(looks: &HashMap<AgentId, (ConversationId, Subject)>, conversation: ConversationId, subject: Subject) -> Sign {
        let here = looks.iter().filter(|(_, (id, _))| *id == conversation).map(|(agent, _)| *agent);
        let mut agents: Vec<_> = here.collect();
        agents.sort();
        Sign::Looking { conversation, subject, agents }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AgentId, (ConversationId, Subject)>> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
