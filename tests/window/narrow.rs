//! The smallest window, 960 × 640: everything is still in it.

use crate::browser::Visitor;
use crate::console::{Console, id};
use crate::hub_process::EVA;
use crate::stage::Stage;

const SECTIONS: [&str; 10] =
    ["widget", "params", "crm", "canned", "accounts", "establishments", "audit", "notices", "desk", "playbooks"];

/// Nothing that can be used lies beyond an edge, but in what scrolls.
async fn fits(console: &Console, step: &str) {
    let fits = "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('button, input, textarea, select')]\
        .filter(part => part.checkVisibility({ visibilityProperty: true }))\
        .every(part => part.getBoundingClientRect().right <= innerWidth + 1)";
    console.screen.wait(&format!("{step} within the window"), fits).await;
    console.screen.shots(&format!("w-{step}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_fits_the_smallest_window() {
    let Stage { desk, site, mut hub, console: eva } = Stage::open(EVA).await;
    eva.screen.driver.set_window_rect(0, 0, 960, 640).await.unwrap();
    eva.screen.wait("the smallest window", "innerWidth <= 960 && innerHeight <= 640").await;
    fits(&eva, "empty").await;
    let visitor = Visitor::arrive(&desk, "amandine", &site.origin).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, où en est ma commande ?").await;
    eva.open_conversation("Bonjour").await;
    fits(&eva, "unassigned").await;
    eva.click("claim").await;
    // Keys go where the focus is, and after a claim that is the reply.
    let writing = format!("document.activeElement === {}", id("composer-input"));
    eva.screen.wait("the reply box to take the focus", &writing).await;
    fits(&eva, "dialogue").await;
    eva.press(thirtyfour::Key::Control + "i").await;
    eva.screen.wait("the pane", &format!("{}?.getBoundingClientRect().width > 0", id("info-pane"))).await;
    fits(&eva, "pane").await;
    eva.screen.is_accessible().await;
    eva.click("nav-visitors").await;
    eva.screen.element(&id("visitors-table")).await;
    fits(&eva, "visitors").await;
    eva.screen.is_accessible().await;
    eva.click("visitor-row").await;
    eva.screen.element(&id("visitor-place")).await;
    fits(&eva, "visitor-panel").await;
    eva.screen.is_accessible().await;
    eva.click("visitor-full").await;
    eva.screen.element(&id("visitor-talk")).await;
    fits(&eva, "visitor-page").await;
    eva.screen.is_accessible().await;
    eva.click("visitor-back").await;
    eva.click("visitor-close").await;
    eva.click("client-management").await;
    fits(&eva, "blocked").await;
    eva.screen.is_accessible().await;
    eva.click("nav-settings").await;
    for section in SECTIONS {
        eva.click(&format!("settings-{section}")).await;
        let current = format!("{}?.getAttribute('aria-current') === 'page'", id(&format!("settings-{section}")));
        eva.screen.wait(section, &current).await;
        fits(&eva, section).await;
    }
    eva.click("playbook-template").await;
    fits(&eva, "playbook").await;
    eva.screen.is_accessible().await;
    eva.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}
