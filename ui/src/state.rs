//! What the window remembers, as named context types: [`DeskState`] for all of it, and one per
//! concern below. Parts take them with `expect_context`.

pub mod address;
mod canned;
mod cells;
mod dialogue;
mod draft_files;
mod emoji;
mod inbox;
mod moves;
mod outgoing;
mod playbooks;
mod projects;
mod refresh;
mod sheet;
mod statuses;
mod surrounds;
mod talk;
mod team;
mod thread;
mod toasts;
mod transfers;
mod typing;
mod visitor;
mod visitors;

pub use canned::CannedState;
pub use cells::Cells;
pub use dialogue::DialogueState;
pub use draft_files::{DraftFile, DraftFiles};
pub use emoji::EmojiState;
pub use inbox::{InboxState, Sight};
pub use moves::Moves;
pub use playbooks::PlaybooksState;
pub use projects::ProjectsState;
pub use sheet::SheetState;
pub use statuses::StatusChange;
pub use surrounds::Surrounds;
pub use talk::Talk;
pub use team::{colleagues, shown_projects};
pub use thread::ThreadState;
pub use toasts::{Notice, Toasts};
pub use transfers::Transfers;
pub use typing::TypingVisitors;
pub use visitor::VisitorState;
pub use visitors::VisitorsState;

use crate::after_paint::after_paint;
use crate::bus::Bus;
use crate::ipc;
use crate::keyboard::{Action, Bindings};
use crate::thread_model::RowKey;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::{
    Boot, Connection, Desk, Locale, Me, Painted, Preferences, Reconnect, SetOnline, SetPreferences,
};
use protocol::{ConversationId, Position, ProjectId};

/// The pages of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Conversations,
    Visitors,
    Settings,
}

/// The parts of Settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Playbooks,
    Widget,
    Params,
    Crm,
    Canned,
    Accounts,
    Audit,
    Establishments,
    Notices,
    Desk,
}

impl Section {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Playbooks => "playbooks",
            Self::Widget => "widget",
            Self::Params => "params",
            Self::Establishments => "establishments",
            Self::Crm => "crm",
            Self::Canned => "canned",
            Self::Accounts => "accounts",
            Self::Audit => "audit",
            Self::Notices => "notices",
            Self::Desk => "desk",
        }
    }
}

/// What the dialogue should show: a conversation, at its newest message or at a place in its thread,
/// which may lie in an earlier conversation of the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub conversation: ConversationId,
    pub at: Option<RowKey>,
}

/// Who sits here, what they prefer, and how it stands with the network.
#[derive(Clone, Copy)]
pub struct DeskState {
    desk: RwSignal<Option<Desk>>,
    /// The code of a failed start.
    pub failed: RwSignal<Option<String>>,
    /// Somebody is signed in, and since then the first synchronisation was over once. A later one moves nothing.
    pub set_up: RwSignal<bool>,
    pub page: RwSignal<Page>,
    /// The part of Settings that is shown, and is shown again later.
    pub section: RwSignal<Section>,
    pub target: RwSignal<Option<Target>>,
    /// Whether the information pane was opened or closed by hand; none: as wide as the window is.
    pub info: RwSignal<Option<bool>>,
    /// The list of keys is open.
    pub shortcuts: RwSignal<bool>,
    /// The conversation whose reply box should take the focus once it can.
    pub focus_reply: RwSignal<Option<ConversationId>>,
    pub events: Bus<ConsoleEvent>,
    pub keys: Bus<Action>,
    painted: StoredValue<bool>,
}

impl DeskState {
    pub fn new() -> Self {
        Self {
            desk: RwSignal::new(None),
            failed: RwSignal::new(None),
            set_up: RwSignal::new(false),
            page: RwSignal::new(Page::Conversations),
            section: RwSignal::new(Section::Desk),
            target: RwSignal::new(None),
            info: RwSignal::new(None),
            shortcuts: RwSignal::new(false),
            focus_reply: RwSignal::new(None),
            events: Bus::new(),
            keys: Bus::new(),
            painted: StoredValue::new(false),
        }
    }

    /// Reads the desk from the core's disk: at the start, and when the team changed.
    pub fn boot(self) {
        spawn_local(async move {
            match ipc::call(Boot {}).await {
                Ok(desk) => self.take(desk),
                Err(Failure { code, message }) => {
                    leptos::logging::error!("boot: {code}: {message}");
                    self.failed.set(Some(code));
                }
            }
        });
    }

    pub fn take(self, desk: Desk) {
        self.failed.set(None);
        if desk.me.is_none() {
            self.target.set(None);
            self.page.set(Page::Conversations);
        }
        self.desk.set(Some(desk));
        self.note_set_up();
    }

    fn note_set_up(self) {
        let now = self.desk.with_untracked(|desk| {
            let desk = desk.as_ref()?;
            desk.me.as_ref().map(|_| desk.filling.is_none())
        });
        let set_up = now.is_some_and(|over| over || self.set_up.get_untracked());
        if set_up != self.set_up.get_untracked() {
            self.set_up.set(set_up);
        }
    }

