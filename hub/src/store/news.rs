//! What a commit changed, for those who may want to look. A hint that saves looking in vain:
//! whoever looks reads by their own cursor and their own rights, whatever the hint said.

use protocol::{AgentId, VisitorId};

/// What is told of one commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Visitors whose threads changed.
    pub visitors: Vec<VisitorId>,
    /// Agents whose own chats or marks changed.
    agents: Vec<AgentId>,
    /// Changes that are told by `agents` in full.
    told: i64,
    changes: i64,
}

impl News {
    /// From another process: anything may have changed.
    pub fn of_anything() -> Self {
        Self { changes: 1, ..Self::default() }
    }

    pub fn visitor(&mut self, id: VisitorId) {
        self.visitors.push(id);
    }

    /// The last `changes` changes concern this agent, and those who see all, alone.
    pub fn agent_alone(&mut self, id: AgentId, changes: i64) {
        self.agents.push(id);
        self.told += changes;
    }

    pub fn count(&mut self) {
        self.changes += 1;
    }

    /// Whether an agent may find something new. Unless every change was told to be some agent's
    /// alone, all agents look.
    pub fn concern(&self, agent: AgentId) -> bool {
        self.changes > self.told || self.agents.contains(&agent)
    }

    pub fn is_empty(&self) -> bool {
        self.changes == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn only_what_is_some_agents_alone_in_full_spares_the_others() {
        let (claire, karim) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let mut news = News::default();
        news.count();
        news.count();
        news.agent_alone(claire, 2);
        assert!(news.concern(claire) && !news.concern(karim));
        news.count();
        assert!(news.concern(karim), "one change is not told: all look");
        assert!(News::of_anything().concern(karim));
    }
}
