//! Where a bot's text is written (A9): bold, italics, links, bullets and pictures. The browser edits its own
//! element; each change is read from there as a tree, so no markup ever leaves it.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape};
use crate::parts::attach::{AttachButton, AttachedFiles, Kinds};
use crate::rich_dom;
use crate::state::DraftFiles;
use leptos::ev;
use leptos::html::{Div, Input};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::RichText;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, Range};

#[component]
pub fn RichEditor(
    #[prop(into)] label: Signal<String>,
    text: RichText,
    change: Callback<RichText>,
    /// `data-testid` of the text.
    name: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = NodeRef::<Div>::new();
    let marks = RwSignal::new([false; 3]);
    let linking = RwSignal::new(None::<String>);
    // What was selected while the address of a link is typed elsewhere.
    let selected = StoredValue::new_local(None::<Range>);
    let files = DraftFiles::loose(1);
    let read = move || {
        if let Some(place) = place.get_untracked() {
            change.run(rich_dom::read(&place));
        }
    };
    Effect::new(move |drawn: Option<bool>| {
        let Some(place) = place.get() else { return false };
        if drawn != Some(true) {
            rich_dom::draw(&document(), &place, &text);
            run("defaultParagraphSeparator", "p");
        }
        true
    });
    let look = move || marks.set(["bold", "italic", "insertUnorderedList"].map(is_on));
    let mark = move |command: &'static str| {
        focus(place);
        run(command, "");
        look();
        read();
    };
    let ask_link = move || {
        selected.set_value(range());
        let known = range().and_then(|range| link_at(&range));
        linking.set(Some(known.unwrap_or_else(|| "https://".to_owned())));
    };
    let link = move |url: Option<String>| {
        linking.set(None);
        focus(place);
        if let Some(range) = selected.get_value() {
            select(&range);
        }
        match url {
            Some(url) if range().is_some_and(|range| range.collapsed()) => {
                // Nothing is selected: the address is its own text.
                run("insertText", &url);
                if let Some(range) = range() {
                    let back = range.start_offset().unwrap_or(0).saturating_sub(url.encode_utf16().count() as u32);
                    if let Ok(start) = range.start_container() {
                        let _ = range.set_start(&start, back);
                        select(&range);
                    }
                }
                run("createLink", &url);
            }
            Some(url) => run("createLink", &url),
            None => run("unlink", ""),
        }
        read();
    };
    // A picture that has been taken over goes to the end of the text, where it can be moved from.
    Effect::new(move || {
        if !files.is_empty()
            && files.are_ready()
            && let Some(place) = place.get_untracked()
        {
            for file in files.take() {
                rich_dom::draw_image(&document(), &place, &file.attachment());
            }
            read();
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if !event.ctrl_key() || event.alt_key() {
            return;
        }
        match event.key().to_lowercase().as_str() {
            "b" => mark("bold"),
            "i" => mark("italic"),
            "k" => ask_link(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // Of what is pasted only the words come in.
    let on_paste = move |event: web_sys::ClipboardEvent| {
        event.prevent_default();
        let words = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        run("insertText", &words);
    };
    let tool = move |at: usize, command: &'static str, shape: Shape, words: Signal<String>| {
        view! {
            <button
                class="tool"
                type="button"
                data-testid=format!("{name}-{command}")
                title=words
                aria-label=words
                aria-pressed=move || marks.get()[at].to_string()
                // The text keeps the focus and what is selected.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| mark(command)
            >
                <Icon shape />
            </button>
        }
    };
    let words = move |words: fn(crate::i18n::Locale) -> &'static str, key: &'static str| {
        Signal::derive(move || format!("{}  {key}", words(i18n.get_locale())).trim_end().to_owned())
    };
    use leptos_i18n::td_string;
    view! {
        <div class="rich">
            <div class="rich__tools" role="toolbar" aria-label=move || t_string!(i18n, playbook.formatting)>
                {tool(0, "bold", Shape::Bold, words(|l| td_string!(l, playbook.bold), "Ctrl B"))}
                {tool(1, "italic", Shape::Italic, words(|l| td_string!(l, playbook.italic), "Ctrl I"))}
                <button
                    class="tool"
                    type="button"
                    data-testid=format!("{name}-link")
                    title=move || format!("{}  Ctrl K", t_string!(i18n, playbook.link))
                    aria-label=move || t_string!(i18n, playbook.link)
                    aria-expanded=move || linking.with(Option::is_some).to_string()
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| ask_link()
                >
                    <Icon shape=Shape::Link />
                </button>
                {tool(2, "insertUnorderedList", Shape::List, words(|l| td_string!(l, playbook.list), ""))}
                <AttachButton files kind=Kinds::Picture />
            </div>
            {move || linking.get().map(|known| view! { <LinkField known done=Callback::new(link) /> })}
            <div
                class="rich__text"
                role="textbox"
                aria-multiline="true"
                aria-label=label
                contenteditable="true"
                spellcheck="true"
                dir="auto"
                data-testid=name
                node_ref=place
                on:input=move |_| read()
                on:keydown=on_key
                on:keyup=move |_| look()
                on:mouseup=move |_| look()
                on:paste=on_paste
                on:drop=|event| event.prevent_default()
            ></div>
            <AttachedFiles files />
        </div>
    }
}

/// The address of a link, or its end.
#[component]
fn LinkField(known: String, done: Callback<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let (url, set_url) = signal(known);
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let sound = Memo::new(move |_| url.with(|url| rich_dom::is_web(url.trim())));
    let take = move || {
        if sound.get_untracked() {
            done.run(Some(url.get_untracked().trim().to_owned()));
        }
    };
    view! {
        <div class="rich__link">
            <span class="field grow">
                <input
                    data-testid="rich-link"
                    type="url"
                    aria-label=move || t_string!(i18n, card.url)
                    prop:value=move || url.get()
                    on:input=move |event| set_url.set(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            take();
                        }
                    }
                    node_ref=field
                />
            </span>
            <button class="button" type="button" data-testid="rich-link-set" disabled=move || !sound.get() on:click=move |_| take()>
                {t!(i18n, playbook.link_set)}
            </button>
            <button class="button button--ghost" type="button" on:click=move |_| done.run(None)>
                {t!(i18n, playbook.link_remove)}
            </button>
        </div>
    }
}

fn page() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

/// The browser's own editing, which its undo knows.
fn run(command: &str, value: &str) {
    if let Some(page) = page() {
        let _ = page.exec_command_with_show_ui_and_value(command, false, value);
    }
}

fn is_on(command: &str) -> bool {
    page().is_some_and(|page| page.query_command_state(command).unwrap_or(false))
}

fn focus(place: NodeRef<Div>) {
    if let Some(place) = place.get_untracked() {
        let _ = place.focus();
    }
}

fn range() -> Option<Range> {
    let selection = window().get_selection().ok()??;
    selection.get_range_at(0).ok().map(|range| range.clone_range())
}

fn select(range: &Range) {
    if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(range);
    }
}

/// Where the link leads that the selection begins in.
fn link_at(range: &Range) -> Option<String> {
    let node = range.start_container().ok()?;
    let element = node.dyn_ref::<web_sys::Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("a").ok()??.get_attribute("href")
}
