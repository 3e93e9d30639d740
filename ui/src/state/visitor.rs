//! The visitor of the dialogue: what is known of them, kept as the cache has it.

use super::refresh::{beside_dialogue, refresh_or, whenever};
use super::{DeskState, DialogueState};
use leptos::prelude::*;
use protocol::ipc::visitor::{Exchange, OpenVisitor, VisitorFile};
use protocol::{ConversationId, State, VisitorId};

#[derive(Clone, Copy)]
pub struct VisitorState {
    id: Signal<VisitorId>,
    /// None until it was read.
    pub file: RwSignal<Option<VisitorFile>>,
    /// There is no such visitor, or none any more.
    pub gone: RwSignal<bool>,
    /// The customer file covers the thread (D5).
    pub history: RwSignal<bool>,
}

impl VisitorState {
    /// Follows the core's events for as long as the calling component lives.
    pub fn follow(desk: DeskState, id: VisitorId) -> Self {
        let visitor = Self::of(Signal::stored(id));
        visitor.read();
        Effect::new(move || {
            if visitor.file.with(Option::is_some) {
                visitor.gone.set(false);
            }
        });
        whenever(desk, move |ids| visitor.has_any(ids), move || visitor.read());
        visitor
    }

    fn has_any(self, ids: &[ConversationId]) -> bool {
        let known = |file: &Option<VisitorFile>| {
            file.as_ref().is_some_and(|file| file.conversations.iter().any(|one| ids.contains(&one.id)))
        };
        self.file.try_with_untracked(known).unwrap_or(false)
    }

    /// The same of the visitor of a dialogue, once that is on the glass. They may turn out to be another one meanwhile.
    pub fn beside(desk: DeskState, dialogue: DialogueState) -> Self {
        let id = Memo::new(move |_| dialogue.head.with(|head| head.row.visitor_id));
        let visitor = Self::of(id.into());
        beside_dialogue(desk, dialogue.id, move || visitor.read());
        Effect::new(move |before: Option<VisitorId>| {
            let id = id.get();
            if before.is_some_and(|before| before != id) {
                visitor.read();
            }
            id
        });
        visitor
    }

    fn of(id: Signal<VisitorId>) -> Self {
        Self { id, file: RwSignal::new(None), gone: RwSignal::new(false), history: RwSignal::new(false) }
    }

    /// Who it is at this moment.
    pub fn id(self) -> VisitorId {
        self.id.get_untracked()
    }

    pub fn read(self) {
        let Some(visitor) = self.id.try_get_untracked() else { return };
        refresh_or(self.file, OpenVisitor { visitor }, move |failure| {
            if failure.code == "not_found" {
                self.gone.try_set(true);
                self.file.try_set(None);
            }
        });
    }

    /// Exchanges with agents that are over (D4), oldest first.
    pub fn past(self) -> Vec<Exchange> {
        self.file.with(|file| file.as_ref().map(|file| past(&file.conversations)).unwrap_or_default())
    }
}

/// What counts as a past exchange: it is over, and some agent had it (D4).
pub fn past(conversations: &[Exchange]) -> Vec<Exchange> {
    let counts = |one: &&Exchange| one.state == State::Closed && one.agent.is_some();
    conversations.iter().filter(counts).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{Platform, Timestamp};
    use uuid::Uuid;

    /// D4
    #[test]
    fn chats_with_a_bot_alone_are_no_exchanges() {
        let exchange = |n: u128, state: State, agent: Option<&str>| Exchange {
            id: Uuid::from_u128(n).into(),
            platform: Platform::Web,
            state,
            agent: agent.map(str::to_owned),
            started_at: Timestamp(n as i64),
            closed_at: None,
            last_position: 3,
        };
        let all = [
            exchange(1, State::Closed, Some("Karim")),
            exchange(2, State::Closed, None),
            exchange(3, State::Assigned, Some("Claire")),
        ];
        assert_eq!(past(&all), [all[0].clone()]);
    }
}
