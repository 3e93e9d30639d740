//! Who may keep a visitor out, and who may let them in again (D7).

use super::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::{AgentId, State};

/// How a visitor stands when somebody wants to block them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    pub open: Option<(State, Option<AgentId>)>,
    /// A block holds already.
    pub blocked: bool,
}

/// An agent blocks whom they talk to, or whom nobody talks to; managers anybody. It closes the open
/// chat, and a colleague's chat is not an agent's to close. What holds already is not an agent's to
/// change: a new end would be an unblocking. An address may be shared by many, colleagues' visitors
/// among them, so it is a manager's to block.
pub fn block(actor: &Viewer, standing: Standing, with_address: bool) -> Result<(), ErrorCode> {
    if actor.role.sees_all() {
        return Ok(());
    }
    match standing.open {
        Some((_, Some(assignee))) if assignee != actor.id => Err(ErrorCode::AlreadyAssigned),
        _ if standing.blocked || with_address => Err(ErrorCode::Forbidden),
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
        let open = |state, assignee| Standing { open: Some((state, assignee)), blocked: false };
        let taken = open(State::Assigned, Some(theirs));
        assert_eq!(block(&agent, Standing::default(), false), Ok(()));
        assert_eq!(block(&agent, open(State::Unassigned, None), false), Ok(()));
        assert_eq!(block(&agent, open(State::Assigned, Some(mine)), false), Ok(()));
        assert_eq!(block(&agent, taken, false), Err(ErrorCode::AlreadyAssigned));
        assert_eq!(block(&viewer(1, Role::Manager), taken, true), Ok(()));
    }

    /// D7
    #[test]
    fn a_block_that_holds_and_a_shared_address_are_a_managers_to_change() {
        let blocked = Standing { open: None, blocked: true };
        assert_eq!(block(&viewer(1, Role::Agent), blocked, false), Err(ErrorCode::Forbidden));
        assert_eq!(block(&viewer(1, Role::Agent), Standing::default(), true), Err(ErrorCode::Forbidden));
        assert_eq!(block(&viewer(1, Role::Manager), blocked, true), Ok(()));
    }

    /// D7
    #[test]
    fn only_a_manager_unblocks() {
        assert_eq!(unblock(&viewer(1, Role::Agent)), Err(ErrorCode::Forbidden));
        assert_eq!(unblock(&viewer(1, Role::Manager)), Ok(()));
        assert_eq!(unblock(&viewer(1, Role::Admin)), Ok(()));
    }
}
