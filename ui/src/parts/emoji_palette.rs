//! The emoji: recent ones, those of a group, or what a search finds, named in the interface's language.

use crate::emoji::{self, Emoji};
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::parts::layer::ComposerLayer;
use crate::parts::writing::Writing;
use crate::state::{DeskState, EmojiState};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::t_string;
use wasm_bindgen::JsCast;

const FOUND: usize = 64;
/// Per row, as the style sheet lays them out.
const COLUMNS: isize = 9;
/// The groups of Unicode that hold something to pick, each shown by its first emoji.
const GROUPS: [u8; 9] = [0, 1, 3, 4, 5, 6, 7, 8, 9];

#[component]
pub fn EmojiPalette() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let state = expect_context::<EmojiState>();
    let query = RwSignal::new(String::new());
    let group = RwSignal::new(GROUPS[0]);
    Effect::new(move || state.want(i18n.get_locale()));
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let of_group = move |wanted: u8| {
        state.all.with(|all| {
            let all = all.as_deref().map(Vec::as_slice).unwrap_or_default();
            all.iter().filter(|one| one.group() == wanted).cloned().collect::<Vec<_>>()
        })
    };
    let shown = Memo::new(move |_| {
        if query.with(|query| query.trim().is_empty()) {
            of_group(group.get())
        } else {
            state.search(&query.read(), FOUND)
        }
    });
    let recent = Memo::new(move |_| {
        let recent = desk.preferences().recent_emoji;
        state.all.with(|all| {
            let all = all.as_deref().map(Vec::as_slice).unwrap_or_default();
            let known = |one: &String| all.iter().find(|emoji| emoji.character() == one).cloned();
            recent.iter().filter_map(known).collect::<Vec<_>>()
        })
    });
    let searching = move || query.with(|query| !query.trim().is_empty());
    let label = Signal::derive(move || t_string!(i18n, emoji.title).to_owned());
    let first = move |group: u8| {
        state
            .all
            .with(|all| all.as_ref()?.iter().find(|one| one.group() == group).map(|one| one.character().to_owned()))
    };
    view! {
        <ComposerLayer label id="emoji-palette">
            <div class="field">
                <Icon shape=Shape::Search size=Size::Small />
                <input
                    data-testid="emoji-search"
                    aria-label=move || t_string!(i18n, emoji.search)
                    placeholder=move || t_string!(i18n, emoji.search)
                    node_ref=field
                    prop:value=move || query.get()
                    on:input=move |event| query.set(event_target_value(&event))
                    on:keydown=enter_picks_the_first
                />
            </div>
            <Show when=move || !searching()>
                <div class="emoji-groups" role="group" aria-label=move || t_string!(i18n, emoji.groups)>
                    {GROUPS.map(|one| view! {
                        <button
                            class="emoji"
                            type="button"
                            aria-label=move || group_name(i18n.get_locale(), one)
                            title=move || group_name(i18n.get_locale(), one)
                            aria-pressed=move || (group.get() == one).to_string()
                            on:click=move |_| group.set(one)
                        >
                            {move || first(one)}
                        </button>
                    }).collect_view()}
                </div>
            </Show>
            <div class="layer__list" on:keydown=move_by_arrows>
                <Show when=move || !searching() && !recent.with(Vec::is_empty)>
                    <p class="label">{move || t_string!(i18n, emoji.recent)}</p>
                    <Grid emoji=recent />
                </Show>
                <Grid emoji=shown />
                <Show when=move || searching() && shown.with(Vec::is_empty)>
                    <p class="layer__empty" role="status">{move || t_string!(i18n, emoji.nothing)}</p>
                </Show>
            </div>
        </ComposerLayer>
    }
}

#[component]
fn Grid(emoji: Memo<Vec<Emoji>>) -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let writing = expect_context::<Writing>();
    view! {
        <div class="emoji-grid">
            <For each=move || emoji.get() key=|one| one.character().to_owned() let:one>
                {
                    let character = one.character().to_owned();
                    let name = one.name().to_owned();
                    view! {
                        <button
                            class="emoji"
                            type="button"
                            data-testid="emoji"
                            title=name.clone()
                            aria-label=name.clone()
                            on:click=move |_| {
                                writing.layer.set(None);
                                pick(desk, writing, &character, 0);
                            }
                        >
                            {one.character().to_owned()}
                        </button>
                    }
                }
            </For>
        </div>
    }
}

/// Puts an emoji in place of `instead` characters before the caret, and remembers it.
pub fn pick(desk: DeskState, writing: Writing, character: &str, instead: usize) {
    writing.insert(character, instead);
    desk.prefer(|preferences| {
        preferences.recent_emoji = emoji::recent(std::mem::take(&mut preferences.recent_emoji), character);
    });
}

fn group_name(locale: crate::i18n::Locale, group: u8) -> &'static str {
    use leptos_i18n::td_string;
    match group {
        0 => td_string!(locale, emoji.smileys),
        1 => td_string!(locale, emoji.people),
        3 => td_string!(locale, emoji.nature),
        4 => td_string!(locale, emoji.food),
        5 => td_string!(locale, emoji.travel),
        6 => td_string!(locale, emoji.activities),
        7 => td_string!(locale, emoji.objects),
        8 => td_string!(locale, emoji.symbols),
        _ => td_string!(locale, emoji.flags),
    }
}

fn buttons() -> Vec<web_sys::HtmlElement> {
    let Ok(found) = document().query_selector_all(".layer [data-testid=emoji]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn enter_picks_the_first(event: ev::KeyboardEvent) {
    match event.key().as_str() {
        "Enter" => buttons().first().map(web_sys::HtmlElement::click),
        "ArrowDown" => buttons().first().and_then(|button| button.focus().ok()),
        _ => return,
    };
    event.prevent_default();
}

fn move_by_arrows(event: ev::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        "ArrowDown" => COLUMNS,
        "ArrowUp" => -COLUMNS,
        _ => return,
    };
    event.prevent_default();
    let buttons = buttons();
    let focused = document().active_element();
    let here = buttons.iter().position(|button| focused.as_deref() == Some(button.as_ref()));
    let there = here.and_then(|here| here.checked_add_signed(step));
    if let Some(button) = there.and_then(|there| buttons.get(there)) {
        let _ = button.focus();
    }
}
