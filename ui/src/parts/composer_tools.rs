//! The tools of the composer (D9): canned answers, emoji, files, links and offers.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape};
use crate::keyboard::Action;
use crate::parts::attach::{AttachButton, Kinds};
use crate::parts::writing::{Layer, Writing};
use crate::state::{DeskState, DialogueState};
use leptos::prelude::*;
use leptos_i18n::td_string;

#[component]
pub fn ComposerTools() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let card = move || desk.key(Action::Card, i18n.get_locale());
    view! {
        <Tool layer=Layer::Canned shape=Shape::MessageSquareQuote id="canned-open" key="/".to_owned() />
        <Tool layer=Layer::Emoji shape=Shape::Smile id="emoji-open" key=":".to_owned() />
        <AttachButton files=dialogue.files kind=Kinds::Reply />
        <Tool layer=Layer::Card shape=Shape::Tag id="card-open" key=Signal::derive(card) />
    }
}

#[component]
fn Tool(layer: Layer, shape: Shape, id: &'static str, #[prop(into)] key: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let writing = expect_context::<Writing>();
    view! {
        <button
            class="tool"
            type="button"
            data-testid=id
            title=move || format!("{}  ·  {}", name(i18n.get_locale(), layer), key.get())
            aria-label=move || name(i18n.get_locale(), layer)
            aria-expanded=move || (writing.layer.get() == Some(layer)).to_string()
            on:click=move |_| writing.toggle(layer)
        >
            <Icon shape />
            {(layer == Layer::Canned).then(|| view! { <span class="kbd" aria-hidden="true">{key}</span> })}
        </button>
    }
}

fn name(locale: Locale, layer: Layer) -> &'static str {
    match layer {
        Layer::Canned => td_string!(locale, canned.title),
        Layer::Emoji => td_string!(locale, emoji.title),
        Layer::Card => td_string!(locale, card.compose),
    }
}
