//! A file of a thread (D12): a card that saves it, a picture that opens large, or one on its way out.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::ipc;
use crate::parts::viewer::Viewing;
use crate::state::{DeskState, DialogueState, Notice, Toasts, Transfers};
use crate::thread_model::RowKey;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t_string, td_string};
use protocol::ipc::files::{CancelSave, SaveFile};
use protocol::{Attachment, ConversationId, Drawing};

#[component]
pub fn FileCard(
    key: RowKey,
    attachment: Attachment,
    /// Bytes that the hub has, while it can still be taken back.
    uploading: Option<u64>,
) -> impl IntoView {
    match (key, attachment.picture) {
        (RowKey::At(conversation, _), Some(_)) => view! { <Picture conversation attachment /> }.into_any(),
        (RowKey::At(..), None) => view! { <Saveable attachment /> }.into_any(),
        _ => view! { <Outgoing key attachment uploading /> }.into_any(),
    }
}

/// "PDF · 1,2 Mo".
pub fn meta(locale: Locale, attachment: &Attachment) -> String {
    let size = intl::bytes(locale, attachment.size);
    let extension = attachment.name.rsplit_once('.').map(|(_, extension)| extension);
    match extension.filter(|text| (1..=5).contains(&text.len()) && text.chars().all(char::is_alphanumeric)) {
        Some(extension) => format!("{} · {size}", extension.to_uppercase()),
        None => size,
    }
}

/// What a file is called; one that this desk knows no more of is just a file.
fn name(locale: Locale, attachment: &Attachment) -> String {
    match attachment.name.as_str() {
        "" => td_string!(locale, file.nameless).to_owned(),
        name => name.to_owned(),
    }
}

#[component]
fn Saveable(attachment: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let saving = Saving::new(&attachment);
    let shown = StoredValue::new(attachment);
    let label = move || {
        let locale = i18n.get_locale();
        shown.with_value(|file| t_string!(i18n, file.save, name = name(locale, file), meta = meta(locale, file)))
    };
    view! {
        {move || if saving.busy.get() {
            let attachment = shown.get_value();
            let stop_label = t_string!(i18n, file.cancel_save, name = attachment.name.clone());
            let stop = Callback::new(move |()| saving.stop());
            view! { <Underway attachment start=0 stop stop_label /> }.into_any()
        } else {
            let attachment = shown.get_value();
            view! {
                <button
                    class="attachment"
                    type="button"
                    data-testid="save-file"
                    title=label
                    on:click=move |_| saving.start()
                >
                    <About attachment />
                    <Icon shape=Shape::Download size=Size::Small muted=true />
                </button>
            }
            .into_any()
        }}
    }
}

/// On its way to the hub, with what stops it.
#[component]
fn Outgoing(key: RowKey, attachment: Attachment, uploading: Option<u64>) -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let stop_label = t_string!(i18n, file.cancel_send, name = attachment.name.clone());
    match (key, uploading) {
        (RowKey::Unsent(id), Some(start)) => {
            let stop = Callback::new(move |()| dialogue.discard(id, false));
            view! { <Underway attachment start stop stop_label /> }.into_any()
        }
        _ => view! {
            <div class="attachment">
                <About attachment />
            </div>
        }
        .into_any(),
    }
}

