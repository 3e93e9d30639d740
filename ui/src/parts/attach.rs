//! Attaching files (C2): the button, what is dropped or pasted, and the files beside what is written.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::keyboard::Action;
use crate::state::{DeskState, DraftFile, DraftFiles, Toasts};
use crate::words;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};
use web_sys::DataTransfer;

/// What the button is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// Whatever goes with a reply: the composer's, which has the key.
    Reply,
    /// What a canned answer brings along.
    Canned,
    /// The picture of an offer.
    Picture,
}

/// The button, with the field behind it that opens the system's picker.
#[component]
pub fn AttachButton(files: DraftFiles, kind: Kinds) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let field = NodeRef::<Input>::new();
    let pick = move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    desk.keys.listen(move |action| {
        if *action == Action::Attach && kind == Kinds::Reply {
            pick();
        }
    });
    let picked = move |_| {
        let Some(field) = field.get_untracked() else { return };
        if let Some(list) = field.files() {
            files.add_all(toasts, &list);
            write_on(desk, files);
        }
        // The same file again is a choice too.
        field.set_value("");
    };
    let id = match kind {
        Kinds::Reply => "attach",
        Kinds::Canned => "canned-attach",
        Kinds::Picture => "card-picture",
    };
    let label = move || match kind {
        Kinds::Reply | Kinds::Canned => t_string!(i18n, file.attach),
        Kinds::Picture => t_string!(i18n, file.picture),
    };
    let title = move || match kind {
        Kinds::Reply => format!("{}  ·  {}", label(), desk.key(Action::Attach, i18n.get_locale())),
        _ => label().to_owned(),
    };
    view! {
        <button
            class="tool"
            type="button"
            data-testid=id
            title=title
            aria-label=label
            on:click=move |_| pick()
        >
            <Icon shape={if kind == Kinds::Picture { Shape::Image } else { Shape::Paperclip }} />
        </button>
        <input
            class="attach__field"
            type="file"
            multiple=kind != Kinds::Picture
            accept=(kind == Kinds::Picture).then_some("image/png,image/jpeg,image/gif,image/webp,image/bmp")
            tabindex="-1"
            aria-hidden="true"
            data-testid=format!("{id}-input")
            node_ref=field
            on:change=picked
        />
    }
}

/// The files that will go with the reply.
#[component]
pub fn AttachedFiles(files: DraftFiles) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || !files.is_empty()>
            <ul class="attach__list" role="list" aria-live="polite" aria-label=move || t_string!(i18n, file.attached)>
                <For each=move || files.list.get() key=|file| file.key let:file>
                    <Attached files file />
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn Attached(files: DraftFiles, file: DraftFile) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let DraftFile { key, name, size, .. } = file;
    let now = Memo::new(move |_| {
        files.list.with(|list| {
            let file = list.iter().find(|file| file.key == key)?;
            Some((file.copied, file.problem.clone()))
        })
    });
    let status = move || {
        let locale = i18n.get_locale();
        match now.get() {
            Some((_, Some(code))) => words::sentence(locale, &code),
            Some((copied, None)) if copied < size => {
                let (done, size) = (intl::bytes(locale, copied), intl::bytes(locale, size));
                td_string!(locale, file.progress, done = done, size = size).to_string()
            }
            _ => intl::bytes(locale, size),
        }
    };
    let failed = move || now.with(|now| now.as_ref().is_some_and(|(_, problem)| problem.is_some()));
    let removed = name.clone();
    view! {
        <li class="attach__file" class:attach__file--failed=failed data-testid="attached-file">
            <Icon shape=Shape::Paperclip size=Size::Tiny />
            <bdi class="truncate">{name}</bdi>
            <span class="attach__meta">{status}</span>
            <button
                class="icon-button icon-button--s"
                type="button"
                data-testid="remove-file"
                aria-label=move || t_string!(i18n, file.remove, name = removed.clone())
                on:click=move |_| {
                    files.remove(key);
                    write_on(desk, files);
                }
            >
                <Icon shape=Shape::X size=Size::Small />
            </button>
        </li>
    }
}

/// Where files may be dropped: over all of the children, as long as `open`.
#[component]
pub fn DropZone(files: DraftFiles, open: Signal<bool>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let over = RwSignal::new(false);
    let carries = move |event: &ev::DragEvent| {
        let types = event.data_transfer().map(|data| data.types());
        types.is_some_and(|types| types.iter().any(|kind| kind == "Files"))
    };
    let hover = move |event: ev::DragEvent| {
        if carries(&event) {
            // Anywhere in the window a file that is dropped must not replace it.
            event.prevent_default();
            over.set(open.get_untracked());
        }
    };
    let leave = move |event: ev::DragEvent| {
        // Moving from one child to the next is no leaving.
        if event.related_target().is_none() {
            over.set(false);
        }
    };
    let drop_here = move |event: ev::DragEvent| {
        if !carries(&event) {
            return;
        }
        event.prevent_default();
        over.set(false);
        if let (true, Some(list)) = (open.get_untracked(), event.data_transfer().and_then(|data| data.files())) {
            files.add_all(toasts, &list);
            write_on(desk, files);
        }
    };
    view! {
        <div class="drop" on:dragenter=hover on:dragover=hover on:dragleave=leave on:drop=drop_here>
            {children()}
            <Show when=move || over.get()>
                <p class="drop__hint" role="status">{move || t_string!(i18n, file.drop)}</p>
            </Show>
        </div>
    }
}

/// The next key belongs to the reply again.
fn write_on(desk: DeskState, files: DraftFiles) {
    if let Some(conversation) = files.conversation() {
        desk.focus_reply.set(Some(conversation));
    }
}

/// Files of the clipboard, a screenshot for instance. False: there are none, and the text is pasted; so is the
/// text that cells of a table bring along with a picture of themselves.
pub fn paste(files: DraftFiles, toasts: Toasts, data: Option<DataTransfer>) -> bool {
    let Some(data) = data else { return false };
    let Some(list) = data.files().filter(|list| list.length() > 0) else { return false };
    let kinds: Vec<String> = data.types().iter().filter_map(|kind| kind.as_string()).collect();
    let has = |wanted: &str| kinds.iter().any(|kind| kind == wanted);
    let pictures = (0..list.length()).filter_map(|at| list.item(at)).all(|file| file.type_().starts_with("image/"));
    if pictures && has("text/plain") && !has("text/uri-list") {
        return false;
    }
    files.add_all(toasts, &list);
    true
}
