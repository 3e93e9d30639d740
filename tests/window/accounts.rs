//! An admin keeps accounts, and what they change is so at the other desk at once.

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
