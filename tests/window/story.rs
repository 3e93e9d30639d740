//! The first thread through the product: a person writes on a web page, an agent answers in the
//! window, and both go on through whatever breaks between them.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::desk::Desk;
use crate::hub_process::{CLAIRE, HubProcess};
use crate::screen::{LOOK_AGAIN, PATIENCE};
use crate::site::Site;
use std::time::Instant;

const KARIM: (&str, &str, &str) = ("karim@maison-verlaine.example", "Karim Haddad", "agent");

/// A3, A4, A7, A15, L1, O1, O2, O3
#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_and_an_agent_talk_through_a_killed_hub_and_a_killed_console() {
    let desk = Desk::start();
    let site = Site::start();
    let mut hub = HubProcess::start(&site.origin, &[CLAIRE, KARIM]);
    site.carry(&hub.url, &hub.project_key);

    let console = Console::open(&desk, "claire", &hub.url).await;
    console.screen.element(&id("sign-in-email")).await;
    console.screen.shots("0-sign-in").await;
    console.screen.is_accessible().await;
    console.sign_in(CLAIRE.0).await;
    console.is("connected").await;
    // L1: the desk's language is French.
    console.screen.wait("French", "document.body.innerText.includes('Non attribuées')").await;
    console.click("presence-switch").await;
    console.screen.shots("1-signed-in").await;

    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon-solene", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, le pied de mon fauteuil est fendu.").await;
    visitor.sees("le pied de mon fauteuil").await;
    visitor.screen.shot("2-written").await;

    // A15: new chat in Unassigned; a click shows it.
    wait_for_notification(&desk).await;
    console.screen.shots("2-unassigned").await;
    desk.click_notification();
    console.screen.element(&id("thread")).await;
    console.sees("le pied de mon fauteuil", &[]).await;
    console.click("claim").await;
    console.screen.element(&id("composer-input")).await;
    visitor.sees("Claire Morvan").await;
    console.reply("Bonjour, je vous en envoie un neuf.").await;
    visitor.sees("je vous en envoie un neuf").await;
    console.sees("je vous en envoie un neuf", &["sent", "read"]).await;
    console.screen.shots("3-answered").await;
    console.screen.is_accessible().await;
    visitor.screen.shot("3-answered").await;

    // The hub dies without a word; both write on.
    hub.kill();
    console.is("lost").await;
    console.reply("Il part ce soir.").await;
    console.sees("Il part ce soir.", &["queued", "sending"]).await;
    visitor.write("Merci beaucoup !").await;
    console.screen.shots("4-hub-gone").await;
    console.screen.is_accessible().await;
    visitor.screen.shot("4-hub-gone").await;
    hub.restart();
    console.is("connected").await;
    visitor.sees("Il part ce soir.").await;
    console.sees("Merci beaucoup !", &[]).await;
    console.sees("Il part ce soir.", &["sent", "read"]).await;
    visitor.sees("Merci beaucoup !").await;
    console.screen.shots("5-hub-back").await;

    // The console dies too, and starts with no hub at all: everything is there, and may be answered.
    hub.kill();
    console.crash().await;
    let console = Console::open(&desk, "claire", &hub.url).await;
    console.open_conversation("#1").await;
    for text in ["le pied de mon fauteuil", "je vous en envoie un neuf", "Il part ce soir.", "Merci beaucoup !"] {
        console.sees(text, &[]).await;
    }
    console.is("lost").await;
    console.reply("Bonne journée, et à bientôt.").await;
    console.sees("à bientôt", &["queued", "sending"]).await;
    console.screen.shots("6-offline").await;
    hub.restart();
    visitor.sees("à bientôt").await;
    console.sees("à bientôt", &["sent", "read"]).await;
    console.screen.shots("7-back").await;
    console.click("nav-settings").await;
    console.screen.wait("the settings", "document.querySelector('[data-testid=\"thread\"]') === null").await;
    console.screen.shots("8-settings").await;
    console.screen.is_accessible().await;

    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

/// A6: a chat that goes to a colleague leaves the window and every file of the profile.
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_reassigned_away_leaves_the_window_and_the_disk() {
    const CANARY: &str = "canari-9b1d-secret";
    let desk = Desk::start();
    let site = Site::start();
    let mut hub = HubProcess::start(&site.origin, &[CLAIRE, KARIM]);
    site.carry(&hub.url, &hub.project_key);
    let claire = Console::open(&desk, "claire", &hub.url).await;
    claire.sign_in(CLAIRE.0).await;
    let karim = Console::open(&desk, "karim", &hub.url).await;
    karim.sign_in(KARIM.0).await;
    karim.click("presence-switch").await;
    let online = format!("{}?.getAttribute('aria-checked') === 'true'", id("presence-switch"));
    karim.screen.wait("Karim to be online", &online).await;

    let visitor = Visitor::arrive(&desk, "paul", &site.origin).await;
    visitor.open_widget().await;
    visitor.write(CANARY).await;
    claire.open_conversation(CANARY).await;
    claire.click("claim").await;
    claire.screen.element(&id("composer-input")).await;
    assert!(holds(&claire.profile, CANARY), "the cache holds what its agent may see");
    claire.screen.write(&id("composer-input"), "Je vous réponds demain").await;
    claire.click("assign-menu").await;
    let option = "[...document.querySelectorAll('[data-testid=\"assign-option\"]')].find(item => item.textContent.includes('Karim'))";
    claire.screen.click(option).await;
    karim.open_conversation(CANARY).await;
    let gone = format!("!document.body.innerText.includes('{CANARY}')");
    claire.screen.wait("the chat to leave Claire's window", &gone).await;
    // Her own words stay, where she finds them.
    claire.screen.click("document.querySelector('[data-testid=\"not-sent\"] button')").await;
    let kept = format!("{}?.innerText.includes('Je vous réponds demain')", id("not-sent"));
    claire.screen.wait("the draft under Not sent", &kept).await;
    claire.screen.is_accessible().await;
    let what = || "the text to leave the files of Claire's profile".to_owned();
    until(what, || !holds(&claire.profile, CANARY)).await;
    karim.screen.shots("has-it").await;
    claire.screen.shots("has-it-no-more").await;
    claire.screen.close().await;
    karim.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

async fn wait_for_notification(desk: &Desk) {
    let what = || format!("a notification; the history is {:?}", desk.notifications());
    until(what, || desk.shown_notifications() > 0).await;
}

/// Waits until something outside of the screens is so.
pub async fn until(what: impl Fn() -> String, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited for {}", what());
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// Whether the bytes are in any file below the folder.
fn holds(folder: &std::path::Path, text: &str) -> bool {
    std::fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, text);
        }
        std::fs::read(path).is_ok_and(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    })
}
