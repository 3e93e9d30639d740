//! The side panel: what is collected beside a conversation, offline too.

use crate::support::{TestConsole, TestHub, files_with};
use protocol::ConversationId;
use protocol::crm::{EntryKind, SheetField};
use protocol::ipc::crm::{
    CreateEntry, EditSheet, EntryFilter, ExportEntries, FieldState, FieldView, ListEntries, SettleField, SheetView,
    TableFormat,
};
use protocol::ipc::inbox::Folder;
use protocol::ipc::thread::UnsentState;
use std::time::Duration;

const NOTES: SheetField = SheetField::Notes;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn field(sheet: &SheetView, field: SheetField) -> &FieldView {
    sheet.fields.iter().find(|one| one.field == field).unwrap()
}

async fn edit(console: &TestConsole, conversation: ConversationId, field: SheetField, from: &str, to: &str) {
    let edit = EditSheet { conversation, field, from: some(from), to: some(to) };
    console.core.edit_sheet(edit).await.unwrap();
}

async fn create(console: &TestConsole, conversation: ConversationId, title: &str) {
    let wish = CreateEntry { conversation, what: EntryKind::Lead, title: title.into(), due: None };
    console.core.create_entry(wish).await.unwrap();
}

async fn until(console: &TestConsole, chat: ConversationId, what: &str, is: impl Fn(&SheetView) -> bool) -> SheetView {
    console.until(what, async || console.core.read_sheet(chat).await.unwrap(), is).await
}

async fn saved(console: &TestConsole, chat: ConversationId, of: SheetField, value: &str) -> SheetView {
    let is = |sheet: &SheetView| {
        let view = field(sheet, of);
        view.value == some(value) && view.state == FieldState::Saved
    };
    until(console, chat, &format!("{of} saved as {value:?}"), is).await
}

/// A12, A13, O2: all of it offline, in its order, and each once.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_collected_offline_reaches_the_hub_and_the_colleagues() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("claire").await, hub.manager("sofia").await);
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.claims(chat).await;
    claire.cut().await;
    edit(&claire, chat, SheetField::Name, "", "Lucia").await;
    // Never tried yet, so the second word takes its place.
    edit(&claire, chat, SheetField::Name, "Lucia", "Lucía Fernández").await;
    edit(&claire, chat, SheetField::Value, "", "2580 EUR").await;
    edit(&claire, chat, NOTES, "", "à effacer").await;
    edit(&claire, chat, NOTES, "à effacer", "").await;
    create(&claire, chat, "Deux fauteuils").await;
    let before = claire.core.read_sheet(chat).await.unwrap();
    let name = field(&before, SheetField::Name);
    assert_eq!((name.value.as_deref(), &name.state), (Some("Lucía Fernández"), &FieldState::Pending));
    assert_eq!(field(&before, NOTES).state, FieldState::Saved, "there and back again is no change");
    assert_eq!((before.entries.len(), &before.entries[0].unsent), (1, &Some(UnsentState::Queued)));
    assert_eq!(before.saved_at, None);

    let claire = claire.restarted().await;
    claire.restore().await;
    saved(&claire, chat, SheetField::Name, "Lucía Fernández").await;
    saved(&claire, chat, SheetField::Value, "2580.00 EUR").await;
    let is = |sheet: &SheetView| sheet.entries.len() == 1 && sheet.entries[0].unsent.is_none();
    let after = until(&claire, chat, "the lead, once", is).await;
    assert!(after.saved_at.is_some());
    sofia.finds(chat, Folder::Team).await;
    let seen = until(&sofia, chat, "the lead at a colleague's", is).await;
    assert_eq!(seen.entries[0].by.as_ref().unwrap().name, "claire");
    assert_eq!(sofia.finds(chat, Folder::Team).await.visitor_name.as_deref(), Some("Lucía Fernández"));
    // The thread tells of it, with its time (A13).
    let told = claire.slice(chat).await.items.iter().filter(|item| item.body.kind() == "created").count();
    assert_eq!(told, 1);
}

/// A12: a lost race shows both, and holds neither the chat nor the other fields back.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_race_shows_both_values_and_the_agent_decides() {
    let hub = TestHub::start().await;
    let (claire, sofia) = (hub.agent("claire").await, hub.manager("sofia").await);
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.claims(chat).await;
    sofia.finds(chat, Folder::Team).await;
    claire.cut().await;
    edit(&claire, chat, NOTES, "", "Rappeler mardi").await;
    edit(&sofia, chat, NOTES, "", "Rappeler lundi").await;
    saved(&sofia, chat, NOTES, "Rappeler lundi").await;
    claire.restore().await;
    edit(&claire, chat, SheetField::Organisation, "", "Interiores").await;
    saved(&claire, chat, SheetField::Organisation, "Interiores").await;
    claire.reply(chat, "Bonjour Lucía").await;
    claire.has_sent_all(chat).await;
    let both = FieldView {
        field: NOTES,
        value: some("Rappeler lundi"),
        state: FieldState::MovedOn { mine: some("Rappeler mardi") },
    };
    until(&claire, chat, "both values", |sheet| *field(sheet, NOTES) == both).await;

    let settle = |keep_mine| SettleField { conversation: chat, field: NOTES, keep_mine };
    claire.core.settle_field(settle(true)).await.unwrap();
    saved(&claire, chat, NOTES, "Rappeler mardi").await;
    saved(&sofia, chat, NOTES, "Rappeler mardi").await;
    // The other way about: as the colleague has it.
    claire.cut().await;
    edit(&claire, chat, NOTES, "Rappeler mardi", "Ne pas rappeler").await;
    edit(&sofia, chat, NOTES, "Rappeler mardi", "Rappeler").await;
    saved(&sofia, chat, NOTES, "Rappeler").await;
    claire.restore().await;
    let lost = |sheet: &SheetView| matches!(field(sheet, NOTES).state, FieldState::MovedOn { .. });
    until(&claire, chat, "the lost race", lost).await;
    claire.core.settle_field(settle(false)).await.unwrap();
    saved(&claire, chat, NOTES, "Rappeler").await;
}

