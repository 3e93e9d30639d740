//! Plays scripts into a conversation of an exact number of turns.
//!
//! Each script knows the fewest turns it can take, and is played within the room that is left: optional parts
//! and several messages in a row only happen when they fit. What remains in the end, one turn at most beyond
//! the goodbye that was set aside, lengthens the goodbye. No conversation is ever cut in mid-sentence.

mod speech;

use super::calendar::{self, DAY_MS, HOUR_MS, MINUTE_MS};
use super::extras;
use super::facts::Facts;
use super::pages::{Page, Trail};
use super::people::Person;
use super::plan::Planned;
use super::random::Random;
use super::script::{Case, Lines, Phrasebook, Step, Topic, least, pieces};
use super::{Outcome, SeedConversation, SeedTurn, Speaker};
use protocol::Platform;

/// Beyond this many turns the visitor says that they will write for days.
const LONG: usize = 400;
/// The most turns that the shortest telling of any case takes.
const LONGEST_SHORTEST: usize = 4;

pub(super) fn write(index: usize, planned: &Planned, end_ms: i64) -> SeedConversation {
    let person = Person::of(planned.visitor);
    let mut writer = Writer::new(index, planned, &person);
    match planned.outcome {
        Outcome::Unassigned => writer.unanswered(),
        Outcome::Assigned { .. } => {
            let recent = end_ms - planned.started_at_ms < DAY_MS;
            writer.unfinished(recent);
        }
        Outcome::Closed { .. } => writer.finished(),
    }
    let Writer { mut turns, trail, .. } = writer;
    let mut pages = trail.into_pages();
    squeeze(&mut turns, end_ms - planned.started_at_ms);
    let last_ms = turns.last().map_or(0, |turn| turn.offset_ms);
    for page in &mut pages {
        page.offset_ms = page.offset_ms.min(last_ms);
    }
    let visitor_profile = person.profile();
    let first_page_ms = pages.first().map(|page| page.offset_ms);
    let extras = extras::extras(index, &visitor_profile, first_page_ms, &turns, planned.outcome);
    let platform = extras::platform(index);
    if platform != Platform::Web {
        pages.clear();
    }
    SeedConversation {
        visitor: planned.visitor,
        visitor_profile,
        started_at_ms: planned.started_at_ms,
        pages,
        turns,
        extras,
        platform,
        outcome: planned.outcome,
    }
}

/// Nothing is said after the end: the rare conversation that would run over goes faster.
fn squeeze(turns: &mut [SeedTurn], most_ms: i64) {
    let last = turns.last().map_or(0, |turn| turn.offset_ms);
    if last > most_ms && most_ms > 0 {
        for turn in turns {
            turn.offset_ms = (i128::from(turn.offset_ms) * i128::from(most_ms) / i128::from(last)) as i64;
        }
    }
}

struct Writer<'a> {
    random: Random,
    person: &'a Person,
    book: &'static Phrasebook,
    facts: Facts,
    started_at_ms: i64,
    wanted: usize,
    /// Turns kept for the end: a goodbye, or what is left hanging.
    aside: usize,
    turns: Vec<SeedTurn>,
    trail: Trail,
    /// Topics and exchanges not yet used; refilled when empty.
    unsaid: Vec<&'static Topic>,
    interludes: Vec<&'static [Step]>,
    /// Lines said lately, not to be said again at once.
    lately: [&'static str; 12],
    said: usize,
}

impl<'a> Writer<'a> {
    fn new(index: usize, planned: &Planned, person: &'a Person) -> Self {
        let mut random = Random::of(0xD1A1, index as u64 ^ (planned.visitor as u64) << 32);
        let mut trail = Trail::new(person.language);
        let book = person.language.phrasebook();
        let wanted = planned.turns as usize;
        let aside = match (planned.outcome, wanted) {
            (_, 0..=2) => 0,
            (Outcome::Assigned { .. }, _) | (_, 3..=4) => 1,
            (_, 5..=6) => random.between(1, 2) as usize,
            _ => random.between(1, 4) as usize,
        };
        // The topic is known before the first word: the visitor writes from its page.
        let mut unsaid = shuffled(book.topics, &mut random);
        bring_fitting(&mut unsaid, (wanted - aside).max(2));
        let topic = unsaid.last().copied().unwrap_or(book.topics[0]);
        let facts = Facts::draw(&mut random, person, topic.goods, planned.started_at_ms);
        trail.arrive(&mut random, facts.product, topic.page);
        Self {
            random,
            person,
            book,
            facts,
            started_at_ms: planned.started_at_ms,
            wanted,
            aside,
            turns: Vec::with_capacity(wanted),
            trail,
            unsaid,
            interludes: Vec::new(),
            lately: [""; 12],
            said: 0,
        }
    }

