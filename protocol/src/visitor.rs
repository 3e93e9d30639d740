//! Visitors: the people on the web sites.

use crate::ids::{AgentId, ProjectId, VisitorId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_enum!(
    /// Where a visitor stands with the company (V1). Set by hand or by the playbook, nothing else (V10).
    VisitorStatus {
        New = "new",
        Prospect = "prospect",
        Customer = "customer",
        Closed = "closed",
        Archived = "archived",
    }
);

/// A person who opened the widget (V2), as the agents of the project see them (A6: this row stays
/// visible whoever their chats belong to).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visitor {
    pub id: VisitorId,
    pub project_id: ProjectId,
    /// Counts up per project: "Visitor #12" while there is no name.
    pub number: i64,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub status: VisitorStatus,
    /// The browser's language, BCP 47 ("fr-FR"), as the widget read it.
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub user_agent: Option<String>,
    /// CSS pixels of the page, "1280x720".
    pub viewport: Option<String>,
    /// Read from the user agent: "Firefox 145".
    pub browser: Option<String>,
    /// Read from the user agent: "macOS". Versions only where browsers still tell the true one.
    pub os: Option<String>,
    pub device: Option<Device>,
    pub place: Place,
    /// The address they were last seen from (V6).
    #[serde(default)]
    pub address: Option<String>,
    /// The page they are on, or were on last.
    pub page: Option<Page>,
    /// Where they first came from, when the browser told.
    pub referrer: Option<String>,
    /// How they came to the site on their latest visit (D4).
    pub origin: Option<Origin>,
    /// Custom and URL parameters, as the site gave them (D4, V6).
    pub params: BTreeMap<String, String>,
    /// The site's own id of them, as its server signed it: one visitor on all of their devices.
    #[serde(default)]
    pub customer_id: Option<String>,
    /// Numbers of visitors who turned out to be this one: their conversations are theirs.
    #[serde(default)]
    pub joined: Vec<i64>,
    /// What the site told of them, at most [`EVENTS_MAX`](crate::limits::EVENTS_MAX), the newest last.
    #[serde(default)]
    pub events: Vec<VisitorEvent>,
    pub visits: i64,
    pub pages_viewed: i64,
    /// Milliseconds on the site, over all visits.
    pub browsing_ms: i64,
    /// Set while they are kept out (D7).
    pub block: Option<Block>,
    /// When their latest conversation began: with a message, a choice or a form of theirs. None: they only opened
    /// the widget, and are not engaged (V3).
    #[serde(default)]
    pub conversation_at: Option<Timestamp>,
    /// Who has their open chat, which is hidden from other agents (A6, V7).
    #[serde(default)]
    pub held_by: Option<AgentId>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
}

/// Something that the site told of a visitor: "order_placed".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitorEvent {
    pub name: String,
    pub details: BTreeMap<String, String>,
    pub at: Timestamp,
}

/// A page of the web site. The URL comes from the visitor's browser: show it as text, open it only
/// if it is http or https.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Page {
    pub url: String,
    pub title: String,
}

text_enum!(
    /// What kind of machine the visitor sits at.
    Device {
        Desktop = "desktop",
        Phone = "phone",
        Tablet = "tablet",
        #[serde(other)]
        Other = "other",
    }
);

/// Where somebody seems to be, by their address: what the operator's database of places knows, else
/// nothing. Never a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    pub city: Option<String>,
    pub region: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
}

/// How a visitor came to the site (D4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    pub kind: OriginKind,
    /// The engine, network, campaign or site.
    pub source: Option<String>,
    /// What they searched for, if the engine told.
    pub terms: Option<String>,
}

text_enum!(
    /// The roads that D4 tells apart.
    OriginKind {
        /// The address was typed, or nobody told.
        Direct = "direct",
        Search = "search",
        Social = "social",
        /// Named by the parameters of the address.
        Campaign = "campaign",
        /// Another site.
        Referral = "referral",
        #[serde(other)]
        Other = "other",
    }
);

/// Somebody is kept out (D7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    pub by: AgentId,
    pub at: Timestamp,
    /// For managers only.
    pub reason: Option<String>,
    /// None: until somebody unblocks them.
    pub until: Option<Timestamp>,
}

/// Whether a block with this end still holds.
pub fn block_holds(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_none_or(|until| until > now)
}
