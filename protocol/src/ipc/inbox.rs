//! The list of conversations, and search over the cache.

use super::command;
use super::thread::UnsentReply;
use crate::agent::Role;
use crate::conversation::{Platform, State};
use crate::ids::{AgentId, ConversationId, MessageId, ProjectId, VisitorId};
use crate::lane::Lane;
use crate::message::Position;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

text_enum!(
    /// The folders of A2. Managers also have Team: chats of other agents.
    Folder {
        Unassigned = "unassigned",
        Mine = "mine",
        Team = "team",
        Closed = "closed",
    }
);

/// Rows `offset..offset + limit` of a folder. Unassigned: longest waiting first; the others: newest
/// text first, closed ones by closing time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListFolder {
    pub folder: Folder,
    pub project: Option<ProjectId>,
    pub offset: i64,
    pub limit: i64,
}
command!(ListFolder, "list_folder" -> FolderPage);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FolderPage {
    /// Rows in the whole folder: its count, and the height of the virtual list.
    pub total: i64,
    pub rows: Vec<ConversationRow>,
}

/// Counts of every folder at once, and what is unread in *mine* (the badge).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CountFolders {
    pub project: Option<ProjectId>,
}
command!(CountFolders, "count_folders" -> FolderCounts);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderCounts {
    pub unassigned: i64,
    pub mine: i64,
    pub team: i64,
    pub closed: i64,
    /// Unread visitor messages in *mine*.
    pub unread: i64,
}

/// A conversation as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConversationRow {
    pub id: ConversationId,
    pub project_id: ProjectId,
    pub visitor_id: VisitorId,
    /// None: show "Visitor #number".
    pub visitor_name: Option<String>,
    pub visitor_number: i64,
    /// The visitor has the site open now.
    pub on_site: bool,
    /// The language the visitor writes in, two letters: detected, or corrected here; none while it is not
    /// sure (L2).
    pub language: Option<String>,
    pub platform: Platform,
    pub state: State,
    pub assignee_id: Option<AgentId>,
    pub last: Option<LastText>,
    pub last_text_at: Timestamp,
    pub unread: i64,
    pub waiting_since: Option<Timestamp>,
    /// In Unassigned: until when somebody should take it (A8), by this machine's clock.
    pub wait_until: Option<Timestamp>,
    pub closed_at: Option<Timestamp>,
    /// What the agent has begun to write, cut to a line.
    pub draft: Option<String>,
    /// Something written here waits for the network, or was refused.
    pub unsent: Unsent,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastText {
    /// What it is: a text, a link, an option that was picked… ([`crate::Body::kind`]).
    pub kind: String,
    /// Its words, cut to a line.
    pub text: String,
    /// Written by the agent who looks at it.
    pub mine: bool,
}

text_enum!(
    /// The most urgent state of a conversation's outbox items.
    Unsent { Nothing = "nothing", Queued = "queued", Failed = "failed" }
);

/// As you type: matches in every conversation of the cache, newest first. Words are matched by
/// prefix, accents and case ignored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Search {
    pub query: String,
    pub project: Option<ProjectId>,
    pub filter: SearchFilter,
    pub limit: i64,
}
command!(Search, "search" -> SearchResults);

/// Which messages are looked through (O1); people are found whatever it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFilter {
    pub visitor: Option<VisitorId>,
    /// Written by this agent.
    pub agent: Option<AgentId>,
    pub lane: Option<Lane>,
    /// Not older than this.
    pub since: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// Visitors whose name, e-mail or phone matches, with their latest conversation.
    pub people: Vec<ConversationRow>,
    pub messages: Vec<SearchHit>,
    /// More messages match than were asked for.
    pub more: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchHit {
    pub row: ConversationRow,
    pub message_id: MessageId,
    /// Its place in the thread, so that the window can open there.
    pub position: Position,
    pub at: Timestamp,
    /// The passage around the match, as runs of plain and matching text.
    pub passage: Vec<Passage>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub text: String,
    pub matches: bool,
}

/// Replies that the hub refused and whose conversation may no longer be seen: the agent's own words,
/// to be copied or deleted. Oldest first.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListNotSent {}
command!(ListNotSent, "list_not_sent" -> Vec<UnsentReply>);

/// Colleagues of a project, for the assign menu; me first, then those online, then by name.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ListColleagues {
    pub project: ProjectId,
}
command!(ListColleagues, "list_colleagues" -> Vec<Colleague>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: AgentId,
    pub name: String,
    pub role: Role,
    pub online: bool,
    pub me: bool,
}
