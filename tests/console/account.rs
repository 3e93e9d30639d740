//! Signing in and out, presence, devices, notices.

use crate::support::{Line, TestConsole, TestHub, files_with};
use protocol::Role;
use protocol::ipc::Failure;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::inbox::Folder;
use protocol::ipc::session::{Preferences, Theme};
use pupitre::console::{Console, Options};
use pupitre::live_state::NoticeKind;

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_purges_the_cache_and_keeps_what_was_not_sent() {
    let hub = TestHub::start().await;
    let member = hub.member("claire", Role::Agent).await;
    let (claire, visitor) = (hub.console(&member).await, hub.visitor().await);
    let chat = visitor.write("canari-jaune").await;
    claire.claims(chat).await;
    claire.shows(chat, &["canari-jaune"]).await;
    claire.cut().await;
    claire.reply(chat, "pas encore parti").await;
    let token = std::fs::read_to_string(claire.profile().join("token")).unwrap();
    let revoke = reqwest::Client::new().delete(format!("http://{}/v1/session", hub.addr)).bearer_auth(token);
    revoke.send().await.unwrap().error_for_status().unwrap();

    let mut events = claire.core.events();
    claire.line.restore();
    claire.core.reconnect().await;
    TestConsole::told(&mut events, |event| *event == ConsoleEvent::SignedOut).await;
    let desk = claire.core.desk().await.unwrap();
    assert_eq!((desk.me, desk.projects.len()), (None, 0));
    assert_eq!(files_with(claire.profile(), "canari-jaune"), Vec::<String>::new());
    assert!(!claire.profile().join("token").exists());
    claire.sign_in(&member.email, "correct horse").await;
    visitor.sees(&["canari-jaune", "pas encore parti"]).await;
    claire.has_sent_all(chat).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_agent_on_the_same_desk_inherits_nothing() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let karim = hub.member("karim", Role::Agent).await;
    let chat = visitor.write("canari-jaune").await;
    claire.claims(chat).await;
    claire.shows(chat, &["canari-jaune"]).await;
    claire.cut().await;
    claire.reply(chat, "de Claire").await;
    claire.core.sign_out().await.unwrap();
    claire.line.restore();
    claire.sign_in(&karim.email, "correct horse").await;
    assert_eq!(files_with(claire.profile(), "canari-jaune"), Vec::<String>::new());
    let other = visitor_of(&hub).await;
    claire.claims(other).await;
    claire.reply(other, "de Karim").await;
    claire.has_sent_all(other).await;
    visitor.sees(&["canari-jaune"]).await;
}

