use super::*;
use protocol::ipc::thread::UnsentState;
use protocol::message::Author;
use protocol::{AgentRef, Platform};
use uuid::Uuid;

fn id(n: u128) -> MessageId {
    Uuid::from_u128(n).into()
}

/// The conversation that goes on.
fn here() -> ConversationId {
    Uuid::from_u128(100).into()
}

fn before() -> ConversationId {
    Uuid::from_u128(99).into()
}

fn agent() -> Author {
    Author::Agent { id: Uuid::from_u128(7).into() }
}

fn item(position: Position, author: Author, text: &str) -> ThreadItem {
    ThreadItem {
        id: id(position as u128),
        position,
        at: Timestamp(position * 60_000),
        author,
        author_name: None,
        body: Item::Text { text: text.into() }.into(),
        platform: Platform::Web,
        mine: author == agent(),
        read_by_visitor: false,
    }
}

fn joined(position: Position) -> ThreadItem {
    let agent = AgentRef { id: Uuid::from_u128(7).into(), name: "Claire".into() };
    ThreadItem { body: Item::Joined { agent }.into(), ..item(position, Author::System, "") }
}

fn slice(items: Vec<ThreadItem>, last_position: Position) -> ThreadSlice {
    ThreadSlice { items, unsent: Vec::new(), last_position, missing: false }
}

fn unsent(n: u128, state: UnsentState) -> UnsentReply {
    UnsentReply {
        id: id(n),
        body: format!("reply {n}").into(),
        file: None,
        written_at: Timestamp(n as i64 * 60_000),
        state,
    }
}

fn model(items: Vec<ThreadItem>, last: Position) -> ThreadModel {
    let mut model = ThreadModel::new([Part::new(here(), Platform::Web, last)]);
    model.take_newest(slice(items, last));
    model
}

fn row(model: &ThreadModel, index: usize) -> Row {
    model.row(index, |_| 0).unwrap()
}

fn message(model: &ThreadModel, index: usize) -> MessageRow {
    match row(model, index).what {
        RowContent::Message(message) => message,
        other => panic!("not a message: {other:?}"),
    }
}

/// Texts in the order of the rows, to see that each is there once.
fn texts(model: &ThreadModel) -> Vec<String> {
    (0..model.rows())
        .filter_map(|index| match model.row(index, |_| 0)?.what {
            RowContent::Message(message) => message.body.text().map(str::to_owned),
            _ => None,
        })
        .collect()
}

#[test]
fn every_position_has_a_row_before_it_was_read() {
    let model = model(vec![item(10_000, Author::Visitor, "Bonjour")], 10_000);
    assert_eq!(model.rows(), 10_000);
    assert_eq!(row(&model, 4_000).what, RowContent::Unread);
    assert_eq!(message(&model, 9_999).body.text(), Some("Bonjour"));
}

#[test]
fn a_reply_is_seen_once_from_key_press_to_acknowledgement() {
    let mut model = model(vec![item(1, Author::Visitor, "Bonjour")], 1);
    let fresh =
        Fresh { key: 1, body: "reply 2".into(), file: None, written_at: Timestamp(120_000), stage: FreshStage::Handed };
    model.add_fresh(fresh);
    assert!(model.handing_over());
    assert_eq!(texts(&model), ["Bonjour", "reply 2"]);
    assert_eq!(message(&model, 1).delivery, Delivery::Sending);

    model.set_stage(1, FreshStage::Kept);
    assert!(!model.handing_over());
    let waits = unsent(2, UnsentState::Queued);
    model.take_newest(ThreadSlice { unsent: vec![waits.clone()], ..slice(vec![], 1) });
    assert_eq!(texts(&model), ["Bonjour", "reply 2"]);
    assert_eq!(message(&model, 1).delivery, Delivery::Queued);

    // The cache holds it already, the outbox has not let go of it yet.
    model.take_newest(ThreadSlice { unsent: vec![waits], ..slice(vec![item(2, agent(), "reply 2")], 2) });
    assert_eq!(texts(&model), ["Bonjour", "reply 2"]);
    assert_eq!(message(&model, 1).delivery, Delivery::Sent);
}

