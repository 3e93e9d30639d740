//! Which agents are online, now. Ephemeral: told to colleagues, never logged. The switch and the
//! last sight are stored, so that a restarted hub knows them.

use crate::rules::presence::{Link, is_online};
use crate::settings::Clock;
use protocol::{AgentId, Timestamp};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

pub struct Presence {
    clock: Clock,
    started_at: Timestamp,
    links: Mutex<HashMap<AgentId, Link>>,
    online: watch::Sender<BTreeSet<AgentId>>,
}

impl Presence {
    /// With the switches as they were stored.
    pub fn new(clock: Clock, switches: Vec<(AgentId, bool, Timestamp)>) -> Self {
        let started_at = clock();
        let links = switches
            .into_iter()
            .map(|(id, switch, last_seen_at)| (id, Link { switch, connections: 0, last_seen_at }))
            .collect();
        let presence =
            Self { clock, started_at, links: Mutex::new(links), online: watch::Sender::new(BTreeSet::new()) };
        presence.refresh();
        presence
    }

    /// Everybody who is online, at each change.
    pub fn online(&self) -> watch::Receiver<BTreeSet<AgentId>> {
        self.online.subscribe()
    }

    /// Everybody who is online now.
    pub fn now(&self) -> BTreeSet<AgentId> {
        self.online.borrow().clone()
    }

    pub fn switch(&self, id: AgentId, on: bool) {
        self.change(id, |link| link.switch = on);
    }

    pub fn connected(&self, id: AgentId) {
        self.change(id, |link| link.connections += 1);
    }

    pub fn is_connected(&self, id: AgentId) -> bool {
        self.lock().get(&id).is_some_and(|link| link.connections > 0)
    }

    /// Answers whether it was their last connection.
    pub fn disconnected(&self, id: AgentId) -> bool {
        let mut was_last = false;
        self.change(id, |link| {
            link.connections = link.connections.saturating_sub(1);
            was_last = link.connections == 0;
        });
        was_last
    }

    /// Lets the grace of lost connections run out; called every second.
    pub fn refresh(&self) {
        let now = (self.clock)();
        let online: BTreeSet<_> =
            self.lock().iter().filter(|(_, link)| is_online(link, self.started_at, now)).map(|(id, _)| *id).collect();
        self.online.send_if_modified(|known| {
            let changed = *known != online;
            *known = online;
            changed
        });
    }

    fn change(&self, id: AgentId, change: impl FnOnce(&mut Link)) {
        let now = (self.clock)();
        let never = Link { switch: false, connections: 0, last_seen_at: now };
        {
            let mut links = self.lock();
            let link = links.entry(id).or_insert(never);
            change(link);
            link.last_seen_at = now;
        }
        self.refresh();
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AgentId, Link>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
