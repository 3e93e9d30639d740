//! One visitor: their file, keeping them out, their page in the system's browser.

use super::Console;
use crate::error::Error;
use crate::export::visitors::table as visitors_table;
use crate::outbox::now;
use crate::store::statuses::{self, Wish};
use crate::store::{dialogue, visitor_list, visitors};
use jiff::tz::TimeZone;
use protocol::ipc::events::ConsoleEvent;
use protocol::ipc::session::Locale;
use protocol::ipc::visitor::{BlockVisitor, BlockedVisitor, SetVisitorStatus, VisitorFile};
use protocol::ipc::visitors::{ExportVisitors, ListVisitors, VisitorPage};
use protocol::visitor::block_holds;
use protocol::wire::agents;
use protocol::{ProjectId, VisitorId};
use url::Url;
use uuid::Uuid;

impl Console {
    /// All that is known of a visitor (D4), with their history (D5).
    pub async fn open_visitor(&self, id: VisitorId) -> Result<VisitorFile, Error> {
        let reader = self.reader()?;
        let mut file = self.store().read(move |conn| dialogue::file(conn, reader, id)).await?.ok_or(Error::NotFound)?;
        file.on_site = self.inner.live.is_on_site(id);
        file.visitor.block = file.visitor.block.filter(|block| block_holds(block.until, now()));
        Ok(file)
    }

    /// Says where a visitor stands (V10).
    pub async fn set_visitor_status(&self, wish: SetVisitorStatus) -> Result<(), Error> {
        let me = self.reader()?.me;
        let SetVisitorStatus { visitor, status } = wish;
        let wish = Wish { visitor, key: Uuid::now_v7(), status };
        self.store().write_outbox(move |tx| statuses::set(tx, me, wish)).await?;
        self.inner.live.emit(ConsoleEvent::InboxChanged);
        self.with_session(|session| session.outbox.latest.notify_one()).await;
        Ok(())
    }

    /// A page of the visitors page (V1, V3, V4).
    pub async fn list_visitors(&self, ask: ListVisitors) -> Result<VisitorPage, Error> {
        let me = self.reader()?.me;
        let mut page = self.store().read(move |conn| visitor_list::page(conn, me, &ask)).await?;
        for row in &mut page.rows {
            row.on_site = self.inner.live.is_on_site(row.id);
        }
        Ok(page)
    }

    /// A page of it as a file (V8): its name and its bytes.
    pub async fn export_visitors(&self, export: ExportVisitors) -> Result<(String, Vec<u8>), Error> {
        let ExportVisitors { list, format } = export;
        let page = self.list_visitors(list).await?;
        let name = format!("pupitre-visitors-{}.{format}", page.page + 1);
        let table = move |locale: Locale, zone: &TimeZone| visitors_table(page.rows, locale, zone);
        Ok((name, self.write_table(format, table).await?))
    }

    /// Keeps a visitor out (D7). Needs the hub; what it changed comes by synchronisation.
    pub async fn block_visitor(&self, wish: BlockVisitor) -> Result<(), Error> {
        self.reader()?;
        let BlockVisitor { visitor, reason, until, with_address } = wish;
        let wish = agents::BlockVisitor { reason, until, with_address };
        Ok(self.hub()?.block_visitor(visitor, Uuid::now_v7(), &wish).await?)
    }

    pub async fn unblock_visitor(&self, visitor: VisitorId) -> Result<(), Error> {
        self.reader()?;
        Ok(self.hub()?.unblock_visitor(visitor).await?)
    }

    /// Who is kept out now (V9).
    pub async fn list_blocked(&self, project: Option<ProjectId>) -> Result<Vec<BlockedVisitor>, Error> {
        self.reader()?;
        let mut blocked = self.store().read(move |conn| visitors::blocked(conn, project)).await?;
        blocked.retain(|blocked| block_holds(blocked.until, now()));
        Ok(blocked)
    }
}

/// An address that may be opened outside: http or https, with a host, and without a password in it.
pub fn outside(address: &str) -> Result<Url, Error> {
    let url = Url::parse(address).map_err(|_| Error::AddressRefused)?;
    let plain = url.username().is_empty() && url.password().is_none();
    if matches!(url.scheme(), "http" | "https") && url.has_host() && plain {
        Ok(url)
    } else {
        Err(Error::AddressRefused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D2
    #[test]
    fn only_web_addresses_are_opened_outside() {
        assert_eq!(outside("https://shop.example/a?b#c").unwrap().as_str(), "https://shop.example/a?b#c");
        for bad in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "--help", "https://me:pw@x.example/", ""]
        {
            assert!(outside(bad).is_err(), "{bad}");
        }
    }
}
