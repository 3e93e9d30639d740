//! What happened: one line in one lane, never a bubble.

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::Timestamp;
use protocol::message::{Author, Item};

#[component]
pub fn Event(item: Item, at: Timestamp, author: Author) -> impl IntoView {
    let i18n = use_i18n();
    let kind = item.kind();
    let (class, shape) = match &item {
        Item::Page(_) => ("event event--nav", Shape::FileText),
        Item::Transferred { .. } => ("event event--transfer", Shape::ArrowRightLeft),
        Item::Closed { .. } => ("event event--past", Shape::Archive),
        Item::GivenBack { .. } => ("event event--system", Shape::Inbox),
        Item::Joined { .. } | Item::Text { .. } => ("event event--system", Shape::UserPlus),
    };
    let closing = matches!(item, Item::Closed { .. });
    let time = move || {
        let locale = i18n.get_locale();
        let time = intl::date(locale, Style::Time, at);
        if closing { format!("{} {time}", intl::date(locale, Style::LongDate, at)) } else { time }
    };
    let by = match author {
        Author::Visitor => "visitor",
        Author::Agent { .. } => "agent",
        Author::Bot => "bot",
        Author::System => "system",
    };
    view! {
        <div class=class data-testid="message" data-kind=kind data-author=by data-state="sent">
            <Icon shape size=Size::Small />
            <Words item />
            <time>{time}</time>
        </div>
    }
}

#[component]
fn Words(item: Item) -> impl IntoView {
    let i18n = use_i18n();
    match item {
        Item::Page(page) => {
            let path = format::path(&page.url).to_owned();
            view! {
                <span class="truncate" title=page.url>
                    {t!(i18n, thread.page)}
                    " "
                    <b dir="auto">{page.title}</b>
                    " "
                    <span class="mono" dir="ltr">{path}</span>
                </span>
            }
            .into_any()
        }
        Item::Joined { agent } => {
            let name = format::first_name(&agent.name).to_owned();
            let text = move || t_string!(i18n, thread.joined, name = name.clone());
            view! { <span>{text}</span> }.into_any()
        }
        Item::Transferred { to, by, .. } => {
            view! { <span>{t!(i18n, thread.transferred, by = by.name, to = to.name, <b> = <b />)}</span> }.into_any()
        }
        Item::GivenBack { by } => {
            let text = move || t_string!(i18n, thread.given_back, by = by.name.clone());
            view! { <span>{text}</span> }.into_any()
        }
        Item::Closed { by } => {
            let text = move || t_string!(i18n, thread.closed, by = by.name.clone());
            view! { <span>{text}</span> }.into_any()
        }
        // A person's words are a message, not an event.
        Item::Text { .. } => ().into_any(),
    }
}
