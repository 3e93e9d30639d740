//! What a notification says, in the interface's language.

use crate::live_state::{Notice, NoticeKind};
use protocol::Timestamp;
use protocol::ipc::session::{Locale, Notices};

/// One line: what happened, and with whom.
pub fn title(notice: &Notice, locale: Locale) -> String {
    let who = match &notice.visitor_name {
        Some(name) => name.clone(),
        None => format!("{} #{}", visitor(locale), notice.visitor_number),
    };
    match notice.kind {
        NoticeKind::Waiting { chats } => format!("{} · {who}", waiting(chats, locale)),
        kind => format!("{} · {who}", happened(kind, locale)),
    }
}

fn waiting(chats: i64, locale: Locale) -> String {
    match (locale, chats) {
        (Locale::Fr, 0..=1) => format!("{chats} conversation attend"),
        (Locale::Fr, _) => format!("{chats} conversations attendent"),
        (Locale::Es, 1) => "1 conversación espera".to_owned(),
        (Locale::Es, _) => format!("{chats} conversaciones esperan"),
        (Locale::En, 1) => "1 conversation is waiting".to_owned(),
        (Locale::En, _) => format!("{chats} conversations are waiting"),
    }
}

/// What was written, unless it is to be hidden.
pub fn text(notice: &Notice, hide: bool) -> &str {
    notice.text.as_deref().filter(|_| !hide).unwrap_or_default()
}

/// Whether this is to be told now.
pub fn is_wanted(kind: NoticeKind, wanted: &Notices, now: Timestamp) -> bool {
    let told = match kind {
        NoticeKind::NewChat => wanted.new_chat,
        NoticeKind::Assigned => wanted.assigned,
        NoticeKind::NewMessage => wanted.message,
        NoticeKind::Waiting { .. } => wanted.reminder,
    };
    told && wanted.quiet_until.is_none_or(|until| until <= now)
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
        (NoticeKind::Assigned, Locale::Fr) => "Conversation qui vous est attribuée",
        (NoticeKind::Assigned, Locale::Es) => "Conversación asignada a usted",
        (NoticeKind::Assigned, Locale::En) => "Conversation assigned to you",
        (NoticeKind::NewMessage, Locale::Fr) => "Nouveau message",
        (NoticeKind::NewMessage, Locale::Es) => "Mensaje nuevo",
        (NoticeKind::NewMessage, Locale::En) => "New message",
        (NoticeKind::Waiting { .. }, _) => "",
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
        let of = |chats| Notice { kind: NoticeKind::Waiting { chats }, ..named.clone() };
        assert_eq!(title(&of(1), Locale::En), "1 conversation is waiting · Zoé");
        assert_eq!(title(&of(3), Locale::Fr), "3 conversations attendent · Zoé");
    }

    /// A15, A16
    #[test]
    fn each_event_can_be_turned_off_and_all_of_them_for_a_while() {
        let all = Notices::default();
        let now = Timestamp(1_000);
        for kind in [NoticeKind::NewChat, NoticeKind::Assigned, NoticeKind::NewMessage] {
            assert!(is_wanted(kind, &all, now));
            let quiet = Notices { quiet_until: Some(Timestamp(1_001)), ..all.clone() };
            assert!(!is_wanted(kind, &quiet, now));
            assert!(is_wanted(kind, &quiet, Timestamp(1_001)));
        }
        let none = Notices { new_chat: false, ..all.clone() };
        assert!(!is_wanted(NoticeKind::NewChat, &none, now) && is_wanted(NoticeKind::NewMessage, &none, now));
        assert!(!is_wanted(NoticeKind::Assigned, &Notices { assigned: false, ..all.clone() }, now));
        assert!(!is_wanted(NoticeKind::NewMessage, &Notices { message: false, ..all }, now));
    }

    /// A16
    #[test]
    fn hidden_text_stays_hidden() {
        let notice = Notice {
            conversation: uuid::Uuid::nil().into(),
            kind: NoticeKind::NewMessage,
            visitor_name: None,
            visitor_number: 1,
            text: Some("Mon code est 1234".into()),
        };
        assert_eq!(text(&notice, false), "Mon code est 1234");
        assert_eq!(text(&notice, true), "");
    }

    #[test]
    fn a_visitor_cannot_write_markup() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=\"x\"&gt;&amp;");
    }
}
