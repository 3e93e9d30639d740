//! Why a verb of the console failed, and what the window is told of it.

use crate::notifications::speaker;
use crate::{hub_client, store, token};
use protocol::ipc::Failure;
use protocol::wire::{ErrorCode, Problem};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the hub cannot be reached: {0}")]
    Offline(String),
    #[error("nobody is signed in")]
    SignedOut,
    #[error("it is not in the cache, or may not be seen any more")]
    NotFound,
    #[error("it is on its way already")]
    AlreadySending,
    #[error("plain http is refused outside of this machine; set PUPITRE_ALLOW_PLAIN_HTTP=1 to allow it")]
    PlainHttp,
    #[error("only http and https addresses are opened")]
    AddressRefused,
    #[error("the file cannot be read as what it should be")]
    FileUnreadable,
    #[error("the file is not what it was")]
    FileChanged,
    #[error(transparent)]
    Mute(#[from] speaker::Mute),
    #[error("it was stopped")]
    Cancelled,
    #[error("a workbook takes no more than a million rows")]
    TooManyRows,
    /// By the hub, or here by the same rule before it was asked.
    #[error("refused: {}", .0.code)]
    Refused(Box<Problem>),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Token(#[from] token::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    fn code(&self) -> &str {
        match self {
            Self::Offline(_) => "offline",
            Self::SignedOut => "signed_out",
            Self::NotFound => "not_found",
            Self::AlreadySending => "already_sending",
            Self::PlainHttp => "hub_refused_plain_http",
            Self::AddressRefused => "address_refused",
            Self::FileUnreadable => "file_unreadable",
            Self::FileChanged => "file_changed",
            Self::Mute(_) => "no_sound",
            Self::Cancelled => "cancelled",
            Self::TooManyRows => "too_many_rows",
            Self::Refused(problem) => problem.code.as_str(),
            Self::Store(error) if error.is_full() => "disk_full",
            Self::Store(_) | Self::Token(_) => "storage",
            Self::Internal(_) => "internal",
        }
    }
}

impl From<hub_client::Error> for Error {
    fn from(error: hub_client::Error) -> Self {
        match error {
            hub_client::Error::Refused(problem) => Self::Refused(problem),
            hub_client::Error::PlainHttp => Self::PlainHttp,
            hub_client::Error::Unreachable { detail, .. } | hub_client::Error::Garbled(detail) => Self::Offline(detail),
            hub_client::Error::Address(detail) => Self::Internal(detail),
        }
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(Box::new(code.into()))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: error.code().to_owned(), message: error.to_string() }
    }
}
