//! How far each agent has read each conversation.

use super::Tx;
use crate::error::Error;
use protocol::{AgentId, ConversationId, Position};

/// Moves the mark forward, never back. The position is bounded by what the conversation holds.
pub fn mark(tx: &mut Tx<'_>, agent: AgentId, conversation: ConversationId, position: Position) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.news.agent_alone(agent, 1);
    tx.prepare_cached(
        "INSERT INTO reads (agent_id, conversation_id, position, changed_seq)
         SELECT ?1, c.id, min(?3, c.last_position), ?4 FROM conversations AS c WHERE c.id = ?2
         ON CONFLICT (agent_id, conversation_id) DO UPDATE
            SET position = excluded.position, changed_seq = excluded.changed_seq
            WHERE excluded.position > reads.position",
    )?
    .execute((agent, conversation, position.max(0), seq))?;
    Ok(())
}