#[test]
fn a_reply_the_core_could_not_keep_stays_with_its_cause() {
    let mut model = model(vec![], 0);
    let fresh =
        Fresh { key: 4, body: "Bonjour".into(), file: None, written_at: Timestamp(0), stage: FreshStage::Handed };
    model.add_fresh(fresh);
    model.set_stage(4, FreshStage::Refused("storage".into()));
    model.take_newest(slice(vec![], 0));
    assert_eq!(message(&model, 0).delivery, Delivery::Failed("storage".into()));
    assert_eq!(model.remove_fresh(4).unwrap().body, "Bonjour".into());
    assert_eq!(model.rows(), 0);
}

#[test]
fn one_author_in_one_breath_shares_one_name() {
    let late = ThreadItem { at: Timestamp(60 * 60_000), ..item(4, Author::Visitor, "still there?") };
    let model =
        model(vec![item(1, Author::Visitor, "a"), item(2, Author::Visitor, "b"), item(3, agent(), "c"), late], 4);
    let named: Vec<_> = (0..4).map(|index| message(&model, index).named).collect();
    assert_eq!(named, [true, false, true, true]);
}

#[test]
fn what_i_sent_and_what_waits_here_share_one_name() {
    let mut model = model(vec![item(1, agent(), "a")], 1);
    model.take_newest(ThreadSlice { unsent: vec![unsent(2, UnsentState::Queued)], ..slice(vec![], 1) });
    assert!(!message(&model, 1).named);
    // Their deliveries differ, so both are told.
    assert!(message(&model, 0).tells_delivery && message(&model, 1).tells_delivery);
}

#[test]
fn delivery_is_told_once_under_equal_neighbours() {
    let model = model(vec![item(1, agent(), "a"), item(2, agent(), "b"), item(3, Author::Visitor, "c")], 3);
    assert!(!message(&model, 0).tells_delivery);
    assert!(message(&model, 1).tells_delivery);
    assert!(!message(&model, 2).tells_delivery);
}

#[test]
fn events_close_up_and_interrupt_a_voice() {
    let model = model(vec![item(1, Author::Visitor, "a"), joined(2), joined(3), item(4, Author::Visitor, "b")], 4);
    let close: Vec<_> = (0..4).map(|index| row(&model, index).close).collect();
    assert_eq!(close, [false, false, true, false]);
    assert!(message(&model, 3).named);
}

#[test]
fn a_day_is_announced_at_its_first_row() {
    let model = model(vec![item(1, Author::Visitor, "a"), item(2, Author::Visitor, "b")], 2);
    let day_of = |at: Timestamp| at.0 / 120_000;
    assert_eq!(model.row(0, day_of).unwrap().day, Some(Timestamp(60_000)));
    let second = model.row(1, day_of).unwrap();
    assert_eq!(second.day, Some(Timestamp(120_000)));
    assert!(!second.close, "a new day names its author again");
}

#[test]
fn a_day_is_not_announced_on_a_guess() {
    let model = model(vec![item(50, Author::Visitor, "a")], 50);
    assert_eq!(row(&model, 49).day, None);
}

#[test]
fn keys_and_places_agree() {
    let mut model = model(vec![], 3);
    model.take_newest(ThreadSlice { unsent: vec![unsent(9, UnsentState::Sending)], ..slice(vec![], 3) });
    model.add_fresh(Fresh { key: 1, body: "".into(), file: None, written_at: Timestamp(0), stage: FreshStage::Handed });
    for index in 0..model.rows() {
        assert_eq!(model.index(model.key(index).unwrap()), Some(index));
    }
    assert_eq!(model.key(model.rows()), None);
    assert_eq!(model.index(RowKey::At(here(), 4)), None);
}

#[test]
fn new_texts_below_leave_out_my_own_and_events() {
    let model =
        model(vec![item(1, Author::Visitor, "a"), joined(2), item(3, agent(), "b"), item(4, Author::Visitor, "c")], 4);
    assert_eq!(model.said_after(0), 2);
    assert_eq!(model.said_after(1), 1);
    assert_eq!(model.said_after(4), 0);
}

/// D6, D11: whatever the channel, which each message names.
#[test]
fn earlier_conversations_stand_above_in_one_thread() {
    let mut model =
        ThreadModel::new([Part::new(before(), Platform::Messenger, 2), Part::new(here(), Platform::Web, 3)]);
    model.take_newest(slice(vec![item(3, Author::Visitor, "now")], 3));
    assert_eq!(model.rows(), 5);
    assert_eq!(model.last_position(), 3);
    assert_eq!(row(&model, 1).what, RowContent::Unread);
    let then = ThreadItem { platform: Platform::Messenger, ..item(2, Author::Visitor, "then") };
    model.take_items(before(), vec![then]);
    assert!(message(&model, 1).past && !message(&model, 4).past);
    assert_eq!([1, 4].map(|index| message(&model, index).platform), [Some(Platform::Messenger), Some(Platform::Web)]);
    for index in 0..model.rows() {
        assert_eq!(model.index(model.key(index).unwrap()), Some(index));
    }
    assert_eq!(model.key(1), Some(RowKey::At(before(), 2)));
    assert_eq!(model.key(2), Some(RowKey::At(here(), 1)));
}

