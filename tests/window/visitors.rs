//! The visitors page in the real window, with visitors of a real browser.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::desk::Desk;
use crate::hub_process::{CLAIRE, HubProcess, SOFIA};
use crate::site::Site;
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
    // V3: back and forward go through what was looked at.
    claire.click("visitors-tab-all").await;
    claire
        .screen
        .wait("all of them", &format!("{}?.getAttribute('aria-selected') === 'true'", id("visitors-tab-all")))
        .await;
    claire.click("visitors-tab-new").await;
    claire.click("visitors-engaged").await;
    lists(&claire, 1).await;
    claire.press(Key::Alt + Key::Left).await;
    lists(&claire, 2).await;
    claire.press(Key::Alt + Key::Left).await;
    let on_all = format!("{}?.getAttribute('aria-selected') === 'true'", id("visitors-tab-all"));
    claire.screen.wait("all of them again", &on_all).await;
    claire.press(Key::Alt + Key::Right).await;
    claire.press(Key::Alt + Key::Right).await;
    lists(&claire, 1).await;
    // V13: kept under a name, left, and chosen again.
    claire.click("views-menu").await;
    claire.screen.write(&id("view-name"), "Nouveaux engagés").await;
    claire.screen.shots("v2-views").await;
    claire.screen.is_accessible().await;
    claire.click("view-save").await;
    claire.click("visitors-clear").await;
    claire.click("visitors-tab-all").await;
    lists(&claire, 2).await;
    claire.click("views-menu").await;
    claire.click("saved-view").await;
    lists(&claire, 1).await;
    claire.screen.wait("the view's tab", &on_new).await;
    claire.click("visitors-clear").await;
    claire.click("visitors-tab-all").await;
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

    // V5, V6: a row opens the panel beside the list.
    claire.click("visitors-engaged").await;
    lists(&claire, 1).await;
    claire.click("visitors-tab-all").await;
    claire.click("visitor-row").await;
    let panel = id("visitor-panel");
    let address = format!("{}?.innerText === '127.0.0.1'", id("visitor-address"));
    claire.screen.wait("the address", &address).await;
    claire.screen.shots("v4-panel").await;
    claire.screen.is_accessible().await;
    // V10: set by hand, taken back, set again by keys.
    claire.click("status-select").await;
    claire.screen.shots("v5-status").await;
    claire.screen.is_accessible().await;
    claire.click("status-prospect").await;
    counts(&claire, "prospect", 1).await;
    claire.click("undo").await;
    counts(&claire, "prospect", 0).await;
    claire.press("s").await;
    claire.screen.wait("the one there is", "document.activeElement?.dataset.testid === 'status-new'").await;
    claire.press(Key::Down).await;
    claire.press(Key::Down).await;
    claire.press(Key::Enter).await;
    counts(&claire, "customer", 1).await;
    // V7
    claire.click("visitor-tab-talk").await;
    let said = format!("{}?.innerText.includes('Bonjour')", id("visitor-talk"));
    claire.screen.wait("what was said", &said).await;
    talking.write("Encore une question").await;
    let more = format!("{}?.innerText.includes('Encore une question')", id("visitor-talk"));
    claire.screen.wait("what is said now", &more).await;
    claire.screen.shots("v6-talk").await;
    claire.screen.is_accessible().await;
    claire.click("visitor-full").await;
    claire.screen.wait("both parts", &format!("{said} && {address}")).await;
    claire.screen.shots("v7-page").await;
    claire.screen.is_accessible().await;
    claire.press(Key::Escape).await;
    claire.screen.element(&panel).await;
    let on_eye = "document.activeElement?.dataset.testid === 'visitor-full'";
    claire.screen.wait("the eye, with the focus", on_eye).await;
    claire.press(Key::Escape).await;
    let focused = "document.activeElement?.dataset.testid === 'visitor-row'";
    claire.screen.wait("the row, with the focus", &format!("{panel} === null && {focused}")).await;
    claire.click("visitors-engaged").await;
    lists(&claire, 2).await;

    // V8: what is listed, as a file; offline, too.
    drop(hub);
    // What says so moves the rows down.
    claire.is("lost").await;
    claire.click("visitor-row").await;
    claire.screen.element(&panel).await;
    claire.click("visitor-tab-info").await;
    claire.click("status-select").await;
    claire.click("status-archived").await;
    counts(&claire, "archived", 1).await;
    claire.press(Key::Escape).await;
    claire.click("export-csv").await;
    claire.screen.element(&id("toast")).await;
    claire.screen.shots("v3-exported").await;
    claire.screen.is_accessible().await;
}

