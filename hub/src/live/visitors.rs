//! `WS /v1/visitor/live` and `GET /v1/visitor/events`: a widget's own thread, as it grows.

use super::{Gone, Heartbeat, hello, send};
use crate::error::Error;
use crate::http::{Hub, SiteVisitor, visitors};
use crate::store::{conversations, threads};
use axum::extract::ws::{Message, WebSocket};
use protocol::MessageId;
use protocol::wire::visitors::{Opening, ThreadConversation, ThreadPage, VisitorFrame, VisitorHello, VisitorSends};
use protocol::wire::{ErrorCode, Problem};
use std::net::IpAddr;

/// Serves the socket until either side ends it. `origin` is the page's, for the project's list.
pub async fn follow(mut socket: WebSocket, hub: Hub, origin: Option<String>, address: IpAddr) {
    if let Ok(Err(error)) = serve(&mut socket, &hub, origin, address).await {
        let frame = VisitorFrame::Refused { id: None, problem: error.problem() };
        let _ = send(&mut socket, &frame).await;
    }
    let _ = socket.send(Message::Close(None)).await;
}

async fn serve(
    socket: &mut WebSocket,
    hub: &Hub,
    origin: Option<String>,
    address: IpAddr,
) -> Result<Result<(), Error>, Gone> {
    let Some(VisitorHello { token, after }) = hello(socket).await? else {
        return Ok(Err(ErrorCode::BodyInvalid.into()));
    };
    let visitor = match SiteVisitor::enter(hub, token, origin, address).await {
        Ok(visitor) => visitor,
        Err(error) => return Ok(Err(error)),
    };
    let mut sitting = hub.on_site.sit(visitor.id, visitor.project_id);
    let mut heartbeat = Heartbeat::new();
    let mut reading = Reading::new(after);
    sitting.woken.mark_changed();
    loop {
        tokio::select! {
            woken = sitting.woken.changed() => {
                if woken.is_err() {
                    return Ok(Ok(()));
                }
                loop {
                    match reading.next_page(hub, &visitor).await {
                        Ok(Some(page)) => send(socket, &VisitorFrame::Thread(page)).await?,
                        Ok(None) => break,
                        Err(error) => return Ok(Err(error)),
                    }
                }
            }
            Ok(()) = sitting.typing.changed() => {
                let name = sitting.typing.borrow_and_update().clone();
                send(socket, &VisitorFrame::Typing { name }).await?;
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
        Ok(VisitorSends::Read(read)) => {
            // Nobody waits for its answer, and the next one makes up for it.
            let _ = visitors::mark_read(hub, visitor, read).await;
            return None;
        }
        Ok(VisitorSends::Typing) => {
            // As above.
            let _ = tell_typing(hub, visitor).await;
            return None;
        }
        Err(_) => (None, ErrorCode::BodyInvalid.into()),
    };
    let problem: Problem = outcome.problem();
    Some(VisitorFrame::Refused { id, problem })
}

/// Has those who may see the conversation know that the visitor is writing.
async fn tell_typing(hub: &Hub, visitor: &SiteVisitor) -> Result<(), Error> {
    hub.limits.visitor(visitor.id)?;
    let (visitor, now) = (visitor.clone(), hub.now());
    let open = hub.store.read(move |connection| {
        visitor.still_may(connection, now)?;
        conversations::open_of(connection, visitor.id)
    });
    if let Some(open) = open.await? {
        hub.signs.typing(open.id, open.subject);
    }
    Ok(())
}

/// A visitor's place in their thread, and what they were last told of their conversation,
/// or of what the bot says before there is one.
pub struct Reading {
    after: Option<String>,
    told: Option<(Option<ThreadConversation>, Option<Opening>)>,
}

impl Reading {
    /// From a place (none: the newest page comes first).
    pub fn new(after: Option<String>) -> Self {
        Self { after, told: None }
    }

    /// The next page; none if nothing is new. The first is given even if it is empty: it says that
    /// the connection stands.
    pub async fn next_page(&mut self, hub: &Hub, visitor: &SiteVisitor) -> Result<Option<ThreadPage>, Error> {
        let (visitor, after, now) = (visitor.clone(), self.after.clone(), hub.now());
        let page = hub.store.read(move |connection| {
            visitor.still_may(connection, now)?;
            threads::page(connection, visitor.id, after.as_deref(), None)
        });
        let page = page.await?;
        let standing = Some((page.conversation.clone(), page.opening.clone()));
        let news = !page.messages.is_empty() || self.told != standing;
        self.after = Some(page.after.clone());
        self.told = standing;
        Ok(news.then_some(page))
    }
}