/// D6
#[test]
fn a_past_that_is_known_later_keeps_what_was_read() {
    let mut model = model(vec![item(1, Author::Visitor, "now")], 1);
    let layout = model.layout();
    model.set_parts([Part::new(before(), Platform::Web, 4), Part::new(here(), Platform::Web, 1)]);
    assert_ne!(model.layout(), layout);
    assert_eq!(message(&model, 4).body.text(), Some("now"));
}

fn page(position: Position) -> ThreadItem {
    let page = protocol::visitor::Page { url: "https://a.example/".into(), title: "A".into() };
    ThreadItem { body: Item::Page(page).into(), ..item(position, Author::System, "") }
}

/// D1
#[test]
fn a_filter_shows_one_lane_with_its_count_and_nothing_else() {
    let items =
        vec![item(1, Author::Visitor, "a"), item(2, agent(), "b"), page(3), joined(4), item(5, Author::Visitor, "c")];
    let mut model = model(items, 5);
    assert_eq!(Lane::FILTERS.map(|lane| model.count(lane)), [2, 1, 1]);
    model.set_filter(Some(Lane::Visitor));
    assert_eq!(texts(&model), ["a", "c"]);
    model.set_filter(Some(Lane::Agent));
    assert_eq!(texts(&model), ["b"]);
    model.set_filter(Some(Lane::Action));
    assert_eq!(model.rows(), 1);
    assert!(matches!(row(&model, 0).what, RowContent::Event { item: Item::Page(_), .. }));
    model.set_filter(None);
    assert_eq!(model.rows(), 5);
}

/// D1
#[test]
fn a_filter_knows_items_that_were_never_read_by_their_outline() {
    let mut model = model(vec![], 5);
    model.take_outline(here(), 0, "vaovn");
    model.set_filter(Some(Lane::Visitor));
    assert_eq!((model.count(Lane::Visitor), model.rows()), (2, 2));
    assert_eq!(model.key(1), Some(RowKey::At(here(), 4)));
    assert_eq!(row(&model, 1).what, RowContent::Unread);
    // What arrives is there at once, and leaves the others where they are.
    let layout = model.layout();
    model.take_newest(slice(vec![item(6, Author::Visitor, "new")], 6));
    assert_eq!((model.rows(), model.layout()), (3, layout));
}

/// D1
#[test]
fn with_a_filter_the_place_is_the_nearest_row_that_is_shown() {
    let mut model = model(vec![], 6);
    model.take_outline(here(), 0, "vaavao");
    let at = |position| RowKey::At(here(), position);
    model.set_filter(Some(Lane::Agent));
    assert_eq!(model.nearest(at(1)), 0);
    assert_eq!(model.nearest(at(3)), 1);
    assert_eq!(model.nearest(at(4)), 2);
    assert_eq!(model.nearest(at(6)), 2, "after the last comes the last");
    model.set_filter(None);
    assert_eq!(model.nearest(at(4)), 3);
}

/// D1
#[test]
fn what_waits_here_shows_under_its_own_filter() {
    let mut model = model(vec![], 0);
    model.take_newest(ThreadSlice { unsent: vec![unsent(9, UnsentState::Queued)], ..slice(vec![], 0) });
    model.set_filter(Some(Lane::Agent));
    assert_eq!(model.rows(), 1);
    model.set_filter(Some(Lane::Visitor));
    assert_eq!(model.rows(), 0);
}

/// D12
#[test]
fn a_question_knows_which_option_was_picked() {
    let picked = protocol::card::Picked { question: id(1), option: "b".into(), label: "Retours".into() };
    let answer = ThreadItem { body: Item::Picked(picked).into(), ..item(2, Author::Visitor, "") };
    let model = model(vec![item(1, Author::Bot, "?"), answer], 2);
    assert_eq!(model.picked(id(1)), Some("b"));
    assert_eq!(model.picked(id(2)), None);
}
