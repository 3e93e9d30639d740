//! Files at the window: dropped, pasted, picked; sent whole or not at all; seen, enlarged and saved.

use crate::browser::Visitor;
use crate::console::id;
use crate::hub_process::SOFIA;
use crate::stage::Stage;
use crate::story::until;
use protocol::limits::FILE_MAX_BYTES;
use std::io::Cursor;
use thirtyfour::Key;

/// C2, D9, D12, O2
#[tokio::test(flavor = "multi_thread")]
async fn files_go_both_ways() {
    let Stage { desk, site, mut hub, console } = Stage::open(SOFIA).await;
    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, voici une photo du pied fendu.").await;
    console.open_conversation("photo du pied").await;
    console.press("m").await;
    console.screen.wait("the reply box to take the focus", &focused("composer-input")).await;

    // The visitor's photo: a thumbnail that opens large. Its name is text, whatever it says.
    let folder = desk.folder("photos");
    std::fs::create_dir_all(&folder).unwrap();
    let (photo, script) = (folder.join("pied-fendu.png"), folder.join("<img src=x onerror=alert(1)>.txt"));
    std::fs::write(&photo, picture(1_600, 1_000)).unwrap();
    std::fs::write(&script, "notes").unwrap();
    visitor.attach(&photo).await;
    visitor.attach(&script).await;
    visitor.has_file("pied-fendu.png").await;
    let shown = |kind: &str, what: &str| format!("[...{}].some(item => {what})", all(kind));
    console.screen.wait("the thumbnail", &shown("image", "item.querySelector('img')?.naturalWidth === 480")).await;
    let as_text = shown("file", "item.innerText.includes('onerror=alert(1)') && !item.querySelector('img')");
    console.screen.wait("a name as text", &as_text).await;
    console.screen.shots("f1-received").await;
    console.screen.is_accessible().await;
    visitor.screen.shot("f1-sent").await;
    console.click("open-picture").await;
    let large = format!("{}?.querySelector('img')?.naturalWidth === 1600", id("viewer"));
    console.screen.wait("the picture, large", &large).await;
    console.screen.shots("f2-viewer").await;
    console.screen.is_accessible().await;
    console.press(Key::Escape).await;
    console.screen.wait("the viewer to close", &format!("{} === null", id("viewer"))).await;

    // Dropped, pasted and picked: several files in one reply.
    console.hand_over("drop", "notice.pdf", 300_000).await;
    console.hand_over("paste", "capture.txt", 20).await;
    console.hand_over("pick", "plan.txt", 20).await;
    console.attached(3).await;
    console.click("remove-file").await;
    console.attached(2).await;
    console.screen.wait("the reply box to have the focus again", &focused("composer-input")).await;
    console.hand_over("drop", "notice.pdf", 300_000).await;
    console.attached(3).await;
    console.screen.shots("f3-attached").await;
    console.screen.is_accessible().await;
    console.screen.write(&id("composer-input"), "Voici la notice et le plan.").await;
    console.press(Key::Enter).await;
    visitor.sees("Voici la notice et le plan.").await;
    for name in ["capture.txt", "plan.txt", "notice.pdf"] {
        visitor.has_file(name).await;
        console.screen.wait(name, &shown("file", &format!("item.innerText.includes('{name}')"))).await;
    }
    console.attached(0).await;
    visitor.screen.shot("f3-received").await;

    // Saved into the folder for downloads.
    let card = "[...document.querySelectorAll('[data-testid=\"save-file\"]')]";
    console.screen.click(&format!("{card}.find(card => card.innerText.includes('notice.pdf'))")).await;
    let downloads = [desk.folder("notice.pdf"), desk.folder("Downloads/notice.pdf")];
    let lies_there = || downloads.iter().any(|path| std::fs::metadata(path).is_ok_and(|file| file.len() == 300_000));
    until(|| format!("a saved file in {downloads:?}"), lies_there).await;

    // Refused before it is sent: nothing in it, or a byte too many. Exactly the limit passes.
    console.hand_over("drop", "vide.txt", 0).await;
    console.is_told("vide.txt").await;
    console.hand_over("drop", "trop.bin", FILE_MAX_BYTES + 1).await;
    console.is_told("100 Mo").await;
    console.attached(0).await;
    console.hand_over("drop", "film.bin", FILE_MAX_BYTES).await;
    console.attached(1).await;
    let ready = format!("!{}.disabled", id("composer-send"));
    console.screen.wait("the whole of it to be on this desk", &ready).await;
    console.click("composer-send").await;
    console.screen.element(&id("file-progress")).await;

    // The hub goes, in the middle of it if it is not faster; what is written meanwhile waits, and all arrives.
    hub.kill();
    console.is("lost").await;
    console.screen.shots("f4-progress").await;
    console.hand_over("paste", "hors-ligne.txt", 12).await;
    console.attached(1).await;
    console.reply("Le film arrive.").await;
    let waits = format!("{}.some(item => item.innerText.includes('hors-ligne.txt'))", queued("file"));
    console.screen.wait("the file to wait", &waits).await;
    console.screen.shots("f5-offline").await;
    console.screen.is_accessible().await;
    hub.restart();
    console.is("connected").await;
    visitor.sees("Le film arrive.").await;
    visitor.has_file("film.bin").await;
    visitor.has_file("hors-ligne.txt").await;
    console.screen.wait("nothing to wait", &format!("{}.length === 0", queued("file"))).await;

    // One that waits is taken back.
    hub.kill();
    console.is("lost").await;
    console.hand_over("drop", "regret.bin", 3_000_000).await;
    console.attached(1).await;
    console.screen.wait("the whole of it to be on this desk", &ready).await;
    console.click("composer-send").await;
    console.click("cancel-file").await;
    console.screen.wait("it to be gone", "!document.body.innerText.includes('regret.bin')").await;

    hub.restart();
    console.is("connected").await;
    console.reply("Sans le reste.").await;
    visitor.sees("Sans le reste.").await;
    visitor.has_no_file("regret.bin").await;

    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

/// D9, D13
#[tokio::test(flavor = "multi_thread")]
async fn canned_answers_and_offers_bring_their_files() {
    let Stage { desk, site, mut hub, console } = Stage::open(SOFIA).await;
    console.click("nav-settings").await;
    console.click("settings-canned").await;
    console.click("canned-new").await;
    for (field, text) in
        [("canned-shortcut", "notice"), ("canned-title", "Notice"), ("canned-text", "Voici la notice.")]
    {
        console.screen.write(&id(field), text).await;
    }
    console.choose("canned-attach-input", "notice.pdf", b"%PDF-1.4 notice").await;
    console.attached(1).await;
    console.screen.shots("g1-canned").await;
    console.screen.is_accessible().await;
    console.click("canned-save").await;
    console.screen.element(&id("canned-row")).await;

    let visitor = Visitor::arrive(&desk, "lucia", &format!("{}/es/sillon", site.origin)).await;
    visitor.open_widget().await;
    visitor.write("Bonjour, avez-vous la notice ?").await;
    console.click("nav-conversations").await;
    console.open_conversation("la notice").await;
    console.press("m").await;
    console.screen.wait("the reply box to take the focus", &focused("composer-input")).await;
    console.press("/").await;
    console.screen.wait("the palette to take the focus", &focused("canned-search")).await;
    console.press("notice").await;
    console.screen.element(&id("canned-answer")).await;
    console.press(Key::Enter).await;
    console
        .screen
        .wait("the file beside the text", &format!("{}.innerText.includes('notice.pdf')", id("pending")))
        .await;
    console.click("composer-send").await;
    visitor.sees("Voici la notice.").await;
    visitor.has_file("notice.pdf").await;

    console.press(Key::Alt + "o").await;
    console.click("card-kind-2").await;
    console.screen.write(&id("card-title"), "Fauteuil Solène").await;
    console.choose("card-picture-input", "fauteuil.png", &picture(60, 40)).await;
    console.attached(1).await;
    console.screen.shots("g2-offer").await;
    console.screen.is_accessible().await;
    console.click("card-send").await;
    visitor.sees("Fauteuil Solène").await;
    visitor.has_offer_picture().await;
    visitor.screen.shot("g2-offer").await;
    let sent = format!("{}.length === 1 && {}[0].dataset.state === 'sent'", all("offer"), all("offer"));
    console.screen.wait("the offer as an action", &sent).await;
    let show = format!("{}[0].querySelector('.link')", all("offer"));
    console.screen.click(&show).await;
    let drawn = "document.querySelector('.offer-card__picture')?.naturalWidth > 0";
    console.screen.wait("the picture of the offer", drawn).await;
    console.screen.shots("g3-sent").await;
    console.screen.is_accessible().await;

    console.screen.close().await;
    visitor.screen.close().await;
    hub.assert_sound();
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let shade = |x: u32, y: u32| image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 120]);
    image::RgbImage::from_fn(width, height, shade).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The items of this kind that are drawn.
fn all(kind: &str) -> String {
    format!("document.querySelectorAll('[data-testid=\"message\"][data-kind=\"{kind}\"]')")
}

/// Those of them that wait here.
fn queued(kind: &str) -> String {
    format!("[...{}].filter(item => ['queued', 'sending'].includes(item.dataset.state))", all(kind))
}

fn focused(test_id: &str) -> String {
    format!("document.activeElement?.dataset.testid === '{test_id}'")
}
