//! A dialog over the page: only for what cannot be undone. Native, so that focus stays in it, Escape
//! closes it, and the focus returns to where it was.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Whether one is open: Escape is its then.
pub fn any_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

#[component]
pub fn Modal(
    open: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    /// Drawn anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let (wanted, Some(dialog)) = (open.get(), dialog.get()) else { return };
        match (wanted, dialog.open()) {
            // It can only fail on an element that is not in the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="dialog" node_ref=dialog aria-label=label on:close=move |_| open.set(false)>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
