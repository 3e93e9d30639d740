//! What a message may be besides text: a bot's question and its options, forms and their answers, links
//! and offers (D12, D13). All of it is text of people, shown as text.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::ipc;
use crate::parts::outside_link::OutsideLink;
use crate::state::ThreadState;
use leptos::prelude::*;
use leptos_i18n::t;
use protocol::card::{Answers, Choice, FieldKind, Form, Link, Offer};
use protocol::{ConversationId, Drawing, MessageId};

/// A question, and which of its options was picked.
#[component]
pub fn ChoiceCard(id: Option<MessageId>, choice: Choice) -> impl IntoView {
    let thread = expect_context::<ThreadState>();
    let picked = Memo::new(move |_| thread.model.with(|model| model.picked(id?).map(str::to_owned)));
    let options = choice.options.into_iter().map(|option| {
        let chosen = Memo::new(move |_| picked.with(|picked| picked.as_deref() == Some(option.id.as_str())));
        view! {
            <li class:option--picked=move || chosen.get() dir="auto">
                <Show when=move || chosen.get()>
                    <Icon shape=Shape::Check size=Size::Tiny />
                </Show>
                {option.label}
            </li>
        }
    });
    view! {
        <div class="message__body">
            <span dir="auto">{choice.text}</span>
            <ul class="options" role="list">{options.collect_view()}</ul>
        </div>
    }
}

/// A form that was asked for, and not answered yet.
#[component]
pub fn FormCard(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let labels = form.fields.into_iter().map(|field| field.label).collect::<Vec<_>>().join(", ");
    view! {
        <div class="form-card">
            <div class="form-card__head">
                <Icon shape=Shape::ClipboardList size=Size::Small />
                <span dir="auto">{t!(i18n, card.form, title = form.title)}</span>
            </div>
            <p class="form-card__fields" dir="auto">{labels}</p>
        </div>
    }
}

#[component]
pub fn AnswersCard(answers: Answers) -> impl IntoView {
    let i18n = use_i18n();
    let pairs = answers.answers.into_iter().map(|answer| {
        // Numbers and addresses read from left to right in every language.
        let direction = if answer.kind == FieldKind::Text { "auto" } else { "ltr" };
        view! {
            <dt dir="auto">{answer.label}</dt>
            <dd dir=direction>{answer.value}</dd>
        }
    });
    view! {
        <div class="form-card">
            <div class="form-card__head">
                <Icon shape=Shape::ClipboardList size=Size::Small />
                <span class="grow" dir="auto">{t!(i18n, card.form, title = answers.title)}</span>
                <Icon shape=Shape::Check size=Size::Small />
            </div>
            <dl>{pairs.collect_view()}</dl>
        </div>
    }
}

#[component]
pub fn LinkCard(link: Link) -> impl IntoView {
    let Link { title, url } = link;
    view! {
        <div class="attachment">
            <span class="attachment__mark"><Icon shape=Shape::Link /></span>
            <span class="grow">
                <span class="attachment__name truncate" dir="auto">{title}</span>
                <span class="attachment__meta"><OutsideLink url /></span>
            </span>
        </div>
    }
}

#[component]
pub fn OfferCard(
    offer: Offer,
    /// Where it was sent; none: it was not yet, and its picture lies here.
    conversation: Option<ConversationId>,
) -> impl IntoView {
    let Offer { title, text, price, image, button } = offer;
    let missing = RwSignal::new(false);
    let picture = conversation.zip(image).map(|(conversation, image)| {
        let url = ipc::picture_url(conversation, image, Drawing::Thumbnail);
        view! {
            <img class="offer-card__picture" alt="" src=url hidden=move || missing.get() on:error=move |_| missing.set(true) />
        }
    });
    view! {
        <div class="offer-card">
            {picture}
            <span class="offer-card__line">
                <Icon shape=Shape::Tag size=Size::Small />
                <b class="grow" dir="auto">{title}</b>
                {price.map(|price| view! { <span class="offer-card__price" dir="auto">{price}</span> })}
            </span>
            {text.map(|text| view! { <p dir="auto">{text}</p> })}
            {button.map(|button| view! {
                <span class="offer-card__line">
                    <span class="offer-card__button" dir="auto">{button.title}</span>
                    <OutsideLink url=button.url />
                </span>
            })}
        </div>
    }
}
