//! `/v1/visitor`: what the widget does for a visitor.

use super::Hub;
use super::extract::{Body, Caller, Params, SiteVisitor, check_site, optional_key, origin, site as site_of};
use super::said::note_event;
use crate::error::Error;
use crate::live;
use crate::rules::{site, text};
use crate::secret;
use crate::store::files::{self, Owner};
use crate::store::visitors::Arrival;
use crate::store::{Tx, applied, blocks, conversations, identity, messages, projects, runs, threads, tokens, visitors};
use axum::Json;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use protocol::limits::EVENTS_MAX;
use protocol::wire::agents::Posted;
use protocol::wire::visitors::{
    OpenSession, PickOption, SendForm, Session, ThreadPage, ViewPage, VisitorFrame, VisitorRead, WriteMessage,
};
use protocol::wire::{ErrorCode, Problem};
use protocol::{AgentId, Author, Item, MessageId};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::convert::Infallible;
use uuid::Uuid;

/// Begins or resumes a visitor's session: at the first opening of the widget, then at each page
/// load (V2).
#[utoipa::path(post, path = "/v1/visitor/session", tag = "visitors", request_body = OpenSession,
    responses((status = 200, body = Session), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn session(
    State(hub): State<Hub>,
    Caller(address): Caller,
    headers: HeaderMap,
    Body(wish): Body<OpenSession>,
) -> Result<Json<Session>, Error> {
    hub.limits.session(address)?;
    let origin = origin(&headers);
    let page = site::page(&wish.page)?;
    let seen: Vec<_> = wish.seen.iter().rev().take(site::SEEN_MAX).filter_map(|view| site::page(view).ok()).collect();
    let user_agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let device = site::device(&wish.device, user_agent);
    let params = site::params(&wish.params);
    let place = hub.places.of(address);
    let fresh_token = secret::new_token()?;
    let session = hub
        .store
        .write(move |tx| {
            let project = projects::by_key(tx, &wish.project_key)?.ok_or(ErrorCode::ProjectUnknown)?;
            check_site(tx, project.id, site_of(origin.as_deref())?.as_deref())?;
            if origin.is_some() {
                projects::widget_seen(tx, project.id)?;
            }
            let known = match &wish.token {
                Some(token) => tokens::visitor(tx, token)?.filter(|(_, of)| *of == project.id),
                None => None,
            };
            let known = known.map(|(id, _)| id);
            blocks::refuse(tx, known, project.id, address, tx.now)?;
            let identified = match &wish.identity {
                Some(told) => identity::settle_if_sound(tx, project.id, known, told)?,
                None => None,
            };
            let visitor_id = match identified.or(known) {
                Some(id) => id,
                None => visitors::add(tx, project.id)?,
            };
            if let Err(refusal) = blocks::refuse(tx, Some(visitor_id), project.id, address, tx.now) {
                // Whom they turned out to be stays so, with the token they have.
                return Ok(Err(refusal));
            }
            let token = identity::token_for(tx, visitor_id, wish.token, fresh_token)?;
            let landing = seen.last().unwrap_or(&page);
            let address = Some(address);
            let arrival = Arrival { device: &device, params: &params, address, place: &place, landing };
            visitors::arrive(tx, visitor_id, &arrival)?;
            for view in seen.iter().rev() {
                visitors::view_page(tx, visitor_id, view)?;
            }
            show_page(tx, visitor_id, &page)?;
            for told in wish.events.iter().skip(wish.events.len().saturating_sub(EVENTS_MAX)) {
                match note_event(tx, visitor_id, told) {
                    // Nothing of it is worth refusing a chat for.
                    Ok(()) | Err(Error::Refused(_)) => {}
                    Err(failed) => return Err(failed),
                }
            }
            let files = files::policy(tx, project.id)?;
            Ok(Ok(Session { token, visitor_id, project_name: project.name, files }))
        })
        .await??;
    Ok(Json(session))
}

/// The widget was opened.
#[utoipa::path(post, path = "/v1/visitor/open", tag = "visitors",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn open(visitor: SiteVisitor, State(hub): State<Hub>) -> Result<StatusCode, Error> {
    hub.limits.visitor(visitor.id)?;
    hub.store
        .write(move |tx| {
            visitor.still_may(tx, tx.now)?;
            visitors::open(tx, visitor.id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Another page of the site. Its id is in the body or in `Idempotency-Key`.
#[utoipa::path(post, path = "/v1/visitor/pages", tag = "visitors", request_body = ViewPage,
    responses((status = 204), (status = 422, body = Problem)))]
pub async fn view_page(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    headers: HeaderMap,
    Body(ViewPage { id, page }): Body<ViewPage>,
) -> Result<StatusCode, Error> {
    hub.limits.visitor(visitor.id)?;
    let key = id.or(optional_key(&headers)?).ok_or(ErrorCode::KeyRequired)?;
    let facts = site::page(&page)?;
    hub.store
        .write(move |tx| {
            visitor.still_may(tx, tx.now)?;
            applied::once(tx, visitor.id.uuid(), key, &("page", &page), |tx| show_page(tx, visitor.id, &facts))
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The visitor is on this page now; during a conversation the thread shows it (D1).
fn show_page(tx: &mut Tx<'_>, id: protocol::VisitorId, facts: &visitors::PageFacts) -> Result<(), Error> {
    let moved = visitors::view_page(tx, id, facts)?;
    if moved && let Some(conversation) = conversations::open_of(tx, id)? {
        let item = Item::Page(facts.page.clone());
        messages::append(tx, &conversation, Uuid::now_v7().into(), Author::System, item)?;
    }
    Ok(())
}

/// Writes a message; the first one begins a conversation.
#[utoipa::path(post, path = "/v1/visitor/messages", tag = "visitors", request_body = WriteMessage,
    responses((status = 200, body = Posted), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn write(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Body(message): Body<WriteMessage>,
) -> Result<Json<Posted>, Error> {
    Ok(Json(write_message(&hub, &visitor, message).await?))
}

/// The same over a socket.
pub async fn write_message(hub: &Hub, visitor: &SiteVisitor, message: WriteMessage) -> Result<Posted, Error> {
    hub.limits.visitor(visitor.id)?;
    let who = visitor.clone();
    let SiteVisitor { id: visitor, project_id, .. } = who;
    let WriteMessage { id, text, file } = message;
    let online = hub.presence.now();
    hub.store
        .write(move |tx| {
            who.still_may(tx, tx.now)?;
            let words = file.map_or_else(|| json!(["message", text]), |file| json!(["file", file]));
            applied::once(tx, visitor.uuid(), id.uuid(), &words, |tx| {
                if messages::exists(tx, id)? {
                    return Err(ErrorCode::KeyReused.into());
                }
                let text = match (text.as_deref(), file) {
                    (Some(text), None) => text::message(text)?,
                    (None | Some(""), Some(_)) => String::new(),
                    _ => return Err(Error::with_detail(ErrorCode::BodyInvalid, "a message is a text or a file")),
                };
                let mut conversation = match conversations::open_of(tx, visitor)? {
                    Some(open) => open,
                    None => runs::begin(tx, visitor, project_id, None)?,
                };
                let item = match file {
                    Some(file) => Item::File(files::send(tx, Owner::Visitor(visitor), file, &conversation, id)?),
                    None => Item::Text { text: text.clone() },
                };
                let posted = messages::append(tx, &conversation, id, Author::Visitor, item)?;
                runs::said(tx, &mut conversation, &text, &online)?;
                Ok(posted)
            })
        })
        .await
}

/// Picks one of the answers that a bot offers.
#[utoipa::path(post, path = "/v1/visitor/choices", tag = "visitors", request_body = PickOption,
    responses((status = 200, body = Posted), (status = 409, body = Problem)))]
pub async fn choose(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Body(choice): Body<PickOption>,
) -> Result<Json<Posted>, Error> {
    answer(&hub, visitor, choice.id, json!(["choice", choice]), move |tx, visitor, online| {
        runs::pick(tx, visitor.id, visitor.project_id, &choice, online)
    })
    .await
}

/// Fills a bot's form in. A field that is missing or cannot be so is refused with `field_invalid`, its key in
/// the detail.
#[utoipa::path(post, path = "/v1/visitor/forms", tag = "visitors", request_body = SendForm,
    responses((status = 200, body = Posted), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn fill_form(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Body(form): Body<SendForm>,
) -> Result<Json<Posted>, Error> {
    answer(&hub, visitor, form.id, json!(["form", form]), move |tx, visitor, online| {
        runs::fill(tx, visitor.id, visitor.project_id, &form, online)
    })
    .await
}

async fn answer(
    hub: &Hub,
    visitor: SiteVisitor,
    id: MessageId,
    words: serde_json::Value,
    work: impl FnOnce(&mut Tx<'_>, &SiteVisitor, &BTreeSet<AgentId>) -> Result<Posted, Error> + Send + 'static,
) -> Result<Json<Posted>, Error> {
    hub.limits.visitor(visitor.id)?;
    let online = hub.presence.now();
    let posted = hub.store.write(move |tx| {
        visitor.still_may(tx, tx.now)?;
        applied::once(tx, visitor.id.uuid(), id.uuid(), &words, |tx| {
            if messages::exists(tx, id)? {
                return Err(ErrorCode::KeyReused.into());
            }
            work(tx, &visitor, &online)
        })
    });
    Ok(Json(posted.await?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThreadQuery {
    after: Option<String>,
    before: Option<String>,
}

/// The visitor's own thread: what is newer than `after`, older than `before`, or (neither) newest.
#[utoipa::path(get, path = "/v1/visitor/messages", tag = "visitors",
    params(("after" = Option<String>, Query), ("before" = Option<String>, Query)),
    responses((status = 200, body = ThreadPage), (status = 410, body = Problem)))]
pub async fn read_thread(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Params(query): Params<ThreadQuery>,
) -> Result<Json<ThreadPage>, Error> {
    let page = hub
        .store
        .read(move |connection| threads::page(connection, visitor.id, query.after.as_deref(), query.before.as_deref()));
    Ok(Json(page.await?))
}

/// The visitor has seen the thread up to here. It only moves forward, so it needs no key.
#[utoipa::path(put, path = "/v1/visitor/read", tag = "visitors", request_body = VisitorRead,
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn read(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Body(read): Body<VisitorRead>,
) -> Result<StatusCode, Error> {
    mark_read(&hub, &visitor, read).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn mark_read(hub: &Hub, visitor: &SiteVisitor, read: VisitorRead) -> Result<(), Error> {
    hub.limits.visitor(visitor.id)?;
    let visitor = visitor.clone();
    hub.store
        .write(move |tx| {
            visitor.still_may(tx, tx.now)?;
            conversations::visitor_read(tx, visitor.id, read.conversation_id, read.position)
        })
        .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventsQuery {
    after: Option<String>,
}

/// Where a WebSocket cannot pass: the same frames as server-sent events.
#[utoipa::path(get, path = "/v1/visitor/events", tag = "visitors", params(("after" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "text/event-stream"), (status = 401, body = Problem)))]
pub async fn events(
    visitor: SiteVisitor,
    State(hub): State<Hub>,
    Params(EventsQuery { after }): Params<EventsQuery>,
) -> Response {
    let sitting = hub.on_site.sit(visitor.id, visitor.project_id);
    let reading = live::Reading::new(after);
    let frames = stream::unfold(Some((hub, visitor, sitting, reading)), |state| async move {
        let (hub, visitor, mut sitting, mut reading) = state?;
        loop {
            match reading.next_page(&hub, &visitor).await {
                Ok(Some(page)) => {
                    return Some((event(&VisitorFrame::Thread(page)), Some((hub, visitor, sitting, reading))));
                }
                Ok(None) => tokio::select! {
                    woken = sitting.woken.changed() => woken.ok()?,
                    typing = sitting.typing.changed() => {
                        typing.ok()?;
                        let name = sitting.typing.borrow_and_update().clone();
                        return Some((event(&VisitorFrame::Typing { name }), Some((hub, visitor, sitting, reading))));
                    }
                },
                Err(error) => {
                    let refused = VisitorFrame::Refused { id: None, problem: error.problem() };
                    return Some((event(&refused), None));
                }
            }
        }
    });
    Sse::new(frames).keep_alive(KeepAlive::default()).into_response()
}

fn event(frame: &VisitorFrame) -> Result<Event, Infallible> {
    Ok(Event::default().data(serde_json::to_string(frame).unwrap_or_default()))
}

/// WebSocket: first frame `{token, after}`, then the thread as it grows; messages go up it too.
#[utoipa::path(get, path = "/v1/visitor/live", tag = "visitors", responses((status = 101)))]
pub async fn live(
    State(hub): State<Hub>,
    Caller(address): Caller,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let origin = origin(&headers);
    live::bounded(upgrade).on_upgrade(move |socket| live::follow_visitor(socket, hub, origin, address))
}
