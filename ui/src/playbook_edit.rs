//! Editing a playbook's steps: what adding, removing and moving one means for the exits around it. Plain
//! functions over plain data.

use protocol::RichText;
use protocol::card::{ChoiceOption, FieldKind, FormField};
use protocol::crm::EntryKind;
use protocol::playbook::{Act, Branch, LiveChat, Step, StepId};
use protocol::visitor::VisitorStatus;

/// Minutes that an agent has to take a chat, unless somebody says otherwise.
const WAIT_S: u32 = 180;

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Message,
    Choice,
    Form,
    Notify,
    Create,
    LiveChat,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Message, Self::Choice, Self::Form, Self::Notify, Self::Create, Self::LiveChat];

    pub const fn of(act: &Act) -> Self {
        match act {
            Act::Message { .. } => Self::Message,
            Act::Choice { .. } => Self::Choice,
            Act::Form { .. } => Self::Form,
            Act::Notify { .. } => Self::Notify,
            Act::Create { .. } => Self::Create,
            Act::LiveChat(_) => Self::LiveChat,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Choice => "choice",
            Self::Form => "form",
            Self::Notify => "notify",
            Self::Create => "create",
            Self::LiveChat => "live_chat",
        }
    }
}

/// The words that new steps begin with, in the editor's language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub greeting: String,
    pub question: String,
    pub option: String,
    pub form: String,
    pub name: String,
    pub email: String,
    pub online: String,
    pub offline: String,
    pub offline_form: String,
    pub thanks: String,
}

fn act(kind: Kind, words: &Words, next: Option<StepId>) -> Act {
    match kind {
        Kind::Message => Act::Message { text: RichText::plain(&words.greeting), next },
        Kind::Choice => Act::Choice {
            text: words.question.clone(),
            options: vec![Branch { option: ChoiceOption { id: "1".into(), label: words.option.clone() }, next }],
        },
        Kind::Form => Act::Form { title: words.form.clone(), fields: contact(words), next },
        Kind::Notify => Act::Notify { set_status: VisitorStatus::Prospect, next },
        Kind::Create => Act::Create { what: EntryKind::Lead, next },
        Kind::LiveChat => Act::LiveChat(LiveChat {
            online: RichText::plain(&words.online),
            wait_s: WAIT_S,
            offline: RichText::plain(&words.offline),
            on_assigned: None,
            on_timeout: next.clone(),
            on_offline: next,
        }),
    }
}

fn contact(words: &Words) -> Vec<FormField> {
    let field = |key: &str, kind, label: &str| FormField { key: key.into(), kind, label: label.into(), required: true };
    vec![field("name", FieldKind::Name, &words.name), field("email", FieldKind::Email, &words.email)]
}

/// The template "live chat": a greeting, an agent, and when none comes a form, of which a lead comes (A10).
pub fn live_chat_template(words: &Words) -> Vec<Step> {
    let step = |id: &str, act| Step { id: id.into(), act };
    let form = Act::Form { title: words.offline_form.clone(), fields: contact(words), next: Some("lead".into()) };
    vec![
        step("greeting", act(Kind::Message, words, Some("live".into()))),
        step("live", act(Kind::LiveChat, words, Some("form".into()))),
        step("form", form),
        step("lead", act(Kind::Create, words, Some("thanks".into()))),
        step("thanks", Act::Message { text: RichText::plain(&words.thanks), next: None }),
    ]
}

/// A name that no step has.
pub fn free_id(steps: &[Step], kind: Kind) -> StepId {
    (1..).map(|n| format!("{}-{n}", kind.name())).find(|id| steps.iter().all(|step| step.id != *id)).unwrap_or_default()
}

/// Adds a step after the one at `after` (none: at the end), and leads there: on the way from the one before to
/// where that led, or at its first exit that led nowhere. Answers where it is.
pub fn add(steps: &mut Vec<Step>, after: Option<usize>, kind: Kind, words: &Words) -> usize {
    let id = free_id(steps, kind);
    let at = after.map_or(steps.len(), |after| (after + 1).min(steps.len()));
    let mut next = None;
    if let Some(before) = at.checked_sub(1).and_then(|before| steps.get_mut(before)) {
        let mut exits = before.act.exits_mut();
        if let [exit] = exits.as_mut_slice() {
            next = exit.replace(id.clone());
        } else if let Some(open) = exits.iter_mut().find(|exit| exit.is_none()) {
            **open = Some(id.clone());
        }
    }
    steps.insert(at, Step { id, act: act(kind, words, next) });
    at
}

/// Adds the same step again behind it, and leads there.
pub fn duplicate(steps: &mut Vec<Step>, at: usize) -> usize {
    let Some(copy) = steps.get(at).cloned() else { return at };
    let id = free_id(steps, Kind::of(&copy.act));
    if let [exit] = steps[at].act.exits_mut().as_mut_slice() {
        **exit = Some(id.clone());
    }
    steps.insert(at + 1, Step { id, ..copy });
    at + 1
}

/// Takes a step out; what led to it leads to where it led first.
pub fn remove(steps: &mut Vec<Step>, at: usize) {
    if at >= steps.len() {
        return;
    }
    let gone = steps.remove(at);
    let beyond = gone.act.exits().into_iter().flatten().find(|next| **next != gone.id).cloned();
    lead(steps, &gone.id, beyond.as_ref());
}

