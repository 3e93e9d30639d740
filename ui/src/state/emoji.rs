//! The emoji of the interface's language, fetched when they are first wanted.

use crate::emoji::{self, Emoji};
use crate::i18n::Locale;
use crate::intl;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

#[derive(Clone, Copy)]
pub struct EmojiState {
    /// None until they are here.
    pub all: RwSignal<Option<Arc<Vec<Emoji>>>>,
    folded: StoredValue<Vec<(String, String)>>,
    locale: StoredValue<Option<Locale>>,
}

impl EmojiState {
    pub fn new() -> Self {
        Self { all: RwSignal::new(None), folded: StoredValue::new(Vec::new()), locale: StoredValue::new(None) }
    }

    /// Fetches them, unless they are here or on their way.
    pub fn want(self, locale: Locale) {
        if self.locale.get_value() == Some(locale) {
            return;
        }
        self.locale.set_value(Some(locale));
        spawn_local(async move {
            match fetch(locale).await {
                Some(all) => {
                    let fold = |one: &Emoji| (intl::fold(&one.1), intl::fold(&one.2));
                    self.folded.try_set_value(all.iter().map(fold).collect());
                    self.all.try_set(Some(Arc::new(all)));
                }
                None => {
                    leptos::logging::error!("the emoji could not be read");
                    self.locale.try_set_value(None);
                }
            }
        });
    }

    /// The best matches, at most `limit`.
    pub fn search(self, query: &str, limit: usize) -> Vec<Emoji> {
        let query = intl::fold(query);
        self.all.with(|all| {
            let Some(all) = all else { return Vec::new() };
            let found = self.folded.with_value(|folded| emoji::search(folded, &query, limit));
            found.into_iter().filter_map(|at| all.get(at).cloned()).collect()
        })
    }
}

async fn fetch(locale: Locale) -> Option<Vec<Emoji>> {
    let file = format!("/emoji/{}.json", intl::code(locale));
    let response = JsFuture::from(window().fetch_with_str(&file)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
