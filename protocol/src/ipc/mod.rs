//! What travels between the console's core and its window: commands the window calls, events that
//! say which ids changed, and the views a command returns.
//!
//! A command is a type: its name, its arguments and its answer stand in one place, so that the two
//! ends cannot drift. Events carry ids, not data; the window reads again.

pub mod accounts;
pub mod canned;
pub mod crm;
pub mod events;
pub mod files;
pub mod inbox;
pub mod notices;
pub mod playbooks;
pub mod projects;
pub mod session;
pub mod thread;
pub mod visitor;
pub mod visitors;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A call from the window to the core.
pub trait Command: Serialize + DeserializeOwned {
    /// The name it is invoked by.
    const NAME: &'static str;
    type Output: Serialize + DeserializeOwned;
}

/// All of them, by name: what the shell lets its window call.
pub const COMMANDS: &[&str] = &[
    session::Boot::NAME,
    session::Painted::NAME,
    session::SignIn::NAME,
    session::SignOut::NAME,
    session::SetOnline::NAME,
    session::SetPreferences::NAME,
    session::Reconnect::NAME,
    notices::PlayChime::NAME,
    notices::ReadSurroundings::NAME,
    notices::SetAutostart::NAME,
    inbox::ListFolder::NAME,
    inbox::CountFolders::NAME,
    inbox::Search::NAME,
    inbox::ListNotSent::NAME,
    inbox::ListColleagues::NAME,
    thread::OpenConversation::NAME,
    thread::ReadThread::NAME,
    thread::ReadItems::NAME,
    thread::ReadOutline::NAME,
    thread::Reply::NAME,
    thread::RetryReply::NAME,
    thread::DiscardReply::NAME,
    thread::SaveDraft::NAME,
    thread::Claim::NAME,
    thread::AssignTo::NAME,
    thread::CloseConversation::NAME,
    thread::UndoMove::NAME,
    thread::SeenUpTo::NAME,
    thread::Typing::NAME,
    thread::ExportConversation::NAME,
    files::AttachFile::NAME,
    files::AppendFile::NAME,
    files::DetachFile::NAME,
    files::SaveFile::NAME,
    files::CancelSave::NAME,
    visitors::ListVisitors::NAME,
    visitors::ExportVisitors::NAME,
    visitors::CancelExport::NAME,
    visitor::OpenVisitor::NAME,
    visitor::SetVisitorStatus::NAME,
    visitor::FetchVisitor::NAME,
    visitor::BlockVisitor::NAME,
    visitor::UnblockVisitor::NAME,
    visitor::ExportVisitorData::NAME,
    visitor::EraseVisitor::NAME,
    visitor::ListBlocked::NAME,
    visitor::OpenAddress::NAME,
    visitor::SetVisitorLanguage::NAME,
    canned::ListCanned::NAME,
    canned::SaveCanned::NAME,
    canned::DeleteCanned::NAME,
    canned::ImportCanned::NAME,
    canned::ExportCanned::NAME,
    crm::ReadSheet::NAME,
    crm::EditSheet::NAME,
    crm::SettleField::NAME,
    crm::CreateEntry::NAME,
    crm::DiscardEntry::NAME,
    crm::ListEntries::NAME,
    crm::ExportEntries::NAME,
    accounts::ListAccounts::NAME,
    accounts::SaveAccount::NAME,
    accounts::GivePassword::NAME,
    accounts::ChangePassword::NAME,
    accounts::ReadAudit::NAME,
    projects::ListProjects::NAME,
    projects::SaveProject::NAME,
    projects::RenewProjectKey::NAME,
    projects::RenewIdentitySecret::NAME,
    playbooks::ListPlaybooks::NAME,
    playbooks::SavePlaybook::NAME,
    playbooks::PreviewPlaybook::NAME,
    playbooks::DeletePlaybook::NAME,
    playbooks::ListPlaybookVersions::NAME,
    session::SetSpelling::NAME,
    session::MeasureCache::NAME,
    events::OnScreen::NAME,
];

/// Declares `Command` for a type.
macro_rules! command {
    ($type:ty, $name:literal -> $output:ty) => {
        impl $crate::ipc::Command for $type {
            const NAME: &'static str = $name;
            type Output = $output;
        }
    };
}
pub(crate) use command;

/// Why a command failed. The window branches on `code` and shows its own words for it; `message`
/// is English, for the log and for codes it does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A code of the hub ([`crate::wire::ErrorCode`]) or one of the core's own: `offline`,
    /// `signed_out`, `not_found`, `already_sending`, `storage`, `disk_full`, `hub_refused_plain_http`,
    /// `address_refused`, `file_unreadable`, `file_changed`, `cancelled`, `too_many_rows`, `internal`.
    pub code: String,
    pub message: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
