use super::*;
use proptest::prelude::*;
use protocol::RichText;
use protocol::card::{FieldKind, FormField};
use protocol::playbook::{Branch, faults};

const NOW: Timestamp = Timestamp(1_000_000);
const WAIT_S: u32 = 180;

fn to(id: &str) -> Option<String> {
    (!id.is_empty()).then(|| id.to_owned())
}

fn message(id: &str, next: &str) -> Step {
    Step { id: id.into(), act: Act::Message { text: RichText::plain(id), next: to(next) } }
}

fn choice(id: &str, exits: &[(&str, &str)]) -> Step {
    let branch = |(label, next): &(&str, &str)| Branch {
        option: ChoiceOption { id: label.to_lowercase(), label: (*label).to_owned() },
        next: to(next),
    };
    Step { id: id.into(), act: Act::Choice { text: id.into(), options: exits.iter().map(branch).collect() } }
}

fn fields() -> Vec<FormField> {
    vec![FormField { key: "email".into(), kind: FieldKind::Email, label: "E-mail".into(), required: true }]
}

fn live(id: &str, on_assigned: &str, on_timeout: &str, on_offline: &str) -> Step {
    let live = LiveChat {
        online: RichText::plain("online"),
        wait_s: WAIT_S,
        offline: RichText::plain("offline"),
        on_assigned: to(on_assigned),
        on_timeout: to(on_timeout),
        on_offline: to(on_offline),
    };
    Step { id: id.into(), act: Act::LiveChat(live) }
}

fn form(id: &str, next: &str) -> Step {
    Step { id: id.into(), act: Act::Form { title: id.into(), fields: fields(), next: to(next) } }
}

fn note(id: &str, next: &str) -> Step {
    Step { id: id.into(), act: Act::Notify { set_status: VisitorStatus::Prospect, next: to(next) } }
}

/// Greeting, menu, then a person or a form; captured when nobody is there.
fn shop() -> Vec<Step> {
    vec![
        message("hello", "menu"),
        choice("menu", &[("Conseil", "live"), ("Rappel", "form")]),
        form("form", "note"),
        note("note", "live"),
        live("live", "joined", "ask", "ask"),
        form("ask", ""),
        note("joined", ""),
    ]
}

fn scene(steps: &[Step]) -> Scene<'_> {
    Scene { steps, with_bot: true, available: true, now: NOW }
}

fn at(step: &str) -> Option<Stand> {
    Some(Stand { step: step.into(), deadline: None })
}

/// What was done, in short.
fn told(effects: &[Effect]) -> Vec<String> {
    let short = |effect: &Effect| match effect {
        Effect::Say(Item::Rich(text)) => text.words(),
        Effect::Say(item) => item.kind().to_owned(),
        Effect::SetStatus(status) => status.to_string(),
        Effect::Create(what) => what.to_string(),
        Effect::Reach { until } => format!("reach {:?}", until.map(|at| at.since(NOW) / 1_000)),
        Effect::Overdue { since } => format!("overdue {}", since.since(NOW) / 1_000),
    };
    effects.iter().map(short).collect()
}

/// A11
#[test]
fn an_opening_says_and_asks_up_to_the_first_question() {
    let (stand, effects) = open(&shop());
    assert_eq!((stand, told(&effects)), (at("menu"), vec!["hello".into(), "choice".into()]));
    let steps = [message("hello", "live"), live("live", "", "", "")];
    let (stand, effects) = open(&steps);
    // A conversation begins with what the visitor does: the live chat waits for their first word.
    assert_eq!((stand.clone(), told(&effects)), (at("live"), vec!["hello".into()]));
    let (stand, effects) = step(scene(&steps), stand.as_ref(), &Event::Said("Bonjour")).unwrap();
    assert_eq!(told(&effects), ["reach Some(180)", "online"]);
    assert_eq!(stand.unwrap().deadline, Some(NOW.plus_ms(180_000)));
}