    fn left(&self) -> usize {
        self.wanted - self.turns.len()
    }

    /// Only the visitor speaks.
    fn unanswered(&mut self) {
        let greeted = self.left() > 1 && self.random.percent(45);
        if greeted {
            self.say_one_of(Speaker::Visitor, self.book.greetings, 1);
        }
        let (_, case) = self.next_case(usize::MAX);
        match greeted {
            true => self.say_one_of(Speaker::Visitor, case.ask, self.left()),
            false => self.ask(case.ask, self.left()),
        }
        while self.left() > 0 {
            self.say_one_of(Speaker::Visitor, self.book.waiting, self.left());
        }
    }

    /// In the hands of an agent: something is still to be done, or to be said.
    fn unfinished(&mut self, recent: bool) {
        self.converse();
        let agent_last = self.random.percent(if recent { 50 } else { 82 });
        while self.left() > 0 {
            let agent_now = self.left() % 2 == usize::from(agent_last);
            match agent_now {
                true => self.say_one_of(Speaker::Agent, self.book.looking_into_it, 1),
                false => self.say_one_of(Speaker::Visitor, self.book.any_news, 1),
            }
        }
    }

    fn finished(&mut self) {
        self.converse();
        let book = self.book;
        let (visitor, agent) = (Speaker::Visitor, Speaker::Agent);
        let goodbye: &[(Speaker, Lines)] = match self.left() {
            0 => &[],
            1 => &[(visitor, book.thanks)],
            2 => &[(visitor, book.thanks), (agent, book.farewells)],
            3 => &[(visitor, book.thanks), (agent, book.farewells), (visitor, book.last_words)],
            4 => &[
                (visitor, book.understood),
                (agent, book.anything_else),
                (visitor, book.nothing_else),
                (agent, book.farewells),
            ],
            _ => &[
                (visitor, book.understood),
                (agent, book.anything_else),
                (visitor, book.nothing_else),
                (agent, book.farewells),
                (visitor, book.last_words),
            ],
        };
        for (from, lines) in goodbye {
            self.say_one_of(*from, lines, 1);
        }
    }

    /// Speaks until the turns set aside are left, or one more.
    fn converse(&mut self) {
        let aside = self.aside;
        let long = self.wanted > LONG;
        let greeted = !long && self.left() >= aside + 2 + LONGEST_SHORTEST && self.random.percent(38);
        if greeted {
            self.say_one_of(Speaker::Visitor, self.book.greetings, 1);
            if self.random.percent(45) {
                self.say_one_of(Speaker::Agent, self.book.welcomes, 1);
            }
        }
        if long {
            self.say_one_of(Speaker::Visitor, self.book.long_haul, 1);
            self.say_one_of(Speaker::Agent, self.book.welcome_back, 1);
        }
        let (_, case) = self.next_case((self.left() - aside).max(2));
        let room = (self.left() - aside).saturating_sub(least(case.then)).max(1);
        match greeted || long {
            true => self.say_one_of(Speaker::Visitor, case.ask, room),
            false => self.ask(case.ask, room),
        }
        self.play(case.then, self.left() - aside);
        while self.left() >= aside + 2 {
            self.sleep_on_it();
            self.go_on(self.left() - aside);
        }
    }

    /// Another topic, or a short exchange on the side. `room` is 2 at least.
    fn go_on(&mut self, room: usize) {
        if room < 2 + LONGEST_SHORTEST || self.random.percent(22) {
            if self.interludes.is_empty() {
                self.interludes = shuffled(self.book.interludes, &mut self.random);
            }
            if let Some(interlude) = self.interludes.pop() {
                self.play(interlude, room);
            }
            return;
        }
        let end = self.turns.len() + room;
        if room > 2 + LONGEST_SHORTEST && self.random.percent(40) {
            self.say_one_of(Speaker::Agent, self.book.anything_else, 1);
        }
        let transition = self.filled(self.book.another_question);
        let joined = self.random.percent(85);
        if !joined {
            self.say(Speaker::Visitor, None, &transition);
        }
        let (topic, case) = self.next_case(end - self.turns.len());
        let at_ms = self.started_at_ms + self.now_ms();
        self.facts = Facts::draw(&mut self.random, self.person, topic.goods, at_ms);
        if self.random.percent(70) {
            self.trail.visit(topic.page, self.facts.product, self.now_ms() + 2_000);
        }
        let line = self.choose(case.ask, end - self.turns.len() - least(case.then));
        let question = self.elaborate(line, 65);
        self.say(Speaker::Visitor, None, &if joined { format!("{transition}\n{question}") } else { question });
        self.play(case.then, end - self.turns.len());
    }

