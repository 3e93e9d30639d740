//! Customers of the sites: who a visitor is, and making one of two who are the same.

use super::{Tx, blocks, conversations, messages, projects, tokens, visitors};
use crate::error::Error;
use crate::rules::identity::{self, Asking, Step};
use crate::rules::{crm, site, text};
use protocol::crm::SheetField;
use protocol::visitor::VisitorEvent;
use protocol::wire::ErrorCode;
use protocol::wire::visitors::Identity;
use protocol::{Author, ConversationId, Item, ProjectId, VisitorId};
use rusqlite::{OptionalExtension, named_params};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Numbers that are kept of those who turned out to be one visitor, the latest: they travel with their row.
const JOINED_MAX: usize = 20;

/// Finds or makes the visitor that is this customer; `asking` is the browser's visitor, if it has one.
pub fn settle(
    tx: &mut Tx<'_>,
    project: ProjectId,
    asking: Option<VisitorId>,
    told: &Identity,
) -> Result<VisitorId, Error> {
    if !identity::is_signed(&projects::identity_secret(tx, project)?, &told.customer_id, &told.signature) {
        return Err(ErrorCode::IdentityUnverified.into());
    }
    let customer = text::name(&told.customer_id)?;
    if customer != told.customer_id {
        return Err(Error::with_detail(ErrorCode::FieldInvalid, "a customer's id is a line of plain characters"));
    }
    let asking = asking.map(|id| asking_as(tx, id, &customer)).transpose()?;
    let id = match identity::step(asking, owner(tx, project, &customer)?) {
        Step::Known(id) => id,
        Step::Name(id) => name(tx, id, &customer)?,
        Step::New => {
            let id = visitors::add(tx, project)?;
            name(tx, id, &customer)?
        }
        Step::Merge { from, into } => {
            merge(tx, from, into)?;
            into
        }
    };
    let sound = |field, value: &Option<String>| crm::field(field, value.as_deref()).ok().flatten();
    let (name, email, phone) = (
        sound(SheetField::Name, &told.name),
        sound(SheetField::Email, &told.email),
        sound(SheetField::Phone, &told.phone),
    );
    visitors::complete(tx, id, name.as_deref(), email.as_deref(), phone.as_deref())?;
    Ok(id)
}

