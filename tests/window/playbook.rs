//! A playbook made in the window runs in a real browser, and brings a visitor to an agent.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::desk::Desk;
use crate::hub_process::{CLAIRE, SOFIA};
use crate::stage::Stage;
use crate::story::until;
use thirtyfour::Key;

/// Opens the editor with a playbook that has nothing in it.
async fn begin(console: &Console) {
    console.click("nav-settings").await;
    console.click("settings-playbooks").await;
    console.screen.element(&id("playbook-template")).await;
    console.screen.shots("p0-none").await;
    console.screen.is_accessible().await;
    console.click("playbook-blank").await;
}

async fn add(console: &Console, kind: &str) {
    console.click("step-add").await;
    console.click(&format!("step-add-{kind}")).await;
}

/// Replaces what a field holds.
async fn set(console: &Console, field: &str, text: &str) {
    console.screen.click(&id(field)).await;
    console.press(Key::Control + "a").await;
    console.press(text).await;
}

/// A11: what is in the editor is tried in a browser before it is saved, with an agent and without.
async fn try_it(desk: &Desk, console: &Console) {
    console.click("playbook-preview").await;
    until(|| "the preview to be opened".into(), || !desk.opened().is_empty()).await;
    let visitor = Visitor::arrive(desk, "preview", &desk.opened()[0]).await;
    visitor.sees("Bonjour, ici la boutique").await;
    visitor.screen.shot("p1-preview").await;
    visitor.screen.is_accessible().await;
    visitor.pick("Un conseil").await;
    visitor.sees("Un conseiller vous répond").await;
    visitor.screen.click("document.querySelector('#claim')").await;
    visitor.is_answered_by("Sofia Lemaire").await;
    visitor.screen.shot("p1-preview-taken").await;
    visitor.screen.click("document.querySelector('#online')").await;
    let nobody = "document.querySelector('#note').textContent.includes('Plus personne')";
    visitor.screen.wait("nobody to be online", nobody).await;
    visitor.screen.click("document.querySelector('#again')").await;
    // As somebody who was never here.
    visitor.sees("Bonjour, ici la boutique").await;
    visitor.pick("Un conseil").await;
    visitor.sees("Nos conseillers sont absents").await;
    visitor.screen.close().await;
}

async fn save(console: &Console) {
    console.click("playbook-save").await;
    let saved = format!("{} === null && {}?.disabled === true", id("playbook-unsaved"), id("playbook-save"));
    console.screen.wait("the playbook to be saved", &saved).await;
}

async fn online(console: &Console) {
    console.click("presence-switch").await;
    let on = format!("{}?.getAttribute('aria-checked') === 'true'", id("presence-switch"));
    console.screen.wait("the switch to be on", &on).await;
}

