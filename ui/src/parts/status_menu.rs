//! Where a visitor stands, and the way to say otherwise (V6, V10).

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::parts::menu::{Menu, MenuBox};
use crate::parts::status_badge::StatusBadge;
use crate::state::{DeskState, StatusChange, Talk, Toasts, VisitorState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::t_string;
use protocol::VisitorStatus;

#[component]
pub fn StatusMenu() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let (visitor, talk) = (expect_context::<VisitorState>(), expect_context::<Talk>());
    let menu = Menu::new();
    let status = Memo::new(move |_| visitor.file.with(|file| file.as_ref().map(|file| file.visitor.status)));
    desk.keys.listen(move |action| {
        if *action == Action::Status {
            menu.open();
        }
    });
    let choose = move |to: VisitorStatus| {
        menu.close();
        let Some(was) = status.get_untracked().filter(|was| *was != to) else { return };
        let name = talk.name(i18n.get_locale_untracked());
        StatusChange { visitor: visitor.id(), name, was, status: to }.make(toasts);
    };
    let label = move || {
        let locale = i18n.get_locale();
        status.get().map(|status| t_string!(i18n, panel.status_of, status = words::status(locale, status)).to_string())
    };
    view! {
        <MenuBox menu class="status-menu">
            <button
                class="button"
                type="button"
                data-testid="status-select"
                data-status=move || status.get().map(VisitorStatus::as_str)
                node_ref=menu.opener
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                aria-label=label
                title=move || format!("{}  ·  {}", t_string!(i18n, panel.status), desk.key(Action::Status, i18n.get_locale()))
                disabled=move || status.get().is_none()
                on:click=move |_| menu.toggle()
            >
                {move || status.get().map(|status| view! { <StatusBadge status /> })}
                <Icon shape=Shape::ChevronDown size=Size::Small />
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list menu__list--right" role="menu" aria-label=move || t_string!(i18n, panel.status)>
                    {VisitorStatus::ALL.iter().map(|&one| view! {
                        <button
                            class="menu__item"
                            type="button"
                            role="menuitemradio"
                            data-testid=format!("status-{one}")
                            aria-checked=move || (status.get() == Some(one)).to_string()
                            on:click=move |_| choose(one)
                        >
                            <StatusBadge status=one />
                            <span class="grow"></span>
                            <Show when=move || status.get() == Some(one)>
                                <Icon shape=Shape::Check size=Size::Small />
                            </Show>
                        </button>
                    }).collect_view()}
                </div>
            </Show>
        </MenuBox>
    }
}
