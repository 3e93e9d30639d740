//! How a line becomes messages: chosen among its variants, filled, embroidered, typed, and timed.

use super::super::script::{Lines, pieces};
use super::super::typing::typed;
use super::super::{SeedTurn, Speaker};
use super::Writer;

impl Writer<'_> {
    pub(super) fn reply(&mut self, lines: Lines, room: usize) {
        let line = self.choose(lines, room);
        let text = match line.contains('?') {
            true => self.elaborate(line, 30),
            false => self.facts.fill(line, self.person),
        };
        self.say(Speaker::Visitor, None, &text);
    }

    /// A question filled, this often with a sentence more about the one who asks.
    pub(super) fn elaborate(&mut self, line: &str, percent: u32) -> String {
        let mut text = self.facts.fill(line, self.person);
        let sentence = line.contains(' ') && !line.contains('\n') && text.chars().count() < 110;
        if sentence && self.random.percent(percent) {
            if text.ends_with(|end: char| end.is_alphanumeric() || end == '€' || end == '»') {
                text.push('.');
            }
            text.push(' ');
            text += &self.filled(self.book.asides);
        }
        text
    }

    /// A first question: bare, after a greeting in the same message, or as a letter.
    pub(super) fn ask(&mut self, lines: Lines, room: usize) {
        let line = self.choose(lines, room);
        let book = self.book;
        let text = self.elaborate(line, 65);
        match self.random.below(100) {
            0..11 => {
                let salute = self.filled(book.salutes).trim_end().to_owned();
                let mut letter = vec![salute, text.replace('|', " ")];
                letter.extend((0..self.random.between(1, 3)).map(|_| self.filled(book.story)));
                letter.push(self.filled(book.pleas));
                letter.push(self.filled(book.signatures));
                letter.dedup();
                self.send(Speaker::Visitor, None, letter.join("\n\n"));
            }
            11..70 => {
                let salute = self.filled(book.salutes);
                self.say(Speaker::Visitor, None, &(salute + &text));
            }
            _ => self.say(Speaker::Visitor, None, &text),
        }
    }

    pub(super) fn filled(&mut self, lines: Lines) -> String {
        let line = self.choose(lines, 1);
        self.facts.fill(line, self.person)
    }

    pub(super) fn say_one_of(&mut self, from: Speaker, lines: Lines, room: usize) {
        self.say_one_of_after(None, from, lines, room);
    }

    pub(super) fn say_one_of_after(&mut self, pause_ms: Option<i64>, from: Speaker, lines: Lines, room: usize) {
        let line = self.choose(lines, room);
        let text = self.facts.fill(line, self.person);
        self.say(from, pause_ms, &text);
    }

    /// A line that fits and was not said lately, if there is one.
    pub(super) fn choose(&mut self, lines: Lines, room: usize) -> &'static str {
        let mut line = *self.random.pick(lines);
        for _ in 0..6 {
            if pieces(line) <= room && !self.lately.contains(&line) {
                break;
            }
            line = *self.random.pick(lines);
        }
        if pieces(line) > room {
            line = lines.iter().copied().find(|line| pieces(line) == 1).unwrap_or(line);
        }
        self.lately[self.said % self.lately.len()] = line;
        self.said += 1;
        line
    }

    /// Sends `text`, a message for each of its pieces.
    pub(super) fn say(&mut self, from: Speaker, mut pause_ms: Option<i64>, text: &str) {
        for piece in text.split('|') {
            self.send(from, pause_ms.take(), piece.to_owned());
        }
    }

    fn send(&mut self, from: Speaker, pause_ms: Option<i64>, text: String) {
        let offset_ms = match (self.turns.is_empty(), pause_ms) {
            (true, _) => 0,
            (_, Some(pause_ms)) => self.now_ms() + pause_ms,
            (_, None) => self.now_ms() + self.delay_ms(from),
        };
        let text = typed(text, from, self.person.hand, self.person.language, &mut self.random);
        self.turns.push(SeedTurn { from, text, offset_ms });
    }

    /// An agent answers after 20 to 180 seconds, a visitor after 5 to 120; a second message in a row comes
    /// sooner.
    fn delay_ms(&mut self, from: Speaker) -> i64 {
        let again = self.turns.last().is_some_and(|turn| turn.from == from);
        i64::from(match (from, again) {
            (Speaker::Agent, false) => self.random.mostly_low(20_000, 180_000),
            (Speaker::Agent, true) => self.random.mostly_low(20_000, 70_000),
            (Speaker::Visitor, false) => self.random.mostly_low(5_000, 120_000),
            (Speaker::Visitor, true) => self.random.mostly_low(5_000, 40_000),
        })
    }
}
