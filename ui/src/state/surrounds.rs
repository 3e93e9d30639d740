//! What the desktop around the window can do, read when Settings are opened.

use super::refresh::refresh;
use leptos::prelude::*;
use protocol::ipc::notices::{ReadSurroundings, Surroundings};

#[derive(Clone, Copy)]
pub struct Surrounds(RwSignal<Option<Surroundings>>);

impl Surrounds {
    pub fn read() -> Self {
        let known = RwSignal::new(None);
        refresh(known, ReadSurroundings {});
        Self(known)
    }

    pub fn read_again(self) {
        refresh(self.0, ReadSurroundings {});
    }

    /// Until it is known, taken for there.
    pub fn notifications(self) -> bool {
        self.0.get().is_none_or(|known| known.notifications)
    }

    pub fn tray(self) -> bool {
        self.0.get().is_none_or(|known| known.tray)
    }

    pub fn autostart(self) -> bool {
        self.0.get().is_some_and(|known| known.autostart)
    }

    /// Shows at once; what became of it is read afterwards.
    pub fn show_autostart(self, on: bool) {
        self.0.update(|known| {
            if let Some(known) = known {
                known.autostart = on;
            }
        });
    }
}
