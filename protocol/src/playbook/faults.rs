//! What is wrong with a playbook: each fault names its step, so that an editor can lead to it.

use super::{Act, Step, StepId};
use crate::card::FormField;
use crate::limits::{LINE_MAX_CHARS, TEXT_MAX_CHARS};
use crate::rich_text::RichText;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// More than anybody reads; a bound for what a visitor's page must run.
pub const STEPS_MAX: usize = 100;
const OPTIONS_MAX: usize = 20;
const FIELDS_MAX: usize = 20;
/// A day: who waits longer has gone.
const WAIT_MAX_S: u32 = 24 * 60 * 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// None: the playbook as a whole.
    pub step: Option<StepId>,
    pub kind: FaultKind,
}

text_enum!(
    /// Texts never change: windows translate by them.
    FaultKind {
        /// There is no step.
        NoSteps = "no_steps",
        TooManySteps = "too_many_steps",
        /// Two steps of one name, or a name that is none.
        BadName = "bad_name",
        /// An exit names a step that is not there.
        UnknownTarget = "unknown_target",
        /// Nothing leads here.
        Unreachable = "unreachable",
        /// It comes round to itself without waiting for anybody.
        EndlessLoop = "endless_loop",
        /// Nothing to say or to ask.
        EmptyText = "empty_text",
        TextTooLong = "text_too_long",
        /// A question without answers, or with two of one id.
        BadOptions = "bad_options",
        /// A form without fields, or with two of one key, or one without a label.
        BadFields = "bad_fields",
        /// A waiting time of nothing, or of more than a day.
        BadWait = "bad_wait",
        /// After an agent has joined, the bot may note, not speak.
        SpeaksAfterAgent = "speaks_after_agent",
        /// A link that leads elsewhere than to a web page.
        BadLink = "bad_link",
    }
);

/// All that is wrong with these steps; empty: they can be run.
pub fn faults(steps: &[Step]) -> Vec<Fault> {
    let mut found = Vec::new();
    if steps.is_empty() {
        return vec![Fault { step: None, kind: FaultKind::NoSteps }];
    }
    if steps.len() > STEPS_MAX {
        return vec![Fault { step: None, kind: FaultKind::TooManySteps }];
    }
    let mut by_id = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        if !is_name(&step.id) || by_id.insert(step.id.as_str(), index).is_some() {
            found.push(Fault { step: Some(step.id.clone()), kind: FaultKind::BadName });
        }
    }
    for step in steps {
        let mut add = |kind| {
            let fault = Fault { step: Some(step.id.clone()), kind };
            if !found.contains(&fault) {
                found.push(fault);
            }
        };
        content_faults(&step.act).into_iter().for_each(&mut add);
        if step.act.exits().into_iter().flatten().any(|exit| !by_id.contains_key(exit.as_str())) {
            add(FaultKind::UnknownTarget);
        }
    }
    found.extend(Graph { steps, by_id }.faults());
    found
}

fn is_name(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn content_faults(act: &Act) -> Vec<FaultKind> {
    let mut found = Vec::new();
    for text in act.texts() {
        found.extend(text_faults(text));
    }
    match act {
        Act::Choice { text, options } => {
            found.extend(line_fault(text, TEXT_MAX_CHARS));
            let ids: BTreeSet<_> = options.iter().map(|branch| branch.option.id.as_str()).collect();
            let sound = |label: &str| line_fault(label, LINE_MAX_CHARS).is_none();
            if options.is_empty()
                || options.len() > OPTIONS_MAX
                || ids.len() != options.len()
                || !options.iter().all(|branch| is_name(&branch.option.id) && sound(&branch.option.label))
            {
                found.push(FaultKind::BadOptions);
            }
        }
        Act::Form { title, fields, .. } => {
            found.extend(line_fault(title, LINE_MAX_CHARS));
            if !fields_are_sound(fields) {
                found.push(FaultKind::BadFields);
            }
        }
        Act::LiveChat(live) if live.wait_s == 0 || live.wait_s > WAIT_MAX_S => found.push(FaultKind::BadWait),
        _ => {}
    }
    found
}

fn fields_are_sound(fields: &[FormField]) -> bool {
    let keys: BTreeSet<_> = fields.iter().map(|field| field.key.as_str()).collect();
    let sound = |field: &FormField| is_name(&field.key) && line_fault(&field.label, LINE_MAX_CHARS).is_none();
    (1..=FIELDS_MAX).contains(&fields.len()) && keys.len() == fields.len() && fields.iter().all(sound)
}

fn text_faults(text: &RichText) -> Vec<FaultKind> {
    let mut found = Vec::new();
    if text.is_blank() {
        found.push(FaultKind::EmptyText);
    }
    if text.words().chars().count() > TEXT_MAX_CHARS {
        found.push(FaultKind::TextTooLong);
    }
    let is_web = |link: &String| link.starts_with("https://") || link.starts_with("http://");
    if !text.clone().spans_mut().filter_map(|span| span.link.as_ref()).all(is_web) {
        found.push(FaultKind::BadLink);
    }
    found
}

fn line_fault(text: &str, max: usize) -> Option<FaultKind> {
    if text.trim().is_empty() {
        Some(FaultKind::EmptyText)
    } else if text.chars().count() > max {
        Some(FaultKind::TextTooLong)
    } else {
        None
    }
}

struct Graph<'s> {
    steps: &'s [Step],
    by_id: BTreeMap<&'s str, usize>,
}

