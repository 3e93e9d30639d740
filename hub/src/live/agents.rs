//! `WS /v1/live`: a console catches up from its cursor, then follows.

use super::{Gone, Heartbeat, Sign, hello, send};
use crate::error::Error;
use crate::http::Hub;
use crate::rules::visibility::may_see;
use crate::store::agents::Membership;
use crate::store::news::News;
use crate::store::{agents, sync, tokens};
use axum::extract::ws::{Message, WebSocket};
use protocol::wire::ErrorCode;
use protocol::wire::sync::{Cursor, LiveFrame, LiveHello, SyncPage, SyncQuery};
use protocol::{AgentId, VisitorId};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

/// Serves the socket until either side ends it.
pub async fn follow(mut socket: WebSocket, hub: Hub) {
    if let Ok(Err(error)) = serve(&mut socket, &hub).await {
        // A refusal has a code that says what the console does next.
        let _ = send(&mut socket, &LiveFrame::Refused(error.problem())).await;
    }
    let _ = socket.send(Message::Close(None)).await;
}

/// Counts as a connection of the agent while it lives.
struct Attendance {
    hub: Hub,
    id: AgentId,
}

impl Drop for Attendance {
    fn drop(&mut self) {
        if self.hub.presence.disconnected(self.id) {
            self.hub.signs.look(self.id, None);
        }
        let (store, id) = (self.hub.store.clone(), self.id);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { store.write(move |tx| agents::seen(tx, id)).await });
        }
    }
}

async fn serve(socket: &mut WebSocket, hub: &Hub) -> Result<Result<(), Error>, Gone> {
    let Some(hello) = hello::<LiveHello>(socket).await? else {
        return Ok(Err(ErrorCode::BodyInvalid.into()));
    };
    let mut follower = match Follower::enter(hub, hello).await {
        Ok(follower) => follower,
        Err(error) => return Ok(Err(error)),
    };
    let id = follower.member.viewer.id;
    hub.presence.connected(id);
    let _attendance = Attendance { hub: hub.clone(), id };

    let mut news = hub.store.news();
    let mut online = hub.presence.online();
    let mut on_site = hub.on_site.changes();
    let mut signs = hub.signs.listen();
    let mut heartbeat = Heartbeat::new();
    online.mark_changed();
    send(socket, &LiveFrame::VisitorsOnSite { visitors: follower.on_site(hub) }).await?;
    send_looks(socket, hub, &follower).await?;
    if let Err(error) = catch_up(socket, hub, &mut follower).await? {
        return Ok(Err(error));
    }
    loop {
        tokio::select! {
            first = news.recv() => match follower.is_concerned(first, &mut news) {
                Some(true) => if let Err(error) = catch_up(socket, hub, &mut follower).await? {
                    return Ok(Err(error));
                },
                Some(false) => {}
                None => return Ok(Ok(())),
            },
            _ = online.changed() => {
                let online = online.borrow_and_update().clone();
                match follower.colleagues(hub, online).await {
                    Ok(agents) => send(socket, &LiveFrame::AgentsOnline { agents }).await?,
                    Err(error) => return Ok(Err(error)),
                }
            }
            change = on_site.recv() => match change {
                Ok(change) if follower.member.viewer.projects.contains(&change.project) => {
                    let frame = LiveFrame::VisitorOnSite { visitor_id: change.visitor, on_site: change.on_site };
                    send(socket, &frame).await?;
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    send(socket, &LiveFrame::VisitorsOnSite { visitors: follower.on_site(hub) }).await?;
                }
                Err(RecvError::Closed) => return Ok(Ok(())),
            },
            sign = signs.recv() => match sign {
                Ok(sign) => if let Some(frame) = follower.frame(sign) {
                    send(socket, &frame).await?;
                },
                // Of what holds for a moment only the looks are worth being told again.
                Err(RecvError::Lagged(_)) => send_looks(socket, hub, &follower).await?,
                Err(RecvError::Closed) => return Ok(Ok(())),
            },
            received = socket.recv() => match received {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(Ok(())),
                // The agents' commands go over HTTP; a frame is only a sign of life.
                Some(Ok(_)) => heartbeat.heard(),
            },
            _ = heartbeat.ticks.tick() => heartbeat.beat(socket).await?,
        }
    }
}

