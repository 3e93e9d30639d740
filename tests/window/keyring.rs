//! Where the desk has a keyring, the session's secret lies in it and nowhere else.

use crate::console::Console;
use crate::desk::Desk;
use crate::hub_process::{CLAIRE, HubProcess};

#[tokio::test(flavor = "multi_thread")]
async fn with_a_keyring_the_token_is_in_no_file_and_the_next_start_is_signed_in() {
    let mut desk = Desk::start();
    desk.unlock_keyring();
    let hub = HubProcess::start("http://127.0.0.1:1", &[CLAIRE]);
    let console = Console::open(&desk, "keyring", &hub.url).await;
    console.sign_in(CLAIRE.0).await;
    console.is("connected").await;
    assert!(!console.profile.join("token").exists(), "the token lies in a file all the same");
    console.crash().await;
    let console = Console::open(&desk, "keyring", &hub.url).await;
    console.is("connected").await;
    console.screen.close().await;
}