/// A card with a bar.
#[component]
fn Underway(
    attachment: Attachment,
    /// Bytes that had passed before anything was heard.
    start: u64,
    stop: Callback<()>,
    stop_label: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let transfers = expect_context::<Transfers>();
    let (file, size) = (attachment.file, attachment.size);
    let done = Memo::new(move |_| transfers.done(file).unwrap_or(start).min(size));
    let progress = move || {
        let locale = i18n.get_locale();
        t_string!(i18n, file.progress, done = intl::bytes(locale, done.get()), size = intl::bytes(locale, size))
    };
    let label = {
        let name = attachment.name.clone();
        move || t_string!(i18n, file.progress_of, name = name.clone())
    };
    view! {
        <div class="attachment" data-testid="file-progress">
            <Mark />
            <span class="grow">
                <bdi class="attachment__name truncate">{name(i18n.get_locale_untracked(), &attachment)}</bdi>
                <span class="attachment__meta">{progress}</span>
                <progress class="attachment__bar" max=size.to_string() value=move || done.get().to_string() aria-label=label></progress>
            </span>
            <button
                class="icon-button icon-button--s"
                type="button"
                data-testid="cancel-file"
                aria-label=stop_label
                on:click=move |_| stop.run(())
            >
                <Icon shape=Shape::X size=Size::Small />
            </button>
        </div>
    }
}

/// What it is called, and how large it is.
#[component]
fn About(attachment: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let shown = StoredValue::new(attachment);
    view! {
        <Mark />
        <span class="grow">
            <bdi class="attachment__name truncate">
                {move || shown.with_value(|file| name(i18n.get_locale(), file))}
            </bdi>
            <span class="attachment__meta">{move || shown.with_value(|file| meta(i18n.get_locale(), file))}</span>
        </span>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! { <span class="attachment__mark"><Icon shape=Shape::FileText /></span> }
}

/// As the hub drew it; a card while it cannot be had.
#[component]
fn Picture(conversation: ConversationId, attachment: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let viewing = expect_context::<Viewing>();
    let broken = RwSignal::new(false);
    // Offline it may not be here; with the connection it is asked for again.
    Effect::new(move || {
        if desk.is_connected() {
            broken.set(false);
        }
    });
    let shown = StoredValue::new(attachment);
    move || {
        let attachment = shown.get_value();
        if broken.get() {
            return view! { <Saveable attachment /> }.into_any();
        }
        let label = move || {
            let locale = i18n.get_locale();
            shown.with_value(|file| t_string!(i18n, file.enlarge, name = name(locale, file), meta = meta(locale, file)))
        };
        let title = move || shown.with_value(|file| format!("{} · {}", file.name, meta(i18n.get_locale(), file)));
        view! {
            <button
                class="thumb"
                type="button"
                data-testid="open-picture"
                title=title
                aria-label=label
                on:click=move |_| viewing.open(conversation, shown.get_value())
            >
                <img
                    alt=""
                    loading="lazy"
                    src=ipc::picture_url(conversation, attachment.file, Drawing::Thumbnail)
                    on:error=move |_| broken.set(true)
                />
            </button>
        }
        .into_any()
    }
}

/// Saving one file into the download folder.
#[derive(Clone, Copy)]
pub struct Saving {
    pub busy: Memo<bool>,
    wish: StoredValue<SaveFile>,
    toasts: Toasts,
    transfers: Transfers,
}

impl Saving {
    pub fn new(attachment: &Attachment) -> Self {
        let Attachment { file, name, size, .. } = attachment.clone();
        let transfers: Transfers = expect_context();
        Self {
            // Drawn anew, the card still knows.
            busy: Memo::new(move |_| transfers.is_saving(file)),
            wish: StoredValue::new(SaveFile { file, name, size }),
            toasts: expect_context(),
            transfers,
        }
    }

    pub fn start(self) {
        let wish = self.wish.get_value();
        let (file, toasts, transfers) = (wish.file, self.toasts, self.transfers);
        if !transfers.begin_saving(file) {
            return;
        }
        spawn_local(async move {
            match ipc::call(wish).await {
                Ok(path) => toasts.tell(Notice::Saved { path }),
                Err(failure) if failure.code == "cancelled" => {}
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
            transfers.end_saving(file);
        });
    }

    pub fn stop(self) {
        let file = self.wish.with_value(|wish| wish.file);
        spawn_local(async move {
            if let Err(failure) = ipc::call(CancelSave { file }).await {
                leptos::logging::error!("cancel_save: {}: {}", failure.code, failure.message);
            }
        });
    }
}
