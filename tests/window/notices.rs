//! What an agent is told while they look elsewhere, and the icon that stays when the window is closed.

use crate::browser::Visitor;
use crate::console::id;
use crate::desk::Desk;
use crate::hub_process::{CLAIRE, HubProcess};
use crate::stage::Stage;
use crate::story::until;
use crate::tray::Tray;
use serde_json::{Value, json};

async fn has_notification(desk: &Desk, title: &str) {
    let what = || format!("a notification of {title:?}; there are {:?}", desk.notifications());
    until(what, || desk.notifications().iter().any(|(summary, _)| summary.contains(title))).await;
}

fn switch(name: &str, on: bool) -> String {
    format!("{}?.getAttribute('aria-checked') === '{on}'", id(name))
}

/// A15, A16, A1
#[tokio::test(flavor = "multi_thread")]
async fn pupitre_tells_of_chats_and_stays_in_the_tray() {
    let desk = Desk::start();
    let tray = Tray::start(&desk).await;
    let Stage { desk, site, mut hub, console: claire } = Stage::at(desk, CLAIRE, &[]).await;

    // Asked once.
    claire.screen.element(&id("notice-question")).await;
    claire.screen.shots("n0-question").await;
    claire.screen.is_accessible().await;
    claire.click("notices-allow").await;
    claire.screen.wait("the question to go", &format!("{} === null", id("notice-question"))).await;

    // The switch in the tray is the one in the window.
    tray.counts("").await;
    tray.choose("En ligne").await;
    claire.screen.wait("Claire to be online", &switch("presence-switch", true)).await;
    tray.is_ticked("En ligne", true).await;

    // Closed to the tray: told of once, and still told of chats, with a sound; a click brings the window back.
    desk.close_window();
    until(|| "the window to close".to_owned(), || desk.windows().is_empty()).await;
    has_notification(&desk, "Pupitre reste dans la zone de notification").await;
    let visitor = Visitor::arrive(&desk, "amandine", &site.origin).await;
    visitor.open_widget().await;
    assert!(!desk.was_heard());
    visitor.write("Le code promo ne fonctionne pas").await;
    until(|| "a notification".to_owned(), || desk.shown_notifications() > 0).await;
    until(|| "a sound".to_owned(), || desk.was_heard()).await;
    desk.click_notification();
    until(|| "the window to come back".to_owned(), || desk.windows().iter().any(|title| title.contains("Pupitre")))
        .await;
    claire.sees("Le code promo ne fonctionne pas", &[]).await;
    claire.click("claim").await;
    claire.screen.element(&id("composer-input")).await;

    // Elsewhere in the window: the number stands in the tray.
    claire.click("nav-settings").await;
    claire.click("settings-notices").await;
    claire
        .screen
        .wait("the desktop's answer", &format!("{}?.innerText.includes('sont autorisées')", id("notice-state")))
        .await;
    claire.screen.shots("n1-settings").await;
    claire.screen.is_accessible().await;
    visitor.write("Vous êtes là ?").await;
    tray.counts("1").await;
    has_notification(&desk, "Nouveau message").await;
    assert!(!desk.was_heard(), "new messages have no sound of their own at first");
    claire.click("notice-message-sound").await;
    visitor.write("Allô ?").await;
    tray.counts("2").await;
    until(|| "a sound".to_owned(), || desk.was_heard()).await;
    claire.click("chime-play").await;
    until(|| "the chime".to_owned(), || desk.was_heard()).await;

    // Not on the desktop: the window says it, and shows the chat.
    claire.click("notice-desktop").await;
    let before = desk.notifications().len();
    visitor.write("Je patiente").await;
    claire.is_told("Je patiente").await;
    claire.screen.shots("n2-in-window").await;
    assert_eq!(desk.notifications().len(), before);
    claire.click("toast-show").await;
    claire.sees("Je patiente", &[]).await;
    tray.counts("").await;

    // Quiet, from the tray.
    claire.click("nav-settings").await;
    claire.click("settings-notices").await;
    tray.choose("Ne pas déranger pendant 1 h").await;
    claire.screen.wait("quiet in the window", &switch("quiet", true)).await;
    let _ = desk.was_heard();
    visitor.write("Toujours là").await;
    tray.counts("1").await;
    let told = "[...document.querySelectorAll('.toast')].some(toast => toast.innerText.includes('Toujours là'))";
    assert_eq!(claire.screen.read(told).await, false);
    assert!(!desk.was_heard());

    // With the session.
    claire.click("settings-desk").await;
    claire.click("autostart").await;
    claire.screen.wait("the switch", &switch("autostart", true)).await;
    let entry = desk.folder(".config/autostart/Pupitre profile-claire.desktop");
    until(|| "an entry for the session's start".to_owned(), || entry.exists()).await;
    let written = std::fs::read_to_string(&entry).unwrap();
    let profile = format!("\"--profile\" \"{}\" \"--hub\" \"{}\"", claire.profile.display(), hub.url);
    assert!(written.contains(&profile), "{written}");
    claire.screen.shots("n3-desk").await;
    claire.screen.is_accessible().await;
    claire.click("autostart").await;
    until(|| "the entry to go".to_owned(), || !entry.exists()).await;

    tray.choose("Quitter").await;
    tray.is_empty().await;
    claire.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

/// Somebody on the site, without a browser.
async fn writes(hub: &HubProcess, origin: &str, text: &str) {
    let http = reqwest::Client::new();
    let post = |road: &str| http.post(format!("{}/v1/visitor/{road}", hub.url)).header("origin", origin);
    let session = json!({
        "project_key": hub.project_key,
        "page": { "url": origin, "title": "Accueil", "referrer": "" },
        "device": { "viewport": "1280x720", "language": "fr", "timezone": "Europe/Paris" },
        "params": {},
    });
    let session: Value = post("session").json(&session).send().await.unwrap().json().await.unwrap();
    let message = json!({ "id": uuid::Uuid::now_v7(), "text": text });
    let token = session["token"].as_str().expect("a session");
    let posted = post("messages").bearer_auth(token).json(&message).send().await.unwrap();
    assert!(posted.status().is_success());
}

/// A16: many at once share a notification; and without a tray nothing stays behind.
#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_shares_a_notification_and_without_a_tray_a_closed_window_ends_pupitre() {
    let Stage { desk, site, hub, console: claire } = Stage::open(CLAIRE).await;
    claire.click("presence-switch").await;
    claire.screen.wait("Claire to be online", &switch("presence-switch", true)).await;
    for number in 1..=6 {
        writes(&hub, &site.origin, &format!("Bonjour {number}")).await;
    }
    let all_came = "document.querySelectorAll('[data-testid=\"conversation-item\"]').length === 6";
    claire.screen.wait("six chats", all_came).await;
    until(|| "the crowd to be counted".to_owned(), || desk.shown_notifications() == 4).await;
    has_notification(&desk, "6 conversations ont du nouveau").await;
    claire.click("nav-settings").await;
    claire.click("settings-desk").await;
    let told =
        format!("{}?.disabled && {}.innerText.includes('pas de zone')", id("stay-in-tray"), id("stay-in-tray-hint"));
    claire.screen.wait("that there is no tray", &told).await;
    desk.close_window();
    until(|| "Pupitre to end".to_owned(), || !claire.runs()).await;
    claire.screen.close().await;
}
