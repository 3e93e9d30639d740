//! Composing a link or an offer (D13): a small form, and the card as the visitor will see it.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::parts::attach::{AttachButton, AttachedFiles, Kinds};
use crate::parts::cards::{LinkCard, OfferCard};
use crate::parts::layer::ComposerLayer;
use crate::parts::segments::Segments;
use crate::parts::writing::Writing;
use crate::state::{DialogueState, DraftFiles};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::card::{Link, Offer};
use protocol::limits::LINE_MAX_CHARS;
use protocol::wire::agents::NewBody;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Link,
    Offer,
}

/// What is being composed.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<Kind>,
    title: RwSignal<String>,
    url: RwSignal<String>,
    text: RwSignal<String>,
    price: RwSignal<String>,
    button: RwSignal<String>,
    picture: DraftFiles,
}

impl Draft {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            kind: RwSignal::new(Kind::Link),
            title: text(),
            url: text(),
            text: text(),
            price: text(),
            button: text(),
            picture: DraftFiles::loose(1),
        }
    }

    /// None while something is missing or is no web address.
    fn body(self, see: &str) -> Option<NewBody> {
        let some = |text: RwSignal<String>| Some(text.read().trim().to_owned()).filter(|text| !text.is_empty());
        let url = some(self.url).map(|url| address(&url));
        match self.kind.get() {
            Kind::Link => {
                let url = url??;
                let title = some(self.title).unwrap_or_else(|| url.clone());
                Some(NewBody::Link(Link { title, url }))
            }
            Kind::Offer => {
                let button = match url {
                    Some(url) => Some(Link { title: some(self.button).unwrap_or_else(|| see.to_owned()), url: url? }),
                    None => None,
                };
                let (title, text, price) = (some(self.title)?, some(self.text), some(self.price));
                if !self.picture.are_ready() {
                    return None;
                }
                let image = self.picture.first();
                Some(NewBody::Offer(Offer { title, text, price, image, button }))
            }
        }
    }

    fn bad_address(self) -> bool {
        self.url.with(|url| !url.trim().is_empty() && address(url.trim()).is_none())
    }
}

/// A web address as the browser reads it; `https://` may be left out.
fn address(written: &str) -> Option<String> {
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let url = web_sys::Url::new(&whole).ok()?;
    let web = matches!(url.protocol().as_str(), "http:" | "https:") && url.username().is_empty();
    (web && url.hostname().contains(['.', ':']) | (url.hostname() == "localhost")).then(|| url.href())
}

#[component]
pub fn CardForm() -> impl IntoView {
    let i18n = use_i18n();
    let dialogue = expect_context::<DialogueState>();
    let writing = expect_context::<Writing>();
    let draft = Draft::new();
    let body = Memo::new(move |_| draft.body(t_string!(i18n, card.see)));
    // What was sent is not in it any more.
    on_cleanup(move || draft.picture.remove_all());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(body) = body.get_untracked() {
            let picture = body.file().and_then(|_| draft.picture.take().pop());
            dialogue.send(vec![(body, picture)]);
            writing.close();
        }
    };
    let kinds = vec![
        (Kind::Link, Signal::derive(move || t_string!(i18n, card.link).to_owned())),
        (Kind::Offer, Signal::derive(move || t_string!(i18n, card.offer).to_owned())),
    ];
    let is_offer = move || draft.kind.get() == Kind::Offer;
    let label = Signal::derive(move || t_string!(i18n, card.compose).to_owned());
    let words = move |offer: fn(crate::i18n::Locale) -> &'static str, link: fn(crate::i18n::Locale) -> &'static str| {
        Signal::derive(move || if is_offer() { offer(i18n.get_locale()) } else { link(i18n.get_locale()) }.to_owned())
    };
    use leptos_i18n::td_string;
    let url_label = words(|locale| td_string!(locale, card.button_url), |locale| td_string!(locale, card.url));
    let title_label = words(|locale| td_string!(locale, card.title), |locale| td_string!(locale, card.link_title));
    view! {
        <ComposerLayer label id="card-form">
            <form class="card-form" on:submit=send>
                <Segments
                    label
                    options=kinds
                    chosen=Signal::derive(move || draft.kind.get())
                    choose=Callback::new(move |kind| draft.kind.set(kind))
                    name="card-kind"
                />
                <TextField label=url_label value=draft.url id="card-url" autofocus=true />
                <Show when=move || draft.bad_address()>
                    <p class="dialog__error" role="alert">{t!(i18n, card.bad_url)}</p>
                </Show>
                <TextField label=title_label value=draft.title id="card-title" />
                <Show when=is_offer>
                    <TextField
                        label=Signal::derive(move || t_string!(i18n, card.text).to_owned())
                        value=draft.text
                        id="card-text"
                    />
                    <div class="canned-editor__pair">
                        <TextField
                            label=Signal::derive(move || t_string!(i18n, card.price).to_owned())
                            value=draft.price
                            id="card-price"
                        />
                        <TextField
                            label=Signal::derive(move || t_string!(i18n, card.button).to_owned())
                            value=draft.button
                            id="card-button"
                        />
                    </div>
                    <div class="card-form__picture">
                        <AttachButton files=draft.picture kind=Kinds::Picture />
                        <AttachedFiles files=draft.picture />
                    </div>
                </Show>
                <div class="card-form__preview" aria-live="off">
                    {move || match body.get() {
                        Some(NewBody::Link(link)) => view! { <LinkCard link /> }.into_any(),
                        Some(NewBody::Offer(offer)) => view! { <OfferCard offer conversation=None /> }.into_any(),
                        _ => view! { <p class="muted">{t!(i18n, card.preview)}</p> }.into_any(),
                    }}
                </div>
                <div class="dialog__foot">
                    <button class="button" type="button" on:click=move |_| writing.close()>
                        {t!(i18n, app.cancel)}
                    </button>
                    <button
                        class="button button--primary"
                        type="submit"
                        data-testid="card-send"
                        disabled=move || body.with(Option::is_none)
                    >
                        <Icon shape=Shape::SendHorizontal size=Size::Small />
                        {t!(i18n, reply.send)}
                    </button>
                </div>
            </form>
        </ComposerLayer>
    }
}

#[component]
pub fn TextField(
    label: Signal<String>,
    value: RwSignal<String>,
    id: &'static str,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let (true, Some(field)) = (autofocus, field.get()) {
            let _ = field.focus();
        }
    });
    view! {
        <label>
            <span class="label">{label}</span>
            <span class="field field--s">
                <input
                    data-testid=id
                    dir="auto"
                    spellcheck=(!id.ends_with("url")).to_string()
                    maxlength=LINE_MAX_CHARS.to_string()
                    node_ref=field
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </span>
        </label>
    }
}
