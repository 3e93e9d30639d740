//! What people send to break the window: it is text, everywhere.

use crate::console::{Console, id};
use crate::desk::Desk;
use crate::hub_process::{HubProcess, SOFIA};
use crate::site::Site;
use serde_json::{Value, json};

/// Each would do something if anything of the window took it for more than text.
const CORPUS: [&str; 9] = [
    "<script>window.broken = 1</script>",
    "<img src=x onerror=\"window.broken = 1\">",
    "<svg onload=\"window.broken = 1\"><circle r=9></svg>",
    "<iframe src=\"javascript:window.top.broken = 1\"></iframe>",
    "javascript:window.broken=1",
    "\"'><b>gras</b>",
    "{{constructor.constructor('window.broken = 1')()}}",
    "\u{202e}txet desrever",
    "&lt;script&gt; &amp; <!-- -->",
];

/// D12, V6
#[tokio::test(flavor = "multi_thread")]
async fn what_a_visitor_sends_is_shown_as_text() {
    let desk = Desk::start();
    let site = Site::start();
    let mut hub = HubProcess::start(&site.origin, &[SOFIA]);
    let http = reqwest::Client::new();
    let session = json!({
        "project_key": hub.project_key,
        "page": { "url": format!("{}/?q={}", site.origin, CORPUS[0]), "title": CORPUS[1], "referrer": "https://x.example/<svg>" },
        "device": { "viewport": CORPUS[2], "language": CORPUS[1], "timezone": CORPUS[0] },
        "params": CORPUS.iter().map(|text| (text.to_string(), json!(text))).collect::<serde_json::Map<_, _>>(),
    });
    let asked = http.post(format!("{}/v1/visitor/session", hub.url)).header("user-agent", CORPUS[1].replace('"', "'"));
    let answer: Value = asked.header("origin", &site.origin).json(&session).send().await.unwrap().json().await.unwrap();
    let token = answer["token"].as_str().expect("a session").to_owned();
    let marks = "e\u{301}".repeat(10_000 / 2);
    for text in CORPUS.iter().copied().chain([marks.as_str(), &"long ".repeat(3_200)]) {
        let message = json!({ "id": uuid::Uuid::now_v7(), "text": text });
        let road = format!("{}/v1/visitor/messages", hub.url);
        let posted = http.post(road).header("origin", &site.origin).bearer_auth(&token).json(&message);
        assert!(posted.send().await.unwrap().status().is_success(), "{text:.40}");
    }
    let console = Console::open(&desk, "sofia", &hub.url).await;
    console.sign_in(SOFIA.0).await;
    console.open_conversation("#1").await;
    let thread = id("thread");
    // Long ones push the others out of sight.
    for text in CORPUS {
        let cleaned: String = text.chars().filter(|c| *c != '\u{202e}').collect();
        let shown = format!(
            "(() => {{ const thread = {thread}; if (!thread) return false; \
             const found = [...document.querySelectorAll('.message__body')].some(body => body.textContent === {}); \
             if (!found) thread.scrollTop = Math.max(0, thread.scrollTop - 300) || thread.scrollHeight; return found; }})()",
            serde_json::to_string(&cleaned).unwrap()
        );
        console.screen.wait(&format!("{text:?} as text"), &shown).await;
    }
    let listed = format!(
        "[...{}.querySelectorAll('dd')].some(value => value.textContent === {})",
        id("info-params"),
        json!(CORPUS[0])
    );
    console.screen.wait("a parameter as text", &listed).await;
    console.screen.shots("hostile").await;
    let broken = "window.broken !== undefined || document.querySelector('iframe, object, embed, .message__body *:not(span):not(ul):not(li)') !== null";
    assert_eq!(console.screen.read(broken).await, Value::Bool(false));
    console.screen.close().await;
    hub.assert_sound();
}
