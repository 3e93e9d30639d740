//! What language a visitor writes in (L2): recognised behind the lists, remembered while nothing new is
//! written, corrected by the agent.

use super::Console;
use crate::error::Error;
use crate::language;
use crate::store::languages;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::ConversationRow;
use protocol::{Timestamp, VisitorId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What was found by the texts up to a moment.
#[derive(Default)]
pub(super) struct Languages(Mutex<Known>);

#[derive(Default)]
struct Known {
    found: HashMap<VisitorId, (Timestamp, Option<String>)>,
    /// Counts the corrections: what was read before one must not be remembered after it.
    corrections: u64,
}

impl Languages {
    /// None: not known for what has been written by now.
    fn get(&self, row: &ConversationRow) -> Option<Option<String>> {
        let found = &self.lock().found;
        found.get(&row.visitor_id).filter(|(at, _)| *at >= row.last_text_at).map(|(_, language)| language.clone())
    }

    fn corrections(&self) -> u64 {
        self.lock().corrections
    }

    /// Remembers what was found, unless something was corrected since then. Answers whether it is news.
    fn set(&self, visitor: VisitorId, at: Timestamp, language: Option<String>, corrections: u64) -> bool {
        let mut known = self.lock();
        if known.corrections != corrections {
            return false;
        }
        let before = known.found.insert(visitor, (at, language.clone()));
        before.and_then(|(_, language)| language) != language
    }

    fn forget(&self, visitor: VisitorId) {
        let mut known = self.lock();
        known.corrections += 1;
        known.found.remove(&visitor);
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Console {
    /// Puts in what is known; what is not is found out behind, and told when it is.
    pub(super) fn mark_languages<'r>(&self, rows: impl IntoIterator<Item = &'r mut ConversationRow>) {
        let mut unknown = Vec::new();
        for row in rows {
            match self.inner.languages.get(row) {
                Some(language) => row.language = language,
                None => {
                    row.language = None;
                    unknown.push((row.visitor_id, row.last_text_at));
                }
            }
        }
        if unknown.is_empty() {
            return;
        }
        let console = self.clone();
        tokio::spawn(async move {
            let mut news = false;
            for (visitor, at) in unknown {
                let corrections = console.inner.languages.corrections();
                match console.recognise(visitor).await {
                    Ok(language) => news |= console.inner.languages.set(visitor, at, language, corrections),
                    Err(error) => tracing::debug!(%error, "a language was not recognised"),
                }
            }
            if news {
                console.inner.live.emit(ConsoleEvent::InboxChanged);
            }
        });
    }

    /// Of one conversation, at once.
    pub(super) async fn mark_language(&self, row: &mut ConversationRow) -> Result<(), Error> {
        let (visitor, at) = (row.visitor_id, row.last_text_at);
        row.language = match self.inner.languages.get(row) {
            Some(language) => language,
            None => {
                let corrections = self.inner.languages.corrections();
                let language = self.recognise(visitor).await?;
                self.inner.languages.set(visitor, at, language.clone(), corrections);
                language
            }
        };
        Ok(())
    }

    /// Two letters, or none: what is detected counts again. An empty one says that it is none of them.
    pub async fn set_visitor_language(&self, visitor: VisitorId, language: Option<String>) -> Result<(), Error> {
        self.reader()?;
        self.store().write_outbox(move |tx| languages::correct(tx, visitor, language.as_deref())).await?;
        self.inner.languages.forget(visitor);
        self.inner.live.emit(ConsoleEvent::InboxChanged);
        Ok(())
    }

    async fn recognise(&self, visitor: VisitorId) -> Result<Option<String>, Error> {
        let (corrected, (text, browser)) = self
            .store()
            .read(move |conn| Ok((languages::corrected(conn, visitor)?, languages::sample(conn, visitor)?)))
            .await?;
        if let Some(corrected) = corrected {
            return Ok(Some(corrected).filter(|language| !language.is_empty()));
        }
        let found = tokio::task::spawn_blocking(move || language::of_text(&text, browser.as_deref())).await;
        Ok(found.ok().flatten().map(str::to_owned))
    }
}