async fn visitor_of(hub: &TestHub) -> protocol::ConversationId {
    hub.visitor().await.write("Bonjour").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_by_its_code() {
    let hub = TestHub::start().await;
    let member = hub.member("claire", Role::Agent).await;
    let console = TestConsole::open(Line::to(hub.addr).await).await;
    let refused = console.core.sign_in(member.email, "wrong horse".into()).await.unwrap_err();
    assert_eq!(Failure::from(refused).code, "credentials_wrong");
    console.line.cut();
    let offline = console.core.sign_in("claire@shop.example".into(), "correct horse".into()).await.unwrap_err();
    assert_eq!(Failure::from(offline).code, "offline");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_never_travels_unencrypted_to_another_machine() {
    let profile = tempfile::tempdir().unwrap();
    let options = Options { use_keyring: false, ..Options::new(profile.path(), "http://hub.example") };
    let console = Console::open(options).await.unwrap();
    let refused = console.sign_in("claire@shop.example".into(), "correct horse".into()).await.unwrap_err();
    assert_eq!(Failure::from(refused).code, "hub_refused_plain_http");
    assert_eq!(console.desk().await.unwrap().me, None);
}

/// A1
#[tokio::test(flavor = "multi_thread")]
async fn presence_is_seen_by_colleagues_and_told_again_after_a_loss() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("claire").await, hub.agent("karim").await);
    let sees_claire = async || {
        let colleagues = karim.core.list_colleagues(hub.project.id).await.unwrap();
        colleagues.iter().find(|colleague| colleague.name == "claire").unwrap().online
    };
    assert!(!claire.core.desk().await.unwrap().me.unwrap().online, "off until the agent says otherwise");
    claire.core.set_online(true).await.unwrap();
    karim.until("claire is online", sees_claire, |online| *online).await;
    claire.core.set_online(false).await.unwrap();
    karim.until("claire is offline", sees_claire, |online| !*online).await;
    claire.cut().await;
    claire.core.set_online(true).await.unwrap();
    assert!(claire.core.desk().await.unwrap().me.unwrap().online, "shows at once");
    claire.restore().await;
    karim.until("claire is online again", sees_claire, |online| *online).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_on_one_device_is_read_on_the_other() {
    let hub = TestHub::start().await;
    let member = hub.member("claire", Role::Agent).await;
    let (desk, laptop, visitor) = (hub.console(&member).await, hub.console(&member).await, hub.visitor().await);
    let chat = visitor.write("Bonjour").await;
    desk.claims(chat).await;
    desk.shows(chat, &["Bonjour"]).await;
    laptop.finds(chat, Folder::Mine).await;
    let unread = async || laptop.core.count_folders(None).await.unwrap().unread;
    laptop.until("one unread", unread, |count| *count == 1).await;
    let last = desk.core.dialogue_head(chat).await.unwrap().last_position;
    desk.core.seen_up_to(chat, last).await.unwrap();
    assert_eq!(desk.core.count_folders(None).await.unwrap().unread, 0, "here at once");
    laptop.until("none unread", unread, |count| *count == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn preferences_outlive_the_console() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let dark = Preferences { theme: Theme::Dark, ..Preferences::default() };
    claire.core.set_preferences(dark.clone()).await.unwrap();
    let claire = claire.restarted().await;
    assert_eq!(claire.core.desk().await.unwrap().preferences, dark);
}

/// A16: the window shows its copy of the preferences, and would write it over what the tray changed.
#[tokio::test(flavor = "multi_thread")]
async fn the_window_hears_of_what_is_preferred_elsewhere() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    claire.core.set_preferences(Preferences { theme: Theme::Dark, ..Preferences::default() }).await.unwrap();
    let mut events = claire.core.events();
    claire.core.prefer(|preferences| preferences.told_of_tray = true).await.unwrap();
    TestConsole::told(&mut events, |event| *event == ConsoleEvent::PreferencesChanged).await;
    let both = Preferences { theme: Theme::Dark, told_of_tray: true, ..Preferences::default() };
    assert_eq!(claire.core.desk().await.unwrap().preferences, both);
}

/// A15
#[tokio::test(flavor = "multi_thread")]
async fn the_desktop_is_told_of_new_chats_and_of_texts_in_mine_but_not_of_what_is_looked_at() {
    let hub = TestHub::start().await;
    let (claire, visitor) = (hub.agent("claire").await, hub.visitor().await);
    let mut notices = claire.core.notices();
    let mut next = async || tokio::time::timeout(crate::support::PATIENCE, notices.recv()).await.unwrap().unwrap();
    let chat = visitor.write("Bonjour").await;
    let notice = next().await;
    assert_eq!((notice.kind, notice.conversation), (NoticeKind::NewChat, chat));
    assert_eq!(notice.text.as_deref(), Some("Bonjour"));
    claire.claims(chat).await;
    claire.core.on_screen(Some(chat)).await;
    visitor.write("sous les yeux").await;
    // Whatever is told next, it is not what was written before it.
    let other = hub.visitor().await.write("Une autre").await;
    assert_eq!(next().await.conversation, other);
    claire.core.set_focused(false);
    visitor.write("dans le dos").await;
    let notice = next().await;
    assert_eq!((notice.kind, notice.text.as_deref()), (NoticeKind::NewMessage, Some("dans le dos")));
}

/// A15
#[tokio::test(flavor = "multi_thread")]
async fn the_desktop_is_told_of_a_chat_that_somebody_gives_me_and_not_of_one_that_i_take() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("claire").await, hub.agent("karim").await);
    let chat = hub.visitor().await.write("Bonjour").await;
    let mut notices = claire.core.notices();
    let mut next = async || tokio::time::timeout(crate::support::PATIENCE, notices.recv()).await.unwrap().unwrap();
    claire.claims(chat).await;
    let other = hub.visitor().await.write("Une autre").await;
    // New in Unassigned, perhaps both; nothing of the one she took herself.
    let mut told = next().await;
    while told.conversation != other {
        assert_eq!(told.kind, NoticeKind::NewChat);
        told = next().await;
    }
    karim.claims(other).await;
    let me = claire.core.desk().await.unwrap().me.unwrap().id;
    karim.core.assign_to(other, Some(me), None).await.unwrap();
    let notice = next().await;
    assert_eq!((notice.kind, notice.conversation), (NoticeKind::Assigned, other));
}

/// A16
#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_waits_is_reminded_of_until_it_is_taken_and_only_while_online() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let often = std::time::Duration::from_millis(50);
    let claire = claire.restarted_with(|options| Options { reminder: often, ..options }).await;
    claire.connected().await;
    let mut notices = claire.core.notices();
    let mut next = async || tokio::time::timeout(crate::support::PATIENCE, notices.recv()).await.unwrap().unwrap();
    let chat = hub.visitor().await.write("Bonjour").await;
    assert_eq!(next().await.kind, NoticeKind::NewChat);
    // Nobody is sent chats who is not online, nor reminded of them.
    claire.core.set_online(true).await.unwrap();
    for _ in 0..2 {
        let notice = next().await;
        assert_eq!((notice.kind, notice.conversation), (NoticeKind::Waiting { chats: 1 }, chat));
    }
    claire.claims(chat).await;
    let other = hub.visitor().await.write("Une autre").await;
    // Whatever was on its way, the one that was taken is reminded of no more.
    while next().await.conversation != other {}
    for _ in 0..2 {
        assert_eq!(next().await.conversation, other);
    }
}

/// A6: whose role changes sees what it lets them see, and what it does not is gone, without signing in again.
#[tokio::test(flavor = "multi_thread")]
async fn another_role_counts_at_once() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("claire").await, hub.agent("karim").await);
    let chat = hub.visitor().await.write("Bonjour").await;
    karim.claims(chat).await;
    claire.loses(chat).await;
    let change = async |role| {
        let me = claire.core.desk().await.unwrap().me.unwrap().id;
        hub::accounts::change_agent(&hub.running().store, me, role, true, vec![hub.project.id]).await.unwrap();
        let told = async || claire.core.desk().await.unwrap().me.map(|me| me.role);
        claire.until("the new role", told, |now| *now == Some(role)).await;
    };
    change(Role::Manager).await;
    claire.finds(chat, Folder::Team).await;
    change(Role::Agent).await;
    claire.loses(chat).await;
}
