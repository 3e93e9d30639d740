//! Visitors and the pages they saw.

use super::Tx;
use crate::error::Error;
pub use crate::rules::site::{DeviceFacts, PageFacts};
use protocol::visitor::Page;
use protocol::{ProjectId, Visitor, VisitorId};
use rusqlite::Row;
use std::collections::BTreeMap;
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

/// A page load: the visitor is here, with this device and these parameters.
pub fn arrive(
    tx: &mut Tx<'_>,
    id: VisitorId,
    device: &DeviceFacts,
    params: &BTreeMap<String, String>,
) -> Result<(), Error> {
    let seq = tx.next_seq();
    let params = serde_json::to_string(params).map_err(|e| Error::Internal(e.to_string()))?;
    tx.prepare_cached(
        "UPDATE visitors SET
            viewport = coalesce(?2, viewport), language = coalesce(?3, language),
            time_zone = coalesce(?4, time_zone), user_agent = coalesce(?5, user_agent),
            params = json_patch(params, ?6),
            visits = visits + (visits = 0 OR last_seen_at < ?7 - ?8),
            last_seen_at = ?7, changed_seq = ?9
         WHERE id = ?1",
    )?
    .execute((
        id,
        &device.viewport,
        &device.language,
        &device.time_zone,
        &device.user_agent,
        params,
        tx.now,
        VISIT_GAP_MS,
        seq,
    ))?;
    Ok(())
}

/// One more page of the site; it is the current one from now on. Answers whether they were on
/// another one before.
pub fn view_page(tx: &mut Tx<'_>, id: VisitorId, facts: &PageFacts) -> Result<bool, Error> {
    let before: Option<String> =
        tx.prepare_cached("SELECT page_url FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let seq = tx.next_seq();
    tx.prepare_cached("INSERT INTO page_views (visitor_id, at, url, title, referrer) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((id, tx.now, &facts.page.url, &facts.page.title, &facts.referrer))?;
    tx.prepare_cached(
        "UPDATE visitors SET page_url = ?2, page_title = ?3, referrer = coalesce(referrer, ?4),
            pages_viewed = pages_viewed + 1,
            visits = visits + (last_seen_at < ?5 - ?6),
            last_seen_at = ?5, changed_seq = ?7
         WHERE id = ?1",
    )?
    .execute((id, &facts.page.url, &facts.page.title, &facts.referrer, tx.now, VISIT_GAP_MS, seq))?;
    Ok(before.is_none_or(|before| before != facts.page.url))
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

pub const COLUMNS: &str = "v.id, v.project_id, v.number, v.name, v.email, v.phone, v.status, v.language, v.time_zone,
    v.user_agent, v.viewport, v.page_url, v.page_title, v.referrer, v.params, v.visits, v.pages_viewed,
    v.first_seen_at, v.last_seen_at";

pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Visitor> {
    let title: Option<String> = row.get(12)?;
    let page = row.get::<_, Option<String>>(11)?.map(|url| Page { url, title: title.unwrap_or_default() });
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
    })
}
