//! Who may keep a visitor out, and who may let them in again (D7).

use super::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::{AgentId, State};

/// An agent blocks whom they talk to, or whom nobody talks to; managers anybody. It closes the open
/// chat, and a colleague's chat is not an agent's to close.
pub fn block(actor: &Viewer, open: Option<(State, Option<AgentId>)>) -> Result<(), ErrorCode> {
    match open {
        Some((_, Some(assignee))) if assignee != actor.id && !actor.role.sees_all() => Err(ErrorCode::AlreadyAssigned),
        _ => Ok(()),
    }
}

/// Only a manager unblocks.
pub fn unblock(actor: &Viewer) -> Result<(), ErrorCode> {
    if actor.role.sees_all() { Ok(()) } else { Err(ErrorCode::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Role;
    use uuid::Uuid;

    fn viewer(n: u128, role: Role) -> Viewer {
        Viewer { id: Uuid::from_u128(n).into(), role, projects: vec![] }
    }

    /// D7
    #[test]
    fn an_agent_blocks_their_own_visitor_and_a_manager_any() {
        let (mine, theirs) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let agent = viewer(1, Role::Agent);
        assert_eq!(block(&agent, None), Ok(()));
        assert_eq!(block(&agent, Some((State::Unassigned, None))), Ok(()));
        assert_eq!(block(&agent, Some((State::Assigned, Some(mine)))), Ok(()));
        assert_eq!(block(&agent, Some((State::Assigned, Some(theirs)))), Err(ErrorCode::AlreadyAssigned));
        assert_eq!(block(&viewer(1, Role::Manager), Some((State::Assigned, Some(theirs)))), Ok(()));
    }

    /// D7
    #[test]
    fn only_a_manager_unblocks() {
        assert_eq!(unblock(&viewer(1, Role::Agent)), Err(ErrorCode::Forbidden));
        assert_eq!(unblock(&viewer(1, Role::Manager)), Ok(()));
        assert_eq!(unblock(&viewer(1, Role::Admin)), Ok(()));
    }
}
