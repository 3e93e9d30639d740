//! A visitor's personal data, for admins: given out as a file, or erased for good.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::modal::Modal;
use crate::state::{DeskState, Notice, Talk, Toasts, VisitorState, VisitorsState};
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::Role;
use protocol::ipc::visitor::{EraseVisitor, ExportVisitorData};

#[component]
pub fn PersonalData(number: i64) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let (talk, toasts) = (expect_context::<Talk>(), expect_context::<Toasts>());
    let visitor = expect_context::<VisitorState>();
    let open = RwSignal::new(false);
    let admin = Memo::new(move |_| desk.me().is_some_and(|me| me.role == Role::Admin));
    let offline = move || !desk.is_connected();
    let title = move || if offline() { t_string!(i18n, block.offline) } else { "" };
    let label = Signal::derive(move || t_string!(i18n, privacy.erase).to_owned());
    view! {
        <Show when=move || admin.get()>
            <section class="section" data-testid="personal-data">
                <h2 class="section__head">{t!(i18n, privacy.title)}</h2>
                <p class="muted">{t!(i18n, privacy.export_hint)}</p>
                <p class="personal-data__actions">
                    <button
                        class="button"
                        type="button"
                        data-testid="export-visitor-data"
                        title=title
                        disabled=offline
                        on:click=move |_| toasts.save(ExportVisitorData { visitor: visitor.id(), number })
                    >
                        <Icon shape=Shape::Download size=Size::Small />
                        {t!(i18n, privacy.export)}
                    </button>
                    <button
                        class="button button--ghost button--danger"
                        type="button"
                        data-testid="erase-visitor"
                        title=title
                        disabled=offline
                        on:click=move |_| open.set(true)
                    >
                        <Icon shape=Shape::Trash2 size=Size::Small />
                        {t!(i18n, privacy.erase)}
                    </button>
                </p>
                <Modal open label>
                    <EraseForm open number name=talk.name(i18n.get_locale()) />
                </Modal>
            </section>
        </Show>
    }
}

/// The number is typed: nothing brings them back.
#[component]
fn EraseForm(open: RwSignal<bool>, number: i64, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let visitors = expect_context::<VisitorsState>();
    // Whose number is shown, whoever is looked at by the time of the answer.
    let id = expect_context::<VisitorState>().id();
    let typed = RwSignal::new(String::new());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let sure = move || typed.with(|typed| typed.trim() == number.to_string());
    let erase = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !untrack(sure) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match ipc::call(EraseVisitor { visitor: id }).await {
                Ok(()) => {
                    open.try_set(false);
                    toasts.tell(Notice::Erased);
                    visitors.forget(id);
                }
                Err(failure) => drop(failed.try_set(Some(failure.code))),
            }
            busy.try_set(false);
        });
    };
    view! {
        <h2>{t!(i18n, privacy.erase_title, name = name)}</h2>
        <p>{t!(i18n, privacy.erase_text)}</p>
        <form on:submit=erase>
            <label>
                <span class="label">{move || t_string!(i18n, privacy.erase_type, n = number)}</span>
                <span class="field">
                    <input
                        data-testid="erase-number"
                        inputmode="numeric"
                        autocomplete="off"
                        prop:value=move || typed.get()
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </span>
            </label>
            {move || failed.get().map(|code| view! {
                <p class="dialog__error" role="alert">{words::sentence(i18n.get_locale(), &code)}</p>
            })}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>
                    {t!(i18n, app.cancel)}
                </button>
                <button
                    class="button button--stop"
                    type="submit"
                    data-testid="erase-confirm"
                    disabled=move || busy.get() || !sure()
                >
                    <Icon shape=Shape::Trash2 size=Size::Small />
                    {t!(i18n, privacy.erase_confirm)}
                </button>
            </div>
        </form>
    }
}
