//! The icons: Lucide (ISC licence), on a 24 px grid, drawn as lines of 1.75 px. Every shape is written
//! as one path, so that an icon is one element and needs no sprite in the page.

use leptos::prelude::*;

/// The icons that this window draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Archive,
    ArrowDown,
    ArrowRightLeft,
    Bot,
    Check,
    CheckCheck,
    ChevronDown,
    ChevronRight,
    ChevronsUpDown,
    CircleAlert,
    Clock,
    CloudOff,
    FileText,
    Globe,
    Inbox,
    Lectern,
    LoaderCircle,
    MessageSquare,
    MessagesSquare,
    Puzzle,
    Search,
    SearchX,
    SendHorizontal,
    Settings,
    UserCheck,
    UserPlus,
    X,
}

impl Shape {
    const fn path(self) -> &'static str {
        match self {
            Self::Archive => {
                "M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-18a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8 M10 12h4"
            }
            Self::ArrowDown => "M12 5v14 M19 12l-7 7-7-7",
            Self::ArrowRightLeft => "M16 3l4 4-4 4 M20 7H4 M8 21l-4-4 4-4 M4 17h16",
            Self::Bot => {
                "M12 8V4H8 M6 8h12a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-8a2 2 0 0 1 2 -2z M2 14h2 M20 14h2 M15 13v2 M9 13v2"
            }
            Self::Check => "M20 6 9 17l-5-5",
            Self::CheckCheck => "M18 6 7 17l-5-5 M22 10l-7.5 7.5L13 16",
            Self::ChevronDown => "M6 9l6 6 6-6",
            Self::ChevronRight => "M9 18l6-6-6-6",
            Self::ChevronsUpDown => "M7 15l5 5 5-5 M7 9l5-5 5 5",
            Self::CircleAlert => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 8L12 12 M12 16L12.01 16",
            Self::Clock => "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 6v6l4 2",
            Self::CloudOff => {
                "M10.94 5.274A7 7 0 0 1 15.71 10h1.79a4.5 4.5 0 0 1 4.222 6.057 M18.796 18.81A4.5 4.5 0 0 1 17.5 19H9A7 7 0 0 1 5.79 5.78 M2 2l20 20"
            }
            Self::FileText => {
                "M6 22a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h8a2.4 2.4 0 0 1 1.704.706l3.588 3.588A2.4 2.4 0 0 1 20 8v12a2 2 0 0 1-2 2z M14 2v5a1 1 0 0 0 1 1h5 M10 9H8 M16 13H8 M16 17H8"
            }
            Self::Globe => {
                "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0 M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20 M2 12h20"
            }
            Self::Inbox => {
                "M22 12 L16 12 L14 15 L10 15 L8 12 L2 12 M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z"
            }
            Self::Lectern => "M3 8l14-4 4 5-14 4z M13 11.5v9 M8.5 20.5h9",
            Self::LoaderCircle => "M21 12a9 9 0 1 1-6.219-8.56",
            Self::MessageSquare => {
                "M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z"
            }
            Self::MessagesSquare => {
                "M16 10a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 14.286V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2z M20 9a2 2 0 0 1 2 2v10.286a.71.71 0 0 1-1.212.502l-2.202-2.202A2 2 0 0 0 17.172 19H10a2 2 0 0 1-2-2v-1"
            }
            Self::Puzzle => {
                "M15.39 4.39a1 1 0 0 0 1.68-.474 2.5 2.5 0 1 1 3.014 3.015 1 1 0 0 0-.474 1.68l1.683 1.682a2.414 2.414 0 0 1 0 3.414L19.61 15.39a1 1 0 0 1-1.68-.474 2.5 2.5 0 1 0-3.014 3.015 1 1 0 0 1 .474 1.68l-1.683 1.682a2.414 2.414 0 0 1-3.414 0L8.61 19.61a1 1 0 0 0-1.68.474 2.5 2.5 0 1 1-3.014-3.015 1 1 0 0 0 .474-1.68l-1.683-1.682a2.414 2.414 0 0 1 0-3.414L4.39 8.61a1 1 0 0 1 1.68.474 2.5 2.5 0 1 0 3.014-3.015 1 1 0 0 1-.474-1.68l1.683-1.682a2.414 2.414 0 0 1 3.414 0z"
            }
            Self::Search => "M21 21l-4.34-4.34 M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0",
            Self::SearchX => "M13.5 8.5l-5 5 M8.5 8.5l5 5 M3 11a8 8 0 1 0 16 0a8 8 0 1 0 -16 0 M21 21l-4.3-4.3",
            Self::SendHorizontal => {
                "M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904z M6 12h16"
            }
            Self::Settings => {
                "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915 M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0"
            }
            Self::UserCheck => {
                "M16 11l2 2 4-4 M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"
            }
            Self::UserPlus => {
                "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2 M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0 M19 8L19 14 M22 11L16 11"
            }
            Self::X => "M18 6 6 18 M6 6l12 12",
        }
    }
}

/// How large it is drawn: 16, 14, 12 or 20 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    #[default]
    Normal,
    Small,
    Tiny,
    Large,
}

impl Size {
    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "icon",
            Self::Small => "icon icon--s",
            Self::Tiny => "icon icon--xs",
            Self::Large => "icon icon--l",
        }
    }
}

/// A picture beside words or a name: never read aloud by itself.
#[component]
pub fn Icon(
    shape: Shape,
    #[prop(optional)] size: Size,
    /// In the colour of secondary text.
    #[prop(optional)]
    muted: bool,
) -> impl IntoView {
    view! {
        <svg class=size.class() class:muted=muted viewBox="0 0 24 24" aria-hidden="true">
            <path d=shape.path()></path>
        </svg>
    }
}
