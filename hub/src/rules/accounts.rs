//! Who may keep which accounts: admins, those of their own projects.

use super::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::{AgentId, ProjectId, Role};
use std::collections::BTreeSet;

/// The account as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    pub id: AgentId,
    pub projects: &'a [ProjectId],
}

/// Whether the viewer sees accounts and the audit trail.
pub fn keep(viewer: &Viewer) -> Result<(), ErrorCode> {
    if viewer.role == Role::Admin { Ok(()) } else { Err(ErrorCode::Forbidden) }
}

/// Whether they may change this account, or give it a password. One that also belongs to a project that is not
/// theirs is for whoever keeps both: its password would open the other project too. Nobody changes their own, so an
/// admin always remains.
pub fn change(viewer: &Viewer, account: Account<'_>) -> Result<(), ErrorCode> {
    keep(viewer)?;
    if !account.projects.iter().any(|project| viewer.projects.contains(project)) {
        return Err(ErrorCode::NotFound);
    }
    if account.id == viewer.id {
        return Err(ErrorCode::OwnAccount);
    }
    if account.projects.iter().all(|project| viewer.projects.contains(project)) {
        Ok(())
    } else {
        Err(ErrorCode::Forbidden)
    }
}

/// The projects an account may be given: some, and of the viewer's own.
pub fn give(viewer: &Viewer, projects: &BTreeSet<ProjectId>) -> Result<(), ErrorCode> {
    keep(viewer)?;
    if projects.is_empty() {
        return Err(ErrorCode::FieldInvalid);
    }
    if projects.iter().all(|project| viewer.projects.contains(project)) { Ok(()) } else { Err(ErrorCode::NotFound) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn viewer(role: Role) -> Viewer {
        Viewer { id: id(1), role, projects: vec![id(10), id(11)] }
    }

    #[test]
    fn admins_keep_the_accounts_of_their_own_projects_but_their_own() {
        let admin = viewer(Role::Admin);
        let change = |viewer: &Viewer, n: u128, projects: &[u128]| {
            let projects: Vec<ProjectId> = projects.iter().map(|n| id(*n)).collect();
            change(viewer, Account { id: id(n), projects: &projects })
        };
        assert_eq!(change(&admin, 2, &[10]), Ok(()));
        assert_eq!(change(&admin, 2, &[12]), Err(ErrorCode::NotFound));
        assert_eq!(change(&admin, 2, &[10, 12]), Err(ErrorCode::Forbidden));
        assert_eq!(change(&admin, 1, &[10]), Err(ErrorCode::OwnAccount));
        for role in [Role::Agent, Role::Manager] {
            assert_eq!(change(&viewer(role), 2, &[10]), Err(ErrorCode::Forbidden));
        }
        assert_eq!(give(&admin, &[id(10)].into()), Ok(()));
        assert_eq!(give(&admin, &[id(10), id(12)].into()), Err(ErrorCode::NotFound));
        assert_eq!(give(&admin, &BTreeSet::new()), Err(ErrorCode::FieldInvalid));
    }
}
