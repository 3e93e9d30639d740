//! An admin keeps accounts, and what they change is so at the other desk at once.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::hub_process::EVA;
use crate::stage::Stage;

fn row(name: &str) -> String {
    format!(
        "[...document.querySelectorAll('[data-testid=\"account-row\"]')].find(row => row.textContent.includes('{name}'))"
    )
}

async fn edit(eva: &Console, name: &str) {
    eva.screen.click(&format!("{}?.querySelector('[data-testid=\"account-edit\"]')", row(name))).await;
    eva.screen.element(&id("account-editor")).await;
}

async fn save(eva: &Console) {
    eva.click("account-save").await;
    eva.screen.wait("the form to close", &format!("{} === null", id("account-editor"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_made_changed_and_taken_out_of_service() {
    let Stage { desk, mut hub, console: eva, .. } = Stage::open(EVA).await;
    eva.click("nav-settings").await;
    eva.click("settings-accounts").await;
    eva.screen.element(&row("Eva")).await;
    eva.click("account-new").await;
    eva.screen.write(&id("account-name"), "Karim Haddad").await;
    eva.screen.write(&id("account-email"), "eva@maison-verlaine.example").await;
    eva.click("account-save").await;
    let taken = format!("{}?.innerText.includes('autre compte a cette adresse')", id("account-editor"));
    eva.screen.wait("why it is refused", &taken).await;
    eva.screen.shots("a0-refused").await;
    eva.screen.element(&id("account-email")).await.clear().await.unwrap();
    eva.screen.write(&id("account-email"), "karim@maison-verlaine.example").await;
    save(&eva).await;
    let password = eva.screen.element("document.querySelector('[data-testid=\"account-password\"] code')").await;
    let password = password.text().await.unwrap();
    eva.screen.shots("a1-invited").await;
    eva.screen.is_accessible().await;
    eva.click("account-password-done").await;

    let karim = Console::open(&desk, "karim", &hub.url).await;
    karim.sign_in_with("karim@maison-verlaine.example", &password).await;
    let team = id("folder-team");
    assert_eq!(karim.screen.read(&format!("{team} === null")).await, true, "an agent has no Team folder");
    // Karim makes the password his own.
    karim.click("nav-settings").await;
    karim.click("settings-desk").await;
    karim.click("password-open").await;
    karim.screen.write(&id("password-current"), "pas celui-là").await;
    karim.screen.write(&id("password-chosen"), "mot de passe à moi").await;
    karim.click("password-save").await;
    karim.screen.wait("why it is refused", &format!("{}?.innerText.includes('actuel')", id("password-failed"))).await;
    karim.screen.shots("a1b-password").await;
    karim.screen.is_accessible().await;
    karim.screen.element(&id("password-current")).await.clear().await.unwrap();
    karim.screen.write(&id("password-current"), &password).await;
    karim.click("password-save").await;
    karim.screen.wait("the form to close", &format!("{} === null", id("password-form"))).await;
    karim.click("nav-conversations").await;
    // Another role, without signing in again.
    edit(&eva, "Karim").await;
    let manager = format!(
        "(select => {{ select.value = 'manager'; select.dispatchEvent(new Event('change')); return true; }})({})",
        id("account-role")
    );
    eva.screen.wait("the role", &manager).await;
    save(&eva).await;
    karim.screen.element(&team).await;
    // Out of service: signed out at once.
    edit(&eva, "Karim").await;
    eva.click("account-active").await;
    save(&eva).await;
    eva.screen.element(&format!("{}?.dataset.active === 'false' ? document.body : null", row("Karim"))).await;
    karim.screen.element(&id("sign-in-email")).await;
    eva.screen.shots("a2-out").await;

    eva.click("settings-audit").await;
    let told = "document.querySelectorAll('[data-testid=\"audit-entry\"]').length === 4";
    eva.screen.wait("the trail", told).await;
    eva.screen.shots("a3-trail").await;
    eva.screen.is_accessible().await;
    eva.screen.close().await;
    karim.screen.close().await;
    hub.assert_sound();
}

fn declared(name: &str, row: usize, cell: usize) -> String {
    format!(
        "document.querySelectorAll('[data-testid=\"{name}\"]')[{row}]?.querySelector('[data-testid=\"{name}-{cell}\"]')"
    )
}

async fn save_project(eva: &Console) {
    eva.click("project-save").await;
    let saved = format!("{}?.disabled && {} === null", id("project-save"), id("project-failed"));
    eva.screen.wait("the project to be saved", &saved).await;
}

/// D6, V6
#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_put_on_a_second_site_and_its_parameters_have_names() {
    let Stage { desk, site, mut hub, console: eva } = Stage::open(EVA).await;
    eva.click("nav-settings").await;
    eva.click("settings-widget").await;
    let snippet = format!("{}?.textContent.includes('data-project=\"{}\"')", id("project-snippet"), hub.project_key);
    eva.screen.wait("the script tag", &snippet).await;
    // Refused with what to mend, and nothing of it is lost.
    eva.screen.element(&id("project-origins")).await.send_keys(" https://shop.example/panier").await.unwrap();
    eva.click("project-save").await;
    let told = format!("{}?.innerText.includes('sans chemin')", id("project-failed"));
    eva.screen.wait("why it is refused", &told).await;
    eva.screen.shots("p0-refused").await;
    let kept = format!("{}.value.includes('https://shop.example/panier')", id("project-origins"));
    assert_eq!(eva.screen.read(&kept).await, true);
    let mended = format!(
        "(field => {{ field.value = field.value.replace('/panier', ''); field.dispatchEvent(new Event('input', {{ bubbles: true }})); return true; }})({})",
        id("project-origins")
    );
    eva.screen.wait("the field", &mended).await;
    save_project(&eva).await;
    eva.screen.shots("p1-widget").await;
    eva.screen.is_accessible().await;

    // What is written and not saved is still there after a look elsewhere.
    eva.screen.element(&id("project-name")).await.send_keys(" Paris").await.unwrap();
    eva.click("settings-desk").await;
    eva.click("settings-widget").await;
    let written = format!("{}?.value === 'Maison Verlaine Paris'", id("project-name"));
    eva.screen.wait("the name as it was written", &written).await;
    eva.click("project-cancel").await;
    eva.screen.wait("the name as it is kept", &format!("{}?.value === 'Maison Verlaine'", id("project-name"))).await;

    eva.click("settings-params").await;
    eva.click("param-add").await;
    eva.screen.write(&declared("param", 0, 1), "basket").await;
    eva.screen.write(&declared("param", 0, 2), "Panier").await;
    save_project(&eva).await;
    eva.screen.shots("p2-params").await;
    eva.screen.is_accessible().await;
    eva.click("settings-establishments").await;
    eva.click("establishment-add").await;
    for (cell, text) in [(1, "paris"), (2, "Paris Marais"), (3, "Île-de-France"), (4, "Ameublement"), (5, "FR")] {
        eva.screen.write(&declared("establishment", 0, cell), text).await;
    }
    save_project(&eva).await;
    eva.screen.shots("p3-establishments").await;
    eva.screen.is_accessible().await;

    // What the page tells of its visitor has that name at the desk.
    let visitor = Visitor::arrive(&desk, "amandine", &site.origin).await;
    visitor.screen.read("window.pupitre('set', { basket: 129.9 })").await;
    visitor.open_widget().await;
    visitor.write("Bonjour").await;
    eva.click("nav-conversations").await;
    eva.open_conversation("Bonjour").await;
    let named = format!("{}?.innerText.includes('Panier')", id("info-params"));
    eva.screen.wait("the parameter by its name", &named).await;

    // A new project, with a key of its own; then another key for it.
    eva.click("nav-settings").await;
    eva.click("settings-widget").await;
    eva.screen.wait("the script tag", &snippet).await;
    eva.click("project-new").await;
    eva.screen.wait("an empty form", &format!("{} === null", id("project-snippet"))).await;
    eva.screen.write(&id("project-name"), "Atelier Verlaine").await;
    eva.screen.write(&id("project-origins"), "https://atelier.example").await;
    save_project(&eva).await;
    eva.screen.element(&id("project-snippet")).await;
    let key = format!("{}.textContent.match(/data-project=\"([^\"]+)\"/)[1]", id("project-snippet"));
    let first = eva.screen.read(&key).await;
    assert_ne!(first, hub.project_key.as_str());
    eva.click("project-renew-key").await;
    eva.click("project-renew-key").await;
    eva.screen.wait("another key", &format!("{key} !== {first}")).await;
    eva.screen.shots("p4-second").await;
    eva.click("settings-audit").await;
    let told = "document.querySelectorAll('[data-testid=\"audit-entry\"]').length === 5";
    eva.screen.wait("the trail", told).await;
    eva.screen.shots("p5-trail").await;
    eva.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}
