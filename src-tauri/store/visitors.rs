//! Visitors, and the index that finds them by a part of their name, e-mail or phone.

use super::json;
use super::search::query::{digits, fold};
use super::statuses::Wish;
use protocol::ipc::visitor::{BlockedVisitor, SentForm};
use protocol::message::{Body, Item};
use protocol::visitor::{Block, Origin, Page, Place};
use protocol::{AgentId, AgentRef, ProjectId, Visitor, VisitorId, VisitorStatus};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

/// Replaces what is known of a visitor.
pub fn upsert(conn: &Connection, visitor: &Visitor, snapshot: i64) -> rusqlite::Result<()> {
    let before = index_row(conn, visitor.id)?;
    let (page, origin, block) = (visitor.page.as_ref(), visitor.origin.as_ref(), visitor.block.as_ref());
    let key: i64 = conn
        .prepare_cached(
            "INSERT INTO visitors (id, project_id, number, name, email, phone, status, language, time_zone, user_agent,
                 viewport, page_url, page_title, referrer, params, visits, pages_viewed, first_seen_at, last_seen_at,
                 snapshot, browser, os, device, city, region, country, origin, origin_source, origin_terms,
                 browsing_ms, blocked_by, blocked_at, blocked_reason, blocked_until, conversation_at,
                 address, held_by, customer_id, joined, events)
             VALUES (:id, :project_id, :number, :name, :email, :phone, :status, :language, :time_zone, :user_agent,
                 :viewport, :page_url, :page_title, :referrer, :params, :visits, :pages_viewed, :first_seen_at,
                 :last_seen_at, :snapshot, :browser, :os, :device, :city, :region, :country, :origin, :origin_source,
                 :origin_terms, :browsing_ms, :blocked_by, :blocked_at, :blocked_reason, :blocked_until, :conversation_at,
                 :address, :held_by, :customer_id, :joined, :events)
             ON CONFLICT (id) DO UPDATE SET project_id = :project_id, number = :number, name = :name, email = :email,
                 phone = :phone, status = :status, language = :language, time_zone = :time_zone,
                 user_agent = :user_agent, viewport = :viewport, page_url = :page_url, page_title = :page_title,
                 referrer = :referrer, params = :params, visits = :visits, pages_viewed = :pages_viewed,
                 first_seen_at = :first_seen_at, last_seen_at = :last_seen_at, snapshot = :snapshot,
                 browser = :browser, os = :os, device = :device, city = :city, region = :region, country = :country,
                 origin = :origin, origin_source = :origin_source, origin_terms = :origin_terms,
                 browsing_ms = :browsing_ms, blocked_by = :blocked_by, blocked_at = :blocked_at,
                 blocked_reason = :blocked_reason, blocked_until = :blocked_until,
                 conversation_at = :conversation_at, address = :address, held_by = :held_by,
                 customer_id = :customer_id, joined = :joined, events = :events
             RETURNING key",
        )?
        .query_row(
            named_params! {
                ":id": visitor.id,
                ":project_id": visitor.project_id,
                ":number": visitor.number,
                ":name": visitor.name,
                ":email": visitor.email,
                ":phone": visitor.phone,
                ":status": visitor.status,
                ":language": visitor.language,
                ":time_zone": visitor.time_zone,
                ":user_agent": visitor.user_agent,
                ":viewport": visitor.viewport,
                ":page_url": page.map(|page| &page.url),
                ":page_title": page.map(|page| &page.title),
                ":referrer": visitor.referrer,
                ":params": params_as_json(visitor),
                ":visits": visitor.visits,
                ":pages_viewed": visitor.pages_viewed,
                ":first_seen_at": visitor.first_seen_at,
                ":last_seen_at": visitor.last_seen_at,
                ":snapshot": snapshot,
                ":browser": visitor.browser,
                ":os": visitor.os,
                ":device": visitor.device,
                ":city": visitor.place.city,
                ":region": visitor.place.region,
                ":country": visitor.place.country,
                ":origin": origin.map(|origin| origin.kind),
                ":origin_source": origin.and_then(|origin| origin.source.as_ref()),
                ":origin_terms": origin.and_then(|origin| origin.terms.as_ref()),
                ":browsing_ms": visitor.browsing_ms,
                ":blocked_by": block.map(|block| block.by),
                ":blocked_at": block.map(|block| block.at),
                ":blocked_reason": block.and_then(|block| block.reason.as_ref()),
                ":blocked_until": block.and_then(|block| block.until),
                ":conversation_at": visitor.conversation_at,
                ":address": visitor.address,
                ":held_by": visitor.held_by,
                ":customer_id": visitor.customer_id,
                ":joined": json::written(&visitor.joined)?,
                ":events": json::written(&visitor.events)?,
            },
            |row| row.get(0),
        )?;
    let words = words(&visitor.name, &visitor.email, &visitor.phone);
    match before {
        // Most updates are a page or a visit: the index stays as it is.
        Some((_, Some(known))) if known == words => return Ok(()),
        Some((_, Some(known))) => unindex(conn, key, &known)?,
        _ => {}
    }
    conn.prepare_cached("UPDATE visitors SET indexed = 1 WHERE key = ?1 AND NOT indexed")?.execute([key])?;
    conn.prepare_cached("INSERT INTO visitor_index (rowid, name, email, phone) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![key, words[0], words[1], words[2]])?;
    Ok(())
}

