//! A hub with seeded conversations, and a console's core that fills its cache from it.

use crate::process::Server;
use anyhow::{Context, Result, bail};
use hub::{Settings, Store, accounts};
use protocol::wire::agents::{Posted, SignedIn};
use protocol::wire::visitors::Session;
use protocol::{Role, Timestamp};
use pupitre::console::{Console, Options};
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

pub const MANAGER: &str = "sofia@bench.example";
pub const PASSWORD: &str = "bench password";
/// Chats are about this long in the seed.
const MESSAGES_OF_A_CHAT: usize = 20;
/// Longer than any of these waits takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(1_200);

/// Makes one project with a manager, who sees all, and agents; no conversations yet.
pub async fn staff(data: &Path) -> Result<accounts::NewProject> {
    let store = open(data)?;
    let project = accounts::add_project(&store, "Maison Verlaine", &["http://127.0.0.1".to_owned()]).await?;
    let people = [(MANAGER, "Sofia Lemaire", Role::Manager), ("karim@bench.example", "Karim Haddad", Role::Agent)];
    for (email, name, role) in people {
        accounts::add_agent(&store, email, name, role, PASSWORD, vec![project.id]).await?;
    }
    Ok(project)
}

/// Writes realistic conversations with this many messages of people. `looked` is called every few
/// thousand of them, while nothing is being written.
pub async fn seed(data: &Path, messages: usize, looked: impl FnMut(usize)) -> Result<()> {
    let store = open(data)?;
    let end = Timestamp(1_790_000_000_000);
    hub::seed(&store, messages / MESSAGES_OF_A_CHAT, messages, end, looked).await?;
    Ok(())
}

/// The hub's database, as an operator's command opens it.
pub fn open(data: &Path) -> Result<Store> {
    Ok(Store::open(&Settings::new(([127, 0, 0, 1], 0).into(), data))?)
}

/// The hub in a process of its own, without rate limits.
pub async fn serve(data: &Path) -> Result<Server> {
    let data = data.to_str().context("a folder that is not text")?;
    Server::start("pupitre-hub", &["serve", "--listen", "127.0.0.1:0", "--no-rate-limits", "--data", data]).await
}

/// An agent's session.
pub async fn sign_in(http: &reqwest::Client, base: &str, email: &str) -> Result<SignedIn> {
    let request = http.post(format!("{base}/v1/session")).json(&json!({ "email": email, "password": PASSWORD }));
    Ok(request.send().await?.error_for_status()?.json().await?)
}

/// A new visitor's session.
pub async fn visit(http: &reqwest::Client, base: &str, key: &str) -> Result<Session> {
    let body = json!({ "project_key": key, "page": { "url": "http://127.0.0.1/" } });
    let request = http.post(format!("{base}/v1/visitor/session")).json(&body);
    Ok(request.send().await?.error_for_status()?.json().await?)
}

/// What a visitor's message became.
pub async fn post(http: &reqwest::Client, base: &str, visitor: &Session, text: &str) -> Result<Posted> {
    let body = json!({ "id": Uuid::now_v7(), "text": text });
    let request = http.post(format!("{base}/v1/visitor/messages")).bearer_auth(&visitor.token).json(&body);
    Ok(request.send().await?.error_for_status()?.json().await?)
}

/// A console's core on this profile.
pub async fn console(profile: &Path, hub: &str) -> Result<Console> {
    Ok(Console::open(Options { use_keyring: false, ..Options::new(profile, hub) }).await?)
}

/// The cache's file, looked at from outside while the console works.
pub struct Cache(Connection);

impl Cache {
    pub fn of(profile: &Path) -> Result<Self> {
        Ok(Self(Connection::open_with_flags(profile.join("cache.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?))
    }

    fn answer<T: FromSql>(&self, sql: &str) -> Result<T> {
        Ok(self.0.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The first column of every row.
    pub fn texts(&self, sql: &str) -> Result<Vec<String>> {
        Ok(self.0.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Messages that people wrote.
    pub fn messages(&self) -> Result<i64> {
        self.answer("SELECT count(*) FROM messages WHERE kind = 'text'")
    }

    /// Returns when the query says yes.
    pub async fn until(&self, what: &str, sql: &str) -> Result<Instant> {
        let started = Instant::now();
        while !self.answer::<bool>(sql)? {
            if started.elapsed() > PATIENCE {
                bail!("{what}: not within {} s", PATIENCE.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(Instant::now())
    }

    /// Returns when every message of every conversation is held.
    pub async fn full(&self) -> Result<Instant> {
        self.until(
            "the cache is full",
            "SELECT (SELECT before IS NULL AND cursor IS NOT NULL FROM place)
                 AND NOT EXISTS (SELECT 1 FROM conversations WHERE gap > 0)",
        )
        .await
    }
}
