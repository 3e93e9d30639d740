//! How a playbook runs (A8, A10, A11): from where it stands and what happened, to where it stands next and
//! what is to be done. The caller has the steps, the clock and the store.
//!
//! A run stands before a step that waits for somebody, or is over. A choice and a form wait for the
//! visitor; a live chat waits for an agent until a deadline, or, without one, for the visitor's first word:
//! that is where an opening ends, since a conversation begins only with what the visitor does.

use protocol::Item;
use protocol::card::{Choice, ChoiceOption, Form};
use protocol::crm::EntryKind;
use protocol::playbook::{Act, Branch, LiveChat, Step};
use protocol::{Timestamp, VisitorStatus};

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub step: String,
    /// Of a live chat that was reached.
    pub deadline: Option<Timestamp>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'e> {
    /// The visitor picked an option.
    Picked(&'e str),
    /// The visitor filled the form in.
    Filled,
    /// The visitor wrote, by the way or before anything was asked.
    Said(&'e str),
    /// An agent took the chat.
    Taken,
    /// Time passed, or agents came and went.
    Time,
}

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The bot says or asks it.
    Say(Item),
    SetStatus(VisitorStatus),
    /// A10
    Create(EntryKind),
    /// The chat is in Unassigned (A3), and should be taken until then.
    Reach {
        until: Option<Timestamp>,
    },
    /// Nobody took it in time (A8): it stays where it is, overdue since then.
    Overdue {
        since: Timestamp,
    },
}

/// What a run needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'s> {
    pub steps: &'s [Step],
    /// The conversation is in no folder yet: only the bot has it.
    pub with_bot: bool,
    /// Some agent could take it now (A1).
    pub available: bool,
    pub now: Timestamp,
}

/// An event that means nothing here; nothing is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAwaited;

pub type Outcome = (Option<Stand>, Vec<Effect>);

/// What there is to say before the visitor has done anything.
pub fn open(steps: &[Step]) -> Outcome {
    let scene = Scene { steps, with_bot: true, available: false, now: Timestamp(0) };
    let mut run = Run { scene, effects: Vec::new(), opening: true };
    let stand = run.enter(steps.first().map(|step| step.id.as_str()));
    (stand, run.effects)
}

/// None as `stand`: the playbook is over.
pub fn step(scene: Scene<'_>, stand: Option<&Stand>, event: &Event<'_>) -> Result<Outcome, NotAwaited> {
    let mut run = Run { scene, effects: Vec::new(), opening: false };
    let here = stand.and_then(|stand| scene.step(&stand.step));
    let next = match (here, event) {
        (Some(Act::Choice { options, .. }), Event::Picked(option)) => {
            let branch = options.iter().find(|branch| branch.option.id == *option).ok_or(NotAwaited)?;
            run.enter(branch.next.as_deref())
        }
        (Some(Act::Form { next, .. }), Event::Filled) => run.enter(next.as_deref()),
        (_, Event::Picked(_) | Event::Filled) => return Err(NotAwaited),
        (_, Event::Said(text)) if let Some(branch) = here.and_then(|act| labelled(act, text)) => {
            run.enter(branch.next.as_deref())
        }
        (_, Event::Said(_)) if scene.with_bot => run.hear(here, stand),
        (Some(Act::LiveChat(live)), Event::Taken) => run.after_agent(live),
        (_, Event::Taken) => None,
        (Some(Act::LiveChat(live)), Event::Time) => match stand.and_then(|stand| stand.deadline) {
            Some(deadline) if deadline <= scene.now => run.give_up(live, deadline, live.on_timeout.as_deref()),
            Some(_) if !scene.available => run.give_up(live, scene.now, live.on_offline.as_deref()),
            _ => stand.cloned(),
        },
        (_, Event::Said(_) | Event::Time) => stand.cloned(),
    };
    Ok((next, run.effects))
}

/// The answer that somebody wrote instead of picking it.
fn labelled<'s>(act: &'s Act, text: &str) -> Option<&'s Branch> {
    let Act::Choice { options, .. } = act else { return None };
    let written = text.trim().to_lowercase();
    options.iter().find(|branch| branch.option.label.trim().to_lowercase() == written)
}

