//! Canned answers in the settings (D9): make, change, delete, import and export them. Shared ones are a
//! manager's to change.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::ipc;
use crate::parts::attach::{AttachButton, AttachedFiles, Kinds};
use crate::parts::card_form::TextField;
use crate::state::{CannedState, DeskState, DraftFiles, Notice, Toasts};
use crate::words;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::card::Link;
use protocol::ipc::canned::{DeleteCanned, ExportCanned, ImportCanned, SaveCanned};
use protocol::ipc::files::OutgoingFile;
use protocol::limits::FILES_MAX;
use protocol::{Attachment, CannedAnswer, CannedAnswerId, CannedContent, ProjectId};
use wasm_bindgen_futures::JsFuture;

/// What is being edited: a new one, or one that is there.
#[derive(Clone, PartialEq)]
enum Edited {
    New,
    Known(Box<CannedAnswer>),
}

#[component]
pub fn CannedSettings() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let canned = expect_context::<CannedState>();
    let edited = RwSignal::new(None::<Edited>);
    let export = move |_| toasts.save(ExportCanned {});
    let offline = move || !desk.is_connected();
    view! {
        <section data-testid="canned-settings">
            <h2>{t!(i18n, canned.title)}</h2>
            <div class="pref">
                <p class="grow"><small>{t!(i18n, canned.hint)}</small></p>
                <button class="button" type="button" data-testid="canned-new" disabled=offline on:click=move |_| edited.set(Some(Edited::New))>
                    <Icon shape=Shape::Plus size=Size::Small />
                    {t!(i18n, canned.create)}
                </button>
                <ImportButton />
                <button
                    class="button"
                    type="button"
                    data-testid="canned-export"
                    disabled=move || canned.answers.with(Vec::is_empty)
                    on:click=export
                >
                    <Icon shape=Shape::Download size=Size::Small />
                    {t!(i18n, canned.export)}
                </button>
            </div>
            {move || edited.get().map(|one| view! { <Editor one done=Callback::new(move |()| edited.set(None)) /> })}
            <For each=move || canned.answers.get() key=|answer| (answer.id, answer.content.clone().title, answer.content.clone().text, answer.content.clone().shortcut) let:answer>
                <Row answer edited />
            </For>
            <Show when=move || canned.answers.with(Vec::is_empty)>
                <div class="pref"><p class="muted">{t!(i18n, canned.none_yet)}</p></div>
            </Show>
        </section>
    }
}

