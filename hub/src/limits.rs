//! How often one caller may call. Generous for people, tight for scripts; the bench turns it off.

use crate::error::Error;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use protocol::{AgentId, VisitorId};
use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

pub struct Limits {
    enabled: bool,
    sign_in_by_address: DefaultKeyedRateLimiter<IpAddr>,
    sign_in_by_account: DefaultKeyedRateLimiter<String>,
    session_by_address: DefaultKeyedRateLimiter<IpAddr>,
    visitor: DefaultKeyedRateLimiter<VisitorId>,
    agent: DefaultKeyedRateLimiter<AgentId>,
    preview: DefaultKeyedRateLimiter<AgentId>,
}

impl Limits {
    pub fn new(enabled: bool) -> Self {
        Self {
            enabled,
            // An office behind one address signs in at nine o'clock.
            sign_in_by_address: keyed(1, 60),
            // Guessing one account's password, from wherever.
            sign_in_by_account: keyed(1, 20),
            // A school behind one address opens a shop's page.
            session_by_address: keyed(20, 300),
            // Faster than anybody types, slower than a loop.
            visitor: keyed(5, 40),
            agent: keyed(50, 400),
            // Each is a database of its own.
            preview: keyed(1, 5),
        }
    }

    pub fn sign_in(&self, address: IpAddr, email: &str) -> Result<(), Error> {
        self.check(&self.sign_in_by_address, &address)?;
        self.check(&self.sign_in_by_account, &email.to_owned())
    }

    pub fn session(&self, address: IpAddr) -> Result<(), Error> {
        self.check(&self.session_by_address, &address)
    }

    pub fn visitor(&self, id: VisitorId) -> Result<(), Error> {
        self.check(&self.visitor, &id)
    }

    pub fn agent(&self, id: AgentId) -> Result<(), Error> {
        self.check(&self.agent, &id)
    }

    pub fn preview(&self, id: AgentId) -> Result<(), Error> {
        self.check(&self.preview, &id)
    }

    /// Forgets callers who have been quiet; called now and then.
    pub fn forget_quiet(&self) {
        self.sign_in_by_address.retain_recent();
        self.sign_in_by_account.retain_recent();
        self.session_by_address.retain_recent();
        self.visitor.retain_recent();
        self.agent.retain_recent();
        self.preview.retain_recent();
    }

    fn check<K: Hash + Eq + Clone>(&self, limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), Error> {
        if !self.enabled {
            return Ok(());
        }
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Error::rate_limited(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
        })
    }
}

fn keyed<K: Hash + Eq + Clone>(per_second: u32, burst: u32) -> DefaultKeyedRateLimiter<K> {
    let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst)))
}
