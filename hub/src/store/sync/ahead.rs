//! Heads that a page of changes names ahead of their place in the order.
//!
//! A head's place is that of its last change, which comes after most of its messages. A console
//! that does not know the conversation yet would have no room for these, and would have to fetch
//! them a second time. So the page that brings the first of them brings the head too, and its
//! visitor; both come again at their own place. All of it is as it stands now, like everything in
//! a page.

use crate::error::Error;
use crate::store::{conversations, visitors};
use protocol::wire::sync::SyncPage;
use protocol::{ConversationId, VisitorId};
use rusqlite::{Connection, named_params};
use std::collections::HashSet;

/// Adds what the page's messages need. The page holds all changes after `since` up to `end`; its
/// messages are visible, and so are their conversations.
pub fn name(
    connection: &Connection,
    page: &mut SyncPage,
    sees_all: bool,
    (since, end): (i64, i64),
) -> Result<(), Error> {
    let mut named: HashSet<ConversationId> = page.conversations.iter().map(|head| head.id).collect();
    let mut met: HashSet<VisitorId> = page.visitors.iter().map(|visitor| visitor.id).collect();
    // Begun or come into sight since: others were named before.
    let mut heads = connection.prepare_cached(&format!(
        "SELECT {} FROM conversations AS c
         WHERE c.id = ?1 AND c.changed_seq > ?3 AND (c.created_seq > ?2 OR c.visibility_seq > ?2)",
        conversations::COLUMNS
    ))?;
    let mut people = connection.prepare_cached(&format!(
        "SELECT {} FROM visitors AS v WHERE v.id = :id AND v.changed_seq > :end",
        visitors::COLUMNS
    ))?;
    for message in &page.messages {
        if !named.insert(message.conversation_id) {
            continue;
        }
        let mut rows = heads.query((message.conversation_id, since, end))?;
        let Some(row) = rows.next()? else { continue };
        let head = conversations::from_row(row)?;
        if met.insert(head.visitor_id) {
            let mut rows =
                people.query(named_params! { ":id": head.visitor_id, ":end": end, ":sees_all": sees_all })?;
            if let Some(row) = rows.next()? {
                page.visitors.push(visitors::from_row(row)?);
            }
        }
        page.conversations.push(head);
    }
    Ok(())
}
