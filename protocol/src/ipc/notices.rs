//! What deserves an agent's attention, and by which roads it reaches them (A15, A16).

use super::command;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is told while the agent looks elsewhere. Never of the conversation on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notices {
    /// The agent was asked whether the desktop may tell them of chats; once, after the first sign-in.
    pub asked: bool,
    /// The desktop may.
    pub desktop: bool,
    /// Where the desktop does not, the window does.
    pub in_window: bool,
    /// A chat came to Unassigned.
    pub new_chat: bool,
    /// Somebody gave me a chat.
    pub assigned: bool,
    /// A visitor wrote in a chat of mine.
    pub message: bool,
    /// Now and then, while a chat waits in Unassigned and I am online.
    pub reminder: bool,
    pub sounds: Sounds,
    pub chime: Chime,
    /// In percent of what the system allows.
    pub volume: u8,
    /// Nothing of what was written is shown.
    pub hide_text: bool,
    /// Nothing at all is told before then.
    pub quiet_until: Option<Timestamp>,
}

impl Notices {
    /// Until when nothing is told; none: all that is wanted is told now.
    pub fn quiet(&self, now: Timestamp) -> Option<Timestamp> {
        self.quiet_until.filter(|until| *until > now)
    }
}

/// Which events are heard, shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sounds {
    /// Its reminder too.
    pub new_chat: bool,
    pub assigned: bool,
    pub message: bool,
}

text_enum!(
    /// What an event sounds like.
    Chime { Soft = "soft", Drop = "drop", Bell = "bell" }
);

impl Default for Notices {
    fn default() -> Self {
        Self {
            asked: false,
            desktop: true,
            in_window: true,
            new_chat: true,
            assigned: true,
            message: true,
            reminder: true,
            sounds: Sounds::default(),
            chime: Chime::Soft,
            volume: 60,
            hide_text: false,
            quiet_until: None,
        }
    }
}

impl Default for Sounds {
    fn default() -> Self {
        Self { new_chat: true, assigned: true, message: false }
    }
}

/// Lets the agent hear a chime; refused with `no_sound` where the machine has no way to play one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct PlayChime {
    pub chime: Chime,
    /// In percent.
    pub volume: u8,
}
command!(PlayChime, "play_chime" -> ());

/// What the desktop around the window can do and does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surroundings {
    /// There is somebody who shows notifications.
    pub notifications: bool,
    /// Pupitre has an icon there, from which a closed window comes back.
    pub tray: bool,
    /// Pupitre is started with this profile when the user's session begins.
    pub autostart: bool,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReadSurroundings {}
command!(ReadSurroundings, "read_surroundings" -> Surroundings);

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SetAutostart {
    pub on: bool,
}
command!(SetAutostart, "set_autostart" -> ());
