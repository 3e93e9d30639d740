//! An agent's console: the real core on a profile of its own, without a window.

use super::{Line, until};
use protocol::ConversationId;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::{ConversationRow, Folder, FolderPage, ListFolder};
use protocol::ipc::session::Connection;
use protocol::ipc::thread::{ReadThread, ThreadSlice};
use pupitre::console::{Console, Options};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

pub struct TestConsole {
    pub core: Console,
    pub line: Arc<Line>,
    profile: Arc<TempDir>,
}

impl TestConsole {
    /// A new profile; nobody is signed in.
    pub async fn open(line: Line) -> Self {
        let (line, profile) = (Arc::new(line), Arc::new(tempfile::tempdir().unwrap()));
        Self::with(line, profile, |options| options).await
    }

    async fn with(line: Arc<Line>, profile: Arc<TempDir>, change: impl FnOnce(Options) -> Options) -> Self {
        let options = Options { use_keyring: false, ..Options::new(profile.path(), line.url()) };
        Self { core: Console::open(change(options)).await.unwrap(), line, profile }
    }

    /// Closes the core and opens it anew on the same profile.
    pub async fn restarted(self) -> Self {
        self.restarted_with(|options| options).await
    }

    pub async fn restarted_with(self, change: impl FnOnce(Options) -> Options) -> Self {
        self.core.shutdown().await;
        Self::with(self.line, self.profile, change).await
    }

    /// As if the moves of this console could be undone for this long.
    pub async fn with_undo(self, undo: Duration) -> Self {
        self.restarted_with(|options| Options { undo, ..options }).await
    }

    pub fn profile(&self) -> &Path {
        self.profile.path()
    }

    /// Returns when the first synchronisation is done.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.core.sign_in(email.to_owned(), password.to_owned()).await.unwrap();
        self.connected().await;
    }

    pub async fn connected(&self) {
        let ask = async || self.core.desk().await.unwrap();
        let ready = |desk: &protocol::ipc::session::Desk| {
            desk.connection == Connection::Connected && desk.filling.is_none() && !desk.projects.is_empty()
        };
        self.until("connected and filled", ask, ready).await;
    }

    pub async fn lost(&self) {
        let ask = async || self.core.desk().await.unwrap().connection;
        self.until("the loss is noticed", ask, |connection| matches!(connection, Connection::Lost { .. })).await;
    }

    /// Cuts the line; returns when the console has noticed.
    pub async fn cut(&self) {
        self.line.cut();
        self.lost().await;
    }

    /// Mends the line; returns when the console is connected.
    pub async fn restore(&self) {
        self.line.restore();
        self.core.reconnect().await;
        self.connected().await;
    }

    /// Asks whenever the core tells of a change, until the answer satisfies.
    pub async fn until<T: std::fmt::Debug>(
        &self,
        what: &str,
        ask: impl AsyncFnMut() -> T,
        satisfies: impl FnMut(&T) -> bool,
    ) -> T {
        let mut events = self.core.events();
        // Some states change without an event; then asking again soon is enough.
        let told = async || {
            let _ = tokio::time::timeout(Duration::from_millis(100), events.recv()).await;
        };
        until(what, ask, satisfies, told).await
    }

    pub async fn folder(&self, folder: Folder) -> FolderPage {
        self.core.list_folder(ListFolder { folder, project: None, offset: 0, limit: 100 }).await.unwrap()
    }

    /// Waits until the conversation is in this folder.
    pub async fn finds(&self, id: ConversationId, folder: Folder) -> ConversationRow {
        let page = self
            .until(
                &format!("{id} in {folder}"),
                async || self.folder(folder).await,
                |page| page.rows.iter().any(|row| row.id == id),
            )
            .await;
        page.rows.into_iter().find(|row| row.id == id).unwrap()
    }

    /// Waits until the conversation is in none of the folders.
    pub async fn loses(&self, id: ConversationId) {
        let ask = async || self.core.dialogue_head(id).await.is_ok();
        self.until(&format!("{id} is gone"), ask, |here| !here).await;
    }

    pub async fn claims(&self, id: ConversationId) {
        self.finds(id, Folder::Unassigned).await;
        let outcome = self.core.claim(id).await.unwrap();
        assert_eq!(outcome, protocol::ipc::thread::ClaimOutcome::Mine);
    }

    pub async fn slice(&self, id: ConversationId) -> ThreadSlice {
        let ask = ReadThread { conversation: id, before: None, after: None, limit: 1_000 };
        self.core.read_thread(ask).await.unwrap()
    }

    /// Texts of the thread, then those not sent yet: what is on the glass.
    pub async fn texts(&self, id: ConversationId) -> Vec<String> {
        let slice = self.slice(id).await;
        let sent = slice.items.iter().filter_map(|item| item.body.text().map(str::to_owned));
        sent.chain(slice.unsent.iter().map(|reply| reply.body.words())).collect()
    }

    pub async fn shows(&self, id: ConversationId, texts: &[&str]) {
        self.until(&format!("{texts:?} on the glass"), async || self.texts(id).await, |shown| shown == texts).await;
    }

    /// Waits until nothing of the conversation waits in the outbox.
    pub async fn has_sent_all(&self, id: ConversationId) {
        let ask = async || self.slice(id).await.unsent;
        self.until("the outbox is empty", ask, |unsent| unsent.is_empty()).await;
    }

    pub async fn reply(&self, id: ConversationId, text: &str) {
        self.core.reply(id, vec![text.into()]).await.unwrap();
    }

    /// The next event that satisfies.
    pub async fn told(
        events: &mut tokio::sync::broadcast::Receiver<ConsoleEvent>,
        wanted: impl Fn(&ConsoleEvent) -> bool,
    ) {
        let next = async {
            while let Ok(event) = events.recv().await {
                if wanted(&event) {
                    return;
                }
            }
            panic!("the events ended");
        };
        tokio::time::timeout(super::PATIENCE, next).await.expect("an event that did not come");
    }
}
