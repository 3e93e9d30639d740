//! Which visitors have the site open, and how their sockets are woken. Ephemeral: never logged.

use protocol::{ProjectId, VisitorId};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// From one page of a site to the next, a browser is gone for a moment.
const LEAVE_GRACE: Duration = Duration::from_secs(10);

/// A visitor came or went.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub project: ProjectId,
    pub visitor: VisitorId,
    pub on_site: bool,
}

#[derive(Clone)]
pub struct OnSite {
    visitors: Arc<Mutex<HashMap<VisitorId, Seat>>>,
    /// Set under the visitors' lock.
    ended: Arc<AtomicBool>,
    changes: broadcast::Sender<Change>,
}

struct Seat {
    project: ProjectId,
    connections: usize,
    /// Counts the commits that changed this visitor's thread.
    wake: watch::Sender<u64>,
    /// The agent who said last that they are writing.
    typing: watch::Sender<String>,
}

impl Seat {
    fn new(project: ProjectId) -> Self {
        Self { project, connections: 1, wake: watch::Sender::new(0), typing: watch::Sender::new(String::new()) }
    }

    fn sit(&self, on_site: &OnSite, visitor: VisitorId) -> Sitting {
        Sitting { on_site: on_site.clone(), visitor, woken: self.wake.subscribe(), typing: self.typing.subscribe() }
    }
}

impl Default for OnSite {
    fn default() -> Self {
        Self { visitors: Arc::default(), ended: Arc::default(), changes: broadcast::Sender::new(1024) }
    }
}

impl OnSite {
    /// Takes a seat for one connection, until the guard is dropped.
    pub fn sit(&self, visitor: VisitorId, project: ProjectId) -> Sitting {
        let mut visitors = self.lock();
        if self.ended.load(Ordering::Relaxed) {
            return Seat::new(project).sit(self, visitor);
        }
        let (sitting, came) = match visitors.entry(visitor) {
            Entry::Occupied(mut seat) => {
                seat.get_mut().connections += 1;
                (seat.get().sit(self, visitor), false)
            }
            Entry::Vacant(place) => (place.insert(Seat::new(project)).sit(self, visitor), true),
        };
        drop(visitors);
        if came {
            let _ = self.changes.send(Change { project, visitor, on_site: true });
        }
        sitting
    }

    /// Wakes the connections of a project's visitors.
    pub fn wake_project(&self, project: ProjectId) {
        for seat in self.lock().values().filter(|seat| seat.project == project) {
            seat.wake.send_modify(|commits| *commits += 1);
        }
    }

    /// Wakes the connections of these visitors.
    pub fn wake(&self, touched: &[VisitorId]) {
        let visitors = self.lock();
        for visitor in touched {
            if let Some(seat) = visitors.get(visitor) {
                seat.wake.send_modify(|commits| *commits += 1);
            }
        }
    }

    /// An agent of this name is writing to the visitor.
    pub fn typing(&self, visitor: VisitorId, name: String) {
        if let Some(seat) = self.lock().get(&visitor) {
            seat.typing.send_replace(name);
        }
    }

    /// Wakes everybody: some news was missed.
    pub fn wake_all(&self) {
        for seat in self.lock().values() {
            seat.wake.send_modify(|commits| *commits += 1);
        }
    }

    /// Has every connection end, those too that come after: nobody wakes them any more.
    pub fn end(&self) {
        let mut visitors = self.lock();
        self.ended.store(true, Ordering::Relaxed);
        visitors.clear();
    }

    pub fn of(&self, projects: &[ProjectId]) -> Vec<VisitorId> {
        self.lock().iter().filter(|(_, seat)| projects.contains(&seat.project)).map(|(id, _)| *id).collect()
    }

    pub fn count(&self) -> usize {
        self.lock().len()
    }

    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    fn leave(&self, visitor: VisitorId) {
        let mut visitors = self.lock();
        let Some(seat) = visitors.get_mut(&visitor) else { return };
        seat.connections = seat.connections.saturating_sub(1);
        if seat.connections > 0 {
            return;
        }
        drop(visitors);
        let on_site = self.clone();
        // Outside a runtime (the hub is ending) there is nobody left to tell.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(LEAVE_GRACE).await;
                on_site.forget_if_empty(visitor);
            });
        }
    }

    fn forget_if_empty(&self, visitor: VisitorId) {
        let mut visitors = self.lock();
        let gone = match visitors.entry(visitor) {
            Entry::Occupied(seat) if seat.get().connections == 0 => Some(seat.remove().project),
            _ => None,
        };
        drop(visitors);
        if let Some(project) = gone {
            let _ = self.changes.send(Change { project, visitor, on_site: false });
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<VisitorId, Seat>> {
        self.visitors.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection of a visitor.
pub struct Sitting {
    on_site: OnSite,
    visitor: VisitorId,
    pub woken: watch::Receiver<u64>,
    pub typing: watch::Receiver<String>,
}

impl Drop for Sitting {
    fn drop(&mut self) {
        self.on_site.leave(self.visitor);
    }
}
