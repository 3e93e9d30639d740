//! The text field of the composer, as its tools see it: what stands before the caret, and putting
//! something in. The layer that is open above it belongs here too, since there is one at a time.

use leptos::html::Textarea;
use leptos::prelude::*;
use protocol::ipc::thread::Extra;
use wasm_bindgen::JsCast;

/// What floats above the composer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    Canned,
    Emoji,
    Card,
}

#[derive(Clone, Copy)]
pub struct Writing {
    pub field: NodeRef<Textarea>,
    pub text: RwSignal<String>,
    pub layer: RwSignal<Option<Layer>>,
    /// What goes after the text: it came with a canned answer.
    pub extras: RwSignal<Vec<Extra>>,
}

impl Writing {
    pub fn new(text: RwSignal<String>, extras: RwSignal<Vec<Extra>>) -> Self {
        Self { field: NodeRef::new(), text, layer: RwSignal::new(None), extras }
    }

    pub fn focus(self) {
        if let Some(field) = self.field.get_untracked() {
            let _ = field.focus();
        }
    }

    /// Opens a layer, or closes the one that is open.
    pub fn toggle(self, layer: Layer) {
        let open = self.layer.get_untracked() == Some(layer);
        self.layer.set((!open).then_some(layer));
        if open {
            self.focus();
        }
    }

    /// Closes what is open and goes on writing.
    pub fn close(self) {
        self.layer.set(None);
        self.focus();
    }

    /// The text up to the caret, if nothing is selected.
    pub fn before_caret(self) -> Option<String> {
        let field = self.field.get_untracked()?;
        let (start, end) = (field.selection_start().ok()??, field.selection_end().ok()??);
        // The browser counts in UTF-16.
        let before = || field.value().encode_utf16().take(start as usize).collect::<Vec<_>>();
        (start == end).then(|| String::from_utf16_lossy(&before()))
    }

    /// Puts text in at the caret, in place of what is selected and of `instead` characters before it.
    /// The field's own undo takes it back.
    pub fn insert(self, text: &str, instead: usize) {
        let Some(field) = self.field.get_untracked() else { return };
        let _ = field.focus();
        if instead > 0
            && let Some(before) = self.before_caret()
        {
            let kept: usize = before.chars().rev().take(instead).map(char::len_utf16).sum();
            let end = before.encode_utf16().count();
            let _ = field.set_selection_range((end - kept) as u32, end as u32);
        }
        let page = document().dyn_into::<web_sys::HtmlDocument>();
        let inserted =
            page.ok().and_then(|page| page.exec_command_with_show_ui_and_value("insertText", false, text).ok());
        if inserted != Some(true) {
            let start = field.selection_start().ok().flatten().unwrap_or(0);
            let _ = field.set_range_text(text);
            let caret = start + text.encode_utf16().count() as u32;
            let _ = field.set_selection_range(caret, caret);
        }
        self.text.set(field.value());
    }
}