/// None: not here.
pub fn get(conn: &Connection, id: VisitorId) -> rusqlite::Result<Option<Visitor>> {
    conn.prepare_cached(
        "SELECT id, project_id, number, name, email, phone, status, language, time_zone, user_agent, viewport,
             page_url, page_title, referrer, params, visits, pages_viewed, first_seen_at, last_seen_at, browser, os,
             device, city, region, country, origin, origin_source, origin_terms, browsing_ms, blocked_by, blocked_at,
             blocked_reason, blocked_until, conversation_at, address, held_by, customer_id, joined, events
         FROM visitors WHERE id = ?1",
    )?
    .query_row([id], |row| {
        let title: Option<String> = row.get(12)?;
        let url: Option<String> = row.get(11)?;
        let (source, terms) = (row.get(26)?, row.get(27)?);
        Ok(Visitor {
            id: row.get(0)?,
            project_id: row.get(1)?,
            number: row.get(2)?,
            name: row.get(3)?,
            email: row.get(4)?,
            phone: row.get(5)?,
            status: row.get(6)?,
            language: row.get(7)?,
            time_zone: row.get(8)?,
            user_agent: row.get(9)?,
            viewport: row.get(10)?,
            page: url.map(|url| Page { url, title: title.unwrap_or_default() }),
            referrer: row.get(13)?,
            params: serde_json::from_str(row.get_ref(14)?.as_str()?).unwrap_or_default(),
            visits: row.get(15)?,
            pages_viewed: row.get(16)?,
            first_seen_at: row.get(17)?,
            last_seen_at: row.get(18)?,
            browser: row.get(19)?,
            os: row.get(20)?,
            device: row.get(21)?,
            place: Place { city: row.get(22)?, region: row.get(23)?, country: row.get(24)? },
            origin: row.get::<_, Option<_>>(25)?.map(|kind| Origin { kind, source, terms }),
            browsing_ms: row.get(28)?,
            block: block(row, 29)?,
            conversation_at: row.get(33)?,
            address: row.get(34)?,
            held_by: row.get(35)?,
            customer_id: row.get(36)?,
            joined: json::read(row, 37)?,
            events: json::read(row, 38)?,
        })
    })
    .optional()
}

/// What the hub tells of their status; none: they are not here.
pub fn status(conn: &Connection, id: VisitorId) -> rusqlite::Result<Option<VisitorStatus>> {
    conn.prepare_cached("SELECT status FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()
}

/// The hub has taken a status: it stands here as well, unless the hub has told of another one since it was set. Then
/// what it told is newer, or about to be told anew.
pub fn take_status(conn: &Connection, wish: Wish) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE visitors SET status = ?2 WHERE id = ?1 AND status = ?3")?
        .execute(params![wish.visitor, wish.status, wish.was])
        .map(drop)
}

/// The block whose columns begin at `first`.
fn block(row: &Row, first: usize) -> rusqlite::Result<Option<Block>> {
    Ok(match (row.get(first)?, row.get(first + 1)?) {
        (Some(by), Some(at)) => Some(Block { by, at, reason: row.get(first + 2)?, until: row.get(first + 3)? }),
        _ => None,
    })
}

