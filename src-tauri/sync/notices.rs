//! Which changes deserve the desktop's attention (A15): a chat that came to Unassigned, one that was given
//! to me, and a visitor's text in a chat of mine. Pure, but for the rows it is given.

use crate::live_state::{Notice, NoticeKind};
use crate::store::apply::Applied;
use protocol::ipc::inbox::ConversationRow;
use protocol::{AgentId, ConversationId, State, Timestamp};

/// What is older than this when it arrives was missed while away: the list shows it, and a
/// hundred notices at once would show nothing.
const FRESH_MS: i64 = 120_000;

/// The conversations a page may deserve notices for.
pub fn candidates(applied: &Applied) -> Vec<ConversationId> {
    let mut ids: Vec<_> = applied.unassigned.iter().chain(&applied.assigned).copied().collect();
    ids.extend(applied.from_visitors.iter().map(|(conversation, _)| *conversation));
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The notice for one of them, as the cache shows it now.
pub fn notice(applied: &Applied, row: &ConversationRow, me: AgentId, hub_time: Timestamp) -> Option<Notice> {
    // A chat that is given to me is news of this moment, whenever its visitor wrote.
    if hub_time.since(row.last_text_at) > FRESH_MS && !applied.assigned.contains(&row.id) {
        return None;
    }
    let kind = match row.state {
        State::Unassigned if applied.unassigned.contains(&row.id) => NoticeKind::NewChat,
        State::Assigned if row.assignee_id == Some(me) && applied.assigned.contains(&row.id) => NoticeKind::Assigned,
        State::Assigned if row.assignee_id == Some(me) && wrote(applied, row.id) => NoticeKind::NewMessage,
        _ => return None,
    };
    Some(Notice {
        conversation: row.id,
        kind,
        visitor_name: row.visitor_name.clone(),
        visitor_number: row.visitor_number,
        text: row.last.as_ref().filter(|last| !last.mine).map(|last| last.text.clone()),
    })
}

fn wrote(applied: &Applied, id: ConversationId) -> bool {
    applied.from_visitors.iter().any(|(conversation, _)| *conversation == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::ipc::inbox::{LastText, Unsent};
    use protocol::{MessageId, Platform};
    use uuid::Uuid;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn me() -> AgentId {
        Uuid::from_u128(1).into()
    }

    fn row(state: State, assignee: Option<AgentId>, at: Timestamp) -> ConversationRow {
        ConversationRow {
            id: Uuid::from_u128(2).into(),
            project_id: Uuid::from_u128(3).into(),
            visitor_id: Uuid::from_u128(4).into(),
            visitor_name: Some("Zoé".into()),
            visitor_number: 7,
            on_site: true,
            language: None,
            platform: Platform::Web,
            state,
            assignee_id: assignee,
            last: Some(LastText { kind: "text".into(), text: "Bonjour".into(), mine: false }),
            last_text_at: at,
            unread: 1,
            waiting_since: None,
            wait_until: None,
            closed_at: None,
            draft: None,
            unsent: Unsent::Nothing,
        }
    }

    fn wrote_in(row: &ConversationRow) -> Applied {
        let message = MessageId::from(Uuid::from_u128(9));
        Applied { from_visitors: vec![(row.id, message)], ..Applied::default() }
    }

    /// A15
    #[test]
    fn a_text_in_a_chat_of_mine_is_told_and_in_a_colleagues_is_not() {
        let mine = row(State::Assigned, Some(me()), NOW);
        assert_eq!(notice(&wrote_in(&mine), &mine, me(), NOW).unwrap().kind, NoticeKind::NewMessage);
        let theirs = row(State::Assigned, Some(Uuid::from_u128(8).into()), NOW);
        assert_eq!(notice(&wrote_in(&theirs), &theirs, me(), NOW), None);
    }

    /// A15
    #[test]
    fn a_chat_that_is_given_to_me_is_told_whatever_its_age() {
        let old = Timestamp(NOW.0 - FRESH_MS - 1);
        let given = row(State::Assigned, Some(me()), old);
        let applied = Applied { assigned: vec![given.id], ..Applied::default() };
        assert_eq!(candidates(&applied), [given.id]);
        assert_eq!(notice(&applied, &given, me(), NOW).unwrap().kind, NoticeKind::Assigned);
        let theirs = row(State::Assigned, Some(Uuid::from_u128(8).into()), old);
        assert_eq!(notice(&applied, &theirs, me(), NOW), None);
    }

    /// A15
    #[test]
    fn a_chat_is_told_once_when_it_comes_to_unassigned() {
        let waiting = row(State::Unassigned, None, NOW);
        let came = Applied { unassigned: vec![waiting.id], ..wrote_in(&waiting) };
        assert_eq!(candidates(&came), [waiting.id]);
        assert_eq!(notice(&came, &waiting, me(), NOW).unwrap().kind, NoticeKind::NewChat);
        assert_eq!(notice(&wrote_in(&waiting), &waiting, me(), NOW), None);
    }

    #[test]
    fn what_was_missed_while_away_makes_no_noise() {
        let old = row(State::Assigned, Some(me()), Timestamp(NOW.0 - FRESH_MS - 1));
        assert_eq!(notice(&wrote_in(&old), &old, me(), NOW), None);
    }
}
