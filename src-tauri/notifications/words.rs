//! What a notification says, in the interface's language.

use crate::live_state::{Notice, NoticeKind};
use protocol::Timestamp;
use protocol::ipc::notices::Notices;
use protocol::ipc::session::Locale;

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

/// What a notification of several conversations says.
pub fn crowd(chats: usize, locale: Locale) -> String {
    match locale {
        Locale::Fr => format!("{chats} conversations ont du nouveau"),
        Locale::Es => format!("{chats} conversaciones tienen novedades"),
        Locale::En => format!("{chats} conversations have news"),
    }
}

/// The roads by which an event is to reach the agent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    pub shown: bool,
    pub heard: bool,
}

pub fn ways(kind: NoticeKind, wanted: &Notices, now: Timestamp) -> Ways {
    let (shown, heard) = match kind {
        NoticeKind::NewChat => (wanted.new_chat, wanted.sounds.new_chat),
        NoticeKind::Assigned => (wanted.assigned, wanted.sounds.assigned),
        NoticeKind::NewMessage => (wanted.message, wanted.sounds.message),
        NoticeKind::Waiting { .. } => (wanted.reminder, wanted.reminder && wanted.sounds.new_chat),
    };
    let loud = wanted.quiet(now).is_none();
    Ways { shown: shown && loud, heard: heard && loud }
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
    use protocol::ipc::notices::Sounds;

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

    const EVENTS: [NoticeKind; 4] =
        [NoticeKind::NewChat, NoticeKind::Assigned, NoticeKind::NewMessage, NoticeKind::Waiting { chats: 2 }];

    /// A15, A16
    #[test]
    fn each_event_can_be_turned_off_and_all_of_them_for_a_while() {
        let all = Notices::default();
        let now = Timestamp(1_000);
        let shown = |wanted: &Notices| EVENTS.map(|kind| ways(kind, wanted, now).shown);
        assert_eq!(shown(&all), [true; 4]);
        assert_eq!(shown(&Notices { quiet_until: Some(Timestamp(1_001)), ..all.clone() }), [false; 4]);
        assert_eq!(shown(&Notices { quiet_until: Some(now), ..all.clone() }), [true; 4]);
        assert_eq!(shown(&Notices { new_chat: false, ..all.clone() }), [false, true, true, true]);
        assert_eq!(shown(&Notices { assigned: false, ..all.clone() }), [true, false, true, true]);
        assert_eq!(shown(&Notices { message: false, ..all.clone() }), [true, true, false, true]);
        assert_eq!(shown(&Notices { reminder: false, ..all }), [true, true, true, false]);
    }

    /// A16
    #[test]
    fn each_event_has_its_sound_shown_or_not() {
        let now = Timestamp(1_000);
        let heard = |wanted: &Notices| EVENTS.map(|kind| ways(kind, wanted, now).heard);
        let all = Sounds { new_chat: true, assigned: true, message: true };
        let loud = Notices { sounds: all, ..Notices::default() };
        assert_eq!(heard(&loud), [true; 4]);
        assert_eq!(heard(&Notices { quiet_until: Some(Timestamp(1_001)), ..loud.clone() }), [false; 4]);
        let with = |sounds| Notices { sounds, new_chat: false, ..loud.clone() };
        assert_eq!(heard(&with(Sounds { new_chat: false, ..all })), [false, true, true, false]);
        assert_eq!(heard(&with(Sounds { assigned: false, ..all })), [true, false, true, true]);
        assert_eq!(heard(&with(Sounds { message: false, ..all })), [true, true, false, true]);
        assert_eq!(heard(&Notices { reminder: false, ..loud }), [true, true, true, false]);
    }

    #[test]
    fn a_crowd_says_how_many() {
        assert_eq!(crowd(4, Locale::Fr), "4 conversations ont du nouveau");
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
