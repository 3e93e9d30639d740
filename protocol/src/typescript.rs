//! `widget/src/protocol.ts` is generated from the types here; this test fails on a difference.
//! `UPDATE_TYPES=1 cargo test -p protocol` writes it anew.

use crate::wire::{agents, problem, visitors};
use crate::{
    AgentRef, Body, ConversationId, FileId, Item, MessageId, State, Timestamp, VisitorId, attachment, card, limits,
    rich_text, visitor,
};
use std::path::Path;
use ts_rs::TS;

fn declaration<T: TS>() -> String {
    format!("export {}\n", T::decl(&ts_rs::Config::default()))
}

fn generated() -> String {
    let declarations = [
        declaration::<Timestamp>(),
        declaration::<VisitorId>(),
        declaration::<ConversationId>(),
        declaration::<MessageId>(),
        declaration::<crate::AgentId>(),
        declaration::<FileId>(),
        declaration::<attachment::Picture>(),
        declaration::<attachment::Attachment>(),
        declaration::<attachment::FilePolicy>(),
        declaration::<State>(),
        declaration::<AgentRef>(),
        declaration::<visitor::Page>(),
        declaration::<card::Link>(),
        declaration::<card::Offer>(),
        declaration::<card::ChoiceOption>(),
        declaration::<card::Choice>(),
        declaration::<card::Picked>(),
        declaration::<card::FieldKind>(),
        declaration::<card::FormField>(),
        declaration::<card::Form>(),
        declaration::<card::Answer>(),
        declaration::<card::Answers>(),
        declaration::<card::Sharing>(),
        declaration::<rich_text::Span>(),
        declaration::<rich_text::Block>(),
        declaration::<rich_text::RichText>(),
        declaration::<Item>(),
        declaration::<Body>(),
        declaration::<problem::ErrorCode>(),
        declaration::<problem::Problem>(),
        declaration::<agents::Posted>(),
        declaration::<visitors::PageView>(),
        declaration::<visitors::Device>(),
        declaration::<visitors::Identity>(),
        declaration::<visitors::TrackEvent>(),
        declaration::<visitors::OpenSession>(),
        declaration::<visitors::Session>(),
        declaration::<visitors::ViewPage>(),
        declaration::<visitors::WriteMessage>(),
        declaration::<crate::VersionId>(),
        declaration::<visitors::PickOption>(),
        declaration::<visitors::SendForm>(),
        declaration::<visitors::OpeningItem>(),
        declaration::<visitors::Opening>(),
        declaration::<visitors::VisitorRead>(),
        declaration::<visitors::ThreadAuthor>(),
        declaration::<visitors::ThreadMessage>(),
        declaration::<visitors::ThreadConversation>(),
        declaration::<visitors::ThreadPage>(),
        declaration::<visitors::VisitorHello>(),
        declaration::<visitors::VisitorSends>(),
        declaration::<visitors::VisitorFrame>(),
    ];
    format!(
        "// Generated from protocol/; do not edit. UPDATE_TYPES=1 cargo test -p protocol writes it.\n\n\
         export const TEXT_MAX_CHARS = {};\nexport const LINE_MAX_CHARS = {};\nexport const URL_MAX_BYTES = {};\n\
         export const TYPING_AGAIN_MS = {};\nexport const TYPING_MS = {};\nexport const EVENTS_MAX = {};\n\n{}",
        limits::TEXT_MAX_CHARS,
        limits::LINE_MAX_CHARS,
        limits::URL_MAX_BYTES,
        limits::TYPING_AGAIN_MS,
        limits::TYPING_MS,
        limits::EVENTS_MAX,
        declarations.join("\n")
    )
}

#[test]
fn the_widget_has_the_types_of_the_protocol() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/src/protocol.ts");
    let generated = generated();
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &generated).unwrap();
    }
    let present = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(present == generated, "widget/src/protocol.ts is behind: UPDATE_TYPES=1 cargo test -p protocol");
}
