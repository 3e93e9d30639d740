//! The tray's menu, in the interface's language.

use protocol::ipc::session::Locale;

pub struct Words {
    pub open: &'static str,
    pub online: &'static str,
    pub quiet: &'static str,
    pub quit: &'static str,
}

pub const fn of(locale: Locale) -> Words {
    match locale {
        Locale::Fr => {
            Words { open: "Ouvrir Pupitre", online: "En ligne", quiet: "Ne pas déranger pendant 1 h", quit: "Quitter" }
        }
        Locale::Es => {
            Words { open: "Abrir Pupitre", online: "En línea", quiet: "No molestar durante 1 h", quit: "Salir" }
        }
        Locale::En => Words { open: "Open Pupitre", online: "Online", quiet: "Do not disturb for 1 h", quit: "Quit" },
    }
}

/// What is said the first time that a closed window stays there.
pub const fn stays(locale: Locale) -> (&'static str, &'static str) {
    match locale {
        Locale::Fr => (
            "Pupitre reste dans la zone de notification",
            "Vous restez prévenu de vos conversations. Pour quitter : menu de l’icône, Quitter.",
        ),
        Locale::Es => (
            "Pupitre sigue en la bandeja",
            "Seguirá recibiendo avisos de sus conversaciones. Para salir: menú del icono, Salir.",
        ),
        Locale::En => {
            ("Pupitre stays in the tray", "You are still told of your conversations. To quit: the icon’s menu, Quit.")
        }
    }
}
