//! Customers of the site: one person on two devices, and erased for good.

use crate::browser::Visitor;
use crate::console::id;
use crate::hub_process::EVA;
use crate::stage::Stage;
use thirtyfour::Key;

/// The site names its customer, as its server has signed the id.
async fn identify(visitor: &Visitor, customer: &str, secret: &str) {
    let script = format!(
        "void (async () => {{
            const bytes = (text) => new TextEncoder().encode(text);
            const way = {{ name: 'HMAC', hash: 'SHA-256' }};
            const key = await crypto.subtle.importKey('raw', bytes('{secret}'), way, false, ['sign']);
            const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes('{customer}')));
            const signature = [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('');
            pupitre('identify', '{customer}', {{ signature, name: 'Mathieu Caron' }});
        }})()"
    );
    visitor.screen.driver.execute(script, vec![]).await.unwrap();
}

async fn track(visitor: &Visitor, name: &str) {
    let script = format!("pupitre('track', '{name}', {{ order: 'A-12', value: 99.5 }})");
    visitor.screen.driver.execute(script, vec![]).await.unwrap();
}

/// V2, V6, V7, D1
#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_one_visitor_on_two_devices_until_an_admin_erases_them() {
    let Stage { desk, site, mut hub, console: eva } = Stage::open(EVA).await;
    eva.click("nav-settings").await;
    eva.click("settings-widget").await;
    eva.click("project-show-secret").await;
    let shown = format!("{}?.textContent", id("project-secret"));
    eva.screen.wait("the secret", &format!("/^[0-9a-f]{{64}}$/.test({shown}.trim())")).await;
    eva.screen.shots("p0-secret").await;
    eva.screen.is_accessible().await;
    let secret = eva.screen.read(&format!("{shown}.trim()")).await.as_str().unwrap().to_owned();
    eva.click("nav-conversations").await;

    let laptop = Visitor::arrive(&desk, "laptop", &site.origin).await;
    identify(&laptop, "client-42", &secret).await;
    track(&laptop, "search_failed").await;
    laptop.open_widget().await;
    laptop.write("Bonjour depuis mon ordinateur").await;
    eva.open_conversation("Bonjour depuis mon ordinateur").await;
    eva.click("claim").await;
    eva.reply("Bonjour, je regarde").await;
    laptop.sees("Bonjour, je regarde").await;
    // The same person elsewhere: somebody new, until the site says who it is.
    let phone = Visitor::arrive(&desk, "phone", &site.origin).await;
    phone.open_widget().await;
    phone.write("Encore moi, depuis mon téléphone").await;
    eva.open_conversation("Encore moi, depuis mon téléphone").await;
    eva.sees("Encore moi, depuis mon téléphone", &[]).await;
    identify(&phone, "client-42", &secret).await;
    eva.screen.element("document.querySelector('[data-kind=\"merged\"]')").await;
    eva.sees("Bonjour depuis mon ordinateur", &[]).await;
    phone.sees("Bonjour, je regarde").await;
    let named = format!("{}?.innerText.includes('Mathieu Caron')", id("dialogue"));
    eva.screen.wait("whose chat it is", &named).await;
    track(&phone, "order_placed").await;
    let event = "document.querySelector('[data-kind=\"event\"]')?.innerText.includes('A-12')";
    eva.screen.wait("what the site tells", event).await;
    eva.screen.shots("p1-dialogue").await;
    eva.screen.is_accessible().await;
    phone.write("Vous êtes là ?").await;
    eva.sees("Vous êtes là ?", &[]).await;

    eva.click("nav-visitors").await;
    let rows = "document.querySelectorAll('[data-testid=\"visitor-row\"]').length";
    eva.screen.wait("one visitor", &format!("{rows} === 1")).await;
    eva.click("visitor-row").await;
    let customer = format!("{}?.innerText.includes('client-42')", id("visitor-customer"));
    eva.screen.wait("their id", &customer).await;
    eva.screen.element(&id("visitor-joined")).await;
    let events = format!("{}?.innerText", id("visitor-events"));
    eva.screen.wait("both events", &format!("/order_placed[^]*search_failed/.test({events})")).await;
    eva.screen.shots("p2-panel").await;
    eva.screen.is_accessible().await;
    eva.click("export-visitor-data").await;
    eva.screen.wait("the file", &format!("{}?.innerText.includes('.json')", id("toast"))).await;
    eva.screen.element(&id("personal-data")).await.scroll_into_view().await.unwrap();
    eva.screen.shots("p3-data").await;

    // Nothing brings them back, so the number is typed.
    eva.click("erase-visitor").await;
    eva.screen.wait("not yet", &format!("{}.disabled", id("erase-confirm"))).await;
    eva.screen.shots("p4-erase").await;
    eva.screen.is_accessible().await;
    eva.screen.write(&id("erase-number"), "1").await;
    eva.press(Key::Enter).await;
    // Their browsers, which are still there, begin as somebody new.
    let panel = id("visitor-panel");
    eva.screen.wait("two who are new", &format!("{rows} === 2 && {panel} === null")).await;
    let told = format!("{}?.innerText.includes('effacé')", id("toast"));
    eva.screen.wait("that it is done", &told).await;
    eva.screen.shots("p5-erased").await;
    eva.screen.is_accessible().await;
    for folder in [hub.data(), &eva.profile] {
        assert_eq!(files_with(folder, "Encore moi, depuis mon"), Vec::<String>::new());
    }
    eva.click("nav-conversations").await;
    let chats = "document.querySelectorAll('[data-testid=\"conversation-item\"]').length";
    eva.screen.wait("no chat", &format!("{chats} === 0")).await;
    // Nothing of before comes back.
    phone.write("Il y a quelqu’un ?").await;
    eva.open_conversation("Il y a quelqu’un ?").await;
    phone.sees("Il y a quelqu’un ?").await;
    phone.has_none_of("Encore moi").await;
    hub.assert_sound();
}

/// Files below a folder whose bytes hold this text.
fn files_with(folder: &std::path::Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if std::fs::read(&path).is_ok_and(|bytes| bytes.windows(text.len()).any(|at| at == text.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
    found
}
