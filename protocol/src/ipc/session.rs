//! Signing in, who I am, and what this desk prefers.

use super::command;
use super::notices::Notices;
use crate::agent::Role;
use crate::ids::{AgentId, ProjectId};
use crate::project::Project;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the window needs for its first paint. Answered from disk, never from the network (O4).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Boot {}
command!(Boot, "boot" -> Desk);

/// Sent once, when the first screen is on the glass: the core measures its start by it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Painted {}
command!(Painted, "painted" -> ());

/// Needs the hub. The password is not kept; the token goes to the keyring.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}
command!(SignIn, "sign_in" -> Desk);

/// Forgets the token and deletes the cache of this agent. Unsent text stays in the outbox.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SignOut {}
command!(SignOut, "sign_out" -> Desk);

/// The switch (A1). Shows at once, and is sent again at each reconnection.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SetOnline {
    pub online: bool,
}
command!(SetOnline, "set_online" -> ());

/// Keeps a preference of this desk.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetPreferences {
    pub preferences: Preferences,
}
command!(SetPreferences, "set_preferences" -> ());

/// Tries the connection now instead of after the current delay.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Reconnect {}
command!(Reconnect, "reconnect" -> ());

/// The language in which the web view underlines what is misspelt (D10), two letters. Answers the
/// dictionaries that it found, like `fr_FR`; none: this system has no dictionary of that language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetSpelling {
    pub language: String,
}
command!(SetSpelling, "set_spelling" -> Vec<String>);

/// How much room the cache takes on this desk, in bytes.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct MeasureCache {}
command!(MeasureCache, "measure_cache" -> i64);

/// All that the frame of the window shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    pub hub: String,
    /// None: show the sign-in screen.
    pub me: Option<Me>,
    pub preferences: Preferences,
    /// The system's language, where the environment names one of ours: the interface's while no
    /// preference says another (L1).
    pub system_locale: Option<Locale>,
    pub connection: Connection,
    pub projects: Vec<Project>,
    /// True when the system has no keyring and the token lies in a file that only this user can
    /// read: the window says so plainly.
    pub token_in_file: bool,
    /// The first synchronisation, while it runs.
    pub filling: Option<Filling>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// May change playbooks though no manager.
    #[serde(default)]
    pub edits_playbooks: bool,
    pub online: bool,
}

/// Heads are there at once; messages fill in behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    pub done: i64,
    pub total: i64,
}

/// The state of the network, not of presence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Connection {
    /// Not tried yet, or trying for the first time.
    Connecting,
    Connected,
    /// Lost since then; tries again by itself.
    Lost {
        since: Timestamp,
    },
}

text_enum!(
    /// Light, dark, or what the system says.
    Theme { System = "system", Light = "light", Dark = "dark" }
);

text_enum!(
    /// The interface's language (L1).
    Locale { Fr = "fr", Es = "es", En = "en" }
);

text_enum!(
    /// What stands between the cells of a CSV (V8).
    CsvSeparator { Semicolon = "semicolon", Comma = "comma", Tab = "tab" }
);

impl CsvSeparator {
    /// What spreadsheets of this language expect: where decimals come after a comma, semicolons.
    pub const fn expected(locale: Locale) -> Self {
        match locale {
            Locale::Fr | Locale::Es => Self::Semicolon,
            Locale::En => Self::Comma,
        }
    }

    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub theme: Theme,
    /// None: the system's language, else English.
    pub locale: Option<Locale>,
    /// The project shown; none: all of mine.
    pub project: Option<ProjectId>,
    /// Enter sends, Shift+Enter begins a line; off: the other way round (D8).
    pub enter_sends: bool,
    /// The latest first.
    pub recent_emoji: Vec<String>,
    /// Keys that were chosen (O5): the window's name of an action to a key like `Ctrl+Shift+K`.
    pub keys: BTreeMap<String, String>,
    /// The window's size of everything, in percent; one of [`ZOOMS`].
    pub zoom: u16,
    /// Of closed conversations that ended longer ago, this desk keeps the heads alone. None: all is kept.
    pub keep_days: Option<u16>,
    /// Filters of the visitors page that are kept under a name (V13).
    pub views: Vec<SavedView>,
    /// None: what spreadsheets of the interface's language expect.
    pub csv_separator: Option<CsvSeparator>,
    pub notices: Notices,
    /// Closing the window leaves Pupitre in the tray, where the desktop has one.
    pub stay_in_tray: bool,
    /// The agent was told of that, the first time.
    pub told_of_tray: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    /// As the window's address writes it.
    pub address: String,
}

/// The sizes that the window can have, in percent.
pub const ZOOMS: [u16; 9] = [50, 67, 80, 90, 100, 125, 150, 175, 200];

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            locale: None,
            project: None,
            enter_sends: true,
            recent_emoji: Vec::new(),
            keys: BTreeMap::new(),
            zoom: 100,
            keep_days: None,
            views: Vec::new(),
            csv_separator: None,
            notices: Notices::default(),
            stay_in_tray: true,
            told_of_tray: false,
        }
    }
}