/// V5, V8, V9, V10, V13: a manager's review of the day, in Spanish.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_reviews_the_day_in_spanish() {
    let Stage { desk, site, hub, console: sofia } = Stage::open(SOFIA).await;
    sofia.click("nav-settings").await;
    sofia.click("settings-desk").await;
    let spanish = "[...document.querySelectorAll('button')].find(button => button.textContent.trim() === 'Español')";
    sofia.screen.click(spanish).await;
    let visitor = Visitor::arrive(&desk, "rude", &format!("{}/es/sillon", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Son unos inútiles").await;
    let other = Visitor::arrive(&desk, "calm", &site.origin).await;
    other.open_widget().await;
    other.write("¿Tienen este sillón en azul?").await;
    sofia.click("nav-visitors").await;
    lists(&sofia, 2).await;
    sofia.screen.shots("s1-lista").await;
    sofia.click("visitors-engaged").await;
    sofia.click("visitor-row").await;
    sofia.click("status-select").await;
    sofia.click("status-prospect").await;
    counts(&sofia, "prospect", 1).await;
    sofia.screen.shots("s2-panel").await;
    // The panel goes through the list.
    let number = "document.querySelector('tr[aria-current]')?.dataset.number";
    let first = sofia.screen.read(number).await;
    sofia.click("visitor-next").await;
    sofia.screen.wait("the other one", &format!("{number} !== '{}'", first.as_str().unwrap())).await;
    for _ in 0..2 {
        sofia.click("block-visitor").await;
        sofia.screen.write(&id("block-reason"), "Insultos").await;
        sofia.click("block-confirm").await;
        sofia.screen.element(&id("blocked")).await;
        sofia.screen.is_accessible().await;
        sofia.screen.wait("the question to be answered", &format!("{} === null", id("block-confirm"))).await;
        sofia.press(Key::Escape).await;
        sofia.screen.wait("the list", &format!("{} === null", id("visitor-panel"))).await;
        sofia.click("visitor-row").await;
    }
    sofia.click("visitor-close").await;
    visitor.is_shut_out().await;
    sofia.click("client-management").await;
    let rows = "document.querySelectorAll('[data-testid=\"blocked-visitor\"]').length";
    sofia.screen.wait("both of them", &format!("{rows} === 2")).await;
    sofia.click("blocked-all").await;
    sofia.screen.shots("s3-bloqueados").await;
    sofia.screen.is_accessible().await;
    sofia.click("unblock-chosen").await;
    sofia.screen.wait("nobody to be blocked", &format!("{rows} === 0")).await;
    sofia.click("blocked-back").await;
    lists(&sofia, 2).await;
    // From Settings it is the list that shows, whoever was looked at.
    sofia.click("visitor-open").await;
    sofia.screen.element(&id("visitor-page")).await;
    sofia.click("nav-settings").await;
    sofia.click("settings-blocked").await;
    sofia.screen.element(&id("blocked-list")).await;
    sofia.screen.wait("no visitor's page", &format!("{} === null", id("visitor-page"))).await;
    sofia.click("blocked-back").await;
    lists(&sofia, 2).await;
    drop(hub);
    sofia.click("export-xlsx").await;
    sofia.screen.element(&id("toast")).await;
    sofia.screen.shots("s4-sin-conexion").await;
    // V13: all of them.
    let toasts = "document.querySelectorAll('[data-testid=\"toast\"]').length";
    let told = sofia.screen.read(toasts).await;
    sofia.click("export-all").await;
    sofia.click("csv-tab").await;
    let chosen = format!("{}?.getAttribute('aria-checked') === 'true'", id("csv-tab"));
    sofia.screen.wait("the separator", &chosen).await;
    sofia.screen.shots("s5-separador").await;
    sofia.screen.is_accessible().await;
    sofia.click("export-all-csv").await;
    sofia.screen.wait("another file", &format!("{toasts} > {told}")).await;
    let file = "[...document.querySelectorAll('[data-testid=\"toast\"]')].at(-1).innerText.match(/\\/\\S+csv/)[0]";
    let file = sofia.screen.read(file).await.as_str().unwrap().to_owned();
    assert!(std::fs::read_to_string(file).unwrap().contains("Nombre\tCorreo electrónico\t"));
}

/// V12
#[tokio::test(flavor = "multi_thread")]
async fn the_project_of_the_side_bar_is_the_one_whose_visitors_are_listed() {
    let desk = Desk::start();
    let site = Site::start();
    let hub = HubProcess::start_with(&site.origin, &[CLAIRE], &["Verlaine Pro"]);
    site.carry(&hub.url, &hub.project_key);
    let claire = Console::open(&desk, "claire", &hub.url).await;
    claire.sign_in(CLAIRE.0).await;
    claire.is("connected").await;
    let one = Visitor::arrive(&desk, "one", &site.origin).await;
    one.open_widget().await;
    one.write("Bonjour").await;
    claire.open_conversation("Bonjour").await;
    claire.click("nav-visitors").await;
    lists(&claire, 1).await;
    claire.click("nav-conversations").await;
    claire.click("project-menu").await;
    let entry = "[...document.querySelectorAll('.project-menu .menu__item')].find(entry => entry.innerText.includes('Verlaine Pro'))";
    claire.screen.click(entry).await;
    claire.click("nav-visitors").await;
    claire.screen.element(&id("visitors-none")).await;
    // And the other way round: what is chosen here is what the side bar shows.
    claire.screen.click(&format!("{}.querySelector('option')", id("project-choice"))).await;
    lists(&claire, 1).await;
}
