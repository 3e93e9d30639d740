//! Facts put into words of the interface's language. The words themselves are in `locales/`.

mod crm;
mod visitor;

pub use crm::{create, created, entries, entry, entry_shape, sheet_fault, sheet_field};
pub use visitor::{device, status, status_hint, statuses, visitor_date};

use crate::format::{Countdown, Span, clock_span};
use crate::i18n::Locale;
use crate::icons::Shape;
use crate::intl::{self, Style};
use leptos_i18n::td_string;
use protocol::ipc::inbox::{ConversationRow, Folder, LastText};
use protocol::ipc::notices::Chime;
use protocol::playbook::FaultKind;
use protocol::visitor::{Origin, OriginKind};
use protocol::{Lane, Platform, Role, Timestamp};

pub fn visitor_name(locale: Locale, row: &ConversationRow) -> String {
    name_or_number(locale, row.visitor_name.as_deref(), row.visitor_number)
}

/// "Visiteur #12" while there is no name (V4).
pub fn name_or_number(locale: Locale, name: Option<&str>, number: i64) -> String {
    name.map_or_else(|| td_string!(locale, row.visitor, number = number).to_string(), str::to_owned)
}

pub fn chime(locale: Locale, chime: Chime) -> &'static str {
    match chime {
        Chime::Soft => td_string!(locale, notices.chime_soft),
        Chime::Drop => td_string!(locale, notices.chime_drop),
        Chime::Bell => td_string!(locale, notices.chime_bell),
    }
}

/// A length of time, back from now; none: since ever.
pub fn period(locale: Locale, days: Option<i64>) -> &'static str {
    match days {
        None => td_string!(locale, search.any_time),
        Some(7) => td_string!(locale, search.week),
        Some(30) => td_string!(locale, search.month),
        Some(_) => td_string!(locale, search.year),
    }
}

/// What the visitor is called in a sentence: the first name, or "Visiteur #12" in full.
pub fn short_visitor_name(locale: Locale, row: &ConversationRow) -> String {
    match &row.visitor_name {
        Some(name) => crate::format::first_name(name).to_owned(),
        None => visitor_name(locale, row),
    }
}

/// The product a message came by, as people call it.
pub fn platform(locale: Locale, platform: Platform) -> &'static str {
    match platform {
        Platform::Web => td_string!(locale, row.web),
        Platform::Messenger => "Messenger",
        Platform::Instagram => "Instagram",
        Platform::Whatsapp => "WhatsApp",
        Platform::Email => td_string!(locale, row.email),
        Platform::Other => td_string!(locale, row.elsewhere),
    }
}

pub const fn platform_shape(platform: Platform) -> Shape {
    match platform {
        Platform::Web => Shape::MessageSquare,
        Platform::Messenger => Shape::MessageCircle,
        Platform::Instagram => Shape::Camera,
        Platform::Whatsapp => Shape::Phone,
        Platform::Email => Shape::Mail,
        Platform::Other => Shape::Globe,
    }
}

/// What was said last, on one line: who, if it was me, and what, if it was no plain text.
pub fn last_said(locale: Locale, last: &LastText) -> String {
    let text = last.text.as_str();
    let said = match last.kind.as_str() {
        "picked" => td_string!(locale, row.picked, label = text).to_string(),
        "file" => td_string!(locale, row.file, name = text).to_string(),
        "link" => td_string!(locale, row.link, title = text).to_string(),
        "offer" => td_string!(locale, row.offer, title = text).to_string(),
        "answers" => td_string!(locale, row.answers, title = text).to_string(),
        "form" => td_string!(locale, row.form, title = text).to_string(),
        _ if text.is_empty() => td_string!(locale, thread.unsupported).to_string(),
        _ => text.to_owned(),
    };
    if last.mine { td_string!(locale, row.you, text = said).to_string() } else { said }
}

