//! Something that happens, and those who want to know: events of the core, and keys.
//!
//! Not a signal, because a signal keeps only its last value: two events in one turn of the event loop
//! would become one.

use leptos::prelude::*;
use std::rc::Rc;

type Listener<T> = Rc<dyn Fn(&T)>;

pub struct Bus<T: 'static> {
    listeners: StoredValue<Vec<(u64, Listener<T>)>, LocalStorage>,
    next: StoredValue<u64>,
}

impl<T> Clone for Bus<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Bus<T> {}

impl<T: 'static> Bus<T> {
    pub fn new() -> Self {
        Self { listeners: StoredValue::new_local(Vec::new()), next: StoredValue::new(0) }
    }

    /// Calls `listener` for each happening, until the part that subscribed is gone.
    pub fn listen(self, listener: impl Fn(&T) + 'static) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.listeners.update_value(|all| all.push((id, Rc::new(listener))));
        on_cleanup(move || {
            self.listeners.try_update_value(|all| all.retain(|(other, _)| *other != id));
        });
    }

    /// Tells everybody. A listener may unmount another one: that one is then not called any more.
    pub fn tell(self, happening: &T) {
        for (id, listener) in self.listeners.get_value() {
            if self.listeners.with_value(|all| all.iter().any(|(other, _)| *other == id)) {
                listener(happening);
            }
        }
    }
}