/// The same for a session that begins: one that cannot be verified is left out, as a chat is not refused for it.
pub fn settle_if_sound(
    tx: &mut Tx<'_>,
    project: ProjectId,
    asking: Option<VisitorId>,
    told: &Identity,
) -> Result<Option<VisitorId>, Error> {
    match settle(tx, project, asking, told) {
        Ok(id) => Ok(Some(id)),
        Err(Error::Refused(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// The token that the browser has from now on: its own, if that leads to the visitor; else `fresh`.
pub fn token_for(tx: &mut Tx<'_>, id: VisitorId, own: Option<String>, fresh: String) -> Result<String, Error> {
    if let Some(own) = own
        && tokens::visitor(tx, &own)?.is_some_and(|(known, _)| known == id)
    {
        return Ok(own);
    }
    tokens::give_visitor(tx, &fresh, id)?;
    Ok(fresh)
}

fn asking_as(tx: &Tx<'_>, id: VisitorId, customer: &str) -> Result<Asking, Error> {
    let known: Option<String> =
        tx.prepare_cached("SELECT customer_id FROM visitors WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    Ok(Asking { id, is_another: known.is_some_and(|known| known != customer) })
}

fn owner(tx: &Tx<'_>, project: ProjectId, customer: &str) -> Result<Option<VisitorId>, Error> {
    Ok(tx
        .prepare_cached("SELECT id FROM visitors WHERE project_id = ?1 AND customer_id = ?2")?
        .query_row((project, customer), |row| row.get(0))
        .optional()?)
}

fn name(tx: &mut Tx<'_>, id: VisitorId, customer: &str) -> Result<VisitorId, Error> {
    let seq = tx.next_seq();
    tx.prepare_cached("UPDATE visitors SET customer_id = ?2, changed_seq = ?3 WHERE id = ?1")?
        .execute((id, customer, seq))?;
    Ok(id)
}

/// Makes `from` part of `into`: every conversation, page, file and browser of theirs. `from` is not blocked, since
/// nobody who is gets this far; if `into` is, it goes for both.
fn merge(tx: &mut Tx<'_>, from: VisitorId, into: VisitorId) -> Result<(), Error> {
    close_all_but_newest(tx, from, into)?;
    let moved: Vec<ConversationId> = tx
        .prepare_cached("SELECT id FROM conversations WHERE visitor_id = ?1 ORDER BY created_seq")?
        .query_map([from], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in moved {
        let seq = tx.next_seq();
        tx.prepare_cached("UPDATE conversations SET visitor_id = ?2, changed_seq = ?3 WHERE id = ?1")?
            .execute((id, into, seq))?;
    }
    for sql in [
        "UPDATE visitor_tokens SET visitor_id = ?2 WHERE visitor_id = ?1",
        "UPDATE page_views SET visitor_id = ?2 WHERE visitor_id = ?1",
        "UPDATE files SET visitor_id = ?2 WHERE visitor_id = ?1",
        "UPDATE audit SET visitor_id = ?2 WHERE visitor_id = ?1",
        // What was sent from this browser and not answered yet may be sent again, under the new name.
        "UPDATE OR IGNORE applied SET actor = ?2 WHERE actor = ?1",
    ] {
        tx.prepare_cached(sql)?.execute((from, into))?;
    }
    let (number, project) = take_facts(tx, from, into)?;
    tx.prepare_cached("DELETE FROM visitors WHERE id = ?1")?.execute([from])?;
    visitors::gone(tx, from, project, Some(into))?;
    if let Some(open) = conversations::open_of(tx, into)? {
        // It comes last in their thread, though another one may have begun and ended since: browsers read on from the
        // place they have come to.
        let place = tx.next_seq();
        tx.prepare_cached("UPDATE conversations SET created_seq = ?2 WHERE id = ?1")?.execute((open.id, place))?;
        messages::append(tx, &open, Uuid::now_v7().into(), Author::System, Item::Merged { number })?;
        if blocks::is_blocked(tx, into)? {
            conversations::end(tx, &open, None)?;
        }
    }
    tx.news.visitor(into);
    Ok(())
}

/// One customer has one open chat: the one that began last goes on.
fn close_all_but_newest(tx: &mut Tx<'_>, from: VisitorId, into: VisitorId) -> Result<(), Error> {
    let older: Option<ConversationId> = tx
        .prepare_cached(
            "SELECT id FROM conversations WHERE visitor_id IN (?1, ?2) AND state <> 'closed'
             ORDER BY created_seq DESC LIMIT 1 OFFSET 1",
        )?
        .query_row((from, into), |row| row.get(0))
        .optional()?;
    if let Some(older) = older.map(|id| conversations::find(tx, id)).transpose()?.flatten() {
        conversations::end(tx, &older, None)?;
    }
    Ok(())
}

/// What is known of the one joins what is known of the other, whose own word counts where there is one. A status that
/// was set stays (V10). Answers the number of `from`, and their project.
fn take_facts(tx: &mut Tx<'_>, from: VisitorId, into: VisitorId) -> Result<(i64, ProjectId), Error> {
    struct Facts {
        number: i64,
        project: ProjectId,
        params: BTreeMap<String, String>,
        joined: Vec<i64>,
        events: Vec<VisitorEvent>,
    }
    fn parsed<T: DeserializeOwned>(json: String) -> Result<T, Error> {
        serde_json::from_str(&json).map_err(|error| Error::Internal(error.to_string()))
    }
    fn written(value: &impl serde::Serialize) -> Result<String, Error> {
        serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
    }
    let read = |id: VisitorId| {
        let (number, project, params, joined, events): (_, _, String, String, String) = tx
            .prepare_cached("SELECT number, project_id, params, joined, events FROM visitors WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
        Ok::<_, Error>(Facts {
            number,
            project,
            params: parsed(params)?,
            joined: parsed(joined)?,
            events: parsed(events)?,
        })
    };
    let (theirs, own) = (read(from)?, read(into)?);
    let params = site::merged(own.params, &theirs.params);
    let mut joined: Vec<i64> = own.joined.into_iter().chain(theirs.joined).chain([theirs.number]).collect();
    joined.sort_unstable();
    let joined = joined.split_off(joined.len().saturating_sub(JOINED_MAX));
    let events = site::newest_events(own.events.into_iter().chain(theirs.events));
    let seq = tx.next_seq();
    tx.prepare_cached(
        "UPDATE visitors AS v SET
            name = coalesce(v.name, f.name), email = coalesce(v.email, f.email), phone = coalesce(v.phone, f.phone),
            status = iif(v.status = 'new', f.status, v.status),
            language = coalesce(f.language, v.language), time_zone = coalesce(f.time_zone, v.time_zone),
            user_agent = coalesce(f.user_agent, v.user_agent), viewport = coalesce(f.viewport, v.viewport),
            browser = coalesce(f.browser, v.browser), os = coalesce(f.os, v.os), device = coalesce(f.device, v.device),
            city = iif(f.country IS NULL, v.city, f.city), region = iif(f.country IS NULL, v.region, f.region),
            country = coalesce(f.country, v.country), address = coalesce(f.address, v.address),
            page_url = coalesce(f.page_url, v.page_url), page_title = iif(f.page_url IS NULL, v.page_title, f.page_title),
            referrer = coalesce(v.referrer, f.referrer), origin = coalesce(f.origin, v.origin),
            origin_source = iif(f.origin IS NULL, v.origin_source, f.origin_source),
            origin_terms = iif(f.origin IS NULL, v.origin_terms, f.origin_terms),
            params = :params, joined = :joined, events = :events,
            visits = v.visits + f.visits, pages_viewed = v.pages_viewed + f.pages_viewed,
            browsing_ms = v.browsing_ms + f.browsing_ms,
            first_seen_at = min(v.first_seen_at, f.first_seen_at), last_seen_at = max(v.last_seen_at, f.last_seen_at),
            opened_at = nullif(max(coalesce(v.opened_at, 0), coalesce(f.opened_at, 0)), 0),
            conversation_at = nullif(max(coalesce(v.conversation_at, 0), coalesce(f.conversation_at, 0)), 0),
            changed_seq = :seq
         FROM visitors AS f WHERE v.id = :into AND f.id = :from",
    )?
    .execute(named_params! {
        ":from": from, ":into": into, ":params": written(&params)?, ":joined": written(&joined)?,
        ":events": written(&events)?, ":seq": seq,
    })?;
    Ok((theirs.number, theirs.project))
}