#[component]
fn Row(answer: CannedAnswer, edited: RwSignal<Option<Edited>>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let id = answer.id;
    let shared = answer.owner_id.is_none();
    let may = Memo::new(move |_| desk.is_connected() && (!shared || desk.sees_all()));
    let (asked, set_asked) = signal(false);
    let delete = move |_| {
        if !asked.get_untracked() {
            set_asked.set(true);
            return;
        }
        spawn_local(async move {
            if let Err(failure) = ipc::call(DeleteCanned { id }).await {
                toasts.tell(Notice::Refused { conversation: None, code: failure.code });
            }
        });
    };
    let again = answer.clone();
    let content = answer.content;
    let whose = move || if shared { t_string!(i18n, canned.shared) } else { t_string!(i18n, canned.mine) };
    view! {
        <div class="pref" data-testid="canned-row">
            <p class="grow canned-row">
                <span class="canned__line">
                    <b>"/" {content.shortcut}</b>
                    <bdi class="truncate">{content.title}</bdi>
                    {content.language.map(|code| view! { <span class="lang">{code.to_uppercase()}</span> })}
                    <span class="muted">{content.folder.map(|folder| format!("{folder} · "))}{whose}</span>
                </span>
                <small class="truncate" dir="auto">{content.text.replace('\n', " ")}</small>
            </p>
            <Show when=move || may.get()>
                <button
                    class="link"
                    type="button"
                    data-testid="canned-edit"
                    on:click={
                        let again = again.clone();
                        move |_| edited.set(Some(Edited::Known(Box::new(again.clone()))))
                    }
                >
                    {t!(i18n, thread.edit)}
                </button>
                <button class="link" type="button" data-testid="canned-delete" on:click=delete on:blur=move |_| set_asked.set(false)>
                    {move || if asked.get() { t_string!(i18n, not_sent.delete_for_good) } else { t_string!(i18n, thread.delete) }}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Editor(one: Edited, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let known = match one {
        Edited::Known(answer) => Some(*answer),
        Edited::New => None,
    };
    let id: Option<CannedAnswerId> = known.as_ref().map(|answer| answer.id);
    let (project, was_shared) =
        known.as_ref().map_or((None, false), |answer| (Some(answer.project_id), answer.owner_id.is_none()));
    let content = known.map(|answer| answer.content).unwrap_or_default();
    let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let (folder, shortcut, title) = (text(content.folder), text(Some(content.shortcut)), text(Some(content.title)));
    let (body, language) = (text(Some(content.text)), text(content.language));
    let link = content.link.unwrap_or(Link { title: String::new(), url: String::new() });
    let (link_title, link_url) = (text(Some(link.title)), text(Some(link.url)));
    let shared = RwSignal::new(was_shared);
    let kept = RwSignal::new(content.attachments);
    let files = DraftFiles::loose(FILES_MAX.saturating_sub(kept.with_untracked(Vec::len)));
    let busy = RwSignal::new(false);
    // What was saved, or is being saved, stays.
    on_cleanup(move || {
        if !busy.get_untracked() {
            files.remove_all();
        }
    });
    let failed = RwSignal::new(None::<String>);
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(project) = project.or_else(|| first_project(desk)) else { return };
        let some =
            |text: RwSignal<String>| Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty());
        let content = CannedContent {
            folder: some(folder),
            shortcut: shortcut.get_untracked(),
            title: title.get_untracked(),
            text: body.get_untracked(),
            language: some(language),
            link: some(link_url).map(|url| Link { title: some(link_title).unwrap_or_default(), url }),
            attachments: kept
                .get_untracked()
                .into_iter()
                .chain(files.ready().iter().map(OutgoingFile::attachment))
                .collect(),
        };
        busy.set(true);
        let wish = SaveCanned { id, project, shared: shared.get_untracked(), content };
        spawn_local(async move {
            match ipc::call(wish).await {
                Ok(_) => {
                    files.take();
                    done.try_run(());
                }
                Err(failure) => {
                    failed.try_set(Some(failure.code));
                }
            }
            busy.try_set(false);
        });
    };
    let label =
        |words: fn(crate::i18n::Locale) -> &'static str| Signal::derive(move || words(i18n.get_locale()).to_owned());
    use leptos_i18n::td_string;
    view! {
        <form class="canned-editor" data-testid="canned-editor" on:submit=save>
            <div class="canned-editor__pair">
                <TextField label=label(|l| td_string!(l, canned.shortcut)) value=shortcut id="canned-shortcut" autofocus=true />
                <TextField label=label(|l| td_string!(l, canned.name)) value=title id="canned-title" />
                <TextField label=label(|l| td_string!(l, canned.folder)) value=folder id="canned-folder" />
                <label>
                    <span class="label">{t!(i18n, settings.language)}</span>
                    <select class="select" data-testid="canned-language" on:change=move |event| language.set(event_target_value(&event))>
                        {["", "fr", "es", "en"].map(|code| view! {
                            <option value=code selected=move || language.with(|language| language == code)>
                                {move || if code.is_empty() {
                                    t_string!(i18n, canned.any_language).to_owned()
                                } else {
                                    intl::language(i18n.get_locale(), code)
                                }}
                            </option>
                        }).collect_view()}
                    </select>
                </label>
            </div>
            <label>
                <span class="label">{t!(i18n, canned.text)}</span>
                <textarea
                    class="notes"
                    rows="4"
                    dir="auto"
                    data-testid="canned-text"
                    prop:value=move || body.get()
                    on:input=move |event| body.set(event_target_value(&event))
                ></textarea>
            </label>
            <p class="muted">{move || t_string!(i18n, canned.variables, list = VARIABLES)}</p>
            <div class="canned-editor__pair">
                <TextField label=label(|l| td_string!(l, card.url)) value=link_url id="canned-link-url" />
                <TextField label=label(|l| td_string!(l, card.link_title)) value=link_title id="canned-link-title" />
            </div>
            <div class="canned-editor__files">
                <AttachButton files kind=Kinds::Canned />
                <Kept kept />
                <AttachedFiles files />
            </div>
            <Show when=move || desk.sees_all() && id.is_none()>
                <label class="dialog__check">
                    <input
                        type="checkbox"
                        data-testid="canned-shared"
                        prop:checked=move || shared.get()
                        on:change=move |event| shared.set(event_target_checked(&event))
                    />
                    {t!(i18n, canned.share)}
                </label>
            </Show>
            {move || failed.get().map(|code| view! {
                <p class="dialog__error" role="alert">{words::sentence(i18n.get_locale(), &code)}</p>
            })}
            <div class="dialog__foot">
                <button class="button" type="button" disabled=move || busy.get() on:click=move |_| done.run(())>
                    {t!(i18n, app.cancel)}
                </button>
                <button
                    class="button button--primary"
                    type="submit"
                    data-testid="canned-save"
                    disabled=move || {
                        let missing = [shortcut, title, body].iter().any(|text| text.with(|text| text.trim().is_empty()));
                        missing || busy.get() || !files.are_ready()
                    }
                >
                    {t!(i18n, canned.save)}
                </button>
            </div>
        </form>
    }
}

