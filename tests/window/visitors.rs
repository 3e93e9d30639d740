//! The visitors page in the real window, with visitors of a real browser.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::hub_process::CLAIRE;
use crate::stage::Stage;
use thirtyfour::Key;

/// Waits until the page lists so many.
async fn lists(console: &Console, rows: usize) {
    let shown = "document.querySelectorAll('[data-testid=\"visitor-row\"]').length";
    console.screen.wait(&format!("{rows} visitors"), &format!("{shown} === {rows}")).await;
}

/// What a tab counts.
async fn counts(console: &Console, tab: &str, count: usize) {
    let shown = format!("{}?.querySelector('.tab__n').textContent === '{count}'", id(&format!("visitors-tab-{tab}")));
    console.screen.wait(&format!("{count} under {tab}"), &shown).await;
}

/// V1, V2, V3, V4, V11
#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_looked_through_by_status_dates_and_words() {
    let Stage { desk, site, hub, console: claire } = Stage::open(CLAIRE).await;
    claire.click("nav-visitors").await;
    claire.screen.element(&id("visitors-none")).await;
    claire.screen.shots("v0-none").await;
    claire.screen.is_accessible().await;

    // V2: who only loaded the page is nobody yet.
    let curious = Visitor::arrive(&desk, "curious", &format!("{}/es/sillon", site.origin)).await;
    let talking = Visitor::arrive(&desk, "talking", &format!("{}/", site.origin)).await;
    talking.open_widget().await;
    talking.write("Bonjour").await;
    lists(&claire, 1).await;
    curious.open_widget().await;
    lists(&claire, 2).await;
    for (tab, count) in [("all", 2), ("new", 2), ("customer", 0)] {
        counts(&claire, tab, count).await;
    }
    let first = "document.querySelector('[data-testid=\"visitor-row\"]')";
    claire.screen.wait("who is here now", &format!("{first}?.querySelector('.on-site') !== null")).await;
    claire.screen.shots("v1-list").await;
    claire.screen.is_accessible().await;

    // V3: only opened the widget.
    claire.click("visitors-engaged").await;
    lists(&claire, 1).await;
    claire.click("visitors-tab-customer").await;
    claire.screen.element(&id("visitors-none")).await;
    let elsewhere = format!("{}?.innerText.includes('onglets')", id("visitors-none"));
    claire.screen.wait("that other tabs have some", &elsewhere).await;
    claire.click("visitors-clear-all").await;
    claire.click("visitors-tab-all").await;
    claire.press(Key::Right).await;
    let on_new = format!("{}?.getAttribute('aria-selected') === 'true'", id("visitors-tab-new"));
    claire.screen.wait("the next tab, by its key", &on_new).await;
    lists(&claire, 2).await;
    claire.screen.write(&id("visitors-search"), "#inconnue").await;
    claire.screen.element(&id("visitors-none")).await;
    claire.screen.shots("v2-nobody").await;
    claire.screen.is_accessible().await;
    claire.click("visitors-clear").await;
    lists(&claire, 2).await;
    // A range that ended before anybody came.
    for (day, text) in [("visitors-until", "31/01/2020"), ("visitors-since", "01/01/2020")] {
        claire.screen.click(&id(day)).await;
        claire.press(Key::Control + "a").await;
        claire.press(text).await;
        claire.press(Key::Tab).await;
    }
    claire.screen.element(&id("visitors-none")).await;
    claire.click("visitors-clear").await;
    lists(&claire, 2).await;
    let newest = "document.querySelector('[data-testid=\"visitor-row\"]')?.dataset.number";
    let before = claire.screen.read(newest).await;
    claire.click("visitors-sort-date").await;
    claire.screen.wait("the oldest first", &format!("{newest} !== '{}'", before.as_str().unwrap())).await;

    // V8: what is listed, as a file; offline, too.
    drop(hub);
    claire.click("export-csv").await;
    claire.screen.element(&id("toast")).await;
    claire.screen.shots("v3-exported").await;
    claire.screen.is_accessible().await;
}
