//! What may wait until the agent sees something.

use leptos::prelude::request_animation_frame;

/// Runs once what the page holds now is on the glass: the second animation frame comes after the first
/// paint.
pub fn after_paint(then: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(then));
}
