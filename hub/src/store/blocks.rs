//! Visitors who are kept out (D7), and the trail of who did that.

use super::{Tx, agents, audit, conversations, visitors};
use crate::error::Error;
use crate::rules::blocking;
use crate::rules::visibility::Viewer;
use protocol::wire::ErrorCode;
use protocol::wire::agents::BlockVisitor;
use protocol::{ProjectId, Timestamp, VisitorId};
use rusqlite::{Connection, named_params};
use std::net::IpAddr;

/// True for the rows of `visitors` whose block holds at `:now`.
macro_rules! holds {
    () => {
        "blocked_at IS NOT NULL AND (blocked_until IS NULL OR blocked_until > :now)"
    };
}

/// Refuses a visitor who is kept out now, by themselves or by their address.
pub fn refuse(
    connection: &Connection,
    visitor: Option<VisitorId>,
    project: ProjectId,
    address: IpAddr,
    now: Timestamp,
) -> Result<(), Error> {
    let blocked: bool = connection
        .prepare_cached(concat!(
            "SELECT EXISTS (SELECT 1 FROM visitors WHERE id = :visitor AND ",
            holds!(),
            ") OR EXISTS (SELECT 1 FROM visitors WHERE project_id = :project AND blocked_address = :address AND ",
            holds!(),
            ")"
        ))?
        .query_row(
            named_params! {
                ":visitor": visitor, ":project": project, ":address": address.to_string(), ":now": now,
            },
            |row| row.get(0),
        )?;
    if blocked { Err(ErrorCode::Blocked.into()) } else { Ok(()) }
}

/// Keeps a visitor out and closes their open conversation. A manager's second block changes reason and end.
pub fn block(tx: &mut Tx<'_>, viewer: &Viewer, id: VisitorId, wish: &BlockVisitor) -> Result<(), Error> {
    let project = visitors::project_of(tx, viewer, id)?;
    let open = conversations::open_of(tx, id)?;
    let standing = blocking::Standing {
        open: open.as_ref().map(|open| (open.subject.state, open.subject.assignee_id)),
        blocked: is_blocked(tx, id)?,
    };
    blocking::block(viewer, standing, wish.with_address)?;
    if let Some(open) = open {
        conversations::end(tx, &open, Some(agents::name(tx, viewer.id)?))?;
    }
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE visitors SET blocked_by = ?2, blocked_at = ?3, blocked_reason = ?4, blocked_until = ?5,
            blocked_address = iif(?6, address, NULL), changed_seq = ?7 WHERE id = ?1",
    )?
    .execute((id, viewer.id, tx.now, &wish.reason, wish.until, wish.with_address, seq))?;
    let detail = serde_json::json!({
        "reason": wish.reason, "until": wish.until, "with_address": wish.with_address,
    });
    audit::record(tx, viewer.id, project, "visitor_blocked", Some(id), Some(detail))?;
    // Their sockets look, and are refused.
    tx.news.visitor(id);
    if wish.with_address {
        let others: Vec<VisitorId> = tx
            .prepare_cached(
                "SELECT v.id FROM visitors AS v JOIN visitors AS blocked ON blocked.id = ?1
                 WHERE v.project_id = blocked.project_id AND v.address = blocked.address AND v.id <> ?1",
            )?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        others.into_iter().for_each(|other| tx.news.visitor(other));
    }
    Ok(())
}

/// Whether they are kept out now.
pub fn is_blocked(tx: &Tx<'_>, id: VisitorId) -> Result<bool, Error> {
    Ok(tx
        .prepare_cached(concat!("SELECT 1 FROM visitors WHERE id = :id AND ", holds!()))?
        .exists(named_params! { ":id": id, ":now": tx.now })?)
}

/// Lets a visitor in again. One who is not blocked stays so.
pub fn unblock(tx: &mut Tx<'_>, viewer: &Viewer, id: VisitorId) -> Result<(), Error> {
    let project = visitors::project_of(tx, viewer, id)?;
    blocking::unblock(viewer)?;
    let seq = tx.next_seq();
    let changed = tx
        .prepare_cached(
            "UPDATE visitors SET blocked_by = NULL, blocked_at = NULL, blocked_reason = NULL, blocked_until = NULL,
                blocked_address = NULL, changed_seq = ?2 WHERE id = ?1 AND blocked_at IS NOT NULL",
        )?
        .execute((id, seq))?;
    if changed > 0 {
        audit::record(tx, viewer.id, project, "visitor_unblocked", Some(id), None)?;
    }
    Ok(())
}
