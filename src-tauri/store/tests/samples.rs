//! A small hub of made-up rows.

use crate::store::folders::Reader;
use protocol::wire::sync::{Cursor, SyncPage};
use protocol::{
    AgentId, Author, Channel, Conversation, ConversationId, Item, Message, Platform, Position, ProjectId, State,
    Timestamp, Visitor, VisitorStatus,
};
use uuid::Uuid;

pub fn me() -> AgentId {
    Uuid::from_u128(0xA1).into()
}

pub fn colleague() -> AgentId {
    Uuid::from_u128(0xA2).into()
}

pub fn reader() -> Reader {
    Reader { me: me(), sees_all: false }
}

pub fn manager() -> Reader {
    Reader { me: me(), sees_all: true }
}

pub fn project() -> ProjectId {
    Uuid::from_u128(0xB1).into()
}

pub fn conversation_id(n: u128) -> ConversationId {
    Uuid::from_u128(0xC000 + n).into()
}

/// Conversation `n`, unassigned, of visitor `n`, with this many items.
pub fn head(n: u128, last_position: Position) -> Conversation {
    Conversation {
        id: conversation_id(n),
        project_id: project(),
        visitor_id: Uuid::from_u128(0xD000 + n).into(),
        previous_id: None,
        channel: Channel::Web,
        platform: Platform::Web,
        state: State::Unassigned,
        assignee_id: None,
        started_at: Timestamp(n as i64),
        closed_at: None,
        last_position,
        last_visitor_position: last_position,
        visitor_read_position: 0,
        last_text_at: Timestamp(1_000 + n as i64),
        waiting_since: Some(Timestamp(1_000 + n as i64)),
        wait_until: None,
    }
}

pub fn assigned(n: u128, last_position: Position, to: AgentId) -> Conversation {
    Conversation { state: State::Assigned, assignee_id: Some(to), ..head(n, last_position) }
}

pub fn visitor(n: u128) -> Visitor {
    Visitor {
        id: Uuid::from_u128(0xD000 + n).into(),
        project_id: project(),
        number: n as i64,
        name: None,
        email: None,
        phone: None,
        status: VisitorStatus::New,
        language: Some("fr-FR".into()),
        time_zone: None,
        user_agent: None,
        viewport: None,
        browser: None,
        os: None,
        device: None,
        place: Default::default(),
        page: None,
        referrer: None,
        origin: None,
        params: Default::default(),
        visits: 1,
        pages_viewed: 1,
        browsing_ms: 0,
        block: None,
        conversation_at: None,
        address: None,
        held_by: None,
        customer_id: None,
        joined: vec![],
        events: vec![],
        first_seen_at: Timestamp(0),
        last_seen_at: Timestamp(0),
    }
}

/// The visitor's text at a position of conversation `n`. Its number in the hub's order grows with
/// both.
pub fn text(n: u128, position: Position, text: &str) -> Message {
    Message {
        id: Uuid::from_u128(0xE000_0000 + n * 100_000 + position as u128).into(),
        conversation_id: conversation_id(n),
        position,
        created_seq: n as i64 * 100_000 + position,
        at: Timestamp(position),
        author: Author::Visitor,
        body: Item::Text { text: text.to_owned() }.into(),
        channel: Channel::Web,
        platform: Platform::Web,
    }
}

pub fn texts(n: u128, positions: impl IntoIterator<Item = Position>) -> Vec<Message> {
    positions.into_iter().map(|position| text(n, position, &format!("texte {position} de {n}"))).collect()
}

pub fn page(conversations: Vec<Conversation>, messages: Vec<Message>) -> SyncPage {
    SyncPage {
        projects: vec![],
        agents: vec![],
        visitors: vec![],
        conversations,
        sheets: vec![],
        reads: vec![],
        messages,
        canned_answers: vec![],
        canned_gone: vec![],
        visitors_gone: vec![],
        revoked: vec![],
        cursor: Cursor("c1".into()),
        before: None,
        more: false,
        total_conversations: None,
        hub_time: Timestamp(0),
    }
}