    /// Takes what an event carries itself.
    pub fn hear(self, event: &ConsoleEvent) {
        match event {
            ConsoleEvent::ConnectionChanged { connection } => {
                self.change(|desk| desk.connection = connection.clone());
            }
            ConsoleEvent::FillingChanged { filling } => {
                self.change(|desk| desk.filling = *filling);
                self.note_set_up();
            }
            ConsoleEvent::TeamChanged | ConsoleEvent::PreferencesChanged | ConsoleEvent::SignedOut => self.boot(),
            ConsoleEvent::ShowConversation { id } => self.open(*id, None),
            _ => {}
        }
        self.events.tell(event);
    }

    pub fn open(self, conversation: ConversationId, position: Option<Position>) {
        self.open_at(conversation, position.map(|position| RowKey::At(conversation, position)));
    }

    /// Opens a conversation at a row of its thread.
    pub fn open_at(self, conversation: ConversationId, at: Option<RowKey>) {
        self.page.set(Page::Conversations);
        let target = Some(Target { conversation, at });
        if at.is_some() || self.target.get_untracked() != target {
            self.target.set(target);
        }
    }

    /// Shows or hides the information pane. Wide windows have it open by themselves.
    pub fn toggle_info(self) {
        let wide = || {
            let query = window().match_media("(min-width: 1280px)").ok().flatten();
            query.is_none_or(|query| query.matches())
        };
        self.info.update(|info| *info = Some(!info.unwrap_or_else(wide)));
    }

    pub fn is_ready(self) -> bool {
        self.desk.with(Option::is_some)
    }

    pub fn read<T>(self, of: impl FnOnce(&Desk) -> T) -> Option<T> {
        self.desk.with(|desk| desk.as_ref().map(of))
    }

    pub fn me(self) -> Option<Me> {
        self.read(|desk| desk.me.clone()).flatten()
    }

    pub fn preferences(self) -> Preferences {
        self.read(|desk| desk.preferences.clone()).unwrap_or_default()
    }

    /// Which key does what here.
    pub fn bindings(self) -> Bindings {
        self.read(|desk| Bindings::of(&desk.preferences.keys)).unwrap_or_default()
    }

    /// The key of an action, as it is shown on a control.
    pub fn key(self, action: Action, locale: crate::i18n::Locale) -> String {
        self.bindings().shown(action, locale)
    }

    /// The system's language, where the core knows it.
    pub fn system_locale(self) -> Option<Locale> {
        self.read(|desk| desk.system_locale).flatten()
    }

    pub fn project(self) -> Option<ProjectId> {
        self.preferences().project
    }

    pub fn connection(self) -> Connection {
        self.read(|desk| desk.connection.clone()).unwrap_or(Connection::Connecting)
    }

    /// What needs the hub can be asked for now.
    pub fn is_connected(self) -> bool {
        self.connection() == Connection::Connected
    }

    /// Sees the chats of all, and moves them.
    pub fn sees_all(self) -> bool {
        self.me().is_some_and(|me| me.role.sees_all())
    }

    /// Shows at once; the core sends it now or at the next connection.
    pub fn set_online(self, online: bool) {
        self.change(|desk| {
            if let Some(me) = &mut desk.me {
                me.online = online;
            }
        });
        spawn_local(async move {
            if ipc::call(SetOnline { online }).await.is_err() {
                self.boot();
            }
        });
    }

    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.change(|desk| change(&mut desk.preferences));
        let preferences = self.desk.with_untracked(|desk| desk.as_ref().map(|desk| desk.preferences.clone()));
        let Some(preferences) = preferences else { return };
        spawn_local(async move {
            if let Err(failure) = ipc::call(SetPreferences { preferences }).await {
                leptos::logging::error!("set_preferences: {}: {}", failure.code, failure.message);
            }
        });
    }

    /// Another size of everything, chosen from the one there is; none: it stays.
    pub fn zoom(self, choose: impl FnOnce(u16) -> Option<u16>) {
        if let Some(size) = choose(untrack(|| self.preferences().zoom)) {
            self.prefer(|preferences| preferences.zoom = size);
        }
    }

    pub fn reconnect(self) {
        spawn_local(async move {
            // A failure shows as the connection staying lost.
            let _ = ipc::call(Reconnect {}).await;
        });
    }

    /// Tells the core, once, that the first screen is on the glass. The
    /// core measures its start by this.
    pub fn tell_painted(self) {
        if self.painted.try_update_value(|painted| std::mem::replace(painted, true)) != Some(false) {
            return;
        }
        after_paint(|| {
            spawn_local(async {
                let _ = ipc::call(Painted {}).await;
            });
        });
    }

    fn change(self, change: impl FnOnce(&mut Desk)) {
        self.desk.update(|desk| {
            if let Some(desk) = desk {
                change(desk);
            }
        });
    }
}
