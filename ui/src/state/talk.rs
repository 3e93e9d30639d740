//! Whose thread is on the glass, for the rows of it: in a dialogue, or in what is shown of a visitor.

use crate::format;
use crate::i18n::Locale;
use crate::words;
use leptos::prelude::*;
use protocol::Platform;
use protocol::ipc::thread::Dialogue;
use protocol::ipc::visitor::VisitorFile;

#[derive(Clone, Copy)]
pub struct Talk {
    /// The visitor's name and number; none: not read, or gone.
    who: Signal<Option<(Option<String>, i64)>>,
    /// What they write in, where it is known.
    pub language: Signal<Option<String>>,
    /// Messages that came by another one say so.
    pub platform: Platform,
}

impl Talk {
    pub fn of_dialogue(head: RwSignal<Dialogue>) -> Self {
        Self {
            who: Memo::new(move |_| head.with(|head| Some((head.row.visitor_name.clone(), head.row.visitor_number))))
                .into(),
            language: Memo::new(move |_| head.with(|head| head.row.language.clone())).into(),
            platform: head.with_untracked(|head| head.row.platform),
        }
    }

    pub fn of_visitor(file: RwSignal<Option<VisitorFile>>) -> Self {
        let who = move |file: &VisitorFile| (file.visitor.name.clone(), file.visitor.number);
        Self {
            who: Memo::new(move |_| file.with(|file| file.as_ref().map(who))).into(),
            language: Signal::stored(None),
            platform: Platform::Web,
        }
    }

    /// In full; nothing while it is not known.
    pub fn name(self, locale: Locale) -> String {
        self.who.with(|who| match who {
            Some((name, number)) => words::name_or_number(locale, name.as_deref(), *number),
            None => String::new(),
        })
    }

    /// What the visitor is called in sentences.
    pub fn visitor(self, locale: Locale) -> String {
        self.who.with(|who| match who {
            Some((Some(name), _)) => format::first_name(name).to_owned(),
            Some((None, number)) => words::name_or_number(locale, None, *number),
            None => String::new(),
        })
    }
}
