//! Filters that are kept under a name on this desk (V13): chosen, kept and let go from one menu.

use crate::address::VisitorsView;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::parts::menu::{Menu, MenuBox};
use crate::state::{DeskState, VisitorsState};
use leptos::ev;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::session::SavedView;
use protocol::limits::LINE_MAX_CHARS;

/// More would be a list to search.
const MOST: usize = 30;

#[component]
pub fn SavedViews() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitors = expect_context::<VisitorsState>();
    let menu = Menu::new();
    let views = Memo::new(move |_| desk.preferences().views);
    let here = Memo::new(move |_| visitors.view().to_keep().written());
    let name = RwSignal::new(String::new());
    let keep = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let called = name.get_untracked().trim().to_owned();
        if called.is_empty() {
            return;
        }
        let view = SavedView { name: called, address: here.get_untracked() };
        desk.prefer(|preferences| {
            // A name stands for one view: the latest.
            preferences.views.retain(|one| one.name != view.name);
            preferences.views.push(view);
            let over = preferences.views.len().saturating_sub(MOST);
            preferences.views.drain(..over);
        });
        name.set(String::new());
        menu.close();
    };
    let shown = move || views.get().into_iter().find(|view| view.address == here.get()).map(|view| view.name);
    view! {
        <MenuBox menu class="saved-views">
            <button
                class="button"
                type="button"
                data-testid="views-menu"
                node_ref=menu.opener
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                on:click=move |_| menu.toggle()
            >
                <Icon shape=Shape::ListFilter size=Size::Small />
                <span class="truncate" dir="auto">{move || shown().unwrap_or_else(|| t_string!(i18n, views.title).to_owned())}</span>
                <Icon shape=Shape::ChevronDown size=Size::Small />
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list">
                    <form class="saved-views__new" on:submit=keep>
                        <span class="field grow">
                            <input
                                data-testid="view-name"
                                maxlength=LINE_MAX_CHARS.to_string()
                                autocomplete="off"
                                placeholder=move || t_string!(i18n, views.name)
                                aria-label=move || t_string!(i18n, views.name)
                                prop:value=move || name.get()
                                on:input=move |event| name.set(event_target_value(&event))
                            />
                        </span>
                        <button
                            class="button"
                            type="submit"
                            data-testid="view-save"
                            disabled=move || name.with(|name| name.trim().is_empty())
                        >
                            {t!(i18n, views.save)}
                        </button>
                    </form>
                    <For each=move || views.get() key=SavedView::clone let:view>
                        <Entry menu view here />
                    </For>
                    <Show when=move || views.with(Vec::is_empty)>
                        <p class="muted saved-views__none">{t!(i18n, views.none)}</p>
                    </Show>
                </div>
            </Show>
        </MenuBox>
    }
}

#[component]
fn Entry(menu: Menu, view: SavedView, here: Memo<String>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitors = expect_context::<VisitorsState>();
    let SavedView { name, address } = view;
    let current = {
        let address = address.clone();
        Memo::new(move |_| here.with(|here| *here == address))
    };
    let label = {
        let name = name.clone();
        move || t_string!(i18n, views.delete, name = name.clone()).to_string()
    };
    let gone = name.clone();
    view! {
        <div class="saved-views__one">
            <button
                class="menu__item grow"
                type="button"
                data-testid="saved-view"
                aria-current=move || current.get().then_some("true")
                on:click=move |_| {
                    visitors.show(VisitorsView::read(&address));
                    menu.close();
                }
            >
                <span class="truncate grow" dir="auto" title=name.clone()>{name.clone()}</span>
                <Show when=move || current.get()>
                    <Icon shape=Shape::Check size=Size::Small />
                </Show>
            </button>
            <button
                class="icon-button icon-button--s"
                type="button"
                data-testid="view-delete"
                aria-label=label.clone()
                title=label
                on:click=move |_| {
                    desk.prefer(|preferences| preferences.views.retain(|one| one.name != gone));
                    // This button is gone now.
                    menu.open();
                }
            >
                <Icon shape=Shape::X size=Size::Small />
            </button>
        </div>
    }
}
