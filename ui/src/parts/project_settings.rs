//! Projects in Settings, for admins: the widget and where it may stand, custom parameters, establishments. Each
//! page shows a part of the chosen project, and saves it whole.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::parts::card_form::TextField;
use crate::parts::cells::CellsEditor;
use crate::state::{DeskState, ProjectsState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::ProjectId;
use protocol::ipc::projects::{RenewIdentitySecret, RenewProjectKey};
use protocol::wire::projects::KeptProject;

/// What a page shows of a project.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ProjectPart {
    Widget,
    Params,
    Establishments,
}

#[component]
pub fn ProjectSettings(part: ProjectPart) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let draft = expect_context::<ProjectsState>();
    // They are the hub's: read when they are looked at, and when the connection is back.
    Effect::new(move || {
        if desk.is_connected() {
            draft.read(untrack(|| desk.project()));
        }
    });
    let ready = Memo::new(move |_| draft.all.with(Option::is_some));
    let moved_on = move || draft.failed.with(|code| code.as_deref() == Some("project_changed"));
    view! {
        <section class="project-settings" data-testid="project-settings">
            <Chooser draft part />
            {move || ready.get().then(|| match part {
                ProjectPart::Widget => view! { <Widget draft /> }.into_any(),
                ProjectPart::Params => view! { <Params draft /> }.into_any(),
                ProjectPart::Establishments => view! { <Establishments draft /> }.into_any(),
            })}
            {move || draft.failed.get().map(|code| view! {
                <p class="dialog__error" role="alert" data-testid="project-failed">
                    {move || words::sentence(i18n.get_locale(), &code)}
                </p>
            })}
            <div class="dialog__foot">
                <Show when=moved_on>
                    <button class="button" type="button" data-testid="project-reload" on:click=move |_| draft.read_anew(draft.chosen.get_untracked())>
                        {t!(i18n, project.reload)}
                    </button>
                </Show>
                <Show when=move || ready.get() && draft.is_changed()>
                    <button
                        class="button"
                        type="button"
                        data-testid="project-cancel"
                        on:click=move |_| draft.show(untrack(|| draft.kept()).map(|kept| kept.id).or_else(|| first(draft)))
                    >
                        {t!(i18n, app.cancel)}
                    </button>
                </Show>
                <button
                    class="button button--primary"
                    type="button"
                    data-testid="project-save"
                    disabled=move || draft.busy.get() || !ready.get() || !desk.is_connected() || !draft.is_changed()
                    on:click=move |_| draft.save()
                >
                    {t!(i18n, accounts.save)}
                </button>
            </div>
        </section>
    }
}

fn first(draft: ProjectsState) -> Option<ProjectId> {
    draft.all.with_untracked(|all| all.as_ref()?.first().map(|one| one.id))
}

/// Which project, where there are several; and a new one.
#[component]
fn Chooser(draft: ProjectsState, part: ProjectPart) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let names = move || {
        let of = |one: KeptProject| (one.id, one.content.name);
        draft.all.with(|all| all.iter().flatten().cloned().map(of).collect::<Vec<_>>())
    };
    let several = move || names().len() + usize::from(draft.chosen.get().is_none()) > 1;
    // What is written is saved or dropped before another project is shown.
    let changed = move || draft.all.with(Option::is_some) && draft.is_changed();
    let save_first = move || changed().then(|| t_string!(i18n, playbook.save_first));
    let choose = move |event| {
        let id = event_target_value(&event).parse().ok();
        draft.show(id);
    };
    view! {
        <div class="pref">
            <h2 class="grow">{move || match part {
                ProjectPart::Widget => t_string!(i18n, project.widget),
                ProjectPart::Params => t_string!(i18n, project.params),
                ProjectPart::Establishments => t_string!(i18n, project.establishments),
            }}</h2>
            <Show when=several>
                <select
                    class="select"
                    data-testid="project-choose"
                    aria-label=move || t_string!(i18n, settings.of_project)
                    disabled=changed
                    title=save_first
                    on:change=choose
                >
                    {move || draft.chosen.get().is_none().then(|| view! { <option value="" selected=true>{t!(i18n, project.unnamed)}</option> })}
                    {move || names().into_iter().map(|(id, name)| view! {
                        <option value=id.to_string() selected=move || draft.chosen.get() == Some(id)>{name}</option>
                    }).collect_view()}
                </select>
            </Show>
            <Show when=move || part == ProjectPart::Widget>
                <button
                    class="button"
                    type="button"
                    data-testid="project-new"
                    disabled=move || !desk.is_connected() || draft.chosen.get().is_none() || changed()
                    title=save_first
                    on:click=move |_| draft.show(None)
                >
                    <Icon shape=Shape::Plus size=Size::Small />
                    {t!(i18n, project.create)}
                </button>
            </Show>
        </div>
    }
}

/// The script tag, its key, and the sites that may carry it.
#[component]
fn Widget(draft: ProjectsState) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="project-form">
            <TextField value=draft.name label=Signal::derive(move || t_string!(i18n, project.name).to_owned()) id="project-name" />
            <label>
                <span class="label">{t!(i18n, project.origins)}</span>
                <textarea
                    class="notes"
                    rows="3"
                    spellcheck="false"
                    data-testid="project-origins"
                    placeholder="https://www.example.com"
                    prop:value=move || draft.origins.get()
                    on:input=move |event| draft.origins.set(event_target_value(&event))
                ></textarea>
                <small class="muted">{t!(i18n, project.origins_hint)}</small>
            </label>
            {move || draft.kept().map(|kept| view! {
                <Snippet draft kept=kept.clone() />
                <IdentitySecret draft kept />
            })}
        </div>
    }
}

