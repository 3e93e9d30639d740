//! What happened: one line in one lane, never a bubble.

use crate::format;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::parts::cards::{LinkCard, OfferCard};
use crate::state::{DeskState, SheetState, Talk};
use crate::thread_model::RowKey;
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::card::Sharing;
use protocol::message::{Author, Item};
use protocol::{MessageId, Timestamp};

#[component]
pub fn Event(key: RowKey, id: MessageId, item: Item, at: Timestamp, author: Author) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    // Beside the dialogue alone.
    let sheet = use_context::<SheetState>();
    let kind = item.kind();
    let (class, shape) = match &item {
        Item::Page(_) => ("event event--nav", Shape::FileText),
        Item::Transferred { .. } => ("event event--transfer", Shape::ArrowRightLeft),
        Item::Closed { .. } => ("event event--past", Shape::Archive),
        Item::GivenBack { .. } => ("event event--system", Shape::Inbox),
        Item::Link(_) => ("event event--action", Shape::Link),
        Item::Offer(_) => ("event event--action", Shape::Tag),
        Item::Created { what, .. } => ("event event--action", words::entry_shape(*what)),
        Item::Sharing(_) => ("event event--action", Shape::ScreenShare),
        Item::Picked(_) => ("event event--picked", Shape::Check),
        Item::Event { .. } => ("event event--nav", Shape::CircleDot),
        Item::Merged { .. } => ("event event--system", Shape::UsersRound),
        _ => ("event event--system", Shape::UserPlus),
    };
    let action = class == "event event--action";
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
    let card = match &item {
        Item::Link(_) | Item::Offer(_) => Some(item.clone()),
        _ => None,
    };
    let here = sheet.filter(|sheet| key.conversation() == Some(sheet.conversation));
    let created = here.filter(|_| matches!(item, Item::Created { .. }));
    let (open, set_open) = signal(false);
    let has_card = card.is_some();
    view! {
        <div class=class data-testid="message" data-kind=kind data-author=by data-state="sent">
            {if action {
                view! { <span class="event__mark"><Icon shape size=Size::Small /></span> }.into_any()
            } else {
                view! { <Icon shape size=Size::Small /> }.into_any()
            }}
            <Words item />
            {has_card.then(|| view! {
                <button
                    class="link"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| set_open.update(|open| *open = !*open)
                >
                    {move || if open.get() { t_string!(i18n, card.hide) } else { t_string!(i18n, card.show) }}
                </button>
            })}
            {created.map(|sheet| {
                let reveal = move |_| {
                    desk.info.set(Some(true));
                    sheet.revealed.set(Some(id));
                };
                view! {
                    <button class="link" type="button" data-testid="entry-show" on:click=reveal>{t!(i18n, crm.show)}</button>
                }
            })}
            <time>{time}</time>
        </div>
        {move || card.clone().filter(|_| open.get()).map(|card| {
            let card = match card {
                Item::Link(link) => view! { <LinkCard link /> }.into_any(),
                Item::Offer(offer) => view! { <OfferCard offer conversation=key.conversation() /> }.into_any(),
                _ => ().into_any(),
            };
            view! { <div class="event__card">{card}</div> }
        })}
    }
}

#[component]
fn Words(item: Item) -> impl IntoView {
    let i18n = use_i18n();
    let talk = expect_context::<Talk>();
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
        Item::Transferred { to, by, note, .. } => view! {
            <span>
                {t!(i18n, thread.transferred, by = by.name, to = to.name, <b> = <b />)}
                {note.map(|note| view! { <q class="event__note" dir="auto">{note}</q> })}
            </span>
        }
        .into_any(),
        Item::GivenBack { by } => {
            let text = move || t_string!(i18n, thread.given_back, by = by.name.clone());
            view! { <span>{text}</span> }.into_any()
        }
        Item::Closed { by } => {
            let text = move || match &by {
                Some(by) => t_string!(i18n, thread.closed, by = by.name.clone()),
                None => t_string!(i18n, thread.closed_by_itself).to_owned(),
            };
            view! { <span>{text}</span> }.into_any()
        }
        Item::Link(link) => view! {
            <span class="truncate">
                <b>{t!(i18n, thread.link_sent)}</b>
                " "
                <bdi>{link.title}</bdi>
            </span>
        }
        .into_any(),
        Item::Offer(offer) => view! {
            <span class="truncate">
                <b>{t!(i18n, thread.offer_sent)}</b>
                " "
                <bdi>{offer.title}</bdi>
            </span>
        }
        .into_any(),
        Item::Created { what, title, .. } => view! {
            <span class="truncate">
                <b>{move || words::created(i18n.get_locale(), what)}</b>
                " "
                <bdi>{title}</bdi>
            </span>
        }
        .into_any(),
        Item::Picked(picked) => {
            let text = move || {
                let name = talk.visitor(i18n.get_locale());
                t_string!(i18n, thread.picked, name = name, label = picked.label.clone())
            };
            view! { <span class="truncate" dir="auto">{text}</span> }.into_any()
        }
        Item::Event { name, details } => {
            let whole = format::pairs(&details);
            let details = whole.clone();
            view! {
                <span class="truncate" title=whole>
                    {t!(i18n, thread.event)}
                    " "
                    <b dir="auto">{name}</b>
                    " "
                    <bdi>{details}</bdi>
                </span>
            }
            .into_any()
        }
        Item::Merged { number } => {
            let text = move || t_string!(i18n, thread.merged, n = number).to_string();
            view! { <span>{text}</span> }.into_any()
        }
        Item::Sharing(sharing) => view! { <SharingWords sharing /> }.into_any(),
        // What people say is a message, not an event.
        _ => ().into_any(),
    }
}

/// What became of sharing the visitor's page (X1).
#[component]
fn SharingWords(sharing: Sharing) -> impl IntoView {
    let i18n = use_i18n();
    let talk = expect_context::<Talk>();
    let text = move || {
        let locale = i18n.get_locale();
        let name = talk.visitor(locale);
        match &sharing {
            Sharing::Requested { by } => t_string!(i18n, thread.sharing_requested, by = by.name.clone()),
            Sharing::Accepted => t_string!(i18n, thread.sharing_accepted, name = name),
            Sharing::Refused => t_string!(i18n, thread.sharing_refused, name = name),
            Sharing::Ended { lasted_s, .. } => {
                t_string!(i18n, thread.sharing_ended, time = words::seconds(locale, *lasted_s))
            }
        }
    };
    view! {
        <span class="truncate">
            <b>{t!(i18n, thread.sharing)}</b>
            " "
            {text}
        </span>
    }
}
