//! `cargo xtask bench cache`: the console's core with 1,000,000 cached messages, all of them
//! brought from a hub on the loopback by its own synchronisation.
//!
//! The hub is copied when nine tenths of its conversations are written: the console fills its
//! cache from the copy, then meets the whole hub and catches up. What is measured goes through the
//! same calls as the window's.

use anyhow::{Context, Result};
use bench::desk::{self, Cache};
use bench::figures::Figures;
use bench::load::Latencies;
use futures_util::{StreamExt, stream};
use protocol::ConversationId;
use protocol::ipc::inbox::Search;
use protocol::ipc::thread::OpenConversation;
use protocol::wire::agents::Posted;
use protocol::wire::sync::SyncPage;
use pupitre::console::Console;
use pupitre::store::search::query::{fold, split};
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MESSAGES: usize = 1_000_000;
const MISSED: usize = 100_000;
const LONG_CHAT: usize = 10_000;
/// Messages that the seed writes between two looks, at most.
const SEEDED_AT_ONCE: usize = 5_000;
const ROUNDS: usize = 1_000;
/// What the window asks for.
const SCREEN: i64 = 60;

#[tokio::main]
async fn main() -> Result<()> {
    let mut figures = Figures::default();
    let folder = TempDir::new()?;
    let (before, after, profile) =
        (folder.path().join("before"), folder.path().join("after"), folder.path().join("profile"));
    let scene = Scene::set(&before, &after, &profile).await?;
    scene.catch_up(&after, &profile, &mut figures).await?;

    let cache = Cache::of(&profile)?;
    let server = desk::serve(&after).await?;
    let base = format!("http://{}", server.address);
    let console = desk::console(&profile, &base).await?;
    let long = long_chat(&base, &scene.project_key, &cache).await?;
    figures.add("newest_screen_p99_ms", newest_screen(&console, &cache, long).await?, "ms");
    searches(&console, &cache, &mut figures).await?;
    console.shutdown().await;
    drop(cache);
    let cache = Cache::of(&profile)?;
    let bytes = std::fs::metadata(profile.join("cache.db"))?.len();
    figures.add("bytes_per_message", bytes as f64 / cache.messages()? as f64, "bytes");
    figures.publish("cache")
}

struct Scene {
    project_key: String,
    token: String,
}

impl Scene {
    /// Seeds the whole hub in `after`, with a copy of how it stood earlier in `before`, and a cache
    /// filled from that copy.
    async fn set(before: &Path, after: &Path, profile: &Path) -> Result<Self> {
        for folder in [before, after] {
            std::fs::create_dir_all(folder)?;
        }
        let project = desk::staff(after).await?;
        // Both hubs know these tokens: they are given before the copy is made.
        let server = desk::serve(after).await?;
        let base = format!("http://{}", server.address);
        let signed_in = desk::sign_in(&reqwest::Client::new(), &base, desk::MANAGER).await?;
        let console = desk::console(profile, &base).await?;
        console.sign_in(desk::MANAGER.to_owned(), desk::PASSWORD.to_owned()).await?;
        console.shutdown().await;
        drop(server);

        let started = Instant::now();
        let total = MESSAGES - LONG_CHAT;
        let (file, copy) = (after.join("hub.db"), before.join("hub.db"));
        let look = Connection::open(&file)?;
        desk::seed(after, total, |_| copy_once(&look, total - MISSED - SEEDED_AT_ONCE, &copy)).await?;
        println!("the hub is seeded: {total} messages in {:.0} s", started.elapsed().as_secs_f64());

        let server = desk::serve(before).await?;
        let started = Instant::now();
        let console = desk::console(profile, &format!("http://{}", server.address)).await?;
        let cache = Cache::of(profile)?;
        cache.until("conversations", "SELECT EXISTS (SELECT 1 FROM conversations)").await?;
        cache.full().await?;
        let (held, seconds) = (cache.messages()?, started.elapsed().as_secs_f64());
        println!("the cache is filled: {held} messages in {seconds:.1} s ({:.0}/s)", held as f64 / seconds);
        console.shutdown().await;
        Ok(Self { project_key: project.key, token: signed_in.token })
    }

    /// The console comes back after [`MISSED`] messages.
    async fn catch_up(&self, after: &Path, profile: &Path, figures: &mut Figures) -> Result<()> {
        let server = desk::serve(after).await?;
        let base = format!("http://{}", server.address);
        let newest: SyncPage = reqwest::Client::new()
            .get(format!("{base}/v1/sync?limit=1"))
            .bearer_auth(&self.token)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        let head = newest.conversations.first().context("the hub has no conversation")?;
        let cache = Cache::of(profile)?;
        let held = cache.messages()?;
        let started = Instant::now();
        let console = desk::console(profile, &base).await?;
        let screen = cache
            .until(
                "the newest screen",
                &format!(
                    "SELECT EXISTS (SELECT 1 FROM conversations WHERE id = x'{:x}' AND gap < 2 AND last_position = {})",
                    head.id.uuid().simple(),
                    head.last_position
                ),
            )
            .await?;
        let done = cache.until("the last page", &format!("SELECT cursor = '{}' FROM place", newest.cursor.0)).await?;
        cache.full().await?;
        let whole = Instant::now();
        let missed = cache.messages()? - held;
        println!("missed {missed} messages; every gap closed after {:.2} s", (whole - started).as_secs_f64());
        figures.add("catch_up_100k_s", (done - started).as_secs_f64(), "s");
        figures.add("catch_up_newest_screen_ms", (screen - started).as_secs_f64() * 1_000.0, "ms");
        console.shutdown().await;
        Ok(())
    }
}