/// A3, A9
#[test]
fn a_live_chat_greets_by_who_is_there_and_reaches_unassigned_either_way() {
    let steps = shop();
    let (stand, effects) = step(scene(&steps), at("menu").as_ref(), &Event::Picked("conseil")).unwrap();
    assert_eq!(told(&effects), ["reach Some(180)", "online"]);
    assert_eq!(stand.unwrap().step, "live");
    let nobody = Scene { available: false, ..scene(&steps) };
    let (stand, effects) = step(nobody, at("menu").as_ref(), &Event::Picked("conseil")).unwrap();
    assert_eq!(told(&effects), ["reach Some(0)", "offline", "form"]);
    assert_eq!(stand, at("ask"));
}

/// A8
#[test]
fn past_the_wait_or_when_the_last_agent_leaves_the_offline_flow_begins() {
    let steps = shop();
    let waiting = Some(Stand { step: "live".into(), deadline: Some(NOW.plus_ms(180_000)) });
    let later = |ms: i64, available| Scene { with_bot: false, available, now: NOW.plus_ms(ms), ..scene(&steps) };
    let still = step(later(179_999, true), waiting.as_ref(), &Event::Time).unwrap();
    assert_eq!(still, (waiting.clone(), vec![]));
    let (stand, effects) = step(later(180_000, true), waiting.as_ref(), &Event::Time).unwrap();
    assert_eq!((stand, told(&effects)), (at("ask"), vec!["overdue 180".into(), "offline".into(), "form".into()]));
    let (stand, effects) = step(later(5_000, false), waiting.as_ref(), &Event::Time).unwrap();
    assert_eq!((stand, told(&effects)), (at("ask"), vec!["overdue 5".into(), "offline".into(), "form".into()]));
    // Captured once, whatever time brings after that.
    assert_eq!(step(later(999_999, false), at("ask").as_ref(), &Event::Time).unwrap(), (at("ask"), vec![]));
}

/// A8
#[test]
fn a_claim_ends_the_offline_flow_and_goes_on_in_silence() {
    let steps = shop();
    let waiting = Some(Stand { step: "live".into(), deadline: Some(NOW) });
    let taken = Scene { with_bot: false, ..scene(&steps) };
    let (stand, effects) = step(taken, waiting.as_ref(), &Event::Taken).unwrap();
    assert_eq!((stand, told(&effects)), (None, vec!["prospect".into()]));
    assert_eq!(step(taken, at("ask").as_ref(), &Event::Taken).unwrap(), (None, vec![]));
}

/// V10
#[test]
fn a_notification_sets_the_status_on_the_way() {
    let steps = shop();
    let (_, effects) = step(scene(&steps), at("form").as_ref(), &Event::Filled).unwrap();
    assert_eq!(told(&effects), ["prospect", "reach Some(180)", "online"]);
}

/// A11
#[test]
fn who_writes_instead_of_picking_picks_or_gets_a_person() {
    let steps = shop();
    let said = |text| step(scene(&steps), at("menu").as_ref(), &Event::Said(text)).unwrap();
    assert_eq!(told(&said(" rappel ").1), ["form"]);
    assert_eq!(told(&said("Ma commande n’arrive pas").1), ["reach Some(180)", "online"]);
    let bot_alone = [choice("menu", &[("Oui", ""), ("Non", "")])];
    let (stand, effects) = step(scene(&bot_alone), at("menu").as_ref(), &Event::Said("Allô ?")).unwrap();
    assert_eq!((stand, told(&effects)), (None, vec!["reach None".into()]));
    let over = step(scene(&bot_alone), None, &Event::Said("Encore moi")).unwrap();
    assert_eq!(told(&over.1), ["reach None"]);
    // In Unassigned what is written is for the agents; the bot's form waits.
    let unassigned = Scene { with_bot: false, ..scene(&steps) };
    assert_eq!(step(unassigned, at("ask").as_ref(), &Event::Said("Allô ?")).unwrap(), (at("ask"), vec![]));
}

