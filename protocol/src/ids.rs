//! Ids are UUIDs (version 7 where we make them), each noun with a type of its own so that they
//! cannot be mistaken for one another. On the wire: hyphenated text. In SQLite: 16 bytes.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Uuid))]
        #[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// An id that nobody has.
            pub const fn nil() -> Self {
                Self(Uuid::nil())
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        // Ids are read in logs and failed assertions: the bare id is what helps there.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        #[cfg(feature = "sqlite")]
        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.0.as_bytes().as_slice().into())
            }
        }

        #[cfg(feature = "sqlite")]
        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                <[u8; 16]>::column_result(value).map(|bytes| Self(Uuid::from_bytes(bytes)))
            }
        }
    };
}

id!(
    /// One web site or brand, with its widget key.
    ProjectId
);
id!(
    /// A support agent, manager or admin.
    AgentId
);
id!(
    /// A person on a web site who opened the widget (V2).
    VisitorId
);
id!(
    /// One conversation of a visitor, from its first message to its close.
    ConversationId
);
id!(
    /// One item of a thread. Made by whoever writes it, so that a repeated send is recognised.
    MessageId
);
id!(
    /// An answer written beforehand.
    CannedAnswerId
);
id!(
    /// What a bot says and asks (A11).
    PlaybookId
);
id!(
    /// One saved state of a playbook.
    VersionId
);
id!(
    /// A file, from the moment somebody begins to send it.
    FileId
);