async fn send_looks(socket: &mut WebSocket, hub: &Hub, follower: &Follower) -> Result<(), Gone> {
    for frame in hub.signs.now().into_iter().filter_map(|sign| follower.frame(sign)) {
        send(socket, &frame).await?;
    }
    Ok(())
}

/// Sends page after page, until the agent has all there is.
async fn catch_up(socket: &mut WebSocket, hub: &Hub, follower: &mut Follower) -> Result<Result<(), Error>, Gone> {
    loop {
        match follower.next_page(hub).await {
            Ok(Some(page)) => send(socket, &LiveFrame::Page(Box::new(page))).await?,
            Ok(None) => return Ok(Ok(())),
            Err(error) => return Ok(Err(error)),
        }
    }
}

/// An agent's place in the order of changes.
struct Follower {
    token: String,
    member: Membership,
    cursor: Cursor,
}

impl Follower {
    async fn enter(hub: &Hub, hello: LiveHello) -> Result<Self, Error> {
        let LiveHello { token, since } = hello;
        let (member, token) = hub
            .store
            .read(move |connection| {
                let member = tokens::member(connection, &token)?;
                Ok((member, token))
            })
            .await?;
        Ok(Self { token, member, cursor: since })
    }

    /// Whether any of the news that wait concern this agent; none when the hub ends. Commits that
    /// came together are looked at together.
    fn is_concerned(
        &self,
        first: Result<Arc<News>, RecvError>,
        news: &mut broadcast::Receiver<Arc<News>>,
    ) -> Option<bool> {
        let concerns = |news: &News| self.member.viewer.role.sees_all() || news.concern(self.member.viewer.id);
        let mut concerned = match first {
            Ok(news) => concerns(&news),
            Err(RecvError::Lagged(_)) => true,
            Err(RecvError::Closed) => return None,
        };
        loop {
            match news.try_recv() {
                Ok(news) => concerned |= concerns(&news),
                Err(TryRecvError::Lagged(_)) => concerned = true,
                Err(_) => return Some(concerned),
            }
        }
    }

    /// What came after the cursor; none if nothing did. The token and the membership are looked at
    /// each time, so that a change of role, a deactivation or a sign-out applies at once.
    async fn next_page(&mut self, hub: &Hub) -> Result<Option<SyncPage>, Error> {
        let (token, known) = (self.token.clone(), self.member.clone());
        let query = SyncQuery { since: Some(self.cursor.clone()), ..SyncQuery::default() };
        let now = hub.now();
        let page = hub
            .store
            .read(move |connection| {
                let member = tokens::member(connection, &token)?;
                if member.generation != known.generation {
                    return Err(ErrorCode::CursorStale.into());
                }
                sync::page(connection, &member, &query, now)
            })
            .await?;
        if page.cursor == self.cursor && !page.more {
            return Ok(None);
        }
        self.cursor = page.cursor.clone();
        // A page of what is hidden from this agent only moves the cursor, and that can wait.
        if page.is_empty() && !page.more { Ok(None) } else { Ok(Some(page)) }
    }

    /// A sign as this agent is told it; none of what is hidden from them (A6).
    fn frame(&self, sign: Sign) -> Option<LiveFrame> {
        let sees = |subject| may_see(&self.member.viewer, subject);
        match sign {
            Sign::Typing { conversation, subject } => {
                sees(&subject).then_some(LiveFrame::VisitorTyping { conversation_id: conversation })
            }
            Sign::Looking { conversation, subject, agents } => {
                sees(&subject).then_some(LiveFrame::Looking { conversation_id: conversation, agents })
            }
        }
    }

    /// Those of `online` who share a project with this agent.
    async fn colleagues(&self, hub: &Hub, online: BTreeSet<AgentId>) -> Result<Vec<AgentId>, Error> {
        let projects = self.member.viewer.projects.clone();
        hub.store
            .read(move |connection| {
                let mut colleagues = Vec::new();
                for id in online {
                    let theirs = agents::projects_of(connection, id)?;
                    if theirs.iter().any(|project| projects.contains(project)) {
                        colleagues.push(id);
                    }
                }
                Ok(colleagues)
            })
            .await
    }

    fn on_site(&self, hub: &Hub) -> Vec<VisitorId> {
        hub.on_site.of(&self.member.viewer.projects)
    }
}