/// A11
#[test]
fn what_is_not_asked_for_is_refused() {
    let steps = shop();
    for (stand, event) in [
        (at("menu"), Event::Picked("autre")),
        (at("menu"), Event::Filled),
        (at("form"), Event::Picked("conseil")),
        (at("live"), Event::Filled),
        (None, Event::Filled),
        (at("gone"), Event::Picked("conseil")),
    ] {
        assert_eq!(step(scene(&steps), stand.as_ref(), &event), Err(NotAwaited), "{stand:?} {event:?}");
    }
}

fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    let target = prop_oneof![Just(String::new()), (0usize..6).prop_map(|n| format!("s{n}"))];
    let act = (0u8..5, proptest::array::uniform3(target)).prop_map(|(kind, [a, b, c])| match kind {
        0 => message("x", &a).act,
        1 => choice("x", &[("Oui", &a), ("Non", &b)]).act,
        2 => form("x", &a).act,
        3 => note("x", &a).act,
        _ => live("x", &a, &b, &c).act,
    });
    let name = |acts: Vec<Act>| {
        acts.into_iter().enumerate().map(|(n, act)| Step { id: format!("s{n}"), act }).collect::<Vec<_>>()
    };
    proptest::collection::vec(act, 1..6).prop_map(name)
}

fn is_reach(effect: &Effect) -> bool {
    matches!(effect, Effect::Reach { .. })
}

fn any_event() -> impl Strategy<Value = Event<'static>> {
    prop_oneof![
        Just(Event::Picked("oui")),
        Just(Event::Picked("non")),
        Just(Event::Filled),
        Just(Event::Said("Non")),
        Just(Event::Said("Allô ?")),
        Just(Event::Time),
        Just(Event::Taken),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// A8, A11: whatever the steps and whatever happens, a run stands where somebody is waited for or is
    /// over; a deadline is a live chat's, in Unassigned; after an agent has joined the bot says nothing.
    #[test]
    fn every_run_keeps_the_invariants(
        steps in any_steps(),
        events in proptest::collection::vec((any_event(), any::<bool>(), 0i64..400_000), 0..30),
    ) {
        let sound = faults(&steps).is_empty();
        let (mut stand, opened) = open(&steps);
        prop_assert!(!opened.iter().any(is_reach));
        let (mut with_bot, mut taken, mut now) = (true, false, NOW);
        for (event, available, later) in events {
            now = now.plus_ms(later);
            if taken || (event == Event::Taken && with_bot) {
                break;
            }
            let scene = Scene { steps: &steps, with_bot, available, now };
            let Ok((next, effects)) = step(scene, stand.as_ref(), &event) else { continue };
            with_bot &= !effects.iter().any(is_reach);
            if event == Event::Taken {
                taken = true;
                prop_assert!(!effects.iter().any(|effect| is_reach(effect) || matches!(effect, Effect::Say(_))));
                prop_assert_eq!(&next, &None);
            }
            if matches!(event, Event::Said(_)) && stand.is_none() {
                prop_assert!(!with_bot, "words stayed with the bot alone");
            }
            if let Some(stand) = &next {
                let act = scene.step(&stand.step);
                prop_assert!(act.is_some_and(Act::waits));
                prop_assert!(stand.deadline.is_none() || (matches!(act, Some(Act::LiveChat(_))) && !with_bot));
                if matches!(act, Some(Act::LiveChat(_))) && event == Event::Time {
                    prop_assert!(stand.deadline.is_none_or(|deadline| deadline > now));
                }
                if sound && matches!(act, Some(Act::LiveChat(_))) && !with_bot {
                    prop_assert!(stand.deadline.is_some(), "waits for an agent without an end");
                }
            }
            stand = next;
        }
    }
}
