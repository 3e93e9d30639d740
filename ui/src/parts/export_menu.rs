//! A conversation as a file (O1): for reading elsewhere, offline too.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::menu::Menu;
use crate::state::{DeskState, DialogueState, Toasts};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::thread::{ExportConversation, ExportFormat};

#[component]
pub fn ExportMenu() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let dialogue = expect_context::<DialogueState>();
    let toasts = expect_context::<Toasts>();
    let menu = Menu::new();
    let export = move |format: ExportFormat| {
        menu.close();
        toasts.save(ExportConversation { conversation: dialogue.id, format });
    };
    desk.keys.listen(move |action| {
        if *action == Action::Export {
            export(ExportFormat::Html);
        }
    });
    view! {
        <div class="menu end" node_ref=menu.root on:keydown=move |event| menu.on_key(&event)>
            <button
                class="button button--ghost"
                type="button"
                data-testid="export"
                title=move || desk.key(Action::Export, i18n.get_locale())
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                node_ref=menu.opener
                on:click=move |_| menu.toggle()
            >
                <Icon shape=Shape::Download size=Size::Small />
                {t!(i18n, export.button)}
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list menu__list--right menu__list--up" role="menu" aria-label=move || t_string!(i18n, keys.export)>
                    <button class="menu__item" type="button" role="menuitem" data-testid="export-html" on:click=move |_| export(ExportFormat::Html)>
                        {t!(i18n, export.html)}
                    </button>
                    <button class="menu__item" type="button" role="menuitem" data-testid="export-text" on:click=move |_| export(ExportFormat::Text)>
                        {t!(i18n, export.text)}
                    </button>
                </div>
            </Show>
        </div>
    }
}
