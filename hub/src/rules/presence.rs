//! When an agent counts as online (A1): the switch is on *and* they are connected. Switching off
//! counts at once; a lost connection after a grace, so that a short drop sends nobody away.

use protocol::Timestamp;
use protocol::limits::PRESENCE_GRACE_MS;

/// What is known of one agent.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The switch, as the agent set it.
    pub switch: bool,
    /// Sockets open now.
    pub connections: usize,
    /// When the last socket went, or anything was heard.
    pub last_seen_at: Timestamp,
}

/// A hub that has just started has not had the time to hear anyone: it judges nobody absent until
/// the grace has passed since `hub_started_at`.
pub fn is_online(link: &Link, hub_started_at: Timestamp, now: Timestamp) -> bool {
    let heard = link.last_seen_at.max(hub_started_at);
    link.switch && (link.connections > 0 || now.since(heard) < PRESENCE_GRACE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(switch: bool, connections: usize, last_seen: i64) -> Link {
        Link { switch, connections, last_seen_at: Timestamp(last_seen) }
    }

    /// A1
    #[test]
    fn switching_off_counts_at_once_and_a_lost_connection_after_the_grace() {
        let start = Timestamp(0);
        let lost_at = 1_000_000;
        let at = |ms| Timestamp(lost_at + ms);
        assert!(is_online(&link(true, 1, 0), start, at(0)));
        assert!(!is_online(&link(false, 1, lost_at), start, at(0)));
        assert!(is_online(&link(true, 0, lost_at), start, at(PRESENCE_GRACE_MS - 1)));
        assert!(!is_online(&link(true, 0, lost_at), start, at(PRESENCE_GRACE_MS)));
    }

    /// A1
    #[test]
    fn a_restarted_hub_waits_before_it_judges_anyone_absent() {
        let restart = Timestamp(1_000_000);
        let known = link(true, 0, 100_000);
        assert!(is_online(&known, restart, restart.plus_ms(PRESENCE_GRACE_MS - 1)));
        assert!(!is_online(&known, restart, restart.plus_ms(PRESENCE_GRACE_MS)));
        assert!(!is_online(&link(false, 0, 100_000), restart, restart));
    }
}
