//! What the filters of a thread tell apart (D1), decided from author and kind alone.

use crate::message::{Author, Message};
use serde::{Deserialize, Serialize};

/// Which of the filters shows an item. What a bot asks and what the system notes shows unfiltered only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lane {
    Visitor,
    Agent,
    /// Actions & Navigation: offers, links, transfers, page sharing, what was created, pages visited, and what else the site
    /// tells.
    Action,
    Other,
}

impl Lane {
    /// The filters, in the order they stand in.
    pub const FILTERS: [Self; 3] = [Self::Visitor, Self::Agent, Self::Action];

    /// Of an item of this `kind` (see [`crate::Body::kind`]). A kind that nobody knows is its author's.
    pub fn of(author: Author, kind: &str) -> Self {
        match kind {
            "page" | "event" | "link" | "offer" | "transferred" | "created" | "sharing" => Self::Action,
            _ => match author {
                Author::Visitor => Self::Visitor,
                Author::Agent { .. } => Self::Agent,
                Author::Bot | Author::System => Self::Other,
            },
        }
    }

    /// One letter, for the outline of a long thread.
    pub const fn letter(self) -> char {
        match self {
            Self::Visitor => 'v',
            Self::Agent => 'a',
            Self::Action => 'n',
            Self::Other => 'o',
        }
    }

    /// None: the item at this place is not known yet.
    pub const fn from_letter(letter: char) -> Option<Self> {
        match letter {
            'v' => Some(Self::Visitor),
            'a' => Some(Self::Agent),
            'n' => Some(Self::Action),
            'o' => Some(Self::Other),
            _ => None,
        }
    }
}

impl From<&Message> for Lane {
    fn from(message: &Message) -> Self {
        Self::of(message.author, message.body.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AgentId;

    /// D1
    #[test]
    fn each_item_shows_under_one_filter_at_most() {
        let agent = Author::Agent { id: AgentId::from(uuid::Uuid::nil()) };
        for (author, kind, lane) in [
            (Author::Visitor, "text", Lane::Visitor),
            (Author::Visitor, "picked", Lane::Visitor),
            (Author::Visitor, "answers", Lane::Visitor),
            (Author::Visitor, "hologram", Lane::Visitor),
            (agent, "text", Lane::Agent),
            (agent, "offer", Lane::Action),
            (agent, "link", Lane::Action),
            (Author::System, "transferred", Lane::Action),
            (Author::System, "created", Lane::Action),
            (Author::System, "sharing", Lane::Action),
            (Author::System, "page", Lane::Action),
            (Author::System, "event", Lane::Action),
            (Author::System, "merged", Lane::Other),
            (Author::System, "joined", Lane::Other),
            (Author::System, "closed", Lane::Other),
            (Author::Bot, "choice", Lane::Other),
        ] {
            assert_eq!(Lane::of(author, kind), lane, "{kind}");
        }
    }

    #[test]
    fn lanes_are_found_again_by_their_letter() {
        for lane in [Lane::Visitor, Lane::Agent, Lane::Action, Lane::Other] {
            assert_eq!(Lane::from_letter(lane.letter()), Some(lane));
        }
        assert_eq!(Lane::from_letter('?'), None);
    }
}
