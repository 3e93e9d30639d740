//! `WS /v1/visitor/live` and `GET /v1/visitor/events`: a widget's own thread, as it grows.

use super::{Gone, Heartbeat, hello, send};
use crate::error::Error;
use crate::http::{Hub, SiteVisitor, visitors};
use crate::store::threads;
use axum::extract::ws::{Message, WebSocket};
use protocol::MessageId;
use protocol::wire::visitors::{ThreadPage, VisitorFrame, VisitorHello, VisitorSends};
use protocol::wire::{ErrorCode, Problem};

/// Serves the socket until either side ends it. `origin` is the page's, for the project's list.
pub async fn follow(mut socket: WebSocket, hub: Hub, origin: Option<String>) {
    if let Ok(Err(error)) = serve(&mut socket, &hub, origin).await {
        let frame = VisitorFrame::Refused { id: None, problem: error.problem() };
        let _ = send(&mut socket, &frame).await;
    }
    let _ = socket.send(Message::Close(None)).await;
}

async fn serve(socket: &mut WebSocket, hub: &Hub, origin: Option<String>) -> Result<Result<(), Error>, Gone> {
    let Some(VisitorHello { token, after }) = hello(socket).await? else {
        return Ok(Err(ErrorCode::BodyInvalid.into()));
    };
    let visitor = match SiteVisitor::enter(hub, token, origin).await {
        Ok(visitor) => visitor,
        Err(error) => return Ok(Err(error)),
    };
    let mut sitting = hub.on_site.sit(visitor.id, visitor.project_id);
    let mut heartbeat = Heartbeat::new();
    let mut after = after;
    sitting.woken.mark_changed();
    loop {
        tokio::select! {
            _ = sitting.woken.changed() => {
                loop {
                    match next_frame(hub, &visitor, after.clone()).await {
                        Ok(Some(page)) => {
                            after = Some(page.after.clone());
                            let more = page.more && page.before.is_none();
                            send(socket, &VisitorFrame::Thread(page)).await?;
                            if !more { break }
                        }
                        Ok(None) => break,
                        Err(error) => return Ok(Err(error)),
                    }
                }
            }
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    heartbeat.heard();
                    if let Some(answer) = receive(hub, &visitor, &text).await {
                        send(socket, &answer).await?;
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(Ok(())),
                Some(Ok(Message::Binary(_))) => return Ok(Err(ErrorCode::BodyInvalid.into())),
                Some(Ok(_)) => heartbeat.heard(),
            },
            _ = heartbeat.ticks.tick() => heartbeat.beat(socket).await?,
        }
    }
}

/// Carries out what a widget sent; none where no answer is due.
async fn receive(hub: &Hub, visitor: &SiteVisitor, text: &str) -> Option<VisitorFrame> {
    let (id, outcome): (Option<MessageId>, _) = match serde_json::from_str(text) {
        Ok(VisitorSends::Message(message)) => {
            let id = message.id;
            match visitors::write_message(hub, visitor, message).await {
                Ok(posted) => return Some(VisitorFrame::Posted(posted)),
                Err(error) => (Some(id), error),
            }
        }
        Ok(VisitorSends::Read(read)) => match visitors::mark_read(hub, visitor, read).await {
            Ok(()) => return None,
            Err(error) => (None, error),
        },
        Err(_) => (None, ErrorCode::BodyInvalid.into()),
    };
    let problem: Problem = outcome.problem();
    Some(VisitorFrame::Refused { id, problem })
}

/// The visitor's thread after a place (none: its newest page), or none if nothing is new there.
pub async fn next_frame(hub: &Hub, visitor: &SiteVisitor, after: Option<String>) -> Result<Option<ThreadPage>, Error> {
    let id = visitor.id;
    let place = after.clone();
    let page = hub.store.read(move |connection| threads::page(connection, id, place.as_deref(), None)).await?;
    let nothing_new = after.is_some_and(|after| after == page.after) && page.messages.is_empty();
    Ok((!nothing_new).then_some(page))
}
