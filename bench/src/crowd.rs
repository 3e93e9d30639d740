//! A cache of very many visitors, as synchronisation would have filled it: written by the same code, without a hub.

use anyhow::Result;
use hub::SeedVisitor;
use protocol::wire::sync::{Cursor, SyncPage};
use protocol::{
    AgentId, Author, Channel, Conversation, Item, Message, Platform, Project, ProjectId, State, Timestamp, Visitor,
    VisitorStatus,
};
use pupitre::store::Store;
use pupitre::store::apply::{self, Kind};
use std::path::Path;
use uuid::Uuid;

/// Three of five have written; each of them so much.
pub const MESSAGES_OF_ONE: usize = 5;
/// They came evenly over this time.
pub const MONTHS: i64 = 24;
const MONTH_MS: i64 = 30 * 24 * 3_600_000;
const PAGE: usize = 2_000;

const TEXTS: [&str; 8] = [
    "Bonjour, je voudrais savoir quand ma commande sera livrée.",
    "Le canapé existe-t-il en lin bleu ?",
    "¿Puedo devolver el sillón si no me gusta el color?",
    "Could you tell me whether the lamp comes with a bulb?",
    "Je regarde cela tout de suite, un instant s'il vous plaît.",
    "Merci beaucoup pour votre aide, bonne journée !",
    "El pago fue rechazado dos veces, no entiendo por qué.",
    "The delivery slot on Friday morning suits me well.",
];

/// Fills the cache of a profile whose owner has signed in, with `count` visitors up to `now`.
pub async fn fill(profile: &Path, owner: AgentId, project: ProjectId, count: usize, now: Timestamp) -> Result<()> {
    let store = Store::open(profile)?;
    let step = MONTHS * MONTH_MS / count as i64;
    for begin in (0..count).step_by(PAGE) {
        let end = count.min(begin + PAGE);
        let mut page = empty(project);
        for index in begin..end {
            // The newest first, as a snapshot names them.
            let came = Timestamp(now.0 - step * index as i64 - 1);
            add(&mut page, project, index, count - index, came);
        }
        page.more = end < count;
        page.before = page.more.then(|| Cursor("more".to_owned()));
        let first = begin == 0;
        store
            .write(move |tx| {
                let fresher = apply::Fresher::default();
                let kind = if first { Kind::First { owner } } else { Kind::Next { fresher: &fresher } };
                apply::page(tx, &page, kind).map(drop)
            })
            .await?;
    }
    store.close();
    Ok(())
}

fn add(page: &mut SyncPage, project: ProjectId, index: usize, number: usize, came: Timestamp) {
    let SeedVisitor { name, email, phone, place, .. } = SeedVisitor::of(index);
    let id = Uuid::from_u128(0xA000_0000_0000 + index as u128).into();
    let engaged = index % 5 < 3;
    page.visitors.push(Visitor {
        id,
        project_id: project,
        number: number as i64,
        name,
        email,
        phone,
        status: VisitorStatus::ALL[index * 7 % VisitorStatus::ALL.len()],
        language: Some("fr-FR".into()),
        time_zone: Some(place.timezone.to_owned()),
        user_agent: None,
        viewport: Some("1280x720".into()),
        browser: Some("Firefox 145".into()),
        os: Some("Linux".into()),
        device: None,
        place: protocol::visitor::Place {
            city: place.city.map(str::to_owned),
            region: place.region.map(str::to_owned),
            country: place.country.map(str::to_owned),
        },
        page: None,
        referrer: None,
        origin: None,
        params: Default::default(),
        visits: 1,
        pages_viewed: 3,
        browsing_ms: 60_000,
        block: None,
        conversation_at: engaged.then_some(came),
        address: Some("192.0.2.7".into()),
        held_by: None,
        customer_id: None,
        joined: vec![],
        events: vec![],
        first_seen_at: came,
        last_seen_at: came,
    });
    if !engaged {
        return;
    }
    // A few wait, so that the inbox is not empty.
    let waits = index < 20;
    let conversation_id = Uuid::from_u128(0xB000_0000_0000 + index as u128).into();
    let last = MESSAGES_OF_ONE as i64;
    page.conversations.push(Conversation {
        id: conversation_id,
        project_id: project,
        visitor_id: id,
        previous_id: None,
        channel: Channel::Web,
        platform: Platform::Web,
        state: if waits { State::Unassigned } else { State::Closed },
        assignee_id: None,
        started_at: came,
        closed_at: (!waits).then_some(came),
        last_position: last,
        last_visitor_position: last,
        visitor_read_position: last,
        last_text_at: came,
        waiting_since: waits.then_some(came),
        wait_until: None,
    });
    page.messages.extend((1..=last).map(|position| Message {
        id: Uuid::from_u128(0xC000_0000_0000 + (index * MESSAGES_OF_ONE) as u128 + position as u128).into(),
        conversation_id,
        position,
        created_seq: (number * MESSAGES_OF_ONE) as i64 + position,
        at: came,
        author: Author::Visitor,
        body: Item::Text { text: TEXTS[(index + position as usize) % TEXTS.len()].to_owned() }.into(),
        channel: Channel::Web,
        platform: Platform::Web,
    }));
}

fn empty(project: ProjectId) -> SyncPage {
    SyncPage {
        projects: vec![Project { id: project, name: "Maison Verlaine".to_owned(), params: vec![] }],
        agents: vec![],
        visitors: vec![],
        conversations: vec![],
        sheets: vec![],
        reads: vec![],
        messages: vec![],
        canned_answers: vec![],
        canned_gone: vec![],
        visitors_gone: vec![],
        revoked: vec![],
        cursor: Cursor("filled".to_owned()),
        before: None,
        more: false,
        total_conversations: None,
        hub_time: Timestamp(0),
    }
}