impl Graph<'_> {
    fn faults(&self) -> Vec<Fault> {
        let fault = |index: usize, kind| Fault { step: Some(self.steps[index].id.clone()), kind };
        let reached = self.reach([0]);
        let mut found: Vec<_> = (0..self.steps.len())
            .filter(|index| !reached.contains(index))
            .map(|index| fault(index, FaultKind::Unreachable))
            .collect();
        for index in 0..self.steps.len() {
            // Round without anybody having done anything: from here, over steps that wait for nobody, to here.
            let mut round = self.unasked(index);
            if let Act::LiveChat(live) = &self.steps[index].act {
                round.extend(self.index(live.on_timeout.as_ref()));
            }
            if self.walk(round, |index| self.unasked(index)).contains(&index) {
                found.push(fault(index, FaultKind::EndlessLoop));
            }
            if let Act::LiveChat(live) = &self.steps[index].act {
                let silent = |act: &Act| matches!(act, Act::Notify { .. } | Act::Create { .. });
                if !self
                    .reach(self.index(live.on_assigned.as_ref()))
                    .into_iter()
                    .all(|index| silent(&self.steps[index].act))
                {
                    found.push(fault(index, FaultKind::SpeaksAfterAgent));
                }
            }
        }
        found
    }

    fn index(&self, exit: Option<&StepId>) -> Option<usize> {
        self.by_id.get(exit?.as_str()).copied()
    }

    fn next(&self, index: usize) -> Vec<usize> {
        self.steps[index].act.exits().into_iter().filter_map(|exit| self.index(exit)).collect()
    }

    /// Where it may lead at once, whoever is there: a live chat waits for an agent only while one is available.
    fn unasked(&self, index: usize) -> Vec<usize> {
        match &self.steps[index].act {
            Act::LiveChat(live) => self.index(live.on_offline.as_ref()).into_iter().collect(),
            act if act.waits() => vec![],
            _ => self.next(index),
        }
    }

    fn reach(&self, from: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        self.walk(from, |index| self.next(index))
    }

    /// What can be come to from `from`, these included.
    fn walk(&self, from: impl IntoIterator<Item = usize>, next: impl Fn(usize) -> Vec<usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<_> = from.into_iter().collect();
        while let Some(index) = open.pop() {
            if reached.insert(index) {
                open.extend(next(index));
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Branch, LiveChat};
    use super::*;
    use crate::card::{ChoiceOption, FieldKind};
    use crate::visitor::VisitorStatus;

    fn to(id: &str) -> Option<StepId> {
        (!id.is_empty()).then(|| id.to_owned())
    }

    fn message(id: &str, next: &str) -> Step {
        Step { id: id.into(), act: Act::Message { text: RichText::plain("Bonjour"), next: to(next) } }
    }

    fn choice(id: &str, exits: &[&str]) -> Step {
        let option = |(n, exit): (usize, &&str)| Branch {
            option: ChoiceOption { id: format!("o{n}"), label: format!("Option {n}") },
            next: to(exit),
        };
        let options = exits.iter().enumerate().map(option).collect();
        Step { id: id.into(), act: Act::Choice { text: "Et alors ?".into(), options } }
    }

    fn live(id: &str, on_assigned: &str, on_timeout: &str, on_offline: &str) -> Step {
        let text = RichText::plain("Un instant");
        let live = LiveChat {
            online: text.clone(),
            wait_s: 180,
            offline: text,
            on_assigned: to(on_assigned),
            on_timeout: to(on_timeout),
            on_offline: to(on_offline),
        };
        Step { id: id.into(), act: Act::LiveChat(live) }
    }

    fn form(id: &str, keys: &[&str]) -> Step {
        let field = |key: &&str| FormField {
            key: (*key).to_owned(),
            kind: FieldKind::Text,
            label: "Quoi".into(),
            required: true,
        };
        let fields = keys.iter().map(field).collect();
        Step { id: id.into(), act: Act::Form { title: "Vous".into(), fields, next: None } }
    }

    fn told(steps: &[Step]) -> Vec<(String, FaultKind)> {
        faults(steps).into_iter().map(|fault| (fault.step.unwrap_or_default(), fault.kind)).collect()
    }

    /// A11
    #[test]
    fn a_sound_playbook_has_no_faults() {
        let note = Act::Notify { set_status: VisitorStatus::Prospect, next: None };
        let steps = [
            message("hello", "menu"),
            choice("menu", &["hello", "live"]),
            live("live", "note", "ask", "ask"),
            form("ask", &["name", "email"]),
            Step { id: "note".into(), act: note },
        ];
        // From the menu back to the greeting: it waits at the menu.
        assert_eq!(told(&steps), []);
    }

    /// A11
    #[test]
    fn each_fault_names_its_step() {
        use FaultKind::*;
        let name = |id: &str, kind| vec![(id.to_owned(), kind)];
        assert_eq!(told(&[]), name("", NoSteps));
        assert_eq!(told(&[message("a", "b")]), name("a", UnknownTarget));
        assert_eq!(told(&[message("a", ""), message("b", "")]), name("b", Unreachable));
        assert_eq!(told(&[message("a b", "")]), name("a b", BadName));
        assert_eq!(told(&[choice("a", &[])]), name("a", BadOptions));
        assert_eq!(told(&[form("a", &[])]), name("a", BadFields));
        assert_eq!(told(&[form("a", &["x", "x"])]), name("a", BadFields));
        let loops = told(&[message("a", "b"), message("b", "a")]);
        assert_eq!(loops, [("a".to_owned(), EndlessLoop), ("b".to_owned(), EndlessLoop)]);
        assert_eq!(told(&[live("l", "m", "", ""), message("m", "")]), name("l", SpeaksAfterAgent));
        // With nobody there a live chat waits for nobody; and its time runs out by itself.
        for (timeout, offline) in [("", "l"), ("l", ""), ("m", "")] {
            let steps = [live("l", "", timeout, offline), message("m", "l")];
            assert!(told(&steps).contains(&("l".to_owned(), EndlessLoop)), "{timeout} {offline}");
        }
        assert_eq!(told(&[live("l", "", "q", "q"), choice("q", &["l", ""])]), []);
        let twice = told(&[message("a", "a2"), message("a2", ""), message("a2", "")]);
        assert!(twice.contains(&("a2".to_owned(), BadName)), "{twice:?}");
    }

    /// A9
    #[test]
    fn a_text_says_something_and_its_links_are_of_the_web() {
        let with = |text: RichText| faults(&[Step { id: "a".into(), act: Act::Message { text, next: None } }]);
        assert_eq!(with(RichText::default())[0].kind, FaultKind::EmptyText);
        let mut linked = RichText::plain("ici");
        for (link, fault) in [("https://a.example/", None), ("javascript:alert(1)", Some(FaultKind::BadLink))] {
            linked.spans_mut().for_each(|span| span.link = Some(link.to_owned()));
            assert_eq!(with(linked.clone()).first().map(|fault| fault.kind), fault);
        }
        assert_eq!(with(RichText::plain(&"a".repeat(16_385)))[0].kind, FaultKind::TextTooLong);
    }
}
