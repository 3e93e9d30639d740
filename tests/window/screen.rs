//! What a test sees and does on one screen, the console's or the visitor's. Every wait ends, and
//! says what was on the screen when it did.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::{Capabilities, WebDriver, WebElement};

pub const PATIENCE: Duration = Duration::from_secs(30);
/// As the root element names them; the first is what the tests' desk wears.
const THEMES: [&str; 2] = ["light", "dark"];
pub const LOOK_AGAIN: Duration = Duration::from_millis(50);

pub struct Screen {
    pub driver: WebDriver,
    name: String,
    server: Child,
}

impl Screen {
    /// Starts a WebDriver server by `server`, which takes `--port=N`, and a session on it.
    pub async fn open(name: &str, mut server: Command, capabilities: Value) -> Self {
        let port = free_port();
        let server = server
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {server:?}: {error}; cargo xtask setup"));
        let url = format!("http://127.0.0.1:{port}");
        let deadline = Instant::now() + PATIENCE;
        while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            assert!(Instant::now() < deadline, "the WebDriver server of {name} does not listen");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        let Value::Object(map) = capabilities else { panic!("capabilities are an object") };
        let session = WebDriver::new(url, Capabilities::from(map));
        let driver = tokio::time::timeout(PATIENCE * 2, session)
            .await
            .unwrap_or_else(|_| panic!("no WebDriver session for {name}"))
            .unwrap();
        Self { driver, name: name.to_owned(), server }
    }

    /// The value of a JavaScript expression.
    pub async fn read(&self, expression: &str) -> Value {
        match self.driver.execute(format!("return ({expression});"), vec![]).await {
            Ok(result) => result.json().clone(),
            Err(error) => Value::String(format!("{error}")),
        }
    }

    /// Waits until a JavaScript expression is true.
    pub async fn wait(&self, what: &str, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.read(expression).await != Value::Bool(true) {
            self.look_again(deadline, what, expression).await;
        }
    }

    /// The element that a JavaScript expression names, once it is there.
    pub async fn element(&self, expression: &str) -> WebElement {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.driver.execute(format!("return ({expression});"), vec![]).await;
            if let Some(element) = found.ok().and_then(|found| found.element().ok()) {
                return element;
            }
            self.look_again(deadline, expression, expression).await;
        }
    }

    /// Clicks what a JavaScript expression names. A list that is drawn anew in between has another
    /// element in its place: that one is clicked.
    pub async fn click(&self, expression: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.element(expression).await.click().await.is_err() {
            self.look_again(deadline, "something that can be clicked", expression).await;
        }
    }

    /// Types into what a JavaScript expression names, once it takes the keys.
    pub async fn write(&self, expression: &str, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.element(expression).await.send_keys(text).await.is_err() {
            self.look_again(deadline, "something to write in", expression).await;
        }
    }

    async fn look_again(&self, deadline: Instant, what: &str, expression: &str) {
        if Instant::now() > deadline {
            let text = self.read("document.body.innerText").await;
            let shot = self.shot("failed").await;
            panic!("{}: waited for {what}\n{expression}\nthe screen ({shot:?}) says: {text}", self.name);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }

    /// Nothing that axe-core finds stands in the way of those who do not see or point, in light and
    /// in dark.
    pub async fn is_accessible(&self) {
        let file = std::env::var("PUPITRE_AXE").expect("PUPITRE_AXE is not set: run `cargo xtask test`");
        let axe = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.driver.execute(axe, vec![]).await.unwrap();
        let run = "const done = arguments[0];
            axe.run().then(({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`))), (error) => done([`${error}`]));";
        for theme in THEMES {
            self.wear(theme).await;
            let found = self.driver.execute_async(run, vec![]).await.unwrap();
            let found: Vec<String> = serde_json::from_value(found.json().clone()).unwrap();
            assert!(found.is_empty(), "{} in {theme}:\n{}", self.name, found.join("\n\n"));
        }
        self.wear(THEMES[0]).await;
    }

    /// Shows the window as it is in a theme; the choice of its user stays.
    async fn wear(&self, theme: &str) {
        let script = format!("document.documentElement.dataset.theme = '{theme}';");
        self.driver.execute(script, vec![]).await.unwrap();
        self.painted().await;
    }

    /// Returns when what is shown has come to rest.
    async fn painted(&self) {
        let painted = "const done = arguments[0];
            const ends = ({ effect }) => effect.getComputedTiming().iterations !== Infinity;
            const rest = () => Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
            requestAnimationFrame(() => requestAnimationFrame(() => rest().then(() => done(true))));";
        let _ = tokio::time::timeout(Duration::from_secs(5), self.driver.execute_async(painted, vec![])).await;
    }

    /// A picture of the screen in each theme, if pictures are wanted.
    pub async fn shots(&self, step: &str) {
        if std::env::var_os("PUPITRE_SHOTS").is_some() {
            for theme in THEMES {
                self.wear(theme).await;
                self.shot(&format!("{step}-{theme}")).await;
            }
            self.wear(THEMES[0]).await;
        }
    }

    /// A picture of the screen, once it has been painted.
    pub async fn shot(&self, step: &str) -> Option<PathBuf> {
        let folder = PathBuf::from(std::env::var_os("PUPITRE_SHOTS")?);
        std::fs::create_dir_all(&folder).ok()?;
        self.painted().await;
        let file = folder.join(format!("{}-{step}.png", self.name));
        self.driver.screenshot(&file).await.ok()?;
        Some(file)
    }

    /// Ends the session and its server, and with them what they started.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(10), self.driver.clone().quit()).await;
        let _ = self.server.kill();
        let _ = self.server.wait();
    }

    /// The server's process, whose descendants are what it started.
    pub fn server_id(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
