//! Keeping projects: for admins.

use crate::ids::ProjectId;
use crate::project::{DeclaredParam, Establishment};
use serde::{Deserialize, Serialize};

/// A project as its admins keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeptProject {
    pub id: ProjectId,
    /// Moves with each change: to be sent back with the next one.
    pub revision: i64,
    /// What the widget's script tag carries. Public: the origins are what keeps others out.
    pub key: String,
    /// Signs the ids of customers that the site tells: for the site's server alone.
    pub identity_secret: String,
    /// A page of an allowed origin has carried the widget.
    pub on_a_page: bool,
    pub content: ProjectContent,
}

/// What an admin decides of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectContent {
    pub name: String,
    /// The sites that may carry its widget, such as `https://shop.example`; at most 100.
    pub origins: Vec<String>,
    /// At most 50, each key once.
    pub params: Vec<DeclaredParam>,
    /// At most 1,000, each key once.
    pub establishments: Vec<Establishment>,
}

/// `PUT /v1/projects/{id}`: makes a project, or makes it as wished. What it is already needs no revision, so
/// asking again does no harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PutProject {
    /// The one it was changed from; none: it is new.
    pub revision: Option<i64>,
    pub content: ProjectContent,
}
