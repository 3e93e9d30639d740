//! The notices, bottom left: each with what can be done about it.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::keyboard::Action;
use crate::state::{DeskState, Moves, Notice, StatusChange, Toasts};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::thread::Move;

#[component]
pub fn ToastList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    desk.events.listen(move |event| match event {
        ConsoleEvent::MoveRefused { id, code, assignee } => {
            toasts.drop_move(*id);
            toasts.tell(match (code.as_str(), assignee) {
                ("already_assigned", Some(by)) => Notice::Taken { by: Some(by.clone()) },
                _ => Notice::Refused { conversation: Some(*id), code: code.clone() },
            });
        }
        ConsoleEvent::StatusRefused { visitor, code } => {
            toasts.drop_status(*visitor);
            toasts.tell(Notice::Refused { conversation: None, code: code.clone() });
        }
        ConsoleEvent::Noticed { id, title, text } => {
            toasts.tell(Notice::Noticed { conversation: *id, title: title.clone(), text: text.clone() });
        }
        _ => {}
    });
    view! {
        <div class="toasts" role="region" aria-live="polite" aria-label=move || t_string!(i18n, toast.notices)>
            <For each=move || toasts.shown() key=|toast| toast.id let:toast>
                <Toast id=toast.id notice=toast.notice />
            </For>
        </div>
    }
}

#[component]
fn Toast(id: u64, notice: Notice) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let moves = expect_context::<Moves>();
    let toasts = expect_context::<Toasts>();
    let text = {
        let notice = notice.clone();
        move || words_of(i18n.get_locale(), &notice)
    };
    let undo = move |undo: Callback<()>| {
        view! {
            <button
                class="button button--ghost button--small"
                type="button"
                data-testid="undo"
                on:click=move |_| undo.run(())
            >
                {t!(i18n, app.cancel)}
                <span class="kbd" aria-hidden="true">{move || desk.key(Action::Undo, i18n.get_locale())}</span>
            </button>
        }
        .into_any()
    };
    let way_out = match notice.clone() {
        Notice::Moving { conversation, .. } => undo(Callback::new(move |()| moves.undo(conversation))),
        Notice::StatusSet(change) => undo(Callback::new(move |()| change.undo(toasts))),
        Notice::Refused { conversation: Some(conversation), .. } | Notice::Noticed { conversation, .. } => view! {
            <button
                class="button button--ghost button--small"
                type="button"
                data-testid="toast-show"
                on:click=move |_| {
                    toasts.close(id);
                    desk.open(conversation, None);
                }
            >
                {t!(i18n, toast.show)}
            </button>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let failed = matches!(notice, Notice::Refused { .. } | Notice::FileRefused { .. });
    view! {
        <div class="toast" data-testid="toast" role=failed.then_some("alert")>
            <Icon shape=picture(&notice) size=Size::Small />
            <span class="grow toast__text">{text}</span>
            {way_out}
            <button
                class="icon-button icon-button--s"
                type="button"
                aria-label=move || t_string!(i18n, app.close)
                on:click=move |_| toasts.close(id)
            >
                <Icon shape=Shape::X size=Size::Small />
            </button>
        </div>
    }
}

const fn picture(notice: &Notice) -> Shape {
    match notice {
        Notice::Moving { what: Move::Close, .. } | Notice::StatusSet(_) | Notice::Erased | Notice::Undone => {
            Shape::Check
        }
        Notice::Moving { what: Move::GiveBack, .. } => Shape::Inbox,
        Notice::Moving { .. } => Shape::UserCheck,
        Notice::PageOpened { .. } => Shape::ExternalLink,
        Notice::Noticed { .. } => Shape::BellRing,
        Notice::Saved { .. } => Shape::Download,
        Notice::Imported { lines, .. } if lines.is_empty() => Shape::Check,
        Notice::Imported { .. } => Shape::CircleAlert,
        Notice::Taken { .. } | Notice::Refused { .. } | Notice::FileRefused { .. } | Notice::TooLate => {
            Shape::CircleAlert
        }
    }
}

fn words_of(locale: Locale, notice: &Notice) -> String {
    match notice {
        Notice::Moving { visitor, what: Move::Close, .. } => {
            td_string!(locale, toast.closing, name = visitor).to_string()
        }
        Notice::Moving { what: Move::Assign { to }, .. } => {
            td_string!(locale, toast.assigned, name = &to.name).to_string()
        }
        Notice::Moving { what: Move::GiveBack, .. } => td_string!(locale, toast.given_back).to_string(),
        Notice::StatusSet(StatusChange { name, status, .. }) => {
            td_string!(locale, toast.status, name = name, status = words::status(locale, *status)).to_string()
        }
        Notice::Taken { by: Some(name) } => td_string!(locale, toast.taken, name = name).to_string(),
        Notice::Taken { by: None } => td_string!(locale, toast.taken_unknown).to_string(),
        Notice::Refused { code, .. } => {
            td_string!(locale, toast.refused, cause = words::cause(locale, code)).to_string()
        }
        Notice::FileRefused { code, .. } if code == "too_many" => td_string!(locale, file.too_many).to_string(),
        Notice::FileRefused { name, code } => {
            td_string!(locale, file.refused, name = name, cause = words::cause(locale, code)).to_string()
        }
        Notice::PageOpened { host } => td_string!(locale, toast.page_opened, host = host).to_string(),
        Notice::Saved { path } => td_string!(locale, toast.saved, path = path).to_string(),
        Notice::Imported { saved, lines } if lines.is_empty() => {
            td_string!(locale, toast.imported, count = *saved as i64).to_string()
        }
        Notice::Imported { saved, lines } => {
            let lines = lines.iter().take(10).map(u64::to_string).collect::<Vec<_>>().join(", ");
            td_string!(locale, toast.imported_partly, saved = *saved as i64, lines = lines).to_string()
        }
        Notice::Noticed { title, text, .. } if text.is_empty() => title.clone(),
        Notice::Noticed { title, text, .. } => format!("{title} · {text}"),
        Notice::Erased => td_string!(locale, toast.erased).to_string(),
        Notice::Undone => td_string!(locale, toast.undone).to_string(),
        Notice::TooLate => td_string!(locale, toast.too_late).to_string(),
    }
}
