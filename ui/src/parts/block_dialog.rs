//! Keeping a visitor out (D7): the dialog that asks for the reason, and what is said while they are out.

use crate::clock;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::banner::Banner;
use crate::parts::modal::Modal;
use crate::state::{DeskState, Notice, Talk, Toasts, VisitorState};
use crate::words;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string};
use protocol::VisitorId;
use protocol::ipc::visitor::{BlockVisitor, UnblockVisitor};
use protocol::limits::LINE_MAX_CHARS;

/// How long a block may last; none: until a manager ends it.
const ENDS_MS: [Option<i64>; 4] = [None, Some(3_600_000), Some(24 * 3_600_000), Some(7 * 24 * 3_600_000)];

#[component]
pub fn BlockButton() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let talk = expect_context::<Talk>();
    let visitor = expect_context::<VisitorState>();
    let open = RwSignal::new(false);
    let blocked = Memo::new(move |_| is_blocked(visitor));
    let label = Signal::derive(move || t_string!(i18n, block.button).to_owned());
    let title = move || if desk.is_connected() { "" } else { t_string!(i18n, block.offline) };
    view! {
        <Show when=move || !blocked.get()>
            <button
                class="button button--ghost button--danger"
                type="button"
                data-testid="block-visitor"
                title=title
                disabled=move || !desk.is_connected() || visitor.file.with(Option::is_none)
                on:click=move |_| open.set(true)
            >
                <Icon shape=Shape::Ban size=Size::Small />
                {t!(i18n, block.button)}
            </button>
        </Show>
        <Modal open label>
            <BlockForm open name=talk.visitor(i18n.get_locale()) />
        </Modal>
    }
}

#[component]
fn BlockForm(open: RwSignal<bool>, name: String) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let visitor = expect_context::<VisitorState>();
    let reason = RwSignal::new(String::new());
    let end = RwSignal::new(0_usize);
    let with_address = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let block = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || reason.with_untracked(|reason| reason.trim().is_empty()) {
            return;
        }
        busy.set(true);
        let until = ENDS_MS[end.get_untracked()].map(|ms| clock::now().plus_ms(ms));
        let wish = BlockVisitor {
            visitor: visitor.id(),
            reason: reason.get_untracked().trim().to_owned(),
            until,
            with_address: with_address.get_untracked(),
        };
        spawn_local(async move {
            match ipc::call(wish).await {
                Ok(()) => open.set(false),
                Err(failure) => failed.set(Some(failure.code)),
            }
            busy.set(false);
        });
    };
    let ends = move || {
        [
            t_string!(i18n, block.for_good),
            t_string!(i18n, block.hour),
            t_string!(i18n, block.day),
            t_string!(i18n, block.week),
        ]
    };
    let choose = move |event| end.set(event_target_value(&event).parse().unwrap_or(0).min(ENDS_MS.len() - 1));
    view! {
        <h2>{t!(i18n, block.title, name = name)}</h2>
        <p>{t!(i18n, block.text)}</p>
        <form on:submit=block>
            <label>
                <span class="label">{t!(i18n, block.reason)}</span>
                <span class="field">
                    <input
                        data-testid="block-reason"
                        maxlength=LINE_MAX_CHARS.to_string()
                        required
                        prop:value=move || reason.get()
                        on:input=move |event| reason.set(event_target_value(&event))
                    />
                </span>
            </label>
            <label>
                <span class="label">{t!(i18n, block.end)}</span>
                <select class="select" data-testid="block-end" on:change=choose>
                    {move || ends().into_iter().enumerate().map(|(at, words)| view! {
                        <option value=at.to_string()>{words}</option>
                    }).collect_view()}
                </select>
            </label>
            // Others may share it: a manager's to judge.
            <Show when=move || desk.sees_all()>
                <label class="dialog__check">
                    <input
                        type="checkbox"
                        prop:checked=move || with_address.get()
                        on:change=move |event| with_address.set(event_target_checked(&event))
                    />
                    {t!(i18n, block.with_address)}
                </label>
            </Show>
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
                    data-testid="block-confirm"
                    disabled=move || busy.get() || reason.with(|reason| reason.trim().is_empty())
                >
                    <Icon shape=Shape::Ban size=Size::Small />
                    {t!(i18n, block.confirm)}
                </button>
            </div>
        </form>
    }
}

/// Said at the top of the pane while the visitor is kept out.
#[component]
pub fn Blocked() -> impl IntoView {
    let i18n = use_i18n();
    let visitor = expect_context::<VisitorState>();
    let text = Signal::derive(move || {
        let locale = i18n.get_locale();
        visitor.file.with(|file| {
            let file = file.as_ref()?;
            let block = file.visitor.block.as_ref()?;
            let by = file.blocked_by.clone().unwrap_or_default();
            let date = intl::date(locale, Style::ShortDate, block.at);
            let said = t_string!(i18n, block.blocked, by = by, date = date).to_string();
            Some(match &block.reason {
                Some(reason) => leptos_i18n::tu_string!(i18n, block.because, said = said, reason = reason).to_string(),
                None => said,
            })
        })
    });
    let blocked = Memo::new(move |_| is_blocked(visitor));
    let shown = Signal::derive(move || text.get().unwrap_or_default());
    view! {
        <Show when=move || blocked.get()>
            <div data-testid="blocked">
                <Banner shape=Shape::Ban class="banner--error" text=shown>
                    <UnblockButton visitor=visitor.id() done=Callback::new(move |()| visitor.read()) />
                </Banner>
            </div>
        </Show>
    }
}

/// For managers alone (D7).
#[component]
pub fn UnblockButton(visitor: VisitorId, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let unblock = move |_| {
        spawn_local(async move {
            match ipc::call(UnblockVisitor { visitor }).await {
                // The banner or the row that asked may be gone.
                Ok(()) => drop(done.try_run(())),
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    };
    view! {
        <Show when=move || desk.sees_all()>
            <button
                class="link"
                type="button"
                data-testid="unblock-visitor"
                disabled=move || !desk.is_connected()
                on:click=unblock
            >
                {t!(i18n, block.unblock)}
            </button>
        </Show>
    }
}

fn is_blocked(visitor: VisitorState) -> bool {
    visitor.file.with(|file| file.as_ref().is_some_and(|file| file.visitor.block.is_some()))
}