/// What is wrong with a step of a playbook, and so what to do.
pub fn fault(locale: Locale, fault: FaultKind) -> &'static str {
    match fault {
        FaultKind::NoSteps => td_string!(locale, fault.no_steps),
        FaultKind::TooManySteps => td_string!(locale, fault.too_many_steps),
        FaultKind::BadName => td_string!(locale, fault.bad_name),
        FaultKind::UnknownTarget => td_string!(locale, fault.unknown_target),
        FaultKind::Unreachable => td_string!(locale, fault.unreachable),
        FaultKind::EndlessLoop => td_string!(locale, fault.endless_loop),
        FaultKind::EmptyText => td_string!(locale, fault.empty_text),
        FaultKind::TextTooLong => td_string!(locale, fault.text_too_long),
        FaultKind::BadOptions => td_string!(locale, fault.bad_options),
        FaultKind::BadFields => td_string!(locale, fault.bad_fields),
        FaultKind::BadWait => td_string!(locale, fault.bad_wait),
        FaultKind::SpeaksAfterAgent => td_string!(locale, fault.speaks_after_agent),
        FaultKind::BadLink => td_string!(locale, fault.bad_link),
    }
}

/// What a filter of the thread shows (D1).
pub fn lane(locale: Locale, lane: Lane) -> &'static str {
    match lane {
        Lane::Visitor => td_string!(locale, filter.visitor),
        Lane::Agent => td_string!(locale, filter.agent),
        Lane::Action | Lane::Other => td_string!(locale, filter.actions),
    }
}

/// How a visitor came: what kind of road, and which (D4).
pub fn origin(locale: Locale, origin: Option<&Origin>) -> (&'static str, String) {
    let Some(origin) = origin else {
        return (td_string!(locale, info.by), td_string!(locale, info.unknown).to_string());
    };
    let source = origin.source.clone().unwrap_or_default();
    let told = match &origin.terms {
        Some(terms) => td_string!(locale, info.terms, source = source, terms = terms).to_string(),
        None => source,
    };
    match origin.kind {
        OriginKind::Direct => (td_string!(locale, info.by), td_string!(locale, info.direct).to_string()),
        OriginKind::Search => (td_string!(locale, info.engine), told),
        OriginKind::Social => (td_string!(locale, info.social), told),
        OriginKind::Campaign => (td_string!(locale, info.campaign), told),
        OriginKind::Referral | OriginKind::Other => (td_string!(locale, info.site), told),
    }
}

/// Time on the site: "24 min", "1 h 05".
pub fn browsing(locale: Locale, ms: i64) -> String {
    match Span::of(ms) {
        Span::Hours(_) | Span::Days(_) => {
            let minutes = ms / 60_000;
            td_string!(locale, span.hours_minutes, h = minutes / 60, m = format!("{:02}", minutes % 60)).to_string()
        }
        short => span(locale, short),
    }
}

/// "2 min 14 s".
pub fn seconds(locale: Locale, seconds: i64) -> String {
    let (minutes, rest) = (seconds / 60, seconds % 60);
    if minutes == 0 {
        td_string!(locale, span.seconds, n = rest).to_string()
    } else {
        td_string!(locale, span.minutes_seconds, m = minutes, s = rest).to_string()
    }
}

/// "3 nov.", with the year if it is another one.
pub fn short_day(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let style = if intl::year(at) == intl::year(now) { Style::ShortDay } else { Style::ShortDate };
    intl::date(locale, style, at)
}

pub fn folder(locale: Locale, folder: Folder) -> &'static str {
    match folder {
        Folder::Unassigned => td_string!(locale, inbox.unassigned),
        Folder::Mine => td_string!(locale, inbox.mine),
        Folder::Team => td_string!(locale, inbox.team),
        Folder::Closed => td_string!(locale, inbox.closed),
    }
}

pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Agent => td_string!(locale, role.agent),
        Role::Manager => td_string!(locale, role.manager),
        Role::Admin => td_string!(locale, role.admin),
    }
}

/// What a role may do.
pub fn role_hint(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Agent => td_string!(locale, role.agent_hint),
        Role::Manager => td_string!(locale, role.manager_hint),
        Role::Admin => td_string!(locale, role.admin_hint),
    }
}

