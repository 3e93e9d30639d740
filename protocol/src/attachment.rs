//! Files in a thread (C2, D9, D12): what is told of one. Its bytes go by roads of their own.

use crate::ids::FileId;
use serde::{Deserialize, Serialize};

/// A file that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Attachment {
    pub file: FileId,
    /// As its sender called it, cleaned for display and disk. Never a path.
    pub name: String,
    /// Read from its bytes by the hub, whatever its sender said: "application/pdf".
    pub media_type: String,
    /// Bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub size: u64,
    /// Present if it is a picture that the hub could read: then it serves the file as a thumbnail and as
    /// a preview too, which it drew anew itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub picture: Option<Picture>,
}

/// The size in which a picture is shown upright, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Picture {
    pub width: u32,
    pub height: u32,
}

text_enum!(
    /// In which size the hub serves a picture.
    Drawing {
        /// Fits into [`Drawing::pixels`] of a thread.
        Thumbnail = "thumbnail",
        /// Fits onto a screen.
        Preview = "preview",
    }
);

impl Drawing {
    /// Neither side is longer.
    pub const fn pixels(self) -> u32 {
        match self {
            Self::Thumbnail => 480,
            Self::Preview => 2_048,
        }
    }
}

/// What a project lets its visitors send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilePolicy {
    /// Bytes; 0: no files at all.
    #[cfg_attr(test, ts(type = "number"))]
    pub max_bytes: u64,
    /// Media types, whole ("application/pdf") or by kind ("image/*"); empty: any.
    pub media_types: Vec<String>,
}

impl FilePolicy {
    /// Whether a file of this type may be sent.
    pub fn takes(&self, media_type: &str) -> bool {
        let takes = |pattern: &String| match pattern.strip_suffix("/*") {
            Some(kind) => media_type.split('/').next() == Some(kind),
            None => pattern == media_type,
        };
        self.media_types.is_empty() || self.media_types.iter().any(takes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C2
    #[test]
    fn a_policy_names_types_whole_or_by_kind() {
        let policy =
            |types: &[&str]| FilePolicy { max_bytes: 1, media_types: types.iter().map(|t| (*t).into()).collect() };
        assert!(policy(&[]).takes("application/x-msdownload"));
        let documents = policy(&["image/*", "application/pdf"]);
        assert!(documents.takes("image/png") && documents.takes("application/pdf"));
        assert!(!documents.takes("imagery/png") && !documents.takes("application/zip"));
    }
}
