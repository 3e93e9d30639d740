//! `cargo xtask bench thread`: one conversation of 10,000 items in the real window: opening, filtering,
//! scrolling and writing, measured in the page.
//!
//! Scrolling is compared with a plain list of the same heights, and a key in the composer with one in a
//! bare text field, both in the same page and run, so that whatever the machine does meets both.

use anyhow::{Context, Result, ensure};
use bench::desk::{self, Cache};
use bench::figures::Figures;
use bench::glass::Display;
use bench::pilot::Pilot;
use protocol::wire::agents::{NewBody, PostMessage};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;

const ITEMS: usize = 10_000;
const OPENINGS: usize = 20;
const KEYS: usize = 200;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = TempDir::new()?;
    let (data, profile) = (folder.path().join("hub"), folder.path().join("profile"));
    std::fs::create_dir_all(&data)?;
    let project = desk::staff(&data).await?;
    let server = desk::serve(&data).await?;
    let base = format!("http://{}", server.address);
    fill(&base, &project.key).await?;
    let console = desk::console(&profile, &base).await?;
    console.sign_in(desk::MANAGER.to_owned(), desk::PASSWORD.to_owned()).await?;
    let cache = Cache::of(&profile)?;
    cache.full().await?;
    println!("the cache holds {} messages", cache.messages()?);
    console.shutdown().await;

    let display = Display::open().await?;
    let pilot = open(&display, &profile, &base).await?;
    pilot.run(PAGE).await?;
    let mut figures = Figures::default();
    measure(&pilot, &mut figures).await?;
    pilot.end().await;
    figures.publish("thread")
}

/// Two chats of mine: the long one, and a short one to come from.
async fn fill(base: &str, key: &str) -> Result<()> {
    let http = reqwest::Client::new();
    let agent = desk::sign_in(&http, base, desk::MANAGER).await?;
    let authorised = |path: String| http.post(format!("{base}/v1/conversations/{path}")).bearer_auth(&agent.token);
    for (items, word) in [(20, "court"), (ITEMS, "long")] {
        let visitor = desk::visit(&http, base, key).await?;
        let chat = desk::post(&http, base, &visitor, &format!("{word} 1")).await?.conversation_id;
        let key = Uuid::now_v7().to_string();
        authorised(format!("{chat}/claim"))
            .header("idempotency-key", key)
            .json(&json!({}))
            .send()
            .await?
            .error_for_status()?;
        // The question and the claim are items too.
        let mut sent = 2;
        while sent < items {
            let wave = (sent..items.min(sent + 100)).map(|n| {
                let text = format!("{word} {n}. {}", "Une phrase de plus. ".repeat(n % 7));
                let (http, authorised, visitor) = (&http, &authorised, &visitor);
                async move {
                    if n % 2 == 0 {
                        let message = PostMessage { id: Uuid::now_v7().into(), body: NewBody::Text { text } };
                        authorised(format!("{chat}/messages")).json(&message).send().await?.error_for_status()?;
                    } else {
                        desk::post(http, base, visitor, &text).await?;
                    }
                    anyhow::Ok(())
                }
            });
            let wave: Vec<_> = wave.collect();
            sent += wave.len();
            futures_util::future::try_join_all(wave).await?;
        }
    }
    Ok(())
}

async fn open(display: &Display, profile: &Path, hub: &str) -> Result<Pilot> {
    let program = std::env::current_exe()?.with_file_name("pupitre");
    let profile = profile.to_str().context("a folder that is not text")?;
    Pilot::open(display, &program, &["--profile", profile, "--hub", hub]).await
}

async fn measure(pilot: &Pilot, figures: &mut Figures) -> Result<()> {
    let number = |value: &Value, key: &str| value[key].as_f64().with_context(|| format!("no {key} in {value}"));
    let opening = pilot.ask(&format!("measure.opening({OPENINGS})")).await?;
    ensure!(number(&opening, "items")? >= ITEMS as f64 * 0.99, "the long thread is not on the glass: {opening}");
    figures.add("open_to_newest_screen_p50_ms", number(&opening, "p50")?, "ms");
    figures.add("open_to_newest_screen_p95_ms", number(&opening, "p95")?, "ms");
    let filter = pilot.ask("measure.filter(20)").await?;
    figures.add("filter_to_painted_p50_ms", number(&filter, "p50")?, "ms");
    figures.add("filter_to_painted_p95_ms", number(&filter, "p95")?, "ms");
    let scroll = pilot.ask("measure.scrolling()").await?;
    let (thread, plain) = (&scroll["thread"], &scroll["plain"]);
    figures.add("scroll_frame_p50_ms", number(thread, "p50")?, "ms");
    figures.add("scroll_frame_p95_ms", number(thread, "p95")?, "ms");
    figures.add("scroll_frames_over_16_ms", number(thread, "late")?, "%");
    figures.add("plain_scroll_frame_p50_ms", number(plain, "p50")?, "ms");
    figures.add("plain_scroll_frame_p95_ms", number(plain, "p95")?, "ms");
    figures.add("plain_scroll_frames_over_16_ms", number(plain, "late")?, "%");
    let ratio = number(thread, "p50")? / number(plain, "p50")?;
    figures.add("scroll_frame_ratio", ratio, "x");
    let keys = pilot.ask(&format!("measure.keys({KEYS})")).await?;
    figures.add("key_handler_p50_ms", number(&keys["composer"], "handler_p50")?, "ms");
    figures.add("key_handler_p95_ms", number(&keys["composer"], "handler_p95")?, "ms");
    figures.add("bare_key_handler_p50_ms", number(&keys["bare"], "handler_p50")?, "ms");
    figures.add("bare_key_handler_p95_ms", number(&keys["bare"], "handler_p95")?, "ms");
    figures.add("key_to_paint_p50_ms", number(&keys["composer"], "paint_p50")?, "ms");
    figures.add("bare_key_to_paint_p50_ms", number(&keys["bare"], "paint_p50")?, "ms");
    let ratio = number(&keys["composer"], "paint_p50")? / number(&keys["bare"], "paint_p50")?;
    figures.add("key_to_paint_ratio", ratio, "x");
    Ok(())
}

/// What measures, inside the page.
const PAGE: &str = concat!(include_str!("measure.js"), include_str!("thread.js"));