/// Moves a step one place up, before the one that stands there. Where the one above led to it alone, the way
/// goes through it first from then on.
pub fn move_up(steps: &mut [Step], at: usize) {
    if at == 0 || at >= steps.len() {
        return;
    }
    let (upper, lower) = (steps[at - 1].id.clone(), steps[at].id.clone());
    let only = |act: &Act| match act.exits().as_slice() {
        [next] => Some(next.cloned()),
        _ => None,
    };
    if let (Some(from_upper), Some(beyond)) = (only(&steps[at - 1].act), only(&steps[at].act))
        && from_upper.as_ref() == Some(&lower)
    {
        lead(steps, &upper, Some(&lower));
        set_only(&mut steps[at].act, Some(upper.clone()));
        set_only(&mut steps[at - 1].act, beyond.filter(|next| *next != upper));
    }
    steps.swap(at - 1, at);
}

fn set_only(act: &mut Act, next: Option<StepId>) {
    if let [exit] = act.exits_mut().as_mut_slice() {
        **exit = next;
    }
}

/// All that led to `from` leads to `to`.
fn lead(steps: &mut [Step], from: &StepId, to: Option<&StepId>) {
    for step in steps {
        for exit in step.act.exits_mut() {
            if exit.as_ref() == Some(from) {
                *exit = to.cloned();
            }
        }
    }
}

/// Steps that are come to only where a live chat found nobody, or after an agent came: shown beneath it.
pub fn is_branch(steps: &[Step], at: usize) -> bool {
    let Some(step) = steps.get(at) else { return false };
    let from: Vec<_> = steps
        .iter()
        .filter(|other| other.id != step.id && other.act.exits().into_iter().flatten().any(|next| *next == step.id))
        .collect();
    !from.is_empty() && from.iter().all(|other| matches!(other.act, Act::LiveChat(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::playbook::faults;

    fn words() -> Words {
        let text = |text: &str| text.to_owned();
        Words {
            greeting: text("Bonjour"),
            question: text("Que souhaitez-vous ?"),
            option: text("Un conseil"),
            form: text("Vous"),
            name: text("Nom"),
            email: text("E-mail"),
            online: text("Un instant"),
            offline: text("Absents"),
            offline_form: text("Laissez-nous un mot"),
            thanks: text("Merci"),
        }
    }

    /// The way from the first step over each one's first exit.
    fn way(steps: &[Step]) -> Vec<&str> {
        let mut way = Vec::new();
        let mut at = steps.first();
        while let Some(step) = at
            && way.len() < 20
        {
            way.push(step.id.as_str());
            let next = step.act.exits().into_iter().flatten().next();
            at = next.and_then(|next| steps.iter().find(|step| step.id == *next));
        }
        way
    }

    /// A11
    #[test]
    fn the_template_runs_as_it_is() {
        let steps = live_chat_template(&words());
        assert_eq!(faults(&steps), []);
        assert_eq!((0..5).map(|at| is_branch(&steps, at)).collect::<Vec<_>>(), [false, false, true, false, false]);
    }

    /// A11
    #[test]
    fn a_playbook_is_built_from_nothing_step_by_step() {
        let mut steps = Vec::new();
        for kind in Kind::ALL {
            let last = steps.len().checked_sub(1);
            add(&mut steps, last, kind, &words());
            assert_eq!(faults(&steps), [], "after {kind:?}");
        }
        assert_eq!(way(&steps), ["message-1", "choice-1", "form-1", "notify-1", "create-1", "live_chat-1"]);
        add(&mut steps, Some(0), Kind::Message, &words());
        assert_eq!(way(&steps)[..3], ["message-1", "message-2", "choice-1"]);
    }

    /// A11
    #[test]
    fn what_led_to_a_removed_step_leads_on() {
        let mut steps = live_chat_template(&words());
        remove(&mut steps, 2);
        let Act::LiveChat(live) = &steps[1].act else { panic!("a live chat") };
        assert_eq!((live.on_timeout.as_deref(), live.on_offline.as_deref()), (Some("lead"), Some("lead")));
        assert_eq!(faults(&steps), []);
        remove(&mut steps, 0);
        assert_eq!(faults(&steps), []);
    }

    /// A11
    #[test]
    fn a_step_that_is_moved_keeps_the_way_whole() {
        let mut steps = Vec::new();
        for _ in 0..3 {
            let last = steps.len().checked_sub(1);
            add(&mut steps, last, Kind::Message, &words());
        }
        move_up(&mut steps, 2);
        assert_eq!(way(&steps), ["message-1", "message-3", "message-2"]);
        move_up(&mut steps, 1);
        assert_eq!(way(&steps), ["message-3", "message-1", "message-2"]);
        assert_eq!(faults(&steps), []);
        move_up(&mut steps, 0);
        assert_eq!(way(&steps), ["message-3", "message-1", "message-2"]);
    }

    /// A11
    #[test]
    fn a_copy_comes_after_what_it_is_a_copy_of() {
        let mut steps = live_chat_template(&words());
        assert_eq!(duplicate(&mut steps, 0), 1);
        assert_eq!(way(&steps)[..3], ["greeting", "message-1", "live"]);
        assert_eq!(faults(&steps), []);
    }
}
