//! Who may see a conversation (A6). The one predicate; `store::visible` holds its SQL twin, and a
//! property test there keeps the two alike.
//!
//! It governs whatever the conversation yielded: head, messages, search, notifications, counts.
//! Presence plays no part.

use protocol::{AgentId, ProjectId, Role, State};

/// An agent, as far as seeing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub id: AgentId,
    pub role: Role,
    pub projects: Vec<ProjectId>,
}

/// A conversation, as far as being seen goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub project_id: ProjectId,
    pub state: State,
    pub assignee_id: Option<AgentId>,
}

/// An agent sees a conversation iff its project is theirs and it is assigned to nobody, to them,
/// or closed; managers and admins see all of their projects.
pub fn may_see(viewer: &Viewer, subject: &Subject) -> bool {
    viewer.projects.contains(&subject.project_id)
        && (viewer.role.sees_all()
            || subject.state == State::Closed
            || subject.assignee_id.is_none_or(|assignee| assignee == viewer.id))
}