/// A3, A4, A5, A7, A8, A9, A11, A14
#[tokio::test(flavor = "multi_thread")]
async fn a_playbook_built_from_nothing_brings_a_visitor_to_an_agent() {
    let Stage { desk, site, mut hub, console: sofia } = Stage::open_with(SOFIA, &[CLAIRE]).await;
    begin(&sofia).await;
    set(&sofia, "playbook-name", "Accueil boutique").await;

    add(&sofia, "message").await;
    set(&sofia, "step-text", "Bonjour, ici la boutique").await;
    // A9: the last word is bold.
    sofia.press(Key::Control + Key::Shift + Key::Left).await;
    sofia.click("step-text-bold").await;

    add(&sofia, "choice").await;
    set(&sofia, "step-question", "Que souhaitez-vous ?").await;
    set(&sofia, "step-option-label", "Un conseil").await;
    sofia.click("step-option-add").await;
    let second = "document.querySelectorAll('[data-testid=\"step-option-label\"]')[1]";
    sofia.screen.click(second).await;
    sofia.press(Key::Control + "a").await;
    sofia.press("Rien").await;

    add(&sofia, "live_chat").await;
    sofia.screen.shots("p1-live-chat").await;
    sofia.screen.is_accessible().await;
    let steps = "[...document.querySelectorAll('[data-testid=\"playbook-step\"]')].map(step => step.dataset.kind)";
    assert_eq!(sofia.screen.read(steps).await, serde_json::json!(["message", "choice", "live_chat"]));
    try_it(&desk, &sofia).await;
    save(&sofia).await;
    online(&sofia).await;

    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon", site.origin)).await;
    visitor.open_widget().await;
    visitor.sees("Bonjour, ici la boutique").await;
    let bold = "document.querySelector('pupitre-widget').shadowRoot.querySelector('strong, b')?.textContent";
    visitor.screen.wait("a word in bold", &format!("{bold} === 'boutique'")).await;
    visitor.screen.shot("p2-opening").await;
    visitor.pick("Un conseil").await;
    visitor.sees("Un conseiller vous répond").await;
    visitor.screen.shot("p3-waiting").await;

    // It waits in Unassigned, at both consoles, with the time that is left.
    sofia.click("nav-conversations").await;
    let waits = "document.querySelector('[data-testid=\"conversation-item\"]')?.textContent.includes('encore')";
    sofia.screen.wait("the countdown in the list", waits).await;
    let claire = Console::open(&desk, "claire", &hub.url).await;
    claire.sign_in(CLAIRE.0).await;
    online(&claire).await;
    claire.open_conversation("Un conseil").await;
    sofia.open_conversation("Un conseil").await;
    let looks = "document.body.innerText.includes('Sofia Lemaire la regarde aussi')";
    claire.screen.wait("who else looks at it", looks).await;
    sofia.screen.shots("p4-unassigned").await;
    sofia.screen.is_accessible().await;

    claire.click("claim").await;
    visitor.is_answered_by("Claire Morvan").await;
    // A4, A6: a manager sees it on; whose it is is said.
    let taken = "document.body.innerText.includes('Conversation de Claire Morvan')";
    sofia.screen.wait("whose it is", taken).await;
    claire.screen.write(&id("composer-input"), "Bonjour, je regarde.").await;
    let typing =
        "document.querySelector('pupitre-widget').shadowRoot.querySelector('[data-testid=\"pupitre-typing\"]')";
    visitor.screen.wait("that Claire writes", &format!("{typing}?.textContent.includes('Claire')")).await;
    claire.click("composer-send").await;
    let field = "document.querySelector('pupitre-widget').shadowRoot.querySelector('[data-testid=\"pupitre-input\"]')";
    visitor.screen.write(field, "Je voudrais").await;
    let writing = format!("{}?.textContent.includes('écrit')", id("typing"));
    claire.screen.wait("that the visitor writes", &writing).await;
    claire.screen.shots("p5-typing").await;
    visitor.sees("Bonjour, je regarde.").await;
    visitor.screen.shot("p5-answered").await;

    // A5: to Sofia, who closes it. Who is in the note before the menu has come to rest stays there.
    let quick = format!(
        "const done = arguments[0], frame = requestAnimationFrame;
        {}.click();
        setTimeout(() => {{
            {note}.focus();
            frame(() => frame(() => done(document.activeElement === {note})));
        }});",
        id("assign-menu"),
        note = id("assign-note"),
    );
    let stayed = claire.screen.driver.execute_async(quick, vec![]).await.unwrap();
    assert_eq!(stayed.json(), &true, "the menu took the focus from the note");
    claire.screen.write(&id("assign-note"), "Elle hésite entre deux tissus").await;
    // A note is for a colleague: neither oneself nor nobody can be chosen beside it.
    for other in [
        "[...document.querySelectorAll('[data-testid=\"assign-option\"]')].find(item => item.textContent.includes('Claire'))",
        &id("assign-nobody"),
    ] {
        let denied = format!("{other}?.getAttribute('aria-disabled') === 'true'");
        claire.screen.wait("the note to be for a colleague", &denied).await;
    }
    let option = "[...document.querySelectorAll('[data-testid=\"assign-option\"]')].find(item => item.textContent.includes('Sofia'))";
    claire.screen.click(option).await;
    visitor.is_answered_by("Sofia Lemaire").await;
    let note = "document.querySelector('.event__note')?.textContent === 'Elle hésite entre deux tissus'";
    sofia.screen.wait("the note to the colleague", note).await;
    sofia.screen.shots("p6-note").await;
    let hidden = "document.querySelector('pupitre-widget').shadowRoot.textContent.includes('deux tissus')";
    assert_eq!(visitor.screen.read(hidden).await, false, "the visitor reads what colleagues say");
    sofia.reply("Bonne journée !").await;
    visitor.sees("Bonne journée !").await;
    sofia.click("close-conversation").await;
    sofia.screen.element(&id("closed-banner")).await;
    sofia.screen.shots("p6-closed").await;

    // A14: who comes back begins anew, with the bot.
    visitor.screen.driver.goto(&format!("{}/es/sillon", site.origin)).await.unwrap();
    visitor.open_widget().await;
    visitor.pick("Un conseil").await;
    let again = format!("{}?.textContent.includes('1')", id("folder-unassigned"));
    sofia.screen.wait("the new conversation", &again).await;

    for screen in [sofia.screen, claire.screen, visitor.screen] {
        screen.close().await;
    }
    hub.assert_sound();
}

/// A8, A9, A10, A11
#[tokio::test(flavor = "multi_thread")]
async fn with_nobody_online_the_template_captures_who_came() {
    let Stage { desk, site, mut hub, console } = Stage::open(SOFIA).await;
    console.click("nav-settings").await;
    console.click("settings-playbooks").await;
    console.click("playbook-template").await;
    save(&console).await;
    let visitor = Visitor::arrive(&desk, "lucia", &site.origin).await;
    visitor.open_widget().await;
    visitor.sees("comment pouvons-nous vous aider").await;
    visitor.write("Mon fauteuil est arrivé cassé").await;
    visitor.sees("Nos conseillers sont absents").await;
    visitor.fill("name", "Lucía Pérez").await;
    visitor.fill("email", "lucia").await;
    visitor.send_form().await;
    visitor.screen.shot("p7-form-wrong").await;
    visitor.fill("email", "@tienda.example").await;
    visitor.send_form().await;
    visitor.sees("Merci, Lucía").await;
    visitor.screen.shot("p8-captured").await;

    // A15, A16: what the desktop tells of is this agent's choice, and stays it.
    console.click("settings-notices").await;
    console.click("notice-new").await;
    console.click("quiet").await;
    let quiet = format!("{}?.textContent.includes('Jusqu’à')", id("quiet-hint"));
    console.screen.wait("the end of the quiet", &quiet).await;
    console.screen.shots("p8-notices").await;
    console.screen.is_accessible().await;
    console.click("nav-conversations").await;
    console.open_conversation("Lucía Pérez").await;
    console.sees("lucia@tienda.example", &[]).await;
    let overdue = "document.querySelector('[data-testid=\"conversation-item\"]').textContent.includes('dépassé de')";
    console.screen.wait("the chat to be overdue", overdue).await;
    // A10: what they left is in the panel, and a lead came of it.
    console.sees("Prospect créé", &[]).await;
    let lead = "document.querySelector('[data-testid=\"crm-entry\"][data-kind=\"lead\"]')?.textContent.includes('Lucía Pérez')";
    console.screen.wait("the lead in the panel", lead).await;
    console.screen.shots("p9-overdue").await;
    console.screen.is_accessible().await;
    console.click("claim").await;
    visitor.is_answered_by("Sofia Lemaire").await;
    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}
