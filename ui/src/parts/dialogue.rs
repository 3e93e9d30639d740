//! One conversation: head, what is to be said about its state, thread, composer.

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::parts::attach::DropZone;
use crate::parts::banner::Banner;
use crate::parts::claim_banner::ClaimBanner;
use crate::parts::connection_state::ConnectionState;
use crate::parts::customer_file::CustomerFile;
use crate::parts::dialogue_head::DialogueHead;
use crate::parts::info_pane::InfoPane;
use crate::parts::outside_link;
use crate::parts::reply_box::{self, ReplyBox};
use crate::parts::thread::ThreadPane;
use crate::parts::thread_filters::ThreadFilters;
use crate::parts::token_notice::TokenNotice;
use crate::parts::viewer::{Viewer, Viewing};
use crate::state::{DeskState, DialogueState, Notice, SheetState, Talk, Target, Toasts, VisitorState};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::thread::Opened;

#[component]
pub fn DialoguePane(target: Target, opened: Opened) -> impl IntoView {
    let desk = expect_context::<DeskState>();
    let dialogue = DialogueState::follow(desk, target.at, opened);
    let visitor = VisitorState::beside(desk, dialogue);
    provide_context(dialogue);
    provide_context(Talk::of_dialogue(dialogue.head));
    provide_context(visitor);
    provide_context(SheetState::follow(desk, dialogue, expect_context::<Toasts>()));
    provide_context(Viewing::new());
    let open = Signal::derive(move || reply_box::is_open(dialogue));
    view! {
        <main
            class="dialogue"
            class:dialogue--info-open=move || desk.info.get() == Some(true)
            class:dialogue--info-closed=move || desk.info.get() == Some(false)
            data-testid="dialogue"
            data-id=target.conversation.to_string()
        >
            <DialogueHead />
            <TokenNotice />
            <ConnectionState />
            <div class="dialogue__body">
                <div class="dialogue__main">
                    <Show when=move || visitor.history.get()>
                        <CustomerFile />
                    </Show>
                    // Stays as it is under the customer file: its place, and what is being written.
                    <div class="dialogue__live" hidden=move || visitor.history.get()>
                        <DropZone files=dialogue.files open>
                        <CurrentPage />
                        <ThreadFilters />
                        <LoadFailed />
                        <ClaimBanner />
                        <ThreadPane />
                        <ClosedBanner />
                        <ReplyBox />
                        </DropZone>
                    </div>
                </div>
                <InfoPane />
            </div>
            <Viewer />
        </main>
    }
}

/// Where the visitor is on the site, or was last.
#[component]
fn CurrentPage() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let toasts = expect_context::<Toasts>();
    let page = Memo::new(move |_| dialogue.head.with(|head| head.page.clone()));
    move || {
        page.get().map(|page| {
            let path = format::path(&page.url).to_owned();
            let url = page.url.clone();
            let open = move |_| {
                outside_link::open(toasts, url.clone());
                toasts.tell(Notice::PageOpened { host: format::host_and_path(&url) });
            };
            view! {
                <div class="subbar" data-testid="current-page">
                    <Icon shape=Shape::Globe size=Size::Small muted=true />
                    <span class="truncate grow" title=page.url>
                        <span class="muted">{t!(i18n, dialogue.page)}</span>
                        <bdi class="subbar__title">{page.title}</bdi>
                        <span class="mono muted" dir="ltr">{path}</span>
                    </span>
                    <button
                        class="button button--ghost"
                        type="button"
                        data-testid="open-page"
                        title=move || t_string!(i18n, dialogue.open_page_title)
                        on:click=open
                    >
                        <Icon shape=Shape::ExternalLink size=Size::Small />
                        {t!(i18n, dialogue.open_page)}
                    </button>
                </div>
            }
        })
    }
}

#[component]
fn LoadFailed() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let missing = Memo::new(move |_| dialogue.thread.model.with(|model| model.missing));
    let failed_text = Signal::derive(move || t_string!(i18n, dialogue.load_failed).to_owned());
    let missing_text = Signal::derive(move || t_string!(i18n, dialogue.missing).to_owned());
    move || {
        if dialogue.thread.failed.with(Option::is_some) {
            view! {
                <Banner shape=Shape::CircleAlert class="banner--error" text=failed_text>
                    <button class="link" type="button" on:click=move |_| dialogue.refresh()>
                        {t!(i18n, dialogue.reload)}
                    </button>
                </Banner>
            }
            .into_any()
        } else if missing.get() {
            view! { <Banner shape=Shape::Clock class="banner--info" text=missing_text /> }.into_any()
        } else {
            ().into_any()
        }
    }
}

#[component]
fn ClosedBanner() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let closed_at = Memo::new(move |_| dialogue.head.with(|head| head.row.closed_at));
    let text = Signal::derive(move || {
        let locale = i18n.get_locale();
        let at = closed_at.get().unwrap_or_default();
        let date = intl::date(
            locale,
            if intl::year(at) == intl::year(crate::clock::now()) { Style::LongDay } else { Style::LongDate },
            at,
        );
        t_string!(i18n, dialogue.closed_on, date = date, time = intl::date(locale, Style::Time, at))
    });
    view! {
        <Show when=move || closed_at.get().is_some()>
            <div data-testid="closed-banner">
                <Banner shape=Shape::Archive class="banner--info banner--closing" text />
            </div>
        </Show>
    }
}
