//! Tells when an element appears and whenever its size changes, by the browser's `ResizeObserver`.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Calls `look` when the element appears and whenever its size changes.
pub fn observe_size(element: NodeRef<Div>, look: impl Fn() + Clone + 'static) {
    let observer = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn Fn()>)>);
    Effect::new(move || {
        let Some(element) = element.get() else { return };
        let closure = Closure::<dyn Fn()>::new(look.clone());
        if let Ok(watching) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) {
            watching.observe(&element);
            observer.set_value(Some((watching, closure)));
        }
    });
    on_cleanup(move || {
        if let Some(Some((watching, _))) = observer.try_update_value(Option::take) {
            watching.disconnect();
        }
    });
}
