//! Visitors: the people on the web sites.

use crate::ids::{ProjectId, VisitorId};
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
    /// The page they are on, or were on last.
    pub page: Option<Page>,
    /// Where they first came from, when the browser told.
    pub referrer: Option<String>,
    /// Custom and URL parameters, as the site gave them (D4, V6).
    pub params: BTreeMap<String, String>,
    pub visits: i64,
    pub pages_viewed: i64,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Timestamp,
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
