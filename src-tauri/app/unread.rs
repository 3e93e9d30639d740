//! How many messages are unread in my chats, for whoever sees no more of the window than its title or an icon (A16).

use crate::console::Console;
use protocol::ipc::events::ConsoleEvent;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

/// Counted anew with each change, for as long as the console lives.
pub fn follow(console: Console) -> watch::Receiver<i64> {
    let (unread, counted) = watch::channel(0);
    tauri::async_runtime::spawn(async move {
        let mut events = console.events();
        loop {
            // Nobody signed in has nothing to read.
            let now = console.count_folders(None).await.map_or(0, |counts| counts.unread);
            unread.send_if_modified(|shown| std::mem::replace(shown, now) != now);
            loop {
                match events.recv().await {
                    Ok(ConsoleEvent::InboxChanged | ConsoleEvent::SignedOut) | Err(RecvError::Lagged(_)) => break,
                    Ok(_) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        }
    });
    counted
}

/// What stands beside an icon; none: nothing is unread.
pub fn number(unread: i64) -> Option<String> {
    match unread {
        ..=0 => None,
        1..=99 => Some(unread.to_string()),
        _ => Some("99+".to_owned()),
    }
}

/// Pupitre's name with the number.
pub fn title(unread: i64) -> String {
    number(unread).map_or_else(|| "Pupitre".to_owned(), |number| format!("({number}) Pupitre"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A16
    #[test]
    fn what_is_unread_is_counted_up_to_a_hundred() {
        assert_eq!([0, 7, 99, 100].map(number), [None, Some("7".into()), Some("99".into()), Some("99+".into())]);
        assert_eq!([0, 1, 99, 100].map(title), ["Pupitre", "(1) Pupitre", "(99) Pupitre", "(99+) Pupitre"]);
    }
}
