//! Who did what that others may ask about later. Ids and what the action needs; no words of visitors.

use super::Tx;
use crate::error::Error;
use protocol::{AgentId, ProjectId, VisitorId};

/// `action` is one of a few fixed words; `detail` a JSON object.
pub fn record(
    tx: &mut Tx<'_>,
    by: AgentId,
    project: ProjectId,
    action: &str,
    visitor: Option<VisitorId>,
    detail: Option<serde_json::Value>,
) -> Result<(), Error> {
    tx.prepare_cached(
        "INSERT INTO audit (at, agent_id, project_id, action, visitor_id, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((tx.now, by, project, action, visitor, detail.map(|detail| detail.to_string())))?;
    Ok(())
}
