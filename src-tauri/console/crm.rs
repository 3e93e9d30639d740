//! The side panel: what is collected beside a conversation, and what comes of it (A12, A13).

use super::Console;
use crate::error::Error;
use crate::export::entries;
use crate::language;
use crate::store::crm;
use crate::store::outbox::{self as rows, Act};
use crate::table::{Spreadsheet, Table};
use jiff::tz::TimeZone;
use protocol::crm::{EntryKind, FieldEdit};
use protocol::ipc::crm::{
    CreateEntry, EditSheet, EntryPage, ExportEntries, FieldState, ListEntries, SettleField, SheetView, TableFormat,
};
use protocol::ipc::session::{CsvSeparator, Locale, Preferences};
use protocol::wire::{ErrorCode, agents};
use protocol::{ConversationId, MessageId};
use uuid::Uuid;

impl Console {
    pub async fn read_sheet(&self, conversation: ConversationId) -> Result<SheetView, Error> {
        let me = self.reader()?.me;
        self.store().read(move |conn| crm::view(conn, me, conversation)).await?.ok_or(Error::NotFound)
    }

    /// Queues a change of a field. It takes the place of one that was never tried.
    pub async fn edit_sheet(&self, edit: EditSheet) -> Result<(), Error> {
        let me = self.reader()?.me;
        let EditSheet { conversation, field, from, to } = edit;
        let taken = self.store().write_outbox(move |tx| rows::take_edits(tx, me, conversation, field)).await?;
        let from = taken.unwrap_or(from);
        if from == to {
            self.outbox_changed(conversation).await;
            return Ok(());
        }
        self.queue(conversation, vec![Act::Edit(FieldEdit { field, from, to })], 0).await.map(drop)
    }

    pub async fn settle_field(&self, settle: SettleField) -> Result<(), Error> {
        let SettleField { conversation, field, keep_mine } = settle;
        let sheet = self.read_sheet(conversation).await?;
        let seen = sheet.fields.into_iter().find(|one| one.field == field).ok_or(Error::NotFound)?;
        // As it is: a change that changes nothing takes the refused one away.
        let to = match seen.state {
            FieldState::MovedOn { mine } if keep_mine => mine,
            _ => seen.value.clone(),
        };
        self.edit_sheet(EditSheet { conversation, field, from: seen.value, to }).await
    }

    /// Queues it; the thread and the panel show it once the hub has it.
    pub async fn create_entry(&self, wish: CreateEntry) -> Result<MessageId, Error> {
        let CreateEntry { conversation, what, title, due } = wish;
        if title.trim().is_empty() || (due.is_some() && what != EntryKind::Activity) {
            return Err(ErrorCode::FieldInvalid.into());
        }
        let id = MessageId::from(Uuid::now_v7());
        let wish = agents::CreateEntry { id, what, title, due };
        self.queue(conversation, vec![Act::Create(wish)], 0).await?;
        Ok(id)
    }

    pub async fn discard_entry(&self, id: MessageId) -> Result<(), Error> {
        self.item(id).await?;
        let taken = self.store().write_outbox(move |tx| rows::take_entry(tx, id)).await?;
        self.outbox_changed(taken.ok_or(Error::AlreadySending)?).await;
        Ok(())
    }

    pub async fn list_entries(&self, list: ListEntries) -> Result<EntryPage, Error> {
        self.reader()?;
        Ok(self.store().read(move |conn| crm::list(conn, list.filter, list.limit)).await?)
    }

    /// All that the filter lets through, as a file: its name and its bytes.
    pub async fn export_entries(&self, export: ExportEntries) -> Result<(String, Vec<u8>), Error> {
        let ExportEntries { filter, format } = export;
        let page = self.list_entries(ListEntries { filter, limit: i64::MAX }).await?;
        let table = move |locale: Locale, zone: &TimeZone| entries::table(page.rows, locale, zone);
        Ok((format!("pupitre-crm.{format}"), self.write_table(format, table).await?))
    }

    /// What this agent opens tables with.
    pub(super) fn spreadsheet(&self) -> Spreadsheet {
        let Preferences { locale, csv_separator, .. } = self.preferences();
        let locale = language::chosen(locale);
        Spreadsheet { locale, separator: csv_separator.unwrap_or(CsvSeparator::expected(locale)) }
    }

    /// The bytes of a table in the interface's language and this machine's zone.
    pub(super) async fn write_table(
        &self,
        format: TableFormat,
        table: impl FnOnce(Locale, &TimeZone) -> Table + Send + 'static,
    ) -> Result<Vec<u8>, Error> {
        let reader = self.spreadsheet();
        let written = move || {
            let table = table(reader.locale, &TimeZone::system());
            table.bytes(format, reader).map_err(|error| Error::Internal(error.to_string()))
        };
        tokio::task::spawn_blocking(written).await.map_err(|error| Error::Internal(error.to_string()))?
    }
}
