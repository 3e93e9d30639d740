//! Still grey bars in the final layout, once loading has taken 300 ms.

use leptos::prelude::*;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_millis(300);

/// Becomes true when something has taken long enough to be shown as loading.
pub fn after_patience() -> ReadSignal<bool> {
    let (late, set_late) = signal(false);
    if let Ok(waiting) = set_timeout_with_handle(move || set_late.set(true), PATIENCE) {
        on_cleanup(move || waiting.clear());
    }
    late
}

#[component]
pub fn RowSkeleton() -> impl IntoView {
    let late = after_patience();
    view! {
        <li class="conversation" aria-hidden="true">
            <div class="conversation-row">
                <Show when=move || late.get()>
                    <span class="skeleton skeleton--round"></span>
                    <span class="grow conversation-row__bars">
                        <span class="skeleton"></span>
                        <span class="skeleton"></span>
                    </span>
                </Show>
            </div>
        </li>
    }
}