/// "0:42 left", "overdue by 1:10".
pub fn countdown(locale: Locale, countdown: Countdown) -> String {
    match countdown {
        Countdown::Left { seconds, .. } => td_string!(locale, row.left, time = clock_span(seconds)),
        Countdown::Over { seconds } => td_string!(locale, row.overdue, time = clock_span(seconds)),
    }
}

pub fn span(locale: Locale, span: Span) -> String {
    match span {
        Span::Moment => td_string!(locale, span.moment).to_string(),
        Span::Minutes(n) => td_string!(locale, span.minutes, n = n).to_string(),
        Span::Hours(n) => td_string!(locale, span.hours, n = n).to_string(),
        Span::Days(n) => td_string!(locale, span.days, n = n).to_string(),
    }
}

/// When, as short as it can be said: the time today, the day this year, else the date.
pub fn moment(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let style = if intl::day(at) == intl::day(now) {
        Style::Time
    } else if intl::year(at) == intl::year(now) {
        Style::ShortDay
    } else {
        Style::ShortDate
    };
    intl::date(locale, style, at)
}

/// "fermée à 09:14", or on which day.
pub fn closed_at(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let moment = moment(locale, at, now);
    if intl::day(at) == intl::day(now) {
        td_string!(locale, row.closed_at, time = moment).to_string()
    } else {
        td_string!(locale, row.closed_on, date = moment).to_string()
    }
}

/// The heading of a day in a thread.
pub fn day(locale: Locale, at: Timestamp, now: Timestamp) -> String {
    let style = if intl::year(at) == intl::year(now) { Style::LongDay } else { Style::LongDate };
    let date = intl::date(locale, style, at);
    match intl::day(now) - intl::day(at) {
        0 => td_string!(locale, thread.today, date = date).to_string(),
        1 => td_string!(locale, thread.yesterday, date = date).to_string(),
        _ => capitalised(&date),
    }
}

/// Why something failed, as the end of a sentence, by the code of the hub or the core.
pub fn cause(locale: Locale, code: &str) -> &'static str {
    match code {
        "offline" => td_string!(locale, cause.offline),
        "signed_out" | "token_invalid" | "token_missing" => td_string!(locale, cause.signed_out),
        "credentials_wrong" => td_string!(locale, cause.credentials_wrong),
        "rate_limited" => td_string!(locale, cause.rate_limited),
        "hub_refused_plain_http" => td_string!(locale, cause.plain_http),
        "not_found" => td_string!(locale, cause.not_found),
        "forbidden" => td_string!(locale, cause.forbidden),
        "already_assigned" => td_string!(locale, cause.already_assigned),
        "conversation_closed" => td_string!(locale, cause.conversation_closed),
        "conversation_moved_on" => td_string!(locale, cause.conversation_moved_on),
        "crm_rate_limited" => td_string!(locale, cause.crm_rate_limited),
        "crm_unauthorised" => td_string!(locale, cause.crm_unauthorised),
        "crm_refused" => td_string!(locale, cause.crm_refused),
        "crm_unreachable" => td_string!(locale, cause.crm_unreachable),
        "no_sound" => td_string!(locale, cause.no_sound),
        "own_account" => td_string!(locale, cause.own_account),
        "email_taken" => td_string!(locale, cause.email_taken),
        "sheet_moved_on" => td_string!(locale, cause.sheet_moved_on),
        "password_too_short" => td_string!(locale, cause.password_too_short),
        "project_changed" => td_string!(locale, cause.project_changed),
        "origin_invalid" => td_string!(locale, cause.origin_invalid),
        "playbook_changed" => td_string!(locale, cause.playbook_changed),
        "playbook_invalid" => td_string!(locale, cause.playbook_invalid),
        "conversation_with_bot" => td_string!(locale, cause.conversation_with_bot),
        "not_assignee" => td_string!(locale, cause.not_assignee),
        "agent_unavailable" => td_string!(locale, cause.agent_unavailable),
        "text_too_long" | "body_too_large" => td_string!(locale, cause.text_too_long),
        "text_empty" => td_string!(locale, cause.text_empty),
        "address_refused" => td_string!(locale, cause.address_refused),
        "file_unreadable" => td_string!(locale, cause.file_unreadable),
        "file_too_large" => td_string!(locale, cause.file_too_large),
        "file_empty" => td_string!(locale, cause.file_empty),
        "file_unknown" | "file_incomplete" => td_string!(locale, cause.file_unknown),
        "file_changed" => td_string!(locale, cause.file_changed),
        "file_quota_reached" => td_string!(locale, cause.file_quota_reached),
        "cancelled" => td_string!(locale, cause.cancelled),
        "blocked" => td_string!(locale, cause.blocked),
        "too_many_rows" => td_string!(locale, cause.too_many_rows),
        "field_invalid" => td_string!(locale, cause.field_invalid),
        "storage" => td_string!(locale, cause.storage),
        "disk_full" => td_string!(locale, cause.disk_full),
        "storage_full" => td_string!(locale, cause.storage_full),
        "unavailable" => td_string!(locale, cause.unavailable),
        "no_core" => td_string!(locale, app.no_core),
        _ => td_string!(locale, cause.internal),
    }
}