/// A12: what the hub does not take stays to be mended.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_value_is_kept_until_it_is_mended() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.finds(chat, Folder::Unassigned).await;
    edit(&claire, chat, SheetField::Email, "", "lucia").await;
    let refused = FieldState::Refused { mine: some("lucia"), code: "field_invalid".into() };
    until(&claire, chat, "the refusal", |sheet| field(sheet, SheetField::Email).state == refused).await;
    edit(&claire, chat, SheetField::Email, "", "lucia@correo.example").await;
    saved(&claire, chat, SheetField::Email, "lucia@correo.example").await;
}

/// A6, A13: with the chat its sheet goes, byte by byte; what was not sent yet stays as words of one's own.
#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_leaves_with_its_chat() {
    const CANARY: &str = "canari-bleu-0815";
    let hub = TestHub::start().await;
    let karim = hub.agent("karim").await;
    let claire = hub.agent("claire").await.with_undo(Duration::from_millis(50)).await;
    claire.connected().await;
    let sofia = hub.manager("sofia").await;
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.claims(chat).await;
    edit(&claire, chat, NOTES, "", CANARY).await;
    create(&claire, chat, CANARY).await;
    saved(&claire, chat, NOTES, CANARY).await;
    until(&claire, chat, "the lead", |sheet| sheet.entries.iter().any(|one| one.unsent.is_none())).await;
    claire.cut().await;
    edit(&claire, chat, NOTES, CANARY, "Encore à dire").await;
    sofia.finds(chat, Folder::Team).await;
    let to = karim.core.desk().await.unwrap().me.unwrap().id;
    sofia.core.assign_to(chat, Some(to), None).await.unwrap();
    karim.finds(chat, Folder::Mine).await;
    let has = |sheet: &SheetView| field(sheet, NOTES).value.as_deref() == Some(CANARY) && sheet.entries.len() == 1;
    until(&karim, chat, "the sheet with the chat", has).await;
    claire.restore().await;
    claire.loses(chat).await;
    assert!(claire.core.read_sheet(chat).await.is_err());
    let unsent = async || claire.core.list_not_sent().await.unwrap();
    let unsent = claire.until("the words that were not sent", unsent, |unsent| unsent.len() == 1).await;
    assert_eq!(unsent[0].body.words(), "Encore à dire");
    claire.core.discard_reply(unsent[0].id).await.unwrap();
    claire.core.shutdown().await;
    let places = files_with(claire.profile(), CANARY);
    assert_eq!(places, Vec::<String>::new());
}

/// A13, A6: all that came of the conversations, as a file too; a colleague's is not in it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_created_is_listed_and_exported() {
    let hub = TestHub::start().await;
    let (claire, karim) = (hub.agent("claire").await, hub.agent("karim").await);
    let (mine, theirs) = (hub.visitor().await.write("Bonjour").await, hub.visitor().await.write("Bonsoir").await);
    claire.claims(mine).await;
    karim.claims(theirs).await;
    edit(&claire, mine, SheetField::Value, "", "2580 EUR").await;
    create(&claire, mine, "=Deux fauteuils").await;
    let wish = CreateEntry {
        conversation: mine,
        what: EntryKind::Activity,
        title: "Rappeler".into(),
        due: some("2026-12-01"),
    };
    claire.core.create_entry(wish).await.unwrap();
    create(&karim, theirs, "Confidentiel").await;
    let all = EntryFilter { project: None, what: None, since: None };
    let list = async |filter| claire.core.list_entries(ListEntries { filter, limit: 10 }).await.unwrap();
    let both = async || list(all).await;
    let page = claire.until("both entries", both, |page| page.total == 2).await;
    let titles: Vec<_> = page.rows.iter().map(|row| row.entry.title.as_str()).collect();
    assert_eq!(titles, ["Rappeler", "=Deux fauteuils"]);
    let leads = list(EntryFilter { what: Some(EntryKind::Lead), ..all }).await;
    assert_eq!((leads.total, leads.rows[0].value.as_deref()), (1, Some("2580.00 EUR")));
    let later = Some(page.rows[0].entry.at.plus_ms(1));
    assert_eq!(list(EntryFilter { since: later, ..all }).await.total, 0);
    let export = async |format| claire.core.export_entries(ExportEntries { filter: all, format }).await.unwrap();
    let (name, csv) = export(TableFormat::Csv).await;
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(name, "pupitre-crm.csv");
    assert!(csv.contains("'=Deux fauteuils") && !csv.contains("Confidentiel"), "{csv}");
    let (name, xlsx) = export(TableFormat::Xlsx).await;
    assert_eq!((name.as_str(), &xlsx[..2]), ("pupitre-crm.xlsx", &b"PK"[..]));
}

/// A12: whoever signs in later, or comes back, finds the person as they are.
#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_later_finds_the_person() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let chat = hub.visitor().await.write("Bonjour").await;
    claire.claims(chat).await;
    edit(&claire, chat, SheetField::Name, "", "Lucía Fernández").await;
    edit(&claire, chat, NOTES, "", "Rappeler").await;
    saved(&claire, chat, NOTES, "Rappeler").await;
    let sofia = hub.manager("sofia").await;
    assert_eq!(sofia.finds(chat, Folder::Team).await.visitor_name.as_deref(), Some("Lucía Fernández"));
    saved(&sofia, chat, NOTES, "Rappeler").await;
}
