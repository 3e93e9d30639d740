//! The language that the visitor writes in (L2): shown once it is sure, corrected by the agent.

use crate::i18n::use_i18n;
use crate::intl;
use crate::ipc;
use crate::parts::menu::Menu;
use crate::state::DialogueState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::session::SetSpelling;
use protocol::ipc::visitor::{LANGUAGES, SetVisitorLanguage};

#[component]
pub fn LanguageTag() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let language = Memo::new(move |_| dialogue.head.with(|head| head.row.language.clone()));
    let menu = Menu::new();
    spell_in(language);
    let name = move || match language.get() {
        Some(code) => intl::language(i18n.get_locale(), &code),
        None => t_string!(i18n, dialogue.language_unsure).to_owned(),
    };
    let title = move || t_string!(i18n, dialogue.language, name = name());
    let tag = move || language.get().map_or_else(|| "?".to_owned(), |code| code.to_uppercase());
    let choose = move |language: Option<&'static str>| {
        let visitor = dialogue.head.with_untracked(|head| head.row.visitor_id);
        menu.close();
        spawn_local(async move {
            let wish = SetVisitorLanguage { visitor, language: language.map(str::to_owned) };
            if let Err(failure) = ipc::call(wish).await {
                leptos::logging::error!("set_visitor_language: {}", failure.code);
            }
            dialogue.refresh();
        });
    };
    view! {
        <div class="menu lang-menu" node_ref=menu.root on:keydown=move |event| menu.on_key(&event)>
            <button
                class="lang lang--button"
                type="button"
                data-testid="language-tag"
                title=title
                aria-label=move || format!("{} {}", tag(), title())
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                node_ref=menu.opener
                on:click=move |_| menu.toggle()
            >
                {tag}
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list" role="menu">
                    {LANGUAGES.map(|code| view! {
                        <button
                            class="menu__item"
                            type="button"
                            role="menuitemradio"
                            aria-checked=move || (language.get().as_deref() == Some(code)).to_string()
                            on:click=move |_| choose(Some(code))
                        >
                            {move || intl::language(i18n.get_locale(), code)}
                        </button>
                    }).collect_view()}
                    <div class="menu__rule"></div>
                    <button
                        class="menu__item"
                        type="button"
                        role="menuitemradio"
                        aria-checked="false"
                        on:click=move |_| choose(None)
                    >
                        {t!(i18n, dialogue.language_detect)}
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// The web view checks the spelling in the visitor's language, else in the interface's (D10).
fn spell_in(language: Memo<Option<String>>) {
    let i18n = use_i18n();
    Effect::new(move || {
        let language = language.get().unwrap_or_else(|| intl::code(i18n.get_locale()).to_owned());
        spawn_local(async move {
            match ipc::call(SetSpelling { language }).await {
                Ok(dictionaries) if dictionaries.is_empty() => leptos::logging::log!("no dictionary of this language"),
                Ok(_) => {}
                Err(failure) => leptos::logging::warn!("set_spelling: {}", failure.code),
            }
        });
    });
}