/// Copies the hub's database as soon as it holds this many messages of people.
fn copy_once(hub: &Connection, messages: usize, copy: &Path) {
    if copy.exists() {
        return;
    }
    let held = hub.query_row("SELECT count(*) FROM messages WHERE author <> 'system'", [], |row| row.get::<_, i64>(0));
    match held {
        Ok(held) if held >= messages as i64 => {
            if let Err(error) = hub.execute("VACUUM INTO ?1", [copy.to_string_lossy()]) {
                eprintln!("the hub could not be copied: {error}");
            }
        }
        Ok(_) => {}
        Err(error) => eprintln!("the hub's messages could not be counted: {error}"),
    }
}

/// A visitor writes [`LONG_CHAT`] messages in one chat; returns when the cache holds them.
async fn long_chat(base: &str, key: &str, cache: &Cache) -> Result<ConversationId> {
    let http = reqwest::Client::new();
    let visitor = desk::visit(&http, base, key).await?;
    let texts = cache.texts("SELECT text FROM messages WHERE kind = 'text' LIMIT 1000")?;
    let posts = (0..LONG_CHAT).map(|n| desk::post(&http, base, &visitor, &texts[n % texts.len()]));
    let posted: Vec<Result<Posted>> = stream::iter(posts).buffered(64).collect().await;
    let last = posted.into_iter().next_back().context("nothing was posted")??;
    cache
        .until(
            "the long chat",
            &format!("SELECT EXISTS (SELECT 1 FROM conversations WHERE last_position >= {LONG_CHAT} AND gap = 0)"),
        )
        .await?;
    Ok(last.conversation_id)
}

/// Opens the long chat again and again, with other work of the cache in between.
async fn newest_screen(console: &Console, cache: &Cache, long: ConversationId) -> Result<f64> {
    let took = Latencies::new()?;
    let words = cache.texts("SELECT word FROM words ORDER BY random() LIMIT 1000")?;
    for round in 0..ROUNDS {
        console
            .search(Search {
                query: words[round % words.len()].clone(),
                project: None,
                filter: Default::default(),
                limit: SCREEN,
            })
            .await?;
        let started = Instant::now();
        let opened = console.open_conversation(OpenConversation { conversation: long, limit: SCREEN }).await?;
        took.record(started.elapsed());
        let slice = opened.newest;
        anyhow::ensure!(slice.items.len() == SCREEN as usize && !slice.missing, "not a whole screen");
    }
    Ok(took.quantile(0.99))
}

/// What people type, taken from what was written: each kind [`ROUNDS`] times.
async fn searches(console: &Console, cache: &Cache, figures: &mut Figures) -> Result<()> {
    let texts: Vec<String> =
        cache.texts("SELECT text FROM messages WHERE kind = 'text'")?.iter().map(|text| fold(text)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in texts.iter().flat_map(|text| split(text)).filter(|word| word.chars().count() >= 3) {
        *counts.entry(word).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = counts.into_iter().collect();
    by_count.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let common: Vec<String> = by_count.iter().take(200).map(|(word, _)| (*word).to_owned()).collect();
    let rare: Vec<String> =
        by_count.iter().rev().take_while(|(_, count)| *count <= 10).map(|(word, _)| (*word).to_owned()).collect();
    anyhow::ensure!(!rare.is_empty(), "no word is rare");
    let sample = |n: usize| &texts[n.wrapping_mul(7_919) % texts.len()];
    // Beginnings of the words of messages, from two letters on: what search sees while somebody types.
    let prefix: Vec<String> = (0..ROUNDS)
        .filter_map(|n| {
            let word = split(sample(n)).max_by_key(|word| word.len())?;
            Some(word.chars().take(2 + n % 4).collect())
        })
        .collect();
    let two: Vec<String> = (0..ROUNDS)
        .filter_map(|n| {
            let mut words: Vec<&str> = split(sample(n)).filter(|word| word.len() >= 3).collect();
            words.dedup();
            Some(format!("{} {}", words.first()?, words.get(words.len() / 2)?))
        })
        .collect();
    for (metric, queries) in [
        ("search_rare_p99_ms", rare),
        ("search_common_p99_ms", common),
        ("search_prefix_p99_ms", prefix),
        ("search_two_words_p99_ms", two),
    ] {
        let took = Latencies::new()?;
        let mut slowest = (Duration::ZERO, String::new());
        for round in 0..ROUNDS {
            let query = queries[round * queries.len() / ROUNDS % queries.len()].clone();
            let started = Instant::now();
            console
                .search(Search { query: query.clone(), project: None, filter: Default::default(), limit: SCREEN })
                .await?;
            let elapsed = started.elapsed();
            took.record(elapsed);
            slowest = slowest.max((elapsed, query));
        }
        println!(
            "  {metric:<24} p50 {:>6.2} ms, slowest {:>6.2} ms ({:?})",
            took.quantile(0.5),
            slowest.0.as_secs_f64() * 1_000.0,
            slowest.1
        );
        figures.add(metric, took.quantile(0.99), "ms");
    }
    Ok(())
}
