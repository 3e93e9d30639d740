//! Visitors and the pages they saw.

use super::{Tx, projects};
use crate::error::Error;
pub use crate::rules::site::{DeviceFacts, PageFacts};
use crate::rules::visibility::Viewer;
use crate::rules::{origin, site};
use protocol::visitor::{Block, Origin, Page, Place, VisitorEvent};
use protocol::wire::ErrorCode;
use protocol::wire::sync::GoneVisitor;
use protocol::{ProjectId, Timestamp, Visitor, VisitorId, VisitorStatus};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use std::collections::BTreeMap;
use std::net::IpAddr;
use uuid::Uuid;

/// A visit ends after this long without a page: the next page is a new visit.
const VISIT_GAP_MS: i64 = 30 * 60 * 1000;

/// A new visitor with the project's next number (V4: "Visitor #n").
pub fn add(tx: &mut Tx<'_>, project: ProjectId) -> Result<VisitorId, Error> {
    let id = VisitorId::from(Uuid::now_v7());
    let number: i64 = tx
        .prepare_cached("UPDATE projects SET visitors = visitors + 1 WHERE id = ?1 RETURNING visitors")?
        .query_row([project], |row| row.get(0))?;
    let seq = tx.next_seq();
    tx.prepare_cached(
        "INSERT INTO visitors (id, project_id, number, first_seen_at, last_seen_at, changed_seq)
         VALUES (?1, ?2, ?3, ?4, ?4, ?5)",
    )?
    .execute((id, project, number, tx.now, seq))?;
    Ok(id)
}

/// What is known of a visitor who loads a page.
pub struct Arrival<'a> {
    pub device: &'a DeviceFacts,
    pub params: &'a BTreeMap<String, String>,
    pub address: Option<IpAddr>,
    pub place: &'a Place,
    /// The page this visit began on, if it is a new one.
    pub landing: &'a PageFacts,
}

/// A page load: the visitor is here, with this device and these parameters.
pub fn arrive(tx: &mut Tx<'_>, id: VisitorId, arrival: &Arrival<'_>) -> Result<(), Error> {
    begin_visit(tx, id, arrival.landing)?;
    tell_params(tx, id, arrival.params)?;
    let seq = tx.next_seq();
    let Arrival { device, place, .. } = arrival;
    let found = place.country.is_some() || place.city.is_some();
    tx.prepare_cached(
        "UPDATE visitors SET
            viewport = coalesce(:viewport, viewport), language = coalesce(:language, language),
            time_zone = coalesce(:time_zone, time_zone), user_agent = coalesce(:user_agent, user_agent),
            browser = coalesce(:browser, browser), os = coalesce(:os, os), device = coalesce(:device, device),
            city = iif(:found, :city, city), region = iif(:found, :region, region),
            country = iif(:found, :country, country), address = coalesce(:address, address),
            last_seen_at = :now, changed_seq = :seq
         WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": id,
        ":viewport": device.viewport,
        ":language": device.language,
        ":time_zone": device.time_zone,
        ":user_agent": device.user_agent,
        ":browser": device.machine.browser,
        ":os": device.machine.os,
        ":device": device.machine.device,
        ":found": found,
        ":city": place.city,
        ":region": place.region,
        ":country": place.country,
        ":address": arrival.address.map(|address| address.to_string()),
        ":now": tx.now,
        ":seq": seq,
    })?;
    Ok(())
}

