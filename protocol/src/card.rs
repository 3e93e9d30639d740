//! What an item of a thread may hold besides text: links and offers of agents, questions and forms of
//! bots with their answers, and notices of page sharing.
//!
//! All of it is data from people or from a playbook: shown as text, never as HTML.

use crate::agent::AgentRef;
use crate::ids::{FileId, MessageId};
use serde::{Deserialize, Serialize};

/// An address with the words that say what it is (D13). http or https.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Link {
    pub title: String,
    pub url: String,
}

/// Something an agent offers (D13). The price is text, as the shop writes prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Offer {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// A picture of it; the hub has read it and serves it like a thread's others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<FileId>,
    /// What to press, and where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<Link>,
}

/// A question with answers to pick from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choice {
    pub text: String,
    pub options: Vec<ChoiceOption>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ChoiceOption {
    pub id: String,
    pub label: String,
}

/// The visitor's answer to a [`Choice`]. The label is repeated, so that it can be read alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Picked {
    /// The item that asked.
    pub question: MessageId,
    /// The id of the option.
    pub option: String,
    pub label: String,
}

/// A form to fill in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Form {
    pub title: String,
    pub fields: Vec<FormField>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FormField {
    pub key: String,
    pub kind: FieldKind,
    pub label: String,
    pub required: bool,
}

text_enum!(
    /// What a field of a form takes; also where its answer goes in the visitor's data.
    FieldKind {
        Text = "text",
        Name = "name",
        Email = "email",
        Phone = "phone",
        /// A kind that only a newer version knows: shown as text.
        #[serde(other)]
        Other = "other",
    }
);

/// A [`Form`] as the visitor sent it. Title and labels are repeated, so that it can be read alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answers {
    /// The item that asked.
    pub form: MessageId,
    pub title: String,
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Answer {
    pub key: String,
    pub kind: FieldKind,
    pub label: String,
    pub value: String,
}

/// Sharing the visitor's page with the agent (X1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Sharing {
    /// The agent asked.
    Requested { by: AgentRef },
    /// The visitor agreed.
    Accepted,
    /// The visitor did not.
    Refused,
    /// It is over; with none by the visitor.
    Ended {
        by: Option<AgentRef>,
        /// Seconds from the consent to the end.
        #[cfg_attr(test, ts(type = "number"))]
        lasted_s: i64,
    },
}
