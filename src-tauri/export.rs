//! A conversation as a file, for reading without the console (O1). Plain functions: rows in, text out.
//!
//! In HTML every word of people is escaped, and the page asks for nothing: no script, no image, no address
//! is fetched.

pub mod entries;
pub mod visitors;
mod words;

use crate::table::Cell;
use jiff::Timestamp as Instant;
use jiff::tz::TimeZone;
use protocol::card::Sharing;
use protocol::crm::EntryKind;
use protocol::html::escaped;
use protocol::ipc::session::Locale;
use protocol::ipc::thread::{Dialogue, ThreadItem};
use protocol::message::{Author, Body, Item};
use protocol::{Position, Timestamp};
use std::fmt::Write;
use words::{Words, words};

/// French, Spanish or English, in this order.
const fn in_words<'w>(words: &[&'w str; 3], locale: Locale) -> &'w str {
    match locale {
        Locale::Fr => words[0],
        Locale::Es => words[1],
        Locale::En => words[2],
    }
}

/// An instant as a cell, in the reader's zone.
fn moment(at: Timestamp, zone: &TimeZone) -> Cell {
    Cell::Moment(Instant::from_millisecond(at.0).unwrap_or_default().to_zoned(zone.clone()).datetime())
}

/// What is written.
pub struct Export<'a> {
    pub head: &'a Dialogue,
    pub items: &'a [ThreadItem],
    pub locale: Locale,
    /// The agent's.
    pub zone: TimeZone,
}

/// One line of it.
struct Line {
    time: String,
    /// None: something that happened.
    who: Option<String>,
    text: String,
}

