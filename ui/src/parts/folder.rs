//! The header of a folder: its name, its count, open or not.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::state::InboxState;
use crate::words;
use leptos::prelude::*;
use protocol::ipc::inbox::Folder;

#[component]
pub fn FolderHead(folder: Folder, #[prop(into)] last: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = expect_context::<InboxState>();
    let total = Memo::new(move |_| inbox.rows.with(|rows| rows.total(folder)));
    let known = move || inbox.counts.with(Option::is_some);
    view! {
        <button
            class="folder"
            class:folder--last=last
            type="button"
            data-testid=format!("folder-{}", folder.as_str())
            aria-expanded=move || inbox.open.with(|open| open.contains(&folder)).to_string()
            on:click=move |_| inbox.toggle(folder)
        >
            <Icon shape=Shape::ChevronRight size=Size::Small />
            {move || words::folder(i18n.get_locale(), folder)}
            <span class="folder__count">
                {move || known().then(|| intl::number(i18n.get_locale(), total.get() as i64))}
            </span>
        </button>
    }
}
