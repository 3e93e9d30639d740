//! A visitor in Chromium, with the real widget.

use crate::desk::Desk;
use crate::screen::Screen;
use serde_json::json;

pub struct Visitor {
    pub screen: Screen,
}

/// Inside the widget's shadow.
fn within(test_id: &str) -> String {
    format!("document.querySelector('pupitre-widget')?.shadowRoot?.querySelector('[data-testid=\"{test_id}\"]')")
}

impl Visitor {
    pub async fn arrive(desk: &Desk, name: &str, url: &str) -> Self {
        let profile = desk.folder(&format!("chromium-{name}"));
        let capabilities = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": "/usr/bin/chromium", "args": [
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--disable-background-networking", "--disable-sync", "--no-first-run", "--lang=fr",
                "--window-size=900,760", format!("--user-data-dir={}", profile.display()),
            ]},
        });
        let screen = Screen::open(name, desk.command("chromedriver"), capabilities).await;
        screen.driver.goto(url).await.unwrap();
        Self { screen }
    }

    pub async fn open_widget(&self) {
        self.screen.click(&within("pupitre-launcher")).await;
        self.screen.element(&within("pupitre-input")).await;
    }

    pub async fn write(&self, text: &str) {
        self.screen.element(&within("pupitre-input")).await.send_keys(text).await.unwrap();
        self.screen.click(&within("pupitre-send")).await;
    }

    /// Picks one of the answers that the bot offers.
    pub async fn pick(&self, label: &str) {
        let options = "[...(document.querySelector('pupitre-widget')?.shadowRoot?.querySelectorAll('[data-testid=\"pupitre-option\"]') ?? [])]";
        self.screen.click(&format!("{options}.find(option => option.textContent === '{label}')")).await;
    }

    /// Writes into a field of the bot's form.
    pub async fn fill(&self, key: &str, text: &str) {
        let root = "document.querySelector('pupitre-widget')?.shadowRoot";
        let field = format!("{root}?.querySelector('[data-testid=\"pupitre-field\"][data-key=\"{key}\"]')");
        let inner =
            format!("(({field})?.matches('input,textarea') ? {field} : {field}?.querySelector('input,textarea'))");
        self.screen.write(&inner, text).await;
    }

    pub async fn send_form(&self) {
        self.screen.click(&within("pupitre-form-send")).await;
    }

    /// Waits until the panel is headed by `name`.
    pub async fn is_answered_by(&self, name: &str) {
        let panel = within("pupitre-panel");
        self.screen.wait(&format!("to be answered by {name}"), &format!("{panel}?.innerText.includes('{name}')")).await;
    }

    /// Waits until the chat says that it is not available.
    pub async fn is_shut_out(&self) {
        let field = within("pupitre-input");
        let panel = within("pupitre-panel");
        let shown = format!("{panel}?.innerText.includes('pas disponible') && {field}?.offsetParent === null");
        self.screen.wait("a plain offline screen without a form", &shown).await;
    }

    /// Chooses a file of the disk behind the paperclip.
    pub async fn attach(&self, file: &std::path::Path) {
        let field = "document.querySelector('pupitre-widget')?.shadowRoot?.querySelector('input[type=file]')";
        self.screen.element(field).await.send_keys(file.to_string_lossy()).await.unwrap();
    }

    /// Waits for a file that the hub has, once.
    pub async fn has_file(&self, name: &str) {
        let rows = "[...(document.querySelector('pupitre-widget')?.shadowRoot?.querySelectorAll('.file') ?? [])]";
        let named = format!(
            "{rows}.filter(row => row.textContent.includes('{name}') || row.querySelector('img')?.alt === '{name}')"
        );
        let sent = format!("{named}.length === 1 && !{named}[0].querySelector('[role=progressbar]')");
        self.screen.wait(&format!("{name} in the widget, once"), &sent).await;
    }

    /// Nothing of this name is in the thread.
    pub async fn has_no_file(&self, name: &str) {
        let shown = format!("document.querySelector('pupitre-widget').shadowRoot.textContent.includes('{name}')");
        assert_eq!(self.screen.read(&shown).await, false, "{name} in the widget");
    }

    /// Waits for an offer's picture to be drawn.
    pub async fn has_offer_picture(&self) {
        let picture = "document.querySelector('pupitre-widget')?.shadowRoot?.querySelector('.card-image')";
        self.screen.wait("the picture of the offer", &format!("{picture}?.naturalWidth > 0")).await;
    }

    /// Waits for a card whose button or link leads to `url`.
    pub async fn has_link(&self, text: &str, url: &str) {
        let links = "[...(document.querySelector('pupitre-widget')?.shadowRoot?.querySelectorAll('.card a') ?? [])]";
        let shown = format!("{links}.some(link => link.textContent === '{text}' && link.href === '{url}')");
        self.screen.wait(&format!("a card that leads to {url}"), &shown).await;
    }

    /// Waits until the thread shows `text` exactly once.
    pub async fn sees(&self, text: &str) {
        let count = self.count(text);
        self.screen.wait(&format!("{text:?} in the widget, once"), &format!("{count} === 1")).await;
    }

    /// Waits until nothing in the thread says `text`.
    pub async fn has_none_of(&self, text: &str) {
        let count = self.count(text);
        self.screen.wait(&format!("no {text:?} in the widget"), &format!("{count} === 0")).await;
    }

    /// An expression for how many messages of the thread say `text`.
    fn count(&self, text: &str) -> String {
        let text = serde_json::to_string(text).unwrap();
        format!(
            "[...(document.querySelector('pupitre-widget')?.shadowRoot?.querySelectorAll('[data-testid=\"pupitre-message\"]') ?? [])]\
             .filter(item => item.textContent.includes({text})).length"
        )
    }
}