impl Export<'_> {
    pub fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.title());
        for line in self.lines() {
            let _ = match line.who {
                Some(who) => writeln!(out, "[{}] {who} : {}", line.time, line.text.replace('\n', "\n    ")),
                None => writeln!(out, "[{}] — {}", line.time, line.text),
            };
        }
        if let Some(missing) = self.missing() {
            let _ = writeln!(out, "\n{missing}");
        }
        out
    }

    pub fn html(&self) -> String {
        let title = escaped(&self.title());
        let language = self.locale.as_str();
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>\n<dl>\n"
        );
        for line in self.lines() {
            let (time, text) = (escaped(&line.time), escaped(&line.text));
            let _ = match line.who {
                Some(who) => writeln!(out, "<dt>{} <time>{time}</time></dt><dd>{text}</dd>", escaped(&who)),
                None => writeln!(out, "<dt class=\"event\"><time>{time}</time></dt><dd class=\"event\">{text}</dd>"),
            };
        }
        out.push_str("</dl>\n");
        if let Some(missing) = self.missing() {
            let _ = writeln!(out, "<p>{}</p>", escaped(&missing));
        }
        out
    }

    fn words(&self) -> &'static Words {
        words(self.locale)
    }

    fn visitor(&self) -> String {
        let row = &self.head.row;
        row.visitor_name.clone().unwrap_or_else(|| format!("{} #{}", self.words().visitor, row.visitor_number))
    }

    fn title(&self) -> String {
        format!("{} {}", self.words().title, self.visitor())
    }

    fn missing(&self) -> Option<String> {
        let held = self.items.len() as Position;
        (held < self.head.last_position).then(|| format!("{} {}", self.words().missing, self.head.last_position - held))
    }

    fn lines(&self) -> impl Iterator<Item = Line> {
        self.items.iter().map(|item| {
            let said = item.body.is_said();
            Line {
                time: self.time(item.at),
                who: said.then(|| self.who(item)),
                text: if said { self.said(&item.body) } else { self.happened(&item.body) },
            }
        })
    }

    fn who(&self, item: &ThreadItem) -> String {
        match item.author {
            Author::Visitor => self.visitor(),
            Author::Agent { .. } => item.author_name.clone().unwrap_or_else(|| self.words().agent.to_owned()),
            Author::Bot | Author::System => self.words().bot.to_owned(),
        }
    }

    fn said(&self, body: &Body) -> String {
        match body {
            Body::Known(Item::Choice(choice)) => {
                let options: Vec<_> = choice.options.iter().map(|option| option.label.as_str()).collect();
                format!("{} [{}]", choice.text, options.join(" / "))
            }
            Body::Known(Item::Answers(form)) => {
                let answer = |answer: &protocol::card::Answer| format!("{} : {}", answer.label, answer.value);
                let answers = form.answers.iter().map(answer);
                [form.title.clone()].into_iter().chain(answers).collect::<Vec<_>>().join("\n")
            }
            Body::Known(Item::File(file)) => format!("[{} : {}]", self.words().file, file.name),
            Body::Known(_) => body.words().unwrap_or_default().into_owned(),
            Body::Unknown(_) => format!("{} ({})", self.words().unsupported, body.kind()),
        }
    }

    fn happened(&self, body: &Body) -> String {
        let words = self.words();
        let Body::Known(item) = body else { return words.unsupported.to_owned() };
        match item {
            Item::Page(page) => format!("{} {} {}", words.page, page.title, page.url),
            Item::Joined { agent } => format!("{} {}", agent.name, words.joined),
            Item::Transferred { to, by, note, .. } => {
                let note = note.as_ref().map(|note| format!(" : {note}")).unwrap_or_default();
                format!("{} {} → {}{note}", words.transferred, by.name, to.name)
            }
            Item::GivenBack { by } => format!("{} {}", words.given_back, by.name),
            Item::Closed { by: Some(by) } => format!("{} {}", words.closed, by.name),
            Item::Closed { by: None } => words.closed_by_itself.to_owned(),
            Item::Event { .. } => format!("{} {}", words.event, body.words().unwrap_or_default().replace('\n', ", ")),
            Item::Merged { number } => format!("{} #{number}", words.merged),
            Item::Created { what, title, by } => {
                let created = match what {
                    EntryKind::Lead => words.lead,
                    EntryKind::Deal => words.deal,
                    EntryKind::Activity => words.activity,
                };
                format!("{created} {title}, {}", by.as_ref().map_or(words.bot, |by| &by.name))
            }
            Item::Sharing(sharing) => {
                let what = match sharing {
                    Sharing::Requested { by } => format!("{} {}", words.requested, by.name),
                    Sharing::Accepted => words.accepted.to_owned(),
                    Sharing::Refused => words.refused.to_owned(),
                    Sharing::Ended { lasted_s, .. } => format!("{} {lasted_s} s", words.ended),
                };
                format!("{} {what}", words.sharing)
            }
            _ => String::new(),
        }
    }

    fn time(&self, at: Timestamp) -> String {
        let instant = Instant::from_millisecond(at.0).unwrap_or_default();
        instant.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}\
    dt{font-weight:600;margin-top:.8em}time{font-weight:400;color:#666}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}\
    .event{color:#666;font-weight:400}";

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::ipc::inbox::{ConversationRow, Unsent};
    use protocol::ipc::thread::Draft;
    use protocol::{Attachment, Platform, State};
    use uuid::Uuid;

    fn head(name: &str) -> Dialogue {
        let row = ConversationRow {
            id: Uuid::from_u128(1).into(),
            project_id: Uuid::from_u128(2).into(),
            visitor_id: Uuid::from_u128(3).into(),
            visitor_name: Some(name.to_owned()),
            visitor_number: 7,
            on_site: false,
            language: None,
            platform: Platform::Web,
            state: State::Closed,
            assignee_id: None,
            last: None,
            last_text_at: Timestamp(0),
            unread: 0,
            waiting_since: None,
            wait_until: None,
            closed_at: None,
            draft: None,
            unsent: Unsent::Nothing,
        };
        Dialogue {
            row,
            assignee: None,
            mine: false,
            may_assign: false,
            email: None,
            phone: None,
            page: None,
            past: vec![],
            last_position: 3,
            read_position: 0,
            visitor_read_position: 0,
            looking: vec![],
            pending_move: None,
            draft: Draft::default(),
            draft_files: vec![],
        }
    }

    fn item(position: Position, author: Author, body: impl Into<Body>) -> ThreadItem {
        ThreadItem {
            id: Uuid::from_u128(position as u128).into(),
            position,
            at: Timestamp(1_763_633_100_000),
            author,
            author_name: None,
            body: body.into(),
            platform: Platform::Web,
            mine: false,
            read_by_visitor: false,
        }
    }

    fn export<'a>(head: &'a Dialogue, items: &'a [ThreadItem]) -> Export<'a> {
        Export { head, items, locale: Locale::Fr, zone: TimeZone::get("Europe/Paris").unwrap() }
    }

    /// O1
    #[test]
    fn a_conversation_is_written_in_the_agents_time_with_what_is_missing() {
        let head = head("Lucía");
        let items = [item(1, Author::Visitor, Item::Text { text: "Bonjour\nà vous".into() })];
        let text = export(&head, &items).text();
        assert!(text.contains("[2025-11-20 11:05] Lucía : Bonjour\n    à vous"), "{text}");
        assert!(text.contains(": 2"), "two of three are missing: {text}");
    }

    /// O1
    #[test]
    fn nothing_that_people_write_becomes_html() {
        let evil = "<script>alert(1)</script>\"'&";
        let head = head(evil);
        let page = protocol::visitor::Page { url: "https://a.example/<svg>".into(), title: evil.into() };
        let unknown = Body::Unknown(serde_json::json!({ "kind": evil }));
        let file = Attachment {
            file: protocol::FileId::nil(),
            name: evil.into(),
            media_type: "text/html".into(),
            size: 1,
            picture: None,
        };
        let items = [
            item(1, Author::Visitor, Item::Text { text: evil.into() }),
            item(2, Author::System, Item::Page(page)),
            item(3, Author::Visitor, unknown),
            item(4, Author::Visitor, Item::File(file)),
        ];
        let html = export(&head, &items).html();
        assert!(html.contains("[Fichier : &lt;script&gt;"), "{html}");
        assert_eq!(html.matches("&lt;script&gt;").count(), 9, "{html}");
        assert!(!html.contains("<script") && !html.contains("<svg"), "{html}");
    }
}
