//! Why the hub says no. One type from the rules to the wire: a refusal carries its stable code,
//! anything else is logged here once and told without its inner words.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::AgentRef;
use protocol::wire::{ErrorCode, Problem};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller may or must do otherwise; nothing was written.
    #[error("{}", .0.code)]
    Refused(Box<Problem>),
    /// The database failed; the whole transaction is rolled back.
    #[error("storage: {0}")]
    Storage(#[from] rusqlite::Error),
    #[error("migration: {0}")]
    Migration(#[from] refinery::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    pub fn with_detail(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self::Refused(Box::new(Problem { detail: Some(detail.into()), ..code.into() }))
    }

    pub fn already_assigned(assignee: Option<AgentRef>) -> Self {
        Self::Refused(Box::new(Problem { assignee, ..ErrorCode::AlreadyAssigned.into() }))
    }

    pub fn rate_limited(retry_after_s: u32) -> Self {
        Self::Refused(Box::new(Problem { retry_after_s: Some(retry_after_s), ..ErrorCode::RateLimited.into() }))
    }

    /// What the caller is told.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Refused(problem) => (**problem).clone(),
            Self::Storage(error) => match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => ErrorCode::StorageFull.into(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::SystemIoFailure) => {
                    ErrorCode::Unavailable.into()
                }
                _ => ErrorCode::Internal.into(),
            },
            Self::Migration(_) | Self::Internal(_) => ErrorCode::Internal.into(),
        }
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(Box::new(code.into()))
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let problem = self.problem();
        if !matches!(self, Self::Refused(_)) {
            tracing::error!(code = %problem.code, error = %self, "a request failed");
        }
        respond(&problem)
    }
}

/// A problem as an HTTP answer.
pub fn respond(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = problem.retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
