//! Without a mouse: a conversation is found, claimed, answered and closed; and everything still fits when
//! it is shown larger.

use crate::browser::Visitor;
use crate::console::id;
use crate::hub_process::CLAIRE;
use crate::stage::Stage;
use thirtyfour::Key;

/// A2, A4, A14, D8, O5
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_works_without_a_mouse_and_with_large_letters() {
    let Stage { desk, site, mut hub, console } = Stage::open(CLAIRE).await;
    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, où en est ma commande ?").await;
    console.screen.element(&id("conversation-item")).await;

    // From here on, keys alone. One and a half times as large, the window is as wide as the narrowest.
    let usual = console.screen.read("innerWidth").await.as_f64().unwrap();
    console.press(Key::Control + "+").await;
    console.press(Key::Control + "+").await;
    console.screen.wait("the window to be larger", &format!("Math.round({usual} / innerWidth * 10) === 15")).await;
    console.press("j").await;
    console.screen.element(&id("thread")).await;
    console.press("m").await;
    let writing = format!("document.activeElement === {}", id("composer-input"));
    console.screen.wait("the reply box to take the focus", &writing).await;
    console.press("Elle part ce soir.").await;
    console.press(Key::Enter).await;
    visitor.sees("Elle part ce soir.").await;
    console.sees("Elle part ce soir.", &["sent", "read"]).await;
    let fits = "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('button, input, textarea')]\
        .filter(part => getComputedStyle(part).visibility === 'visible')\
        .every(part => part.getBoundingClientRect().right <= innerWidth + 1)";
    console.screen.wait("everything within the window", fits).await;
    console.screen.shots("k1-larger").await;
    console.screen.is_accessible().await;

    console.press(Key::Control + "i").await;
    console.screen.wait("the pane", &format!("{}?.getBoundingClientRect().width > 0", id("info-pane"))).await;
    console.screen.shots("k2-pane").await;
    console.screen.is_accessible().await;
    console.press(Key::Control + "i").await;

    console.press(Key::Escape).await;
    console.press("e").await;
    console.screen.element(&id("closed-banner")).await;
    console.press(Key::Control + "0").await;
    console.screen.wait("the window as before", &format!("innerWidth === {usual}")).await;
    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}
