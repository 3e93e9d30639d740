//! A project: one web site or brand.

use crate::ids::ProjectId;
use serde::{Deserialize, Serialize};

/// A project as its agents see it; the widget key and the allowed origins stay on the hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    pub id: ProjectId,
    pub name: String,
    /// Custom parameters that have a name for people; the others are shown by their keys.
    #[serde(default)]
    pub params: Vec<DeclaredParam>,
}

/// A custom parameter of visitors, as the site sends it, and what people call it (D6, V6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclaredParam {
    pub key: String,
    pub label: String,
}

/// A place of business of a project. What is not known of it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Establishment {
    /// What the site's script tag says of itself: `data-establishment`.
    pub key: String,
    pub name: String,
    pub region: String,
    pub sector: String,
    pub country: String,
}
