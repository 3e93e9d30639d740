//! A project: one web site or brand.

use crate::ids::ProjectId;
use serde::{Deserialize, Serialize};

/// A project as its agents see it; the widget key and the allowed origins stay on the hub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    pub id: ProjectId,
    pub name: String,
}
