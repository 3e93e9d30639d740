//! A bot's text: bold, italics, links, lists and pictures, drawn from their tree (A9).

use crate::ipc;
use crate::parts::outside_link::OutsideLink;
use leptos::prelude::*;
use protocol::rich_text::{Block, Span};
use protocol::{ConversationId, Drawing, RichText};

#[component]
pub fn RichTextView(
    text: RichText,
    /// Where its pictures are read from.
    conversation: Option<ConversationId>,
) -> impl IntoView {
    let blocks = text.blocks.into_iter().map(|block| match block {
        Block::Paragraph { spans } => view! { <p>{drawn(spans)}</p> }.into_any(),
        Block::List { items } => {
            let items = items.into_iter().map(|item| view! { <li>{drawn(item)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Block::Image { image } => {
            let url = conversation.map(|conversation| ipc::picture_url(conversation, image.file, Drawing::Thumbnail));
            view! { <img class="rich-text__picture" alt=image.name src=url /> }.into_any()
        }
    });
    view! { <div class="rich-text" dir="auto">{blocks.collect_view()}</div> }
}

fn drawn(spans: Vec<Span>) -> impl IntoView {
    let span = |Span { text, bold, italic, link }: Span| {
        let shown = match link {
            Some(url) => view! { <OutsideLink url text /> }.into_any(),
            None => text.into_any(),
        };
        let slanted = if italic { view! { <em>{shown}</em> }.into_any() } else { shown };
        if bold { view! { <strong>{slanted}</strong> }.into_any() } else { slanted }
    };
    spans.into_iter().map(span).collect_view()
}
