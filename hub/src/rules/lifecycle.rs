//! The life of a conversation: `bot → unassigned ⇄ assigned → closed`, `unassigned → closed` too;
//! closed is final (A14).
//!
//! Each function answers what the conversation becomes, or the code of the refusal. The caller
//! has already found that the actor may see it (A6): what is hidden is "not found", not "refused".

use super::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::{AgentId, Position, State};

/// What the decisions look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub assignee_id: Option<AgentId>,
    pub last_visitor_position: Position,
}

/// What an assignment does to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Nothing: it is already so. Not an error, so that a repeated wish is harmless.
    Stay,
    /// An unassigned conversation is taken.
    Join(AgentId),
    /// From one agent to another.
    Transfer { from: AgentId, to: AgentId },
    /// Back to Unassigned.
    GiveBack,
}

/// Assign to myself (A4): only from Unassigned, whoever asks; exactly one wins.
pub fn claim(standing: &Standing, actor: AgentId) -> Result<Move, ErrorCode> {
    match (standing.state, standing.assignee_id) {
        (State::Closed, _) => Err(ErrorCode::ConversationClosed),
        (State::Bot, _) => Err(ErrorCode::ConversationWithBot),
        (_, None) => Ok(Move::Join(actor)),
        (_, Some(assignee)) if assignee == actor => Ok(Move::Stay),
        (_, Some(_)) => Err(ErrorCode::AlreadyAssigned),
    }
}

/// Reassign, or give back with none (A5): agents their own and unassigned chats, managers any.
pub fn assign(standing: &Standing, actor: &Viewer, target: Option<AgentId>) -> Result<Move, ErrorCode> {
    match standing.state {
        State::Closed => return Err(ErrorCode::ConversationClosed),
        State::Bot => return Err(ErrorCode::ConversationWithBot),
        State::Unassigned | State::Assigned => {}
    }
    match (standing.assignee_id, target) {
        (Some(assignee), _) if assignee != actor.id && !actor.role.sees_all() => Err(ErrorCode::AlreadyAssigned),
        (from, to) if from == to => Ok(Move::Stay),
        (None, Some(to)) => Ok(Move::Join(to)),
        (Some(from), Some(to)) => Ok(Move::Transfer { from, to }),
        (_, None) => Ok(Move::GiveBack),
    }
}

/// Close, having seen up to `seen` (A14): newer visitor text refuses it, so that nobody closes
/// over words they have not read.
pub fn close(standing: &Standing, actor: &Viewer, seen: Position) -> Result<(), ErrorCode> {
    match (standing.state, standing.assignee_id) {
        (State::Closed, _) => Err(ErrorCode::ConversationClosed),
        (State::Bot, _) => Err(ErrorCode::ConversationWithBot),
        (_, Some(assignee)) if assignee != actor.id && !actor.role.sees_all() => Err(ErrorCode::AlreadyAssigned),
        _ if standing.last_visitor_position > seen => Err(ErrorCode::ConversationMovedOn),
        _ => Ok(()),
    }
}

/// Write as an agent: only the assignee does (A4: an unassigned chat is answered by nobody).
pub fn reply(standing: &Standing, actor: AgentId) -> Result<(), ErrorCode> {
    match (standing.state, standing.assignee_id) {
        (State::Closed, _) => Err(ErrorCode::ConversationClosed),
        (_, Some(assignee)) if assignee == actor => Ok(()),
        _ => Err(ErrorCode::NotAssignee),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use protocol::Role;
    use uuid::Uuid;

    fn agent(n: u128) -> AgentId {
        Uuid::from_u128(n).into()
    }

    #[derive(Clone, Debug)]
    enum Act {
        Claim,
        Assign(Option<u128>),
        Close(Position),
        Reply,
        VisitorWrites,
    }

    fn acts() -> impl Strategy<Value = Act> {
        prop_oneof![
            Just(Act::Claim),
            proptest::option::of(1u128..4).prop_map(Act::Assign),
            (0i64..6).prop_map(Act::Close),
            Just(Act::Reply),
            Just(Act::VisitorWrites),
        ]
    }

    fn apply(standing: &mut Standing, outcome: Move) {
        (standing.state, standing.assignee_id) = match outcome {
            Move::Stay => (standing.state, standing.assignee_id),
            Move::Join(to) | Move::Transfer { to, .. } => (State::Assigned, Some(to)),
            Move::GiveBack => (State::Unassigned, None),
        };
    }

    proptest! {
        /// A4, A5, A14: whatever is tried in whatever order, state and assignee agree, a closed
        /// conversation stays closed, and only the assignee ever writes.
        #[test]
        fn every_walk_keeps_the_invariants(
            walk in proptest::collection::vec((1u128..4, any::<bool>(), acts()), 0..60)
        ) {
            let mut standing = Standing { state: State::Unassigned, assignee_id: None, last_visitor_position: 1 };
            for (who, manager, act) in walk {
                let before = standing;
                let role = if manager { Role::Manager } else { Role::Agent };
                let actor = Viewer { id: agent(who), role, projects: vec![] };
                match act {
                    Act::Claim => {
                        if let Ok(outcome) = claim(&standing, actor.id) { apply(&mut standing, outcome) }
                    }
                    Act::Assign(to) => {
                        if let Ok(outcome) = assign(&standing, &actor, to.map(agent)) { apply(&mut standing, outcome) }
                    }
                    Act::Close(seen) => {
                        if close(&standing, &actor, seen).is_ok() {
                            prop_assert!(seen >= standing.last_visitor_position);
                            standing.state = State::Closed;
                        }
                    }
                    Act::Reply => {
                        let allowed = reply(&standing, actor.id).is_ok();
                        prop_assert_eq!(
                            allowed,
                            standing.state == State::Assigned && standing.assignee_id == Some(actor.id)
                        );
                    }
                    Act::VisitorWrites => {
                        if standing.state != State::Closed { standing.last_visitor_position += 1 }
                    }
                }
                prop_assert!((standing.state == State::Assigned) <= standing.assignee_id.is_some());
                prop_assert!((standing.state == State::Unassigned) <= standing.assignee_id.is_none());
                if before.state == State::Closed {
                    prop_assert_eq!(standing, before);
                }
                if !manager && before.assignee_id.is_some_and(|assignee| assignee != actor.id) {
                    prop_assert_eq!(standing.assignee_id, before.assignee_id, "an agent moved another's chat");
                }
            }
        }
    }

    /// A4
    #[test]
    fn a_second_claim_is_refused_and_the_first_ones_repeat_is_not() {
        let taken = Standing { state: State::Assigned, assignee_id: Some(agent(1)), last_visitor_position: 1 };
        assert_eq!(claim(&taken, agent(2)), Err(ErrorCode::AlreadyAssigned));
        assert_eq!(claim(&taken, agent(1)), Ok(Move::Stay));
    }

    /// A14
    #[test]
    fn a_close_over_unread_words_is_refused() {
        let standing = Standing { state: State::Assigned, assignee_id: Some(agent(1)), last_visitor_position: 7 };
        let actor = Viewer { id: agent(1), role: Role::Agent, projects: vec![] };
        assert_eq!(close(&standing, &actor, 6), Err(ErrorCode::ConversationMovedOn));
        assert_eq!(close(&standing, &actor, 7), Ok(()));
    }
}
