//! A picture of the thread, large, over everything. It stays open while the thread moves on.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::file_card::{Saving, meta};
use crate::state::DeskState;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::{Attachment, ConversationId, Drawing};

/// Which picture is looked at.
#[derive(Clone, Copy)]
pub struct Viewing(RwSignal<Option<(ConversationId, Attachment)>>);

impl Viewing {
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    pub fn open(self, conversation: ConversationId, attachment: Attachment) {
        self.0.set(Some((conversation, attachment)));
    }
}

#[component]
pub fn Viewer() -> impl IntoView {
    let viewing = expect_context::<Viewing>();
    move || viewing.0.get().map(|(conversation, attachment)| view! { <Open conversation attachment /> })
}

#[component]
fn Open(conversation: ConversationId, attachment: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let viewing = expect_context::<Viewing>();
    let saving = Saving::new(&attachment);
    let desk = expect_context::<DeskState>();
    let missing = RwSignal::new(false);
    // Offline it may not be here; with the connection it is asked for again.
    Effect::new(move || {
        if desk.is_connected() {
            missing.set(false);
        }
    });
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get() {
            // It can only fail on an element that is not in the page.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let url = ipc::picture_url(conversation, attachment.file, Drawing::Preview);
    let name = attachment.name.clone();
    let label = move || t_string!(i18n, file.image, name = name.clone());
    let about = attachment.clone();
    view! {
        <dialog class="viewer" data-testid="viewer" node_ref=dialog aria-label=label
            // The page's keys act on what is beneath.
            on:keydown=move |event| event.stop_propagation()
            on:close=move |_| viewing.0.set(None)
        >
            <header class="viewer__head">
                <bdi class="truncate"><b>{attachment.name.clone()}</b></bdi>
                <span class="muted">{move || meta(i18n.get_locale(), &about)}</span>
                <span class="grow"></span>
                <button
                    class="button"
                    type="button"
                    disabled=move || saving.busy.get()
                    on:click=move |_| {
                        saving.start();
                        // What comes of it is told on the page.
                        close();
                    }
                >
                    <Icon shape=Shape::Download size=Size::Small />
                    {t!(i18n, file.save_button)}
                </button>
                <button
                    class="icon-button"
                    type="button"
                    data-testid="close-viewer"
                    aria-label=move || t_string!(i18n, app.close)
                    on:click=move |_| close()
                >
                    <Icon shape=Shape::X />
                </button>
            </header>
            <div class="viewer__body" on:click=move |_| close()>
                <Show when=move || missing.get() fallback={
                    let alt = attachment.name.clone();
                    move || view! { <img alt=alt.clone() src=url.clone() on:error=move |_| missing.set(true) /> }
                }>
                    <p class="muted" role="status">{t!(i18n, file.no_picture)}</p>
                </Show>
            </div>
        </dialog>
    }
}
