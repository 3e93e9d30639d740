//! What every layer above the composer shares: a click elsewhere and Escape close it.

use crate::parts::writing::Writing;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

#[component]
pub fn ComposerLayer(#[prop(into)] label: Signal<String>, id: &'static str, children: Children) -> impl IntoView {
    let writing = expect_context::<Writing>();
    let root = NodeRef::<Div>::new();
    let listening = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = target.is_some_and(|target| {
            let here = root.get_untracked().is_some_and(|root| root.contains(Some(&target)));
            // The button that opened it closes it itself.
            here || target.closest(".tool").ok().flatten().is_some()
        });
        if !inside {
            writing.layer.set(None);
        }
    });
    on_cleanup(move || listening.remove());
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            writing.close();
        }
    };
    view! {
        <div class="layer" role="dialog" aria-label=label data-testid=id node_ref=root on:keydown=keys>
            {children()}
        </div>
    }
}