#[component]
fn Snippet(draft: ProjectsState, kept: KeptProject) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let hub = untrack(|| desk.read(|desk| desk.hub.clone())).unwrap_or_default();
    let tag = format!(
        "<script async src=\"{}/widget.js\" data-project=\"{}\"></script>",
        hub.trim_end_matches('/'),
        kept.key
    );
    let ask = Callback::new(move |()| draft.ask(RenewProjectKey { id: kept.id }));
    view! {
        <div>
            <p class="label">{t!(i18n, project.snippet)}</p>
            <pre class="project-form__snippet" data-testid="project-snippet" tabindex="0">{tag.clone()}</pre>
            <p class="project-form__line">
                <small class="muted grow" data-testid="project-on-a-page">
                    {move || if kept.on_a_page { t_string!(i18n, project.on_a_page) } else { t_string!(i18n, project.on_no_page) }}
                </small>
                <Renew draft id="project-renew-key" label=|l| td_string!(l, project.renew_key) sure=|l| td_string!(l, project.renew_sure) ask />
                <Copy id="project-copy" text=tag />
            </p>
        </div>
    }
}

/// What the site's server signs with, hidden until somebody wants to see it.
#[component]
fn IdentitySecret(draft: ProjectsState, kept: KeptProject) -> impl IntoView {
    let i18n = use_i18n();
    let shown = RwSignal::new(false);
    let secret = kept.identity_secret.clone();
    let text = move || if shown.get() { secret.clone() } else { "•".repeat(24) };
    let ask = Callback::new(move |()| draft.ask(RenewIdentitySecret { id: kept.id }));
    view! {
        <div data-testid="project-identity">
            <p class="label">{t!(i18n, project.identity)}</p>
            <small class="muted">{t!(i18n, project.identity_hint)}</small>
            <pre class="project-form__snippet">"pupitre(\"identify\", \"customer-42\", { signature: \"6f1c…\" })"</pre>
            <pre
                class="project-form__snippet"
                data-testid="project-secret"
                tabindex="0"
                aria-label=move || t_string!(i18n, project.secret)
            >
                {text}
            </pre>
            <p class="project-form__line">
                <button
                    class="link"
                    type="button"
                    data-testid="project-show-secret"
                    aria-pressed=move || shown.get().to_string()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { t_string!(i18n, project.hide_secret) } else { t_string!(i18n, project.show_secret) }}
                </button>
                <span class="grow"></span>
                <Renew draft id="project-renew-secret" label=|l| td_string!(l, project.renew_secret) sure=|l| td_string!(l, project.renew_secret_sure) ask />
                <Copy id="project-copy-secret" text=kept.identity_secret />
            </p>
        </div>
    }
}

/// Asks once more before it does what cannot be taken back.
#[component]
fn Renew(
    draft: ProjectsState,
    /// Its `data-testid`.
    id: &'static str,
    label: fn(Locale) -> &'static str,
    sure: fn(Locale) -> &'static str,
    ask: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let asked = RwSignal::new(false);
    let renew = move |_| if asked.get_untracked() { ask.run(()) } else { asked.set(true) };
    view! {
        <button
            class="link"
            type="button"
            data-testid=id
            disabled=move || !desk.is_connected() || draft.busy.get() || draft.is_changed()
            on:click=renew
            on:blur=move |_| asked.set(false)
        >
            {move || if asked.get() { sure(i18n.get_locale()) } else { label(i18n.get_locale()) }}
        </button>
    }
}

#[component]
fn Copy(
    /// Its `data-testid`.
    id: &'static str,
    text: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&text);
        copied.set(true);
    };
    view! {
        <button class="button" type="button" data-testid=id on:click=copy>
            <Icon shape=Shape::Copy size=Size::Small />
            {move || if copied.get() { t_string!(i18n, project.copied) } else { t_string!(i18n, not_sent.copy) }}
        </button>
    }
}

#[component]
fn Params(draft: ProjectsState) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="muted">{t!(i18n, project.params_hint)}</p>
        <pre class="project-form__snippet">"pupitre(\"set\", { basket: 129.90 })"</pre>
        <CellsEditor
            cells=draft.params
            name="param"
            titles=|l| [leptos_i18n::td_string!(l, project.key), leptos_i18n::td_string!(l, project.label)]
            add=Signal::derive(move || t_string!(i18n, project.add_param).to_owned())
            none=Signal::derive(move || t_string!(i18n, project.no_params).to_owned())
        />
    }
}

#[component]
fn Establishments(draft: ProjectsState) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="muted">{t!(i18n, project.establishments_hint)}</p>
        <pre class="project-form__snippet">"<script … data-establishment=\"paris\"></script>"</pre>
        <CellsEditor
            cells=draft.establishments
            name="establishment"
            titles=|l| {
                use leptos_i18n::td_string;
                [
                    td_string!(l, project.key),
                    td_string!(l, settings.name),
                    td_string!(l, project.region),
                    td_string!(l, project.sector),
                    td_string!(l, project.country),
                ]
            }
            add=Signal::derive(move || t_string!(i18n, project.add_establishment).to_owned())
            none=Signal::derive(move || t_string!(i18n, project.no_establishments).to_owned())
        />
    }
}