/// Who is kept out, the latest first; whether an end has passed is for the caller's clock.
pub fn blocked(conn: &Connection, project: Option<ProjectId>) -> rusqlite::Result<Vec<BlockedVisitor>> {
    conn.prepare_cached(
        "SELECT visitors.id, visitors.name, visitors.number, blocked_by, agents.name, blocked_at, blocked_reason,
             blocked_until
         FROM visitors LEFT JOIN agents ON agents.id = visitors.blocked_by
         WHERE blocked_at IS NOT NULL AND (?1 IS NULL OR project_id = ?1) ORDER BY blocked_at DESC",
    )?
    .query_map([project], |row| {
        let by: Option<AgentId> = row.get(3)?;
        let name: Option<String> = row.get(4)?;
        Ok(BlockedVisitor {
            id: row.get(0)?,
            name: row.get(1)?,
            number: row.get(2)?,
            by: by.map(|id| AgentRef { id, name: name.unwrap_or_default() }),
            at: row.get(5)?,
            reason: row.get(6)?,
            until: row.get(7)?,
        })
    })?
    .collect()
}

/// What a visitor sent through forms, the newest first (V6).
pub fn sent_forms(conn: &Connection, visitor: VisitorId) -> rusqlite::Result<Vec<SentForm>> {
    let mut statement = conn.prepare_cached(
        "SELECT messages.id, messages.at, messages.body
         FROM conversations CROSS JOIN messages INDEXED BY sent_forms ON messages.conversation = conversations.key
         WHERE conversations.visitor_id = ?1 AND messages.kind = 'answers' ORDER BY messages.seq DESC",
    )?;
    let mut rows = statement.query([visitor])?;
    let mut forms = Vec::new();
    while let Some(row) = rows.next()? {
        if let Body::Known(Item::Answers(sent)) = json::read(row, 2)? {
            forms.push(SentForm { id: row.get(0)?, at: row.get(1)?, title: sent.title, answers: sent.answers });
        }
    }
    Ok(forms)
}

/// Forgets those that the snapshot did not name.
pub fn forget_unnamed(conn: &Connection, snapshot: i64) -> rusqlite::Result<()> {
    let gone: Vec<VisitorId> = conn
        .prepare("SELECT id FROM visitors WHERE snapshot <> ?1 ORDER BY key")?
        .query_map([snapshot], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    gone.into_iter().try_for_each(|id| forget(conn, id))
}

/// Forgets one: the row, and what finds it.
pub fn forget(conn: &Connection, id: VisitorId) -> rusqlite::Result<()> {
    let Some((key, words)) = index_row(conn, id)? else { return Ok(()) };
    if let Some(words) = words {
        unindex(conn, key, &words)?;
    }
    conn.prepare_cached("DELETE FROM visitors WHERE key = ?1")?.execute([key])?;
    Ok(())
}

type Words = [Option<String>; 3];

fn words(name: &Option<String>, email: &Option<String>, phone: &Option<String>) -> Words {
    [name.as_deref().map(fold), email.as_deref().map(fold), phone.as_deref().map(digits)]
}

/// A visitor's key, and the words the index has for them; none: they are not in it.
fn index_row(conn: &Connection, id: VisitorId) -> rusqlite::Result<Option<(i64, Option<Words>)>> {
    conn.prepare_cached("SELECT key, name, email, phone, indexed FROM visitors WHERE id = ?1")?
        .query_row([id], |row| {
            let indexed: bool = row.get(4)?;
            let known = words(&row.get(1)?, &row.get(2)?, &row.get(3)?);
            Ok((row.get(0)?, indexed.then_some(known)))
        })
        .optional()
}

fn unindex(conn: &Connection, key: i64, words: &Words) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO visitor_index (visitor_index, rowid, name, email, phone) VALUES ('delete', ?1, ?2, ?3, ?4)",
    )?
    .execute(params![key, words[0], words[1], words[2]])?;
    Ok(())
}

fn params_as_json(visitor: &Visitor) -> String {
    let object = visitor.params.iter().map(|(key, value)| (key.clone(), value.clone().into())).collect();
    serde_json::Value::Object(object).to_string()
}
