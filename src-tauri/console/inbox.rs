//! Lists and search, from the cache, with what the moment adds: who is on site, who is online.

use super::Console;
use crate::error::Error;
use crate::store::{dialogue, folders, search, team};
use protocol::ProjectId;
use protocol::ipc::inbox::{Colleague, ConversationRow, FolderCounts, FolderPage, ListFolder, Search, SearchResults};
use protocol::ipc::thread::UnsentReply;

impl Console {
    pub async fn list_folder(&self, list: ListFolder) -> Result<FolderPage, Error> {
        let reader = self.reader()?;
        let mut page = self.store().read(move |conn| folders::list(conn, reader, &list)).await?;
        page.rows.iter_mut().for_each(|row| self.mark_moment(row));
        self.mark_languages(&mut page.rows);
        Ok(page)
    }

    pub async fn count_folders(&self, project: Option<ProjectId>) -> Result<FolderCounts, Error> {
        let reader = self.reader()?;
        Ok(self.store().read(move |conn| folders::counts(conn, reader, project)).await?)
    }

    pub async fn search(&self, search: Search) -> Result<SearchResults, Error> {
        let reader = self.reader()?;
        let mut results = self.store().read(move |conn| search::search(conn, reader, &search)).await?;
        results.people.iter_mut().for_each(|row| self.mark_moment(row));
        results.messages.iter_mut().for_each(|hit| self.mark_moment(&mut hit.row));
        self.mark_languages(&mut results.people);
        Ok(results)
    }

    /// What I wrote for conversations that I may no longer see.
    pub async fn list_not_sent(&self) -> Result<Vec<UnsentReply>, Error> {
        let me = self.reader()?.me;
        Ok(self.store().read(move |conn| dialogue::not_sent(conn, me)).await?)
    }

    /// Me first, then those online, then by name.
    pub async fn list_colleagues(&self, project: ProjectId) -> Result<Vec<Colleague>, Error> {
        let me = self.me().ok_or(Error::SignedOut)?;
        let mut colleagues = self.store().read(move |conn| team::colleagues(conn, project, me.id)).await?;
        for colleague in &mut colleagues {
            // The hub's word on me comes a moment after my own.
            colleague.online = if colleague.me { me.online } else { self.inner.live.is_online(colleague.id) };
        }
        // Stable: names stay in their order.
        colleagues.sort_by_key(|colleague| (!colleague.me, !colleague.online));
        Ok(colleagues)
    }

    pub(super) fn mark_moment(&self, row: &mut ConversationRow) {
        row.on_site = self.inner.live.is_on_site(row.visitor_id);
        // The hub's clock gave these; this machine's counts them down.
        let ahead = self.inner.live.hub_ahead_ms();
        for at in [&mut row.waiting_since, &mut row.wait_until] {
            *at = at.map(|at| at.plus_ms(-ahead));
        }
    }
}
