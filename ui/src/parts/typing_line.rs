//! Under the thread: the visitor is writing.

use crate::i18n::use_i18n;
use crate::state::{DialogueState, Talk, TypingVisitors};
use leptos::prelude::*;
use leptos_i18n::t_string;

#[component]
pub fn TypingLine() -> impl IntoView {
    let i18n = use_i18n();
    let (dialogue, talk) = (expect_context::<DialogueState>(), expect_context::<Talk>());
    let typing = expect_context::<TypingVisitors>();
    let shown = Memo::new(move |_| typing.is_writing(dialogue.id));
    // The room is always there, so that nothing moves when somebody begins to write.
    view! {
        <div class="typing" data-testid="typing" aria-live="polite">
            <Show when=move || shown.get()>
                <span class="typing__dots" aria-hidden="true"><i></i><i></i><i></i></span>
                {move || t_string!(i18n, thread.typing, name = talk.visitor(i18n.get_locale()))}
            </Show>
        </div>
    }
}
