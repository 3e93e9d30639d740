//! Makes up realistic support conversations for demonstrations, screenshots and load tests.
//!
//! Pure: the same arguments give the same conversations on every machine, with no clock, no file and no
//! database; writing them into a hub is the caller's part. The brand is Maison Verlaine, a furniture shop
//! that does not exist, with customers who write in French, Spanish and English. Addresses are under
//! `.example` and telephone numbers come from ranges kept for fiction where a country has one.
//!
//! Two passes. [`plan`] draws a small table of when, how long, who and how it ends: all that ties
//! conversations together. Then each conversation is written alone, by [`dialogue`] from the scripts of its
//! language, while the caller consumes the iterator; a million messages never sit in memory.

mod calendar;
mod catalogue;
mod devices;
mod dialogue;
mod english;
mod extras;
mod facts;
mod french;
mod lengths;
mod names;
mod pages;
mod people;
mod places;
mod plan;
mod random;
mod script;
mod spanish;
mod typing;

#[cfg(test)]
mod tests;

pub use extras::{SeedExtra, SeedItem};

use protocol::Platform;

/// A whole conversation to be written into a hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedConversation {
    /// Index of the visitor. New visitors take the next number; about one conversation in four is by a
    /// visitor already met.
    pub visitor: usize,
    /// The same for the same index, always.
    pub visitor_profile: SeedVisitor,
    /// Unix milliseconds.
    pub started_at_ms: i64,
    /// Ordered by offset.
    pub pages: Vec<SeedPage>,
    /// Ordered by offset, at least one.
    pub turns: Vec<SeedTurn>,
    /// What happens besides; in no order.
    pub extras: Vec<SeedExtra>,
    pub platform: Platform,
    pub outcome: Outcome,
}

/// A page that the visitor opened before or during the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedPage {
    pub url: String,
    pub title: String,
    /// What `document.referrer` held; none when the visitor typed the address.
    pub referrer: Option<String>,
    /// From the start of the conversation, negative before it.
    pub offset_ms: i64,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedTurn {
    pub from: Speaker,
    pub text: String,
    /// From the start of the conversation; never later than the end asked for.
    pub offset_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    Visitor,
    Agent,
}

/// Where the conversation stands. `agent` is to be taken modulo the number of agents of the hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody has answered: visitor turns only.
    Unassigned,
    Assigned {
        agent: usize,
    },
    Closed {
        agent: usize,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Fr,
    Es,
    En,
}

/// Somebody who writes, with what the forms collected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedVisitor {
    pub language: Language,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub device: SeedDevice,
    pub place: SeedPlace,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedDevice {
    pub kind: DeviceKind,
    pub user_agent: &'static str,
    /// Width and height in CSS pixels.
    pub viewport: (u16, u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKind {
    Desktop,
    Phone,
    Tablet,
}

/// As found from the address, hence not always complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedPlace {
    pub city: Option<&'static str>,
    pub region: Option<&'static str>,
    /// ISO 3166-1, two letters.
    pub country: Option<&'static str>,
    /// An IANA name, as the browser tells it.
    pub timezone: &'static str,
}

impl Language {
    fn phrasebook(self) -> &'static script::Phrasebook {
        match self {
            Self::Fr => &french::BOOK,
            Self::Es => &spanish::BOOK,
            Self::En => &english::BOOK,
        }
    }
}

impl SeedVisitor {
    /// The visitor of that index.
    #[must_use]
    pub fn of(index: usize) -> Self {
        people::Person::of(index).profile()
    }
}

/// Conversations that end before `end_ms` (Unix ms), oldest first, with `messages` turns in all, or one each
/// when that is more. They cover the two months before `end_ms`, and up to two years when there are many.
///
/// From 100,000 messages on, one of the first conversations has 10,000 turns. Most are closed; a third of the
/// latest sixty is not. A visitor has at most one conversation that is not closed, and it is their latest.
pub fn conversations(conversations: usize, messages: usize, end_ms: i64) -> impl Iterator<Item = SeedConversation> {
    plan::plan(conversations, messages, end_ms)
        .into_iter()
        .enumerate()
        .map(move |(index, planned)| dialogue::write(index, &planned, end_ms))
}
