//! A day at the window: a visitor who comes back, and all that an agent needs in one conversation.

use crate::browser::Visitor;
use crate::console::id;
use crate::hub_process::SOFIA;
use crate::stage::Stage;
use crate::story::until;
use thirtyfour::Key;

/// C2, D1, D2, D4, D5, D6, D7, D8, D9, D13, L2, O2
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_spends_a_day_with_a_visitor_who_comes_back() {
    let Stage { desk, site, mut hub, console } = Stage::open(SOFIA).await;

    // D9: a canned answer, made in the settings.
    console.click("nav-settings").await;
    console.click("settings-canned").await;
    console.click("canned-new").await;
    for (field, text) in [
        ("canned-shortcut", "bonjour"),
        ("canned-title", "Accueil"),
        ("canned-text", "Bonjour, ici {{agent.name}}. Que puis-je pour {{visitor.first_name}} ?"),
    ] {
        console.screen.write(&id(field), text).await;
    }
    console.click("canned-save").await;
    console.screen.element(&id("canned-row")).await;
    console.screen.is_accessible().await;
    console.click("settings-desk").await;
    console
        .screen
        .wait("the cache's size", &format!("{}.innerText.match(/\\d+.[kM]o/) !== null", id("cache-size")))
        .await;
    console.screen.shots("d1-settings").await;
    console.screen.is_accessible().await;

    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon?utm_campaign=soldes", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, le pied de mon fauteuil est arrivé fendu ce matin. Que dois-je faire, est-ce que je dois tout renvoyer ?").await;
    console.click("nav-conversations").await;
    console.open_conversation("le pied de mon fauteuil").await;
    console.press("m").await;
    console.screen.wait("the reply box to take the focus", &focused("composer-input")).await;

    // D9, O5: by the keyboard alone. A variable without a value is not sent.
    console.press("/").await;
    console.screen.wait("the palette to take the focus", &focused("canned-search")).await;
    console.press("bonj").await;
    console.screen.element(&id("canned-answer")).await;
    console.screen.shots("d2-canned").await;
    console.screen.is_accessible().await;
    console.press(Key::Enter).await;
    let filled = format!("{}.value.includes('ici Sofia Lemaire')", id("composer-input"));
    console.screen.wait("the answer with the agent's name", &filled).await;
    console.screen.element(&id("unfilled")).await;
    console.press(Key::Enter).await;
    assert!(!console.kinds().await.is_empty());
    console.press(Key::Control + "a").await;
    console.press("Bonjour, je regarde.").await;
    console.press(Key::Enter).await;
    visitor.sees("je regarde").await;
    console.sees("je regarde", &["sent", "read"]).await;

    // D9: an emoji by its name.
    console.press("Merci :pouce").await;
    console.screen.element(&id("emoji-hints")).await;
    console.press(Key::Enter).await;
    console.press(Key::Enter).await;
    visitor.sees("👍").await;

    // D13: an offer, as a card there and as an action here.
    console.press(Key::Alt + "o").await;
    console.click("card-kind-2").await;
    console.screen.write(&id("card-title"), "Livraison offerte").await;
    console.screen.write(&id("card-price"), "0 €").await;
    console.screen.write(&id("card-url"), "shop.example/offre").await;
    console.screen.shots("d3-offer").await;
    console.screen.is_accessible().await;
    console.click("card-send").await;
    visitor.sees("Livraison offerte").await;
    visitor.has_link("Voir l’offre", "https://shop.example/offre").await;
    visitor.screen.shot("d3-offer").await;
    console.screen.wait("the offer as an action", &format!("{}.length === 1", all("offer"))).await;

    // C2: a file goes with it.
    console.hand_over("drop", "notice.pdf", 300_000).await;
    console.attached(1).await;
    console.reply("Voici la notice.").await;
    visitor.sees("Voici la notice.").await;
    visitor.has_file("notice.pdf").await;

    // D4: where she came from.
    let origin = format!("{}?.innerText.includes('soldes')", id("info-origin"));
    console.screen.wait("the campaign in the pane", &origin).await;
    console.screen.wait("the language", &format!("{}?.innerText === 'FR'", id("language-tag"))).await;

    // D2: her page, in the agent's own browser.
    console.click("open-page").await;
    until(|| format!("an opened page; there were {:?}", desk.opened()), || !desk.opened().is_empty()).await;
    assert!(desk.opened()[0].starts_with(&format!("{}/es/sillon", site.origin)), "{:?}", desk.opened());

    // O5: the list of keys, and another key for one of them.
    console.press(Key::Control + "/").await;
    console.screen.element(&id("shortcuts")).await;
    console.screen.shots("d3-keys").await;
    console.screen.is_accessible().await;
    console.click("key-close").await;
    console.press(Key::Alt + "w").await;
    console.screen.wait("the new key", &format!("{}.innerText === 'Alt W'", id("key-close"))).await;
    console.press(Key::Escape).await;
    console.screen.wait("the list to close", &format!("{} === null", id("shortcuts"))).await;

    // O1: the conversation as a file.
    console.click("export").await;
    console.click("export-html").await;
    let saved = "[...document.querySelectorAll('.toast')].some(toast => toast.innerText.includes('.html'))";
    console.screen.wait("the file's path", saved).await;

    // A14, D6: she comes back after the close, and all is in one thread.
    console.click("composer-input").await;
    console.press(Key::Alt + "w").await;
    console.screen.element(&id("closed-banner")).await;
    visitor.write("Me revoilà, le nouveau pied est arrivé.").await;
    console.open_conversation("Me revoilà").await;
    console.sees("Me revoilà", &[]).await;
    console.sees("le pied de mon fauteuil", &[]).await;
    console.press("m").await;
    console.screen.wait("the reply box to take the focus", &focused("composer-input")).await;
    console.screen.element(&id("past-exchange")).await;
    console.screen.shots("d4-back").await;
    console.screen.is_accessible().await;

    // D1: one kind at a time, with its count, and back.
    let before = console.kinds().await;
    console.click("filter-actions").await;
    console
        .screen
        .wait("actions alone", &format!("{}.length === 0 && {}.length === 1", all("text"), all("offer")))
        .await;
    console.click("filter-visitor").await;
    console
        .screen
        .wait("her words alone", &format!("{}.length === 2 && {}.length === 0", all("text"), all("offer")))
        .await;
    let count = format!("{}.innerText.includes('2')", id("filter-visitor"));
    console.screen.wait("the count of the filter", &count).await;
    console.screen.shots("d5-filter").await;
    console.click("filter-visitor").await;
    console.screen.wait("all again", &format!("{}.length === 1", all("offer"))).await;
    assert_eq!(console.kinds().await, before);

    // D5: the customer file, oldest first.
    console.click("customer-file").await;
    console.screen.element(&id("file")).await;
    console.screen.shots("d6-file").await;
    console.screen.is_accessible().await;
    console.click("file-close").await;

    // O2: the network goes; what is written waits, and arrives once.
    hub.kill();
    console.is("lost").await;
    console.reply("Parfait, bonne journée.").await;
    console.sees("Parfait, bonne journée.", &["queued", "sending"]).await;
    hub.restart();
    visitor.sees("Parfait, bonne journée.").await;
    console.is("connected").await;

    // D7: blocked, she reaches nobody; a manager lets her in again.
    console.click("block-visitor").await;
    console.screen.write(&id("block-reason"), "Insultes").await;
    console.screen.shots("d7-block").await;
    console.screen.is_accessible().await;
    console.click("block-confirm").await;
    console.screen.wait("the question to be answered", &format!("{} === null", id("block-confirm"))).await;
    visitor.is_shut_out().await;
    visitor.screen.shot("d7-blocked").await;
    console.screen.element(&id("blocked")).await;
    console.click("nav-settings").await;
    console.click("settings-blocked").await;
    console.screen.element(&id("blocked-visitor")).await;
    console.screen.shots("d8-blocked-list").await;
    console.click("unblock-visitor").await;
    console.screen.wait("nobody to be blocked", &format!("{} === null", id("blocked-visitor"))).await;
    visitor.screen.driver.goto(&site.origin).await.unwrap();
    visitor.open_widget().await;
    visitor.write("Pardon.").await;
    visitor.sees("Pardon.").await;

    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

/// The items of this kind that are drawn.
fn all(kind: &str) -> String {
    format!("document.querySelectorAll('[data-testid=\"message\"][data-kind=\"{kind}\"]')")
}

fn focused(test_id: &str) -> String {
    format!("document.activeElement?.dataset.testid === '{test_id}'")
}
