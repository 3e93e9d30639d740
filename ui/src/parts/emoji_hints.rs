//! What `:sou` may become, above the composer while one types (O5).

use crate::emoji::{self, Emoji};
use crate::i18n::use_i18n;
use crate::parts::emoji_palette::pick;
use crate::parts::writing::Writing;
use crate::state::{DeskState, EmojiState};
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::t_string;

const SHOWN: usize = 6;

#[derive(Clone, Copy)]
pub struct EmojiHints {
    /// What was typed after the colon.
    begun: RwSignal<Option<String>>,
    found: Memo<Vec<Emoji>>,
    chosen: RwSignal<usize>,
    desk: DeskState,
    state: EmojiState,
    writing: Writing,
}

impl EmojiHints {
    /// Belongs to the calling component.
    pub fn new(writing: Writing) -> Self {
        let state = expect_context::<EmojiState>();
        let begun = RwSignal::new(None::<String>);
        let found = Memo::new(move |_| begun.get().map(|begun| state.search(&begun, SHOWN)).unwrap_or_default());
        Self { begun, found, chosen: RwSignal::new(0), desk: expect_context(), state, writing }
    }

    /// Something was typed, or the caret moved.
    pub fn look(self, locale: crate::i18n::Locale) {
        let begun = self.writing.before_caret().and_then(|before| emoji::begun(&before).map(str::to_owned));
        if begun.is_some() {
            self.state.want(locale);
        }
        if self.begun.with_untracked(|known| *known != begun) {
            self.chosen.set(0);
            self.begun.set(begun);
        }
    }

    /// Whether the key was for the hints.
    pub fn takes(self, event: &ev::KeyboardEvent) -> bool {
        let count = self.found.with_untracked(Vec::len);
        if count == 0 {
            return false;
        }
        match event.key().as_str() {
            "ArrowDown" => self.chosen.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => self.chosen.update(|at| *at = (*at + count - 1) % count),
            "Enter" | "Tab" => self.pick(self.chosen.get_untracked()),
            "Escape" => self.begun.set(None),
            _ => return false,
        }
        true
    }

    fn pick(self, at: usize) {
        let Some(one) = self.found.with_untracked(|found| found.get(at).cloned()) else { return };
        // The colon too.
        let typed = self.begun.with_untracked(|begun| begun.as_ref().map_or(0, |begun| begun.chars().count() + 1));
        self.begun.set(None);
        pick(self.desk, self.writing, one.character(), typed);
    }
}

#[component]
pub fn EmojiHintList(hints: EmojiHints) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || !hints.found.with(Vec::is_empty)>
            <ul
                class="layer emoji-hints"
                role="listbox"
                data-testid="emoji-hints"
                aria-label=move || t_string!(i18n, emoji.title)
            >
                {move || hints.found.get().into_iter().enumerate().map(|(at, one)| view! {
                    <li
                        class="canned"
                        class:canned--chosen=move || hints.chosen.get() == at
                        role="option"
                        aria-selected=move || (hints.chosen.get() == at).to_string()
                        // The field keeps the focus.
                        on:pointerdown=move |event| {
                            event.prevent_default();
                            hints.pick(at);
                        }
                    >
                        {one.character().to_owned()} " " {one.name().to_owned()}
                    </li>
                }).collect_view()}
            </ul>
        </Show>
    }
}