    /// A conversation that lasts stops for the night and goes on in the morning.
    fn sleep_on_it(&mut self) {
        let at_ms = self.started_at_ms + self.now_ms();
        let minute = calendar::minute_of_day(at_ms);
        if self.left() < self.aside + 40 || (8 * 60..19 * 60 + 30).contains(&minute) {
            return;
        }
        let midnight_in = (24 * 60 - minute) % (24 * 60);
        let morning = if minute < 8 * 60 { -minute } else { midnight_in } + 8 * 60;
        let wake_ms = morning * MINUTE_MS + i64::from(self.random.below(2 * HOUR_MS as u32));
        let goods = self.facts.product;
        self.facts = Facts::draw(&mut self.random, self.person, super::script::Goods::Any, at_ms + wake_ms);
        self.trail.visit(Page::Home, goods, self.now_ms() + wake_ms - 60_000);
        self.say_one_of_after(Some(wake_ms), Speaker::Visitor, self.book.back_again, 1);
        self.say_one_of(Speaker::Agent, self.book.welcome_back, 1);
    }

    fn play(&mut self, steps: &'static [Step], room: usize) {
        let end = self.turns.len() + room;
        for (index, step) in steps.iter().enumerate() {
            if self.turns.len() == end {
                return;
            }
            let room = (end - self.turns.len()).saturating_sub(least(&steps[index + 1..]));
            match step {
                Step::Visitor(lines) => self.reply(lines, room),
                Step::Agent(lines) => self.say_one_of(Speaker::Agent, lines, room),
                Step::Maybe(percent, steps) => {
                    if least(steps) <= room && self.random.percent(*percent) {
                        self.play(steps, room);
                    }
                }
                Step::Pairs(pairs) => self.exchange(pairs, room),
                Step::Either(ways) => {
                    let fitting: Vec<_> = ways.iter().filter(|way| least(way) <= room).collect();
                    if let Some(way) = fitting.get(self.random.index(fitting.len())) {
                        self.play(way, room);
                    }
                }
            }
        }
    }

    fn exchange(&mut self, pairs: &'static [(&'static str, &'static str)], room: usize) {
        let fits = |(line, answer): &&(&str, &str)| pieces(line) + pieces(answer) <= room;
        let fitting: Vec<_> = pairs.iter().filter(fits).collect();
        let said_lately = |(line, _): &(&'static str, &'static str)| self.lately.contains(line);
        let fresh: Vec<_> = fitting.iter().copied().filter(|pair| !said_lately(pair)).collect();
        let candidates = if fresh.is_empty() { fitting } else { fresh };
        if let Some((line, answer)) = candidates.get(self.random.index(candidates.len())) {
            self.reply(std::slice::from_ref(line), room);
            self.say_one_of(Speaker::Agent, std::slice::from_ref(answer), room);
        }
    }

    fn now_ms(&self) -> i64 {
        self.turns.last().map_or(0, |turn| turn.offset_ms)
    }

    /// Every topic of the language once, in a random order, before any comes again; those that need more
    /// room wait for their turn.
    fn next_case(&mut self, room: usize) -> (&'static Topic, &'static Case) {
        if !bring_fitting(&mut self.unsaid, room) {
            self.unsaid = shuffled(self.book.topics, &mut self.random);
            bring_fitting(&mut self.unsaid, room);
        }
        let topic = self.unsaid.pop().unwrap_or(self.book.topics[0]);
        let fitting: Vec<_> = topic.cases.iter().filter(|case| fits(case, room)).collect();
        let case = fitting.get(self.random.index(fitting.len())).copied();
        (topic, case.unwrap_or(&topic.cases[0]))
    }
}

fn fits(case: &Case, room: usize) -> bool {
    least(case.then) < room
}

/// Moves the last topic that can be told in `room` turns to the end, from where it is taken. False when none
/// can.
fn bring_fitting(topics: &mut [&'static Topic], room: usize) -> bool {
    let fitting = |topic: &&Topic| topic.cases.iter().any(|case| fits(case, room));
    match topics.iter().rposition(fitting) {
        Some(position) => {
            topics[position..].rotate_left(1);
            true
        }
        None => false,
    }
}

fn shuffled<T: Copy>(items: &[T], random: &mut Random) -> Vec<T> {
    let mut items = items.to_vec();
    for last in (1..items.len()).rev() {
        items.swap(last, random.index(last + 1));
    }
    items
}
