//! The playbooks of a project in Settings (A11): the steps, the one that is edited, and saving.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::empty::Empty;
use crate::parts::modal::Modal;
use crate::parts::playbook_flow::{PlaybookFlow, begin};
use crate::parts::skeleton::after_patience;
use crate::parts::step_editor::StepEditor;
use crate::state::{DeskState, PlaybooksState};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::ipc::playbooks::ListPlaybookVersions;
use protocol::playbook::Playbook;

#[component]
pub fn PlaybookPage() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let playbooks = expect_context::<PlaybooksState>();
    // They are the hub's: read when they are looked at, when the project is another one, and when the
    // connection is back.
    Effect::new(move || {
        playbooks.project();
        if desk.is_connected() {
            playbooks.read();
        }
    });
    let editing = Memo::new(move |_| playbooks.editing.with(|one| one.as_ref().map(|one| one.id)));
    let read = Memo::new(move |_| playbooks.list.with(Option::is_some));
    let late = after_patience();
    view! {
        {move || playbooks.failed.get().map(|code| view! {
            <p class="playbook__failed" role="alert" data-testid="playbook-failed">
                <Icon shape=Shape::CircleAlert size=Size::Small />
                {words::sentence(i18n.get_locale(), &code)}
            </p>
        })}
        {move || match (editing.get(), read.get()) {
            (Some(_), _) => view! {
                <div class="playbook">
                    <PlaybookFlow />
                    <div class="playbook__right scroll">
                        <Head />
                        <StepEditor />
                    </div>
                </div>
            }
            .into_any(),
            (None, true) => view! { <None_ /> }.into_any(),
            (None, false) if desk.is_connected() => view! {
                <Show when=move || late.get()><p class="playbook__wait muted">{t!(i18n, playbook.reading)}</p></Show>
            }
            .into_any(),
            (None, false) => view! {
                <div class="playbook__wait">
                    <Empty
                        shape=Shape::CloudOff
                        title=Signal::derive(move || t_string!(i18n, playbook.offline).to_owned())
                        hint=Signal::derive(move || t_string!(i18n, playbook.offline_hint).to_owned())
                    />
                </div>
            }
            .into_any(),
        }}
    }
}

/// No playbook yet: what it would do, and two ways to begin.
#[component]
fn None_() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    view! {
        <div class="playbook__wait">
            <Empty
                shape=Shape::ListChecks
                title=Signal::derive(move || t_string!(i18n, playbook.none).to_owned())
                hint=Signal::derive(move || t_string!(i18n, playbook.none_hint).to_owned())
            />
            <div class="playbook__begin">
                <button
                    class="button button--primary"
                    type="button"
                    data-testid="playbook-template"
                    on:click=move |_| begin(playbooks, i18n.get_locale_untracked(), true)
                >
                    {t!(i18n, playbook.use_template)}
                </button>
                <button
                    class="button"
                    type="button"
                    data-testid="playbook-blank"
                    on:click=move |_| begin(playbooks, i18n.get_locale_untracked(), false)
                >
                    {t!(i18n, playbook.blank)}
                </button>
            </div>
        </div>
    }
}

/// Of the playbook as a whole: its name, its pages, its saved versions, and its end.
#[component]
fn Head() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let content = move |what: fn(&protocol::playbook::PlaybookContent) -> String| {
        playbooks.editing.with(|one| one.as_ref().map(|one| what(&one.content)).unwrap_or_default())
    };
    let deleting = RwSignal::new(false);
    let pages_of = |text: &str| {
        let pages = text.split([',', ' ']).map(str::trim).filter(|page| !page.is_empty());
        pages.map(|page| if page.starts_with('/') { page.to_owned() } else { format!("/{page}") }).collect::<Vec<_>>()
    };
    view! {
        <section class="playbook__head" aria-label=move || t_string!(i18n, playbook.title)>
            <label class="playbook__name">
                <span class="label">{t!(i18n, settings.name)}</span>
                <span class="field">
                    <input
                        data-testid="playbook-name"
                        dir="auto"
                        maxlength="256"
                        prop:value=move || content(|content| content.name.clone())
                        on:input=move |event| playbooks.change(|content| content.name = event_target_value(&event))
                    />
                </span>
            </label>
            <label class="playbook__name">
                <span class="label">{t!(i18n, playbook.pages)}</span>
                <span class="field">
                    <input
                        data-testid="playbook-pages"
                        placeholder=move || t_string!(i18n, playbook.all_pages)
                        prop:value=move || content(|content| content.pages.join(", "))
                        on:change=move |event| playbooks.change(|content| content.pages = pages_of(&event_target_value(&event)))
                    />
                </span>
            </label>
            <Versions />
            <button class="button button--danger" type="button" data-testid="playbook-delete" on:click=move |_| deleting.set(true)>
                <Icon shape=Shape::Trash2 size=Size::Small />
                {t!(i18n, thread.delete)}
            </button>
            <Modal open=deleting label=Signal::derive(move || t_string!(i18n, playbook.delete_title).to_owned())>
                <h2>{t!(i18n, playbook.delete_title)}</h2>
                <p class="soft">{t!(i18n, playbook.delete_hint)}</p>
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| deleting.set(false)>{t!(i18n, app.cancel)}</button>
                    <button
                        class="button button--danger"
                        type="button"
                        data-testid="playbook-delete-yes"
                        on:click=move |_| {
                            deleting.set(false);
                            playbooks.delete();
                        }
                    >
                        {t!(i18n, not_sent.delete_for_good)}
                    </button>
                </div>
            </Modal>
        </section>
    }
}

