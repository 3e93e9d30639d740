//! The shape of the material: branching scripts of visitor and agent lines.
//!
//! Lines are plain constants with two marks. `|` ends a message and begins another by the same person.
//! `{slot}` is filled by [`super::facts`]; the same slot keeps its value through a topic, so that the agent
//! repeats the order number that the visitor gave. Tables hold straight apostrophes and ordinary spaces;
//! [`super::typing`] puts in what each language's typography wants.

use super::pages::Page;

pub(super) type Lines = &'static [&'static str];

pub(super) enum Step {
    /// One of these lines, said by the visitor.
    Visitor(Lines),
    /// One of these lines, said by the agent.
    Agent(Lines),
    /// Played this often, in percent, when there is room.
    Maybe(u32, &'static [Step]),
    /// One of these ways on.
    Either(&'static [&'static [Step]]),
    /// One of these lines of the visitor, with the agent's answer to it.
    Pairs(&'static [(&'static str, &'static str)]),
}

/// What a topic needs its product to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Goods {
    Any,
    /// Covered in fabric.
    Seat,
    /// Wood, mostly to be assembled.
    Wood,
}

/// A subject that visitors write about, from one page of the shop.
pub(super) struct Topic {
    pub(super) page: Page,
    pub(super) goods: Goods,
    pub(super) cases: &'static [Case],
}

/// Ways to ask the same thing, and what comes of it. Each question says enough to stand alone.
pub(super) struct Case {
    pub(super) ask: Lines,
    pub(super) then: &'static [Step],
}

/// Everything said in one language.
pub(super) struct Phrasebook {
    pub(super) topics: &'static [&'static Topic],
    /// Short exchanges between topics, two turns at least.
    pub(super) interludes: &'static [&'static [Step]],
    /// Put before a first question: ends with a space or a line break.
    pub(super) salutes: Lines,
    /// A greeting alone, by the visitor, then by the agent.
    pub(super) greetings: Lines,
    pub(super) welcomes: Lines,
    /// What a visitor who is not answered adds.
    pub(super) waiting: Lines,
    /// "Anything else?", "yes, another question", "no, that is all".
    pub(super) anything_else: Lines,
    pub(super) another_question: Lines,
    pub(super) nothing_else: Lines,
    pub(super) understood: Lines,
    pub(super) thanks: Lines,
    pub(super) farewells: Lines,
    pub(super) last_words: Lines,
    /// Left open: the agent looks into it, the visitor waits for news.
    pub(super) looking_into_it: Lines,
    pub(super) any_news: Lines,
    /// The next day, in a conversation that lasts.
    pub(super) back_again: Lines,
    pub(super) welcome_back: Lines,
    /// How somebody who will write for days presents themselves.
    pub(super) long_haul: Lines,
    /// Sentences that a visitor adds to a question or an answer, whatever it is.
    pub(super) asides: Lines,
    /// Paragraphs with which a visitor turns a question into a letter, and its endings.
    pub(super) story: Lines,
    pub(super) pleas: Lines,
    pub(super) signatures: Lines,
}

/// How many messages a line makes.
pub(super) fn pieces(line: &str) -> usize {
    line.split('|').count()
}

/// The fewest turns that these steps can take.
pub(super) fn least(steps: &[Step]) -> usize {
    steps
        .iter()
        .map(|step| match step {
            Step::Visitor(_) | Step::Agent(_) => 1,
            Step::Maybe(..) => 0,
            Step::Pairs(_) => 2,
            Step::Either(ways) => ways.iter().map(|way| least(way)).min().unwrap_or(0),
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::super::facts::is_slot;
    use super::*;

    fn check_line(line: &str) {
        assert!(line.split('|').all(|piece| !piece.trim().is_empty()), "empty message in {line:?}");
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            assert!(is_slot(slot), "unknown slot {slot:?} in {line:?}");
            rest = after;
        }
    }

    fn check_lines(lines: Lines) {
        assert!(lines.iter().any(|line| pieces(line) == 1), "no single message in {lines:?}");
        lines.iter().for_each(|line| check_line(line));
    }

    fn check_steps(steps: &[Step]) {
        for step in steps {
            match step {
                Step::Visitor(lines) | Step::Agent(lines) => check_lines(lines),
                Step::Maybe(_, steps) => check_steps(steps),
                Step::Either(ways) => ways.iter().for_each(|way| check_steps(way)),
                Step::Pairs(pairs) => {
                    pairs.iter().flat_map(|(line, answer)| [line, answer]).for_each(|line| check_line(line));
                    assert!(pairs.iter().any(|(line, answer)| pieces(line) + pieces(answer) == 2));
                }
            }
        }
    }

    #[test]
    fn every_table_can_be_played() {
        for language in [Language::Fr, Language::Es, Language::En] {
            let book = language.phrasebook();
            assert!(book.topics.len() >= 12);
            for topic in book.topics {
                for case in topic.cases {
                    check_lines(case.ask);
                    check_steps(case.then);
                    // Longer ones would never find room; see `dialogue::LONGEST_SHORTEST`.
                    assert!((1..=3).contains(&least(case.then)), "{language:?} {:?}", topic.page);
                }
            }
            let shortest = |topic: &&&Topic| topic.cases.iter().any(|case| least(case.then) == 1);
            assert!(book.topics.iter().filter(shortest).count() >= 8);
            for interlude in book.interludes {
                check_steps(interlude);
                assert_eq!(least(interlude), 2);
            }
            for lines in [
                book.greetings,
                book.welcomes,
                book.waiting,
                book.anything_else,
                book.another_question,
                book.nothing_else,
                book.understood,
                book.thanks,
                book.farewells,
                book.last_words,
                book.looking_into_it,
                book.any_news,
                book.back_again,
                book.welcome_back,
                book.long_haul,
                book.asides,
                book.story,
                book.pleas,
                book.signatures,
            ] {
                check_lines(lines);
            }
        }
    }
}