/// A cause that stands alone.
pub fn sentence(locale: Locale, code: &str) -> String {
    let cause = capitalised(cause(locale, code));
    if cause.ends_with('.') { cause } else { format!("{cause}.") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The language that the web view names, when nothing was chosen and the core knows none; else English.
pub fn web_view_locale() -> Locale {
    let wanted = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let wanted = wanted.iter().filter_map(|tag| tag.as_string());
    wanted
        .filter_map(|tag| match tag.get(..2)? {
            "fr" => Some(Locale::fr),
            "es" => Some(Locale::es),
            "en" => Some(Locale::en),
            _ => None,
        })
        .next()
        .unwrap_or(Locale::en)
}

/// The choice of the preferences as the interface's own type.
pub const fn chosen_locale(choice: protocol::ipc::session::Locale) -> Locale {
    match choice {
        protocol::ipc::session::Locale::Fr => Locale::fr,
        protocol::ipc::session::Locale::Es => Locale::es,
        protocol::ipc::session::Locale::En => Locale::en,
    }
}

/// The interface's language as the core's type.
pub const fn told_locale(locale: Locale) -> protocol::ipc::session::Locale {
    match locale {
        Locale::fr => protocol::ipc::session::Locale::Fr,
        Locale::es => protocol::ipc::session::Locale::Es,
        Locale::en => protocol::ipc::session::Locale::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::wire::ErrorCode;

    #[test]
    fn what_an_agent_can_meet_has_words_of_its_own() {
        let unexpected = cause(Locale::en, "internal");
        for code in [
            ErrorCode::CredentialsWrong,
            ErrorCode::AlreadyAssigned,
            ErrorCode::ConversationClosed,
            ErrorCode::ConversationMovedOn,
            ErrorCode::NotAssignee,
            ErrorCode::AgentUnavailable,
            ErrorCode::TextTooLong,
            ErrorCode::RateLimited,
            ErrorCode::StorageFull,
            ErrorCode::FileTooLarge,
            ErrorCode::FileEmpty,
            ErrorCode::FileUnknown,
            ErrorCode::FileIncomplete,
            ErrorCode::FileQuotaReached,
        ] {
            for locale in [Locale::fr, Locale::es, Locale::en] {
                assert_ne!(cause(locale, code.as_str()), unexpected, "{code} in {locale:?}");
            }
        }
    }

    #[test]
    fn waits_are_said_in_each_language() {
        assert_eq!(span(Locale::fr, Span::Minutes(3)), "3 min");
        assert_eq!(span(Locale::fr, Span::Days(2)), "2 j");
        assert_eq!(span(Locale::es, Span::Days(2)), "2 d");
    }

    #[test]
    fn a_cause_alone_is_a_sentence() {
        assert_eq!(sentence(Locale::fr, "offline"), "Le serveur est injoignable.");
        assert!(sentence(Locale::es, "no_core").ends_with("Pupitre."));
    }
}