/// Files that the answer has already.
#[component]
fn Kept(kept: RwSignal<Vec<Attachment>>) -> impl IntoView {
    let i18n = use_i18n();
    let item = move |attachment: Attachment| {
        let Attachment { file, name, size, .. } = attachment;
        let removed = name.clone();
        view! {
            <li class="attach__file">
                <Icon shape=Shape::Paperclip size=Size::Tiny />
                <bdi class="truncate">{name}</bdi>
                <span class="attach__meta">{move || intl::bytes(i18n.get_locale(), size)}</span>
                <button
                    class="icon-button icon-button--s"
                    type="button"
                    aria-label=move || t_string!(i18n, file.remove, name = removed.clone())
                    on:click=move |_| kept.update(|all| all.retain(|one| one.file != file))
                >
                    <Icon shape=Shape::X size=Size::Small />
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || kept.with(|kept| !kept.is_empty())>
            <ul class="attach__list" role="list">{move || kept.get().into_iter().map(item).collect_view()}</ul>
        </Show>
    }
}

const VARIABLES: &str = "{{visitor.first_name}}, {{visitor.name}}, {{agent.name}}, {{project.name}}";

/// Where a new answer goes: the project that is shown, else the first.
fn first_project(desk: DeskState) -> Option<ProjectId> {
    desk.project().or_else(|| desk.read(|desk| desk.projects.first().map(|project| project.id)).flatten())
}

/// Takes a CSV file; managers import for everybody.
#[component]
fn ImportButton() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let field = NodeRef::<Input>::new();
    let take = move |_| {
        let Some(input) = field.get_untracked() else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        let Some(project) = first_project(desk) else { return };
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            input.set_value("");
            let wish = ImportCanned { project, shared: desk.sees_all(), csv: text };
            toasts.tell(match ipc::call(wish).await {
                Ok(outcome) => Notice::Imported {
                    saved: outcome.saved,
                    lines: outcome.refused.into_iter().map(|(line, _)| line).collect(),
                },
                Err(failure) => Notice::Refused { conversation: None, code: failure.code },
            });
        });
    };
    view! {
        <input
            class="visually-hidden"
            type="file"
            accept=".csv,text/csv"
            tabindex="-1"
            aria-hidden="true"
            data-testid="canned-file"
            node_ref=field
            on:change=take
        />
        <button
            class="button"
            type="button"
            data-testid="canned-import"
            disabled=move || !desk.is_connected()
            on:click=move |_| {
                if let Some(field) = field.get_untracked() {
                    field.click();
                }
            }
        >
            {t!(i18n, canned.import)}
        </button>
    }
}