/// What the site or its address tells of them besides.
fn tell_params(tx: &mut Tx<'_>, id: VisitorId, told: &BTreeMap<String, String>) -> Result<(), Error> {
    if told.is_empty() {
        return Ok(());
    }
    let known: String =
        tx.prepare_cached("SELECT params FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let params = site::merged(serde_json::from_str(&known).map_err(json)?, told);
    let params = serde_json::to_string(&params).map_err(json)?;
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET params = ?2, changed_seq = ?3 WHERE id = ?1")?.execute((id, params, seq))?;
    Ok(())
}

/// After a pause a visit begins, with an origin of its own; within one, time on the site goes on.
fn begin_visit(tx: &mut Tx<'_>, id: VisitorId, landing: &PageFacts) -> Result<(), Error> {
    let (visits, last_seen): (i64, Timestamp) = tx
        .prepare_cached("SELECT visits, last_seen_at FROM visitors WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pause = tx.now.since(last_seen);
    if visits > 0 && pause < VISIT_GAP_MS {
        tx.prepare_cached("UPDATE visitors SET browsing_ms = browsing_ms + ?2 WHERE id = ?1")?
            .execute((id, pause.max(0)))?;
        return Ok(());
    }
    let Origin { kind, source, terms } = origin::of(&landing.page.url, landing.referrer.as_deref());
    tx.prepare_cached(
        "UPDATE visitors SET visits = visits + 1, origin = ?2, origin_source = ?3, origin_terms = ?4 WHERE id = ?1",
    )?
    .execute((id, kind, source, terms))?;
    Ok(())
}

/// One more page of the site; it is the current one from now on. Answers whether they were on
/// another one before.
pub fn view_page(tx: &mut Tx<'_>, id: VisitorId, facts: &PageFacts) -> Result<bool, Error> {
    begin_visit(tx, id, facts)?;
    // Most addresses have no parameters: nothing is looked up for those.
    if facts.page.url.contains('?') {
        tell_params(tx, id, &site::url_params(&facts.page.url, &projects::declared_for(tx, id)?))?;
    }
    let before: Option<String> =
        tx.prepare_cached("SELECT page_url FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let seq = tx.next_seq();
    tx.prepare_cached("INSERT INTO page_views (visitor_id, at, url, title, referrer) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((id, tx.now, &facts.page.url, &facts.page.title, &facts.referrer))?;
    tx.prepare_cached(
        "UPDATE visitors SET page_url = ?2, page_title = ?3, referrer = coalesce(referrer, ?4),
            pages_viewed = pages_viewed + 1, last_seen_at = ?5, changed_seq = ?6
         WHERE id = ?1",
    )?
    .execute((id, &facts.page.url, &facts.page.title, &facts.referrer, tx.now, seq))?;
    Ok(before.is_none_or(|before| before != facts.page.url))
}

/// The site tells something of them. Only the newest are kept.
pub fn note_event(tx: &mut Tx<'_>, id: VisitorId, event: VisitorEvent) -> Result<(), Error> {
    let known: String =
        tx.prepare_cached("SELECT events FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let known: Vec<VisitorEvent> = serde_json::from_str(&known).map_err(json)?;
    let events = serde_json::to_string(&site::newest_events(known.into_iter().chain([event]))).map_err(json)?;
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET events = ?2, changed_seq = ?3 WHERE id = ?1")?.execute((id, events, seq))?;
    Ok(())
}

fn json(error: serde_json::Error) -> Error {
    Error::Internal(error.to_string())
}

/// Whether they are there: neither merged into another one nor erased.
pub fn is_here(connection: &Connection, id: VisitorId) -> Result<bool, Error> {
    Ok(connection.prepare_cached("SELECT 1 FROM visitors WHERE id = ?1")?.exists([id])?)
}

/// Has consoles forget them. They are deleted in the same transaction.
pub fn gone(tx: &mut Tx<'_>, id: VisitorId, project: ProjectId, into: Option<VisitorId>) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("INSERT INTO visitors_gone (id, project_id, into_id, changed_seq) VALUES (?1, ?2, ?3, ?4)")?
        .execute((id, project, into, seq))?;
    // Their sockets look, and end.
    tx.news.visitor(id);
    Ok(())
}

pub fn gone_from_row(row: &Row<'_>) -> rusqlite::Result<GoneVisitor> {
    Ok(GoneVisitor { id: row.get(0)?, into: row.get(1)? })
}

/// A conversation of theirs begins.
pub fn engage(tx: &mut Tx<'_>, id: VisitorId) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET conversation_at = ?2, changed_seq = ?3 WHERE id = ?1")?
        .execute((id, tx.now, seq))?;
    Ok(())
}

/// The widget was opened (V2).
pub fn open(tx: &mut Tx<'_>, id: VisitorId) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET opened_at = ?2, last_seen_at = ?2, changed_seq = ?3 WHERE id = ?1")?
        .execute((id, tx.now, seq))?;
    Ok(())
}

/// Who they say they are; only what is given replaces what is known.
pub fn describe(
    tx: &mut Tx<'_>,
    id: VisitorId,
    name: Option<&str>,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE visitors SET name = coalesce(?2, name), email = coalesce(?3, email),
            phone = coalesce(?4, phone), changed_seq = ?5 WHERE id = ?1",
    )?
    .execute((id, name, email, phone, seq))?;
    Ok(())
}

/// Who the site says they are, at each of its pages: it fills what nobody has noted yet, and takes nothing back that an
/// agent has mended.
pub fn complete(
    tx: &mut Tx<'_>,
    id: VisitorId,
    name: Option<&str>,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE visitors SET name = coalesce(name, ?2), email = coalesce(email, ?3), phone = coalesce(phone, ?4),
            changed_seq = ?5
         WHERE id = ?1 AND (coalesce(name, ?2) IS NOT name OR coalesce(email, ?3) IS NOT email
            OR coalesce(phone, ?4) IS NOT phone)",
    )?
    .execute((id, name, email, phone, seq))?;
    Ok(())
}

/// One of `name`, `email` and `phone`, as an agent has it now.
pub fn set_person(tx: &mut Tx<'_>, id: VisitorId, column: &str, value: Option<&str>) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached(&format!("UPDATE visitors SET {column} = ?2, changed_seq = ?3 WHERE id = ?1"))?
        .execute((id, value, seq))?;
    Ok(())
}

/// Another agent has their chat, or none has it any more: their row tells it (V7).
pub fn told_anew(tx: &mut Tx<'_>, id: VisitorId) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET changed_seq = ?2 WHERE id = ?1")?.execute((id, seq))?;
    Ok(())
}

/// The visitor's project, if it is one of the viewer's; the row of a visitor is seen by all of it (A6).
pub fn project_of(connection: &Connection, viewer: &Viewer, id: VisitorId) -> Result<ProjectId, Error> {
    let project: Option<ProjectId> = connection
        .prepare_cached("SELECT project_id FROM visitors WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    project.filter(|project| viewer.projects.contains(project)).ok_or_else(|| ErrorCode::NotFound.into())
}

/// By hand or by a playbook (V10).
pub fn set_status(tx: &mut Tx<'_>, id: VisitorId, status: VisitorStatus) -> Result<(), Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET status = ?2, changed_seq = ?3 WHERE id = ?1")?.execute((id, status, seq))?;
    Ok(())
}

/// Their row, for deciding and for what a bot says to them.
pub fn get(connection: &Connection, id: VisitorId) -> Result<Option<Visitor>, Error> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM visitors AS v WHERE v.id = :id"))?
        .query_row(named_params! { ":id": id, ":sees_all": false }, from_row)
        .optional()?)
}

/// The reason of a block is for those who see all.
pub const COLUMNS: &str = "v.id, v.project_id, v.number, v.name, v.email, v.phone, v.status, v.language, v.time_zone,
    v.user_agent, v.viewport, v.page_url, v.page_title, v.referrer, v.params, v.visits, v.pages_viewed,
    v.first_seen_at, v.last_seen_at, v.browser, v.os, v.device, v.city, v.region, v.country, v.origin, v.origin_source,
    v.origin_terms, v.browsing_ms, v.blocked_by, v.blocked_at, iif(:sees_all, v.blocked_reason, NULL), v.blocked_until,
    v.conversation_at, v.address, v.customer_id, v.joined, v.events,
    (SELECT held.assignee_id FROM conversations AS held WHERE held.visitor_id = v.id AND held.state <> 'closed')";
/// How many they are.
pub const COLUMN_COUNT: usize = 39;

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Visitor> {
    let title: Option<String> = row.get(12)?;
    let page = row.get::<_, Option<String>>(11)?.map(|url| Page { url, title: title.unwrap_or_default() });
    let origin = match row.get(25)? {
        Some(kind) => Some(Origin { kind, source: row.get(26)?, terms: row.get(27)? }),
        None => None,
    };
    let block = match (row.get(29)?, row.get(30)?) {
        (Some(by), Some(at)) => Some(Block { by, at, reason: row.get(31)?, until: row.get(32)? }),
        _ => None,
    };
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
        page,
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
        origin,
        browsing_ms: row.get(28)?,
        block,
        conversation_at: row.get(33)?,
        address: row.get(34)?,
        customer_id: row.get(35)?,
        joined: serde_json::from_str(row.get_ref(36)?.as_str()?).unwrap_or_default(),
        events: serde_json::from_str(row.get_ref(37)?.as_str()?).unwrap_or_default(),
        held_by: row.get(38)?,
    })
}
