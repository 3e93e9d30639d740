//! What somebody wrote: the visitor left, our side right.

use crate::clock;
use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape};
use crate::intl::{self, Style};
use crate::parts::cards::{AnswersCard, ChoiceCard, FormCard, LinkCard, OfferCard};
use crate::parts::file_card::FileCard;
use crate::parts::message_foot::{MessageFoot, WayOut};
use crate::parts::rich_text::RichTextView;
use crate::state::{DeskState, Talk};
use crate::thread_model::{Delivery, MessageRow, RowKey};
use crate::{format, words};
use leptos::prelude::*;
use leptos_i18n::{t, t_string, td_string};
use protocol::message::{Author, Body, Item};
use protocol::{Platform, Timestamp};
use std::time::Duration;

/// A reply that is acknowledged sooner never shows as being sent: nothing blinks.
const SENDING_PATIENCE_MS: i64 = 300;

#[component]
pub fn Message(key: RowKey, message: MessageRow) -> impl IntoView {
    let i18n = use_i18n();
    let MessageRow { id, author, author_name, body, at, platform, past, named, delivery, tells_delivery, uploaded } =
        message;
    let (side, by) = match author {
        Author::Visitor => ("message--visitor", "visitor"),
        Author::Agent { .. } => ("message--agent", "agent"),
        Author::Bot => ("message--bot", "bot"),
        Author::System => ("message--visitor", "system"),
    };
    let language = expect_context::<Talk>().language;
    let late = late(&delivery, at.0);
    let failed = matches!(delivery, Delivery::Failed(_));
    let uploading = uploaded.filter(|_| delivery == Delivery::Queued);
    let way = match &body {
        Body::Known(Item::Text { .. }) => WayOut::Edit,
        // The card has its own.
        Body::Known(Item::File(_)) if uploading.is_some() => WayOut::None,
        _ => WayOut::Delete,
    };
    let kind = match &body {
        Body::Known(Item::File(file)) if file.picture.is_some() => "image".to_owned(),
        body => body.kind().to_owned(),
    };
    let state = delivery.as_str();
    let full_time = move || {
        let locale = i18n.get_locale();
        format!("{} {}", intl::date(locale, Style::LongDate, at), intl::date(locale, Style::Time, at))
    };
    view! {
        <article
            class=format!("message {side}")
            class:message--follow=!named
            class:message--failed=failed
            class:message--sending=move || late.get()
            data-testid="message"
            data-kind=kind
            data-author=by
            data-state=state
            data-id=id.map(|id| id.to_string())
        >
            {named.then(|| view! { <Who author author_name at platform past /> })}
            {match body {
                Body::Known(Item::Text { text }) => {
                    let lang = move || language.get().filter(|_| author == Author::Visitor);
                    view! { <div class="message__body" dir="auto" lang=lang title=full_time>{text}</div> }.into_any()
                }
                Body::Known(Item::Rich(text)) => {
                    let conversation = key.conversation();
                    view! { <div class="message__body"><RichTextView text conversation /></div> }.into_any()
                }
                Body::Known(Item::Choice(choice)) => view! { <ChoiceCard id choice /> }.into_any(),
                Body::Known(Item::Form(form)) => view! { <FormCard form /> }.into_any(),
                Body::Known(Item::Answers(answers)) => view! { <AnswersCard answers /> }.into_any(),
                Body::Known(Item::Link(link)) => view! { <LinkCard link /> }.into_any(),
                Body::Known(Item::Offer(offer)) => view! { <OfferCard offer conversation=key.conversation() /> }.into_any(),
                Body::Known(Item::File(attachment)) => {
                    view! { <FileCard key attachment uploading /> }.into_any()
                }
                body => view! { <Unsupported body /> }.into_any(),
            }}
            {tells_delivery.then(|| view! { <MessageFoot key delivery at named late way uploading=uploading.is_some() /> })}
        </article>
    }
}

/// The name line: who and when.
#[component]
fn Who(
    author: Author,
    author_name: Option<String>,
    at: Timestamp,
    platform: Option<Platform>,
    past: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let talk = expect_context::<Talk>();
    let robot = author == Author::Bot;
    let name = move || name(i18n.get_locale(), desk, talk, author, author_name.as_deref());
    let here = talk.platform;
    let time = move || {
        let locale = i18n.get_locale();
        let time = intl::date(locale, Style::Time, at);
        if past { format!("{}, {time}", words::short_day(locale, at, clock::now())) } else { time }
    };
    view! {
        <div class="message__who">
            {robot.then(|| view! { <Icon shape=Shape::Bot /> })}
            <b dir="auto">{name}</b>
            {robot.then_some(t!(i18n, thread.robot))}
            {platform.filter(|platform| *platform != here).map(|platform| view! {
                <Icon shape=words::platform_shape(platform) />
                {move || words::platform(i18n.get_locale(), platform)}
            })}
            <time>{time}</time>
        </div>
    }
}

fn name(locale: Locale, desk: DeskState, talk: Talk, author: Author, known: Option<&str>) -> String {
    match (author, known) {
        (Author::Visitor | Author::System, _) => talk.visitor(locale),
        (Author::Bot, _) => td_string!(locale, thread.assistant).to_string(),
        (Author::Agent { .. }, Some(name)) => format::first_name(name).to_owned(),
        // What still waits here is mine.
        (Author::Agent { id }, None) => match desk.me().filter(|me| id == me.id || id.uuid().is_nil()) {
            Some(me) => format::first_name(&me.name).to_owned(),
            None => td_string!(locale, thread.agent).to_string(),
        },
    }
}

/// A kind that this version cannot show (D12).
#[component]
fn Unsupported(body: Body) -> impl IntoView {
    let i18n = use_i18n();
    let kind = body.kind().to_owned();
    view! {
        <div class="attachment attachment--unsupported">
            <span class="attachment__mark"><Icon shape=Shape::Puzzle /></span>
            <span class="grow">
                <span class="attachment__name">{t!(i18n, thread.unsupported)}</span>
                <span class="attachment__meta">
                    {move || t_string!(i18n, thread.unsupported_kind, kind = kind.clone())}
                </span>
            </span>
        </div>
    }
}

/// Becomes true when sending has taken long enough to be said.
fn late(delivery: &Delivery, written_at: i64) -> ReadSignal<bool> {
    let waited = js_sys::Date::now() as i64 - written_at;
    let sending = *delivery == Delivery::Sending;
    let (late, set_late) = signal(sending && waited >= SENDING_PATIENCE_MS);
    if sending && waited < SENDING_PATIENCE_MS {
        let rest = Duration::from_millis((SENDING_PATIENCE_MS - waited).clamp(0, SENDING_PATIENCE_MS) as u64);
        let say = move || {
            set_late.try_set(true);
        };
        if let Ok(waiting) = set_timeout_with_handle(say, rest) {
            on_cleanup(move || waiting.clear());
        }
    }
    late
}
