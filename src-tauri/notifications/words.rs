//! What a notification says, in the interface's language.

use crate::live_state::{Notice, NoticeKind};
use protocol::ipc::session::Locale;

/// One line: what happened, and with whom.
pub fn title(notice: &Notice, locale: Locale) -> String {
    let who = match &notice.visitor_name {
        Some(name) => name.clone(),
        None => format!("{} #{}", visitor(locale), notice.visitor_number),
    };
    format!("{} · {who}", happened(notice.kind, locale))
}

const fn visitor(locale: Locale) -> &'static str {
    match locale {
        Locale::Fr => "Visiteur",
        Locale::Es => "Visitante",
        Locale::En => "Visitor",
    }
}

const fn happened(kind: NoticeKind, locale: Locale) -> &'static str {
    match (kind, locale) {
        (NoticeKind::NewChat, Locale::Fr) => "Nouvelle conversation",
        (NoticeKind::NewChat, Locale::Es) => "Nueva conversación",
        (NoticeKind::NewChat, Locale::En) => "New conversation",
        (NoticeKind::NewMessage, Locale::Fr) => "Nouveau message",
        (NoticeKind::NewMessage, Locale::Es) => "Mensaje nuevo",
        (NoticeKind::NewMessage, Locale::En) => "New message",
    }
}

/// For desktops that read markup: people's text is text.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_and_who() {
        let notice = Notice {
            conversation: uuid::Uuid::nil().into(),
            kind: NoticeKind::NewChat,
            visitor_name: None,
            visitor_number: 12,
            text: None,
        };
        assert_eq!(title(&notice, Locale::Fr), "Nouvelle conversation · Visiteur #12");
        let named = Notice { visitor_name: Some("Zoé".into()), kind: NoticeKind::NewMessage, ..notice };
        assert_eq!(title(&named, Locale::Es), "Mensaje nuevo · Zoé");
    }

    #[test]
    fn a_visitor_cannot_write_markup() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=\"x\"&gt;&amp;");
    }
}
