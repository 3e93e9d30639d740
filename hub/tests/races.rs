//! Two who act on one chat at the same moment: whoever comes first, the thread tells one story.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use protocol::wire::ErrorCode;
use protocol::wire::agents::Posted;
use reqwest::StatusCode;
use support::{Answered, TestHub, taken};

const ROUNDS: usize = 25;

/// A14: a close has seen the words that it closes over, or is refused; words that came after it begin anew.
#[tokio::test]
async fn a_close_and_the_visitors_words_happen_in_one_order() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let claire = hub.agent("Claire").await;
    for round in 0..ROUNDS {
        let visitor = hub.visitor().await;
        let id = taken(&visitor, &claire, "Bonjour").await;
        let seen = visitor.thread("").await.messages.last().unwrap().position;
        let (closed, words) = if round % 2 == 0 {
            tokio::join!(claire.close(id, seen), visitor.write("Attendez"))
        } else {
            let (words, closed) = tokio::join!(visitor.write("Attendez"), claire.close(id, seen));
            (closed, words)
        };
        if closed.status() == StatusCode::OK {
            assert_ne!(words.conversation_id, id, "what came after the close begins a new conversation");
        } else {
            assert_eq!(closed.code().await, ErrorCode::ConversationMovedOn);
            assert_eq!(words.conversation_id, id);
        }
    }
    hub.assert_sound().await;
}

/// A5: a reply is written by whoever has the chat, or refused.
#[tokio::test]
async fn a_reply_and_a_transfer_happen_in_one_order() {
    let hub = TestHub::start_with(|settings| settings.rate_limits = false).await;
    let (claire, karim, sofia) = (hub.agent("Claire").await, hub.agent("Karim").await, hub.manager("Sofia").await);
    for round in 0..ROUNDS {
        let visitor = hub.visitor().await;
        let id = taken(&visitor, &claire, "Bonjour").await;
        let (moved, reply) = if round % 2 == 0 {
            tokio::join!(sofia.assign(id, Some(karim.id)), claire.reply(id, "J’arrive"))
        } else {
            let (reply, moved) = tokio::join!(claire.reply(id, "J’arrive"), sofia.assign(id, Some(karim.id)));
            (moved, reply)
        };
        assert_eq!(moved.status(), StatusCode::OK);
        let told = visitor.told().await;
        let place = |words: &str| told.iter().position(|line| line.contains(words));
        let moved = place("transferred");
        assert!(moved.is_some(), "{told:?}");
        if reply.status() == StatusCode::OK {
            reply.answer::<Posted>().await;
            assert!(
                place("J’arrive").is_some() && place("J’arrive") < moved,
                "what Claire said stands before Karim came: {told:?}"
            );
        } else {
            // Hidden from her by then, or known and not hers any more.
            assert!(matches!(reply.code().await, ErrorCode::NotFound | ErrorCode::NotAssignee));
            assert_eq!(place("J’arrive"), None, "{told:?}");
        }
    }
    hub.assert_sound().await;
}