impl<'s> Scene<'s> {
    fn step(&self, id: &str) -> Option<&'s Act> {
        self.steps.iter().find(|step| step.id == id).map(|step| &step.act)
    }
}

struct Run<'s> {
    scene: Scene<'s>,
    effects: Vec<Effect>,
    /// Nothing may happen yet but words.
    opening: bool,
}

impl<'s> Run<'s> {
    /// Goes on until somebody is waited for. A saved playbook has no loop without a wait, so as many
    /// steps as there are suffice.
    fn enter(&mut self, first: Option<&str>) -> Option<Stand> {
        let mut at = first?.to_owned();
        for _ in 0..=self.scene.steps.len() {
            let stand = Stand { step: at.clone(), deadline: None };
            let next = match self.scene.step(&at)? {
                Act::Message { text, next } => self.say(Item::Rich(text.clone()), next),
                Act::Notify { set_status, next } => {
                    self.effects.push(Effect::SetStatus(*set_status));
                    next.as_deref()
                }
                Act::Create { what, next } => {
                    self.effects.push(Effect::Create(*what));
                    next.as_deref()
                }
                Act::Choice { text, options } => {
                    let options = options.iter().map(|branch| ChoiceOption::clone(&branch.option)).collect();
                    self.effects.push(Effect::Say(Item::Choice(Choice { text: text.clone(), options })));
                    return Some(stand);
                }
                Act::Form { title, fields, .. } => {
                    let form = Form { title: title.clone(), fields: fields.clone() };
                    self.effects.push(Effect::Say(Item::Form(form)));
                    return Some(stand);
                }
                Act::LiveChat(_) if self.opening => return Some(stand),
                Act::LiveChat(live) if self.scene.available => {
                    let deadline = Some(self.scene.now.plus_ms(i64::from(live.wait_s) * 1_000));
                    self.effects.push(Effect::Reach { until: deadline });
                    self.effects.push(Effect::Say(Item::Rich(live.online.clone())));
                    return Some(Stand { deadline, ..stand });
                }
                Act::LiveChat(live) => {
                    self.effects.push(Effect::Reach { until: Some(self.scene.now) });
                    self.say(Item::Rich(live.offline.clone()), &live.on_offline)
                }
            };
            at = next?.to_owned();
        }
        None
    }

    fn say<'n>(&mut self, item: Item, next: &'n Option<String>) -> Option<&'n str> {
        self.effects.push(Effect::Say(item));
        next.as_deref()
    }

    /// Somebody writes where the bot has asked something else, or nothing more: they want a person. So
    /// the chat goes on at the first live chat there is; without one it goes to Unassigned as it is. A
    /// person's words never stay with a bot alone.
    fn hear(&mut self, here: Option<&Act>, stand: Option<&Stand>) -> Option<Stand> {
        let first_live = || self.scene.steps.iter().find(|step| matches!(step.act, Act::LiveChat(_)));
        let live = match (here, stand) {
            (Some(Act::LiveChat(_)), Some(stand)) => Some(stand.step.as_str()),
            (Some(_), _) => first_live().map(|step| step.id.as_str()),
            (None, _) => None,
        };
        if live.is_none() {
            self.effects.push(Effect::Reach { until: None });
        }
        self.enter(live)
    }

    /// The agent speaks from now on; what is left is done in silence.
    fn after_agent(&mut self, live: &LiveChat) -> Option<Stand> {
        self.enter(live.on_assigned.as_deref());
        self.effects.retain(|effect| matches!(effect, Effect::SetStatus(_) | Effect::Create(_)));
        None
    }

    fn give_up(&mut self, live: &LiveChat, since: Timestamp, next: Option<&str>) -> Option<Stand> {
        self.effects.push(Effect::Overdue { since });
        self.effects.push(Effect::Say(Item::Rich(live.offline.clone())));
        self.enter(next)
    }
}

#[cfg(test)]
mod tests;
