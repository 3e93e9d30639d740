//! What an agent collects beside the dialogue, and what comes of it.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::hub_process::{CLAIRE, SOFIA};
use crate::stage::Stage;
use thirtyfour::Key;

/// Writes in a field of the panel, in place of what is there, and leaves it.
async fn fill(console: &Console, field: &str, text: &str) {
    console.click(&format!("crm-{field}")).await;
    console.press(Key::Control + "a").await;
    console.press(text).await;
    console.press(Key::Tab).await;
}

async fn holds(console: &Console, field: &str, text: &str) {
    let value = format!("{}?.value.replace(/\\s/g, ' ') === {text:?}", id(&format!("crm-{field}")));
    console.screen.wait(&format!("{field} to be {text:?}"), &value).await;
}

async fn is_saved(console: &Console) {
    let saved = format!("{}?.textContent.startsWith('Enregistré à')", id("crm-saved"));
    console.screen.wait("the panel to be saved", &saved).await;
}

async fn entry(console: &Console, kind: &str, text: &str) {
    let found = format!(
        "[...document.querySelectorAll('[data-testid=\"crm-entry\"][data-kind=\"{kind}\"][data-state=\"kept\"]')]\
         .filter(entry => entry.textContent.includes({text:?})).length === 1"
    );
    console.screen.wait(&format!("the {kind} {text:?} in the panel, once"), &found).await;
}

/// A12, A13, A14
#[tokio::test(flavor = "multi_thread")]
async fn what_is_collected_stays_with_the_person_and_leads_come_of_it() {
    let Stage { desk, site, mut hub, console: claire } = Stage::open_with(CLAIRE, &[SOFIA]).await;
    let visitor = Visitor::arrive(&desk, "lucia", &site.origin).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, deux fauteuils Solène ?").await;
    claire.open_conversation("Solène").await;
    claire.screen.shots("c0-empty").await;
    claire.click("claim").await;
    // Who goes on to the panel before the hub has answered stays there.
    claire.click("crm-name").await;
    visitor.is_answered_by("Claire Morvan").await;
    claire.screen.element(&id("composer-input")).await;
    let stayed = format!("document.activeElement === {}", id("crm-name"));
    assert_eq!(claire.screen.read(&stayed).await, true, "the reply took the focus");
    fill(&claire, "name", "Lucía Fernández").await;
    fill(&claire, "email", "lucia").await;
    claire.screen.element("document.querySelector('.crm__fault')").await;
    fill(&claire, "email", "lucia.fernandez@correo.es").await;
    fill(&claire, "phone", "+34 612 48 09 37").await;
    fill(&claire, "organisation", "Fernández Interiores").await;
    fill(&claire, "address", "Calle de Colón 31, 46004 Valencia").await;
    fill(&claire, "value", "2580").await;
    holds(&claire, "value", "2 580 €").await;
    fill(&claire, "closing", "12/12/26").await;
    holds(&claire, "closing", "12/12/2026").await;
    fill(&claire, "notes", "Décoratrice, meuble une location à Valence.").await;
    is_saved(&claire).await;
    let named = "document.querySelector('[data-testid=\"conversation-item\"]').textContent.includes('Lucía Fernández')";
    claire.screen.wait("the name in the list", named).await;

    claire.click("create-lead").await;
    claire.screen.element(&id("entry-title")).await;
    claire.screen.shots("c1-form").await;
    claire.screen.is_accessible().await;
    claire.press("Deux fauteuils Solène").await;
    claire.press(Key::Enter).await;
    entry(&claire, "lead", "Deux fauteuils Solène").await;
    claire.sees("Prospect créé", &[]).await;
    claire.click("crm-menu").await;
    claire.click("create-activity").await;
    claire.screen.write(&id("entry-due"), "15/1/2027").await;
    claire.click("entry-create").await;
    entry(&claire, "activity", "Fernández Interiores").await;
    claire.screen.shots("c2-created").await;
    claire.screen.is_accessible().await;

    // Offline: it waits, and is saved when the hub is back.
    hub.kill();
    claire.is("lost").await;
    fill(&claire, "organisation", "Fernández e hijas").await;
    let waits = format!("{}?.textContent === 'En attente du réseau'", id("crm-saved"));
    claire.screen.wait("that it waits", &waits).await;
    claire.screen.shots("c3-offline").await;
    hub.restart();
    is_saved(&claire).await;

    // Two at once: nothing is overwritten unseen.
    let sofia = Console::open(&desk, "sofia", &hub.url).await;
    sofia.sign_in(SOFIA.0).await;
    sofia.open_conversation("Lucía Fernández").await;
    holds(&sofia, "organisation", "Fernández e hijas").await;
    claire.click("crm-organisation").await;
    fill(&sofia, "organisation", "Colón Interiores").await;
    is_saved(&sofia).await;
    fill(&claire, "organisation", "Valencia Interiores").await;
    holds(&claire, "organisation", "Colón Interiores").await;
    claire.screen.element(&id("crm-conflict")).await;
    claire.screen.shots("c4-conflict").await;
    claire.click("crm-keep-mine").await;
    holds(&sofia, "organisation", "Valencia Interiores").await;

    // A14: closed, it still takes data and deals.
    claire.click("close-conversation").await;
    claire.screen.element(&id("closed-banner")).await;
    fill(&claire, "value", "3000").await;
    holds(&claire, "value", "3 000 €").await;
    is_saved(&claire).await;
    claire.click("crm-menu").await;
    claire.click("create-deal").await;
    claire.click("entry-create").await;
    entry(&claire, "deal", "Valencia Interiores").await;
    claire.sees("Affaire créée", &[]).await;
    claire.click("entry-show").await;
    claire.screen.shots("c5-closed").await;
    // All of it in one list, to be exported.
    claire.click("nav-settings").await;
    claire.click("settings-crm").await;
    let rows = |count: usize| format!("document.querySelectorAll('[data-testid=\"entry-row\"]').length === {count}");
    claire.screen.wait("what was created", &rows(3)).await;
    claire.click("entries-kind-3").await;
    claire.screen.wait("the deal alone", &rows(1)).await;
    claire.click("entries-kind-1").await;
    claire.screen.wait("all of it again", &rows(3)).await;
    claire.screen.shots("c6-list").await;
    claire.screen.is_accessible().await;
    claire.click("entries-xlsx").await;
    claire.is_told("pupitre-crm.xlsx").await;
    claire.click("settings-desk").await;
    claire.click("language-3").await;
    claire.click("nav-conversations").await;
    claire.screen.shots("c7-es").await;

    let hidden = "document.querySelector('pupitre-widget').shadowRoot.textContent.includes('Valencia Interiores')";
    assert_eq!(visitor.screen.read(hidden).await, false, "the visitor reads what colleagues collect");
    for screen in [claire.screen, sofia.screen, visitor.screen] {
        screen.close().await;
    }
    hub.assert_sound();
}
