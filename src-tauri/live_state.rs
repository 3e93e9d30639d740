//! What holds at this moment and is kept nowhere: the connection, who is online, what is on the
//! glass. And the two roads out: events for the window, notices for the desktop.

use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::{Connection, Filling};
use protocol::{AgentId, ConversationId, Timestamp, VisitorId};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// The window is told of changes that come in crowds this often at most.
const CROWD: Duration = Duration::from_millis(200);

/// What became of a claim is told within this time.
const CLAIM_MS: i64 = 10_000;

/// Something the desktop may show while the agent looks elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub conversation: ConversationId,
    pub kind: NoticeKind,
    /// None: "Visitor #number".
    pub visitor_name: Option<String>,
    pub visitor_number: i64,
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// A chat waits in Unassigned.
    NewChat,
    /// Somebody gave me a chat.
    Assigned,
    /// The visitor wrote in a chat of mine.
    NewMessage,
    /// So many chats wait in Unassigned; this one has waited longest.
    Waiting { chats: i64 },
}

pub struct LiveState {
    events: broadcast::Sender<ConsoleEvent>,
    notices: broadcast::Sender<Notice>,
    connected: watch::Sender<bool>,
    now: Mutex<Now>,
}

struct Now {
    connection: Connection,
    filling: Option<Filling>,
    online: HashSet<AgentId>,
    on_site: HashSet<VisitorId>,
    /// Who looks at which unassigned chat.
    looking: HashMap<ConversationId, Vec<AgentId>>,
    /// Milliseconds that the hub's clock is ahead of this machine's.
    hub_ahead_ms: i64,
    on_screen: Option<ConversationId>,
    /// What I took myself, and when: nobody gives it to me.
    claims: HashMap<ConversationId, Timestamp>,
    focused: bool,
    crowd_told: bool,
}

impl Default for LiveState {
    fn default() -> Self {
        Self {
            events: broadcast::channel(4_096).0,
            notices: broadcast::channel(256).0,
            connected: watch::channel(false).0,
            now: Mutex::new(Now {
                connection: Connection::Connecting,
                filling: None,
                online: HashSet::new(),
                on_site: HashSet::new(),
                looking: HashMap::new(),
                hub_ahead_ms: 0,
                on_screen: None,
                claims: HashMap::new(),
                focused: true,
                crowd_told: false,
            }),
        }
    }
}

impl LiveState {
    pub fn events(&self) -> broadcast::Receiver<ConsoleEvent> {
        self.events.subscribe()
    }

    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Turns true with each connection, false when it is lost.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.subscribe()
    }

    /// With no window listening nobody is told; the next one reads the store anyway.
    pub fn emit(&self, event: ConsoleEvent) {
        let _ = self.events.send(event);
    }

    pub fn notify(&self, notice: Notice) {
        let _ = self.notices.send(notice);
    }

    /// The inbox changed as one of many changes: tells of all of them at once, soon.
    pub fn emit_inbox_soon(self: &Arc<Self>) {
        if std::mem::replace(&mut self.now().crowd_told, true) {
            return;
        }
        let this = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(CROWD).await;
            this.now().crowd_told = false;
            this.emit(ConsoleEvent::InboxChanged);
        });
    }

    pub fn connection(&self) -> Connection {
        self.now().connection.clone()
    }

    pub fn set_connected(&self) {
        self.set_connection(Connection::Connected);
        self.connected.send_if_modified(|connected| !std::mem::replace(connected, true));
    }

    /// Keeps the moment of the loss through all tries that follow it.
    pub fn set_lost(&self, at: Timestamp) {
        self.connected.send_if_modified(|connected| std::mem::replace(connected, false));
        if !matches!(self.connection(), Connection::Lost { .. }) {
            self.set_connection(Connection::Lost { since: at });
        }
        let mut now = self.now();
        now.online.clear();
        now.on_site.clear();
        now.looking.clear();
    }

    /// Nobody is signed in: there is nothing to be connected to.
    pub fn reset(&self) {
        self.connected.send_if_modified(|connected| std::mem::replace(connected, false));
        let mut now = self.now();
        now.connection = Connection::Connecting;
        now.filling = None;
        now.online.clear();
        now.on_site.clear();
        now.looking.clear();
        now.on_screen = None;
    }

    fn set_connection(&self, connection: Connection) {
        let changed = std::mem::replace(&mut self.now().connection, connection.clone()) != connection;
        if changed {
            self.emit(ConsoleEvent::ConnectionChanged { connection });
        }
    }

    pub fn filling(&self) -> Option<Filling> {
        self.now().filling
    }

    pub fn set_filling(&self, filling: Option<Filling>) {
        let changed = std::mem::replace(&mut self.now().filling, filling) != filling;
        if changed {
            self.emit(ConsoleEvent::FillingChanged { filling });
        }
    }

    pub fn is_online(&self, agent: AgentId) -> bool {
        self.now().online.contains(&agent)
    }

    pub fn set_online(&self, agents: impl IntoIterator<Item = AgentId>) {
        self.now().online = agents.into_iter().collect();
        self.emit(ConsoleEvent::TeamChanged);
    }

    pub fn is_on_site(&self, visitor: VisitorId) -> bool {
        self.now().on_site.contains(&visitor)
    }

    pub fn set_on_site(self: &Arc<Self>, visitors: impl IntoIterator<Item = VisitorId>) {
        self.now().on_site = visitors.into_iter().collect();
        self.emit_inbox_soon();
    }

    pub fn move_on_site(self: &Arc<Self>, visitor: VisitorId, on_site: bool) {
        let moved = match on_site {
            true => self.now().on_site.insert(visitor),
            false => self.now().on_site.remove(&visitor),
        };
        if moved {
            self.emit_inbox_soon();
        }
    }

    pub fn looking_at(&self, conversation: ConversationId) -> Vec<AgentId> {
        self.now().looking.get(&conversation).cloned().unwrap_or_default()
    }

    pub fn set_looking(&self, conversation: ConversationId, agents: Vec<AgentId>) {
        let mut now = self.now();
        if agents.is_empty() {
            now.looking.remove(&conversation);
        } else {
            now.looking.insert(conversation, agents);
        }
        drop(now);
        self.emit(ConsoleEvent::ConversationsChanged { ids: vec![conversation] });
    }

    pub fn hub_ahead_ms(&self) -> i64 {
        self.now().hub_ahead_ms
    }

    /// The hub said what time it is there, a moment ago.
    pub fn set_hub_time(&self, there: Timestamp, here: Timestamp) {
        self.now().hub_ahead_ms = there.since(here);
    }

    pub fn on_screen(&self) -> Option<ConversationId> {
        self.now().on_screen
    }

    pub fn set_on_screen(&self, conversation: Option<ConversationId>) {
        self.now().on_screen = conversation;
    }

    /// I ask for this conversation now. Its answer and the page that tells of it come in any order.
    pub fn claim(&self, conversation: ConversationId, at: Timestamp) {
        let mut now = self.now();
        now.claims.retain(|_, claimed| at.since(*claimed) < CLAIM_MS);
        now.claims.insert(conversation, at);
    }

    pub fn is_my_claim(&self, conversation: ConversationId, at: Timestamp) -> bool {
        self.now().claims.get(&conversation).is_some_and(|claimed| at.since(*claimed) < CLAIM_MS)
    }

    pub fn set_focused(&self, focused: bool) {
        self.now().focused = focused;
    }

    /// The agent looks at this conversation: nothing about it needs a notice.
    pub fn is_looked_at(&self, conversation: ConversationId) -> bool {
        let now = self.now();
        now.focused && now.on_screen == Some(conversation)
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
