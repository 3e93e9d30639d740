//! The canned answers as one types (D9): `/` or the button opens it, arrows choose, Enter puts the answer
//! into the composer with its variables filled in.

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard;
use crate::parts::layer::ComposerLayer;
use crate::parts::writing::Writing;
use crate::state::{CannedState, DeskState, DialogueState, VisitorState};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::CannedAnswer;
use protocol::canned::{self, Piece};
use protocol::ipc::thread::Extra;

/// More than anyone looks through before typing on.
const SHOWN: usize = 60;

#[component]
pub fn CannedPalette() -> impl IntoView {
    let i18n = use_i18n();
    let canned = expect_context::<CannedState>();
    let dialogue = expect_context::<DialogueState>();
    let writing = expect_context::<Writing>();
    let values = Values::here();
    let query = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let language = Memo::new(move |_| dialogue.head.with(|head| head.row.language.clone()));
    let project = dialogue.head.with_untracked(|head| head.row.project_id);
    let found = Memo::new(move |_| {
        let mut found = canned.search(&query.read(), Some(project), language.get().as_deref());
        found.truncate(SHOWN);
        found
    });
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let pick = move |answer: CannedAnswer| {
        let (text, _) = canned::fill(&answer.content.text, |name| values.get(name));
        writing.layer.set(None);
        writing.insert(&text, 0);
        writing.extras.update(|extras| {
            extras.extend(answer.content.link.map(Extra::Link));
            extras.extend(answer.content.attachments.into_iter().map(Extra::File));
        });
    };
    let keys = move |event: ev::KeyboardEvent| {
        let last = found.with(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" if !keyboard::is_composing(&event) => {
                if let Some(answer) = found.with(|found| found.get(chosen.get_untracked()).cloned()) {
                    pick(answer);
                }
            }
            // A slash twice is a slash.
            "/" if query.with_untracked(String::is_empty) => {
                writing.layer.set(None);
                writing.insert("/", 0);
            }
            _ => return,
        }
        event.prevent_default();
    };
    let label = Signal::derive(move || t_string!(i18n, canned.title).to_owned());
    view! {
        <ComposerLayer label id="canned-palette">
            <div class="field">
                <Icon shape=Shape::Search size=Size::Small />
                <input
                    data-testid="canned-search"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="canned-list"
                    aria-activedescendant=move || format!("canned-{}", chosen.get())
                    aria-label=move || t_string!(i18n, canned.search)
                    placeholder=move || t_string!(i18n, canned.search)
                    node_ref=field
                    prop:value=move || query.get()
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        chosen.set(0);
                    }
                    on:keydown=keys
                />
                {move || language.get().map(|code| view! { <span class="lang">{code.to_uppercase()}</span> })}
            </div>
            <ul class="layer__list" id="canned-list" role="listbox" aria-label=move || t_string!(i18n, canned.title)>
                {move || found.get().into_iter().enumerate().map(|(at, answer)| {
                    let picked = answer.clone();
                    view! {
                        <li
                            class="canned"
                            class:canned--chosen=move || chosen.get() == at
                            role="option"
                            id=format!("canned-{at}")
                            data-testid="canned-answer"
                            aria-selected=move || (chosen.get() == at).to_string()
                            on:pointermove=move |_| chosen.set(at)
                            on:click=move |_| pick(picked.clone())
                        >
                            <Answer answer values />
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="layer__empty" role="status">
                    {move || if canned.answers.with(Vec::is_empty) {
                        t_string!(i18n, canned.none_yet)
                    } else {
                        t_string!(i18n, canned.nothing)
                    }}
                </p>
            </Show>
        </ComposerLayer>
    }
}

/// Shortcut, title, and the text with its variables as chips.
#[component]
fn Answer(answer: CannedAnswer, values: Values) -> impl IntoView {
    let i18n = use_i18n();
    let content = answer.content;
    let pieces = canned::pieces(&content.text).into_iter().map(|piece| match piece {
        Piece::Text(text) => text.replace('\n', " ").into_any(),
        Piece::Variable(name) => match values.get(name) {
            Some(value) => view! { <span class="variable">{value}</span> }.into_any(),
            None => {
                let name = name.to_owned();
                view! { <span class="variable variable--missing">{name}</span> }.into_any()
            }
        },
    });
    view! {
        <span class="canned__line">
            <b class="truncate">"/" {content.shortcut}</b>
            <span class="muted truncate grow" dir="auto">{content.title}</span>
            {content.language.map(|code| view! { <span class="lang">{code.to_uppercase()}</span> })}
            {content.link.is_some().then(|| view! { <Icon shape=Shape::Link size=Size::Tiny /> })}
            {answer.owner_id.is_some().then(|| view! {
                <span class="muted canned__mine">{t!(i18n, canned.mine)}</span>
            })}
        </span>
        <span class="canned__text truncate" dir="auto">{pieces.collect_view()}</span>
    }
}

/// What variables stand for in the dialogue of the context.
#[derive(Clone, Copy)]
pub struct Values {
    desk: DeskState,
    dialogue: DialogueState,
    visitor: VisitorState,
}

impl Values {
    pub fn here() -> Self {
        Self { desk: expect_context(), dialogue: expect_context(), visitor: expect_context() }
    }

    pub fn get(self, name: &str) -> Option<String> {
        let visitor = || self.dialogue.head.with_untracked(|head| head.row.visitor_name.clone());
        let agent = || self.desk.me().map(|me| me.name);
        let first = |name: String| format::first_name(&name).to_owned();
        match name {
            "visitor.name" => visitor(),
            "visitor.first_name" => visitor().map(first),
            "visitor.email" => self.dialogue.head.with_untracked(|head| head.email.clone()),
            "agent.name" => agent(),
            "agent.first_name" => agent().map(first),
            "project.name" => {
                let id = self.dialogue.head.with_untracked(|head| head.row.project_id);
                let name = |desk: &protocol::ipc::session::Desk| {
                    desk.projects.iter().find(|project| project.id == id).map(|project| project.name.clone())
                };
                self.desk.read(name).flatten()
            }
            key => self.visitor.file.with_untracked(|file| file.as_ref()?.visitor.params.get(key).cloned()),
        }
    }
}

/// The variables that are still in a text: nobody should receive them.
pub fn unfilled(text: &str) -> Vec<String> {
    let variable = |piece| match piece {
        Piece::Variable(name) => Some(name.to_owned()),
        Piece::Text(_) => None,
    };
    canned::pieces(text).into_iter().filter_map(variable).collect()
}