/// What was saved when and by whom; choosing one puts it into the editor, unsaved.
#[component]
fn Versions() -> impl IntoView {
    let i18n = use_i18n();
    let playbooks = expect_context::<PlaybooksState>();
    let versions = RwSignal::new(Vec::<Playbook>::new());
    let saved = Memo::new(move |_| {
        playbooks
            .editing
            .with(|one| one.as_ref().and_then(|one| one.saved.as_ref().map(|saved| (saved.id, saved.version.id))))
    });
    Effect::new(move || {
        versions.set(vec![]);
        if let Some((id, _)) = saved.get() {
            spawn_local(async move {
                if let Ok(list) = ipc::call(ListPlaybookVersions { id }).await {
                    versions.try_set(list);
                }
            });
        }
    });
    let restore = move |id: String| {
        if let Some(found) = versions.get_untracked().into_iter().find(|one| one.version.id.to_string() == id) {
            playbooks.restore(found.content);
        }
    };
    let told = move |one: Playbook| {
        let current = saved.get_untracked().is_some_and(|(_, version)| version == one.version.id);
        let id = one.version.id.to_string();
        let words = move || {
            let (locale, version) = (i18n.get_locale(), &one.version);
            let when = format!(
                "{} {}",
                intl::date(locale, Style::ShortDate, version.saved_at),
                intl::date(locale, Style::Time, version.saved_at)
            );
            t_string!(i18n, playbook.version, n = version.number, when = when, by = version.saved_by.name.clone())
                .to_string()
        };
        view! { <option value=id selected=current>{words}</option> }
    };
    view! {
        <Show when=move || versions.with(|all| all.len() > 1)>
            <select
                class="select"
                data-testid="playbook-versions"
                aria-label=move || t_string!(i18n, playbook.versions)
                on:change=move |event| restore(event_target_value(&event))
            >
                {move || versions.get().into_iter().map(told).collect_view()}
            </select>
        </Show>
    }
}

/// In the page's bar: whether there is something to save, and saving it.
#[component]
pub fn SaveBar() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let playbooks = expect_context::<PlaybooksState>();
    let changed = Memo::new(move |_| playbooks.is_changed());
    let wrong = Memo::new(move |_| playbooks.faults().len());
    let go_to_fault = move |_| {
        let first = playbooks.faults().into_iter().find_map(|fault| fault.step);
        let at = playbooks.editing.with_untracked(|one| {
            let steps = &one.as_ref()?.content.steps;
            steps.iter().position(|step| Some(&step.id) == first.as_ref())
        });
        if let Some(at) = at {
            playbooks.choose(at);
        }
    };
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() && event.key().eq_ignore_ascii_case("s") {
            event.prevent_default();
            playbooks.save();
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <Show when=move || playbooks.editing.with(Option::is_some)>
            <button
                class="button button--ghost"
                type="button"
                data-testid="playbook-preview"
                disabled=move || !playbooks.may_preview()
                title=move || t_string!(i18n, playbook.preview_hint)
                on:click=move |_| playbooks.preview(words::told_locale(i18n.get_locale_untracked()))
            >
                <Icon shape=Shape::ExternalLink size=Size::Small />
                {t!(i18n, playbook.preview)}
            </button>
        </Show>
        <Show when=move || changed.get()>
            <span class="page-bar__note soft" role="status" data-testid="playbook-unsaved">
                <Icon shape=Shape::CircleDot size=Size::Small />
                {t!(i18n, playbook.unsaved)}
            </span>
            <Show when=move || { wrong.get() > 0 }>
                <button class="link page-bar__faults" type="button" data-testid="playbook-faults" on:click=go_to_fault>
                    {move || t_string!(i18n, playbook.faults, count = wrong.get() as i64)}
                </button>
            </Show>
            <button class="button button--ghost" type="button" data-testid="playbook-revert" on:click=move |_| playbooks.revert()>
                {t!(i18n, app.cancel)}
            </button>
        </Show>
        <button
            class="button button--primary"
            type="button"
            data-testid="playbook-save"
            disabled=move || !playbooks.may_save()
            title=move || (!desk.is_connected()).then(|| t_string!(i18n, playbook.offline))
            on:click=move |_| playbooks.save()
        >
            {t!(i18n, canned.save)}
            <span class="kbd kbd--on" aria-hidden="true">"Ctrl S"</span>
        </button>
    }
}
