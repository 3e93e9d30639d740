//! A program's window, driven through WebKit's WebDriver, to measure inside its page.

use crate::glass::Display;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Pilot {
    http: reqwest::Client,
    session: String,
    server: Child,
}

impl Pilot {
    /// Starts the program on the display; its page is there when this returns.
    pub async fn open(display: &Display, program: &Path, arguments: &[&str]) -> Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = Command::new("WebKitWebDriver");
        display.dress(&mut server);
        let server = server
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("WebKitWebDriver is missing: cargo xtask setup")?;
        let base = format!("http://127.0.0.1:{port}");
        let http = reqwest::Client::new();
        let options = json!({ "binary": program, "args": arguments });
        let wish = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let started = Instant::now();
        let answer: Value = loop {
            match http.post(format!("{base}/session")).json(&wish).send().await {
                Ok(answer) => break answer.json().await?,
                Err(_) if started.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(50)).await,
                Err(error) => return Err(error.into()),
            }
        };
        let id = answer["value"]["sessionId"].as_str().with_context(|| format!("no session: {answer}"))?;
        let pilot = Self { session: format!("{base}/session/{id}"), http, server };
        pilot.post("timeouts", json!({ "script": 300_000 })).await?;
        let rows = "document.querySelectorAll('[data-testid=\"conversation-item\"]').length > 1";
        while pilot.run(&format!("return {rows};")).await? != json!(true) {
            if started.elapsed() > PATIENCE {
                bail!("the window shows no conversations");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(pilot)
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", json!({ "script": script, "args": [] })).await
    }

    /// What an expression promises.
    pub async fn ask(&self, expression: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; Promise.resolve({expression}).then(done, (error) => done(String(error)));"
        );
        let answer = self.post("execute/async", json!({ "script": script, "args": [] })).await?;
        match answer {
            Value::String(error) => bail!("{expression}: {error}"),
            answer => Ok(answer),
        }
    }

    pub async fn end(mut self) {
        let _ = self.http.delete(&self.session).send().await;
        let _ = self.server.kill().await;
    }

    async fn post(&self, road: &str, body: Value) -> Result<Value> {
        let mut answer: Value =
            self.http.post(format!("{}/{road}", self.session)).json(&body).send().await?.json().await?;
        let value = answer["value"].take();
        if value["error"].is_string() {
            bail!("{road}: {value}");
        }
        Ok(value)
    }
}
