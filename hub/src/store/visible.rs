//! The SQL twin of `rules::visibility::may_see`, for queries over many rows. Whatever reads
//! conversations, or what they yielded, for an agent says [`VISIBLE`] in its WHERE.

/// True for the rows of `conversations AS c` that the agent `:me` may see; `:sees_all` is whether
/// their role sees every chat of its projects.
macro_rules! visible {
    () => {
        "(EXISTS (SELECT 1 FROM agent_projects AS ap WHERE ap.agent_id = :me AND ap.project_id = c.project_id)
          AND (:sees_all OR c.state = 'closed' OR c.assignee_id IS NULL OR c.assignee_id = :me))"
    };
}
pub(crate) use visible;

#[cfg(test)]
mod tests {
    use crate::rules::visibility::{Subject, Viewer, may_see};
    use crate::store::testing::memory;
    use proptest::prelude::*;
    use protocol::{Role, State};
    use rusqlite::{Connection, named_params};
    use uuid::Uuid;

    fn twin(connection: &Connection, viewer: &Viewer, subject: &Subject) -> bool {
        connection.execute_batch("DELETE FROM agent_projects").unwrap();
        for project in &viewer.projects {
            connection.execute("INSERT INTO agent_projects VALUES (?1, ?2)", (viewer.id, project)).unwrap();
        }
        let sql = concat!(
            "SELECT ",
            visible!(),
            " FROM (SELECT :project AS project_id, :state AS state, :assignee AS assignee_id) AS c"
        );
        let params = named_params! {
            ":me": viewer.id, ":sees_all": viewer.role.sees_all(), ":project": subject.project_id,
            ":state": subject.state, ":assignee": subject.assignee_id,
        };
        connection.query_row(sql, params, |row| row.get(0)).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        /// A6
        #[test]
        fn the_sql_twin_agrees_with_the_predicate(
            me in 1u128..4,
            role in proptest::sample::select(Role::ALL),
            projects in proptest::collection::btree_set(10u128..13, 0..3),
            project in 10u128..13,
            state in proptest::sample::select(State::ALL),
            assignee in proptest::option::of(1u128..4),
        ) {
            thread_local!(static STORE: Connection = {
                let connection = memory();
                connection.pragma_update(None, "foreign_keys", false).unwrap();
                connection
            });
            let viewer = Viewer {
                id: Uuid::from_u128(me).into(),
                role,
                projects: projects.into_iter().map(|n| Uuid::from_u128(n).into()).collect(),
            };
            let subject = Subject {
                project_id: Uuid::from_u128(project).into(),
                state,
                assignee_id: assignee.map(|n| Uuid::from_u128(n).into()),
            };
            let agreed = STORE.with(|store| twin(store, &viewer, &subject));
            prop_assert_eq!(agreed, may_see(&viewer, &subject));
        }
    }
}
