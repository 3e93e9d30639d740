//! Between a rich text and the page: drawing it into an editable element, and reading it from there. Nothing
//! of the page but text, four marks and pictures of ours is ever read, whatever was put into it.

use protocol::rich_text::{Block, Span};
use protocol::{Attachment, RichText};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

/// Where a picture's facts lie on its element.
const IMAGE: &str = "data-image";

/// Draws a text into an empty element.
pub fn draw(document: &Document, place: &Element, text: &RichText) {
    for block in &text.blocks {
        match block {
            Block::Paragraph { spans } => draw_spans(document, &child(document, place, "p"), spans),
            Block::List { items } => {
                let list = child(document, place, "ul");
                for item in items {
                    draw_spans(document, &child(document, &list, "li"), item);
                }
            }
            Block::Image { image } => draw_image(document, place, image),
        }
    }
    if place.first_child().is_none() {
        child(document, &child(document, place, "p"), "br");
    }
}

/// A picture stands as a chip with its name: it cannot be written in.
pub fn draw_image(document: &Document, place: &Element, image: &Attachment) {
    let chip = child(document, place, "p");
    let _ = chip.set_attribute("class", "rich__image");
    let _ = chip.set_attribute("contenteditable", "false");
    let _ = chip.set_attribute(IMAGE, &serde_json::to_string(image).unwrap_or_default());
    chip.set_text_content(Some(&image.name));
}

fn draw_spans(document: &Document, place: &Element, spans: &[Span]) {
    for span in spans {
        let mut inner = place.clone();
        if let Some(link) = &span.link {
            inner = child(document, &inner, "a");
            let _ = inner.set_attribute("href", link);
        }
        for (tag, on) in [("b", span.bold), ("i", span.italic)] {
            if on {
                inner = child(document, &inner, tag);
            }
        }
        for (n, line) in span.text.split('\n').enumerate() {
            if n > 0 {
                child(document, &inner, "br");
            }
            let _ = inner.append_child(&document.create_text_node(line));
        }
    }
}

fn child(document: &Document, place: &Element, tag: &str) -> Element {
    // It can only fail on a name that is none.
    let made = document.create_element(tag).unwrap_or_else(|_| place.clone());
    let _ = place.append_child(&made);
    made
}

/// What an editable element holds.
pub fn read(place: &Element) -> RichText {
    let mut reading = Reading::default();
    walk(place, &Look::default(), &mut reading);
    reading.finish()
}

fn walk(place: &Node, look: &Look, reading: &mut Reading) {
    let children = place.child_nodes();
    for node in (0..children.length()).filter_map(|at| children.item(at)) {
        let Some(element) = node.dyn_ref::<Element>() else {
            if node.node_type() == Node::TEXT_NODE {
                reading.text(&node.text_content().unwrap_or_default(), look);
            }
            continue;
        };
        if let Some(image) = element.get_attribute(IMAGE).and_then(|facts| serde_json::from_str(&facts).ok()) {
            reading.image(image);
            continue;
        }
        let mut look = look.clone();
        match element.tag_name().to_ascii_lowercase().as_str() {
            "b" | "strong" => look.bold = true,
            "i" | "em" => look.italic = true,
            "a" => look.link = element.get_attribute("href").filter(|href| is_web(href)),
            "br" => {
                reading.text("\n", &look);
                continue;
            }
            "ul" | "ol" => {
                reading.begin_list();
                walk(&node, &look, reading);
                reading.end_list();
                continue;
            }
            "li" => {
                reading.begin_item();
                walk(&node, &look, reading);
                continue;
            }
            "p" | "div" | "blockquote" | "h1" | "h2" | "h3" => {
                reading.begin_paragraph();
                walk(&node, &look, reading);
                reading.begin_paragraph();
                continue;
            }
            "script" | "style" => continue,
            _ => {}
        }
        walk(&node, &look, reading);
    }
}

/// http and https only; a link to anything else is text.
pub fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme))
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Look {
    bold: bool,
    italic: bool,
    link: Option<String>,
}

/// Blocks as they are met in the page.
#[derive(Default)]
struct Reading {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    list: Option<Vec<Vec<Span>>>,
}

impl Reading {
    fn text(&mut self, text: &str, look: &Look) {
        let text = text.replace('\u{a0}', " ");
        let same = |span: &Span| span.bold == look.bold && span.italic == look.italic && span.link == look.link;
        match self.spans.last_mut() {
            Some(last) if same(last) => last.text.push_str(&text),
            _ => {
                let Look { bold, italic, link } = look.clone();
                self.spans.push(Span { text, bold, italic, link });
            }
        }
    }

    fn begin_paragraph(&mut self) {
        let spans = self.take_spans();
        match &mut self.list {
            // A list's item may hold a paragraph.
            Some(items) => match items.last_mut() {
                Some(item) => item.extend(spans),
                None if !spans.is_empty() => items.push(spans),
                None => {}
            },
            None if !spans.is_empty() => self.blocks.push(Block::Paragraph { spans }),
            None => {}
        }
    }

    fn begin_list(&mut self) {
        self.begin_paragraph();
        if self.list.is_none() {
            self.list = Some(Vec::new());
        }
    }

    fn begin_item(&mut self) {
        self.begin_paragraph();
        if let Some(items) = &mut self.list {
            items.push(Vec::new());
        }
    }

    fn end_list(&mut self) {
        self.begin_paragraph();
        let items: Vec<_> = self.list.take().into_iter().flatten().filter(|item| !item.is_empty()).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { items });
        }
    }

    fn image(&mut self, image: Attachment) {
        self.begin_paragraph();
        self.blocks.push(Block::Image { image });
    }

    /// What was gathered, without the line break that every editable line ends with.
    fn take_spans(&mut self) -> Vec<Span> {
        let mut spans = std::mem::take(&mut self.spans);
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end_matches('\n').len());
        }
        spans.retain(|span| !span.text.is_empty());
        if spans.iter().all(|span| span.text.trim().is_empty()) { vec![] } else { spans }
    }

    fn finish(mut self) -> RichText {
        self.end_list();
        RichText { blocks: self.blocks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Span {
        Span { text: text.to_owned(), ..Span::default() }
    }

    /// A9
    #[test]
    fn lines_marks_and_lists_come_out_as_they_were_written() {
        let mut reading = Reading::default();
        let bold = Look { bold: true, ..Look::default() };
        reading.begin_paragraph();
        reading.text("Merci, ", &bold);
        reading.text("Lucía.", &bold);
        reading.text(" Un instant\n", &Look::default());
        reading.begin_paragraph();
        reading.text("\n", &Look::default());
        reading.begin_list();
        reading.begin_item();
        reading.text("Suivre", &Look::default());
        reading.begin_item();
        reading.begin_item();
        reading.text("Retourner\u{a0}!", &Look::default());
        reading.end_list();
        let paragraph =
            Block::Paragraph { spans: vec![Span { bold: true, ..span("Merci, Lucía.") }, span(" Un instant")] };
        let list = Block::List { items: vec![vec![span("Suivre")], vec![span("Retourner !")]] };
        assert_eq!(reading.finish().blocks, [paragraph, list]);
    }

    /// A9
    #[test]
    fn only_web_addresses_are_links() {
        assert!(is_web("https://a.example/") && is_web("http://a.example"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "mailto:a@b.fr"] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
