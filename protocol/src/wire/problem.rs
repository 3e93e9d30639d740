//! Refusals: `application/problem+json` (RFC 9457) with a stable `code` that clients branch on.

use crate::agent::AgentRef;
use serde::{Deserialize, Serialize};

/// Declares each code with its HTTP status and a title that says what to do.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal, $title:literal;)+) => {
        text_enum!(
            /// Why the hub refused. Codes are never renamed or reused.
            ErrorCode { $($(#[$doc])* $variant = $text),+ }
        );

        impl ErrorCode {
            /// The HTTP status it travels with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status),+ }
            }

            /// One English sentence for developers; people see a translated one by `code`.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

error_codes! {
    BodyInvalid = "body_invalid", 400, "The body is not the JSON this road takes.";
    PathInvalid = "path_invalid", 400, "The address holds an id that is not a UUID.";
    QueryInvalid = "query_invalid", 400, "The address holds a parameter that cannot be read.";
    KeyRequired = "idempotency_key_required", 400, "Send an Idempotency-Key header: a UUID of your own for this write.";
    TokenMissing = "token_missing", 401, "Send the token as `Authorization: Bearer`.";
    TokenInvalid = "token_invalid", 401, "The token is unknown or revoked: sign in again.";
    CredentialsWrong = "credentials_wrong", 401, "No account has this e-mail and password.";
    Forbidden = "forbidden", 403, "This account may not do that.";
    OwnAccount = "own_account", 403, "Nobody changes their own account: another admin does.";
    OriginNotAllowed = "origin_not_allowed", 403, "This site is not among the project's allowed origins.";
    Blocked = "blocked", 403, "This visitor is blocked.";
    NotFound = "not_found", 404, "There is nothing here, or nothing that this account may see.";
    ProjectUnknown = "project_unknown", 404, "No project has this key.";
    MethodNotAllowed = "method_not_allowed", 405, "This address does not take this method.";
    AlreadyAssigned = "already_assigned", 409, "Another agent has taken the conversation.";
    ConversationClosed = "conversation_closed", 409, "The conversation is closed, for good.";
    ConversationWithBot = "conversation_with_bot", 409, "Only the bot is in it yet: it can be taken once it is in Unassigned.";
    ConversationMovedOn = "conversation_moved_on", 409, "The visitor has written since: read it, then close.";
    NotAssignee = "not_assignee", 409, "Only the agent who has the conversation answers in it.";
    AnswerNotAwaited = "answer_not_awaited", 409, "The bot no longer waits for an answer to this question.";
    EmailTaken = "email_taken", 409, "Another account has this e-mail address.";
    SheetMovedOn = "sheet_moved_on", 409, "Somebody has changed this field since: look at both values, then decide.";
    ProjectChanged = "project_changed", 409, "Somebody has changed this project since: load it anew.";
    PlaybookChanged = "playbook_changed", 409, "Somebody has saved this playbook since: load it anew.";
    KeyReused = "key_reused", 409, "This id was already used for another write.";
    UploadOffsetWrong = "upload_offset_wrong", 409, "The hub has another number of bytes of this file: ask with HEAD, go on from there.";
    FileIncomplete = "file_incomplete", 409, "The hub does not have the whole file yet: send the rest, then the message.";
    CursorStale = "cursor_stale", 410, "The cursor is of another database or membership: synchronise from the start.";
    BodyTooLarge = "body_too_large", 413, "The body is larger than this road takes.";
    UploadVersionUnsupported = "upload_version_unsupported", 412, "Send `Tus-Resumable: 1.0.0`.";
    FileTooLarge = "file_too_large", 413, "The file is larger than allowed: 100,000,000 bytes, or what the project lets visitors send.";
    MediaTypeUnsupported = "media_type_unsupported", 415, "Send the Content-Type that this road takes.";
    TextEmpty = "text_empty", 422, "The text is empty.";
    TextTooLong = "text_too_long", 422, "The text is longer than 16,384 characters.";
    FieldInvalid = "field_invalid", 422, "A field holds a value that is not allowed.";
    IdentityUnverified = "identity_unverified", 422, "The signature is not that of this customer id under the project's identity secret.";
    OriginInvalid = "origin_invalid", 422, "An origin is a scheme and a host, such as https://shop.example, and no path.";
    PasswordTooShort = "password_too_short", 422, "A password has at least 8 characters.";
    PlaybookInvalid = "playbook_invalid", 422, "The playbook cannot be run: each fault is named in the detail.";
    FileEmpty = "file_empty", 422, "The file is empty.";
    FileTypeRefused = "file_type_refused", 422, "The project does not take files of this type from visitors.";
    FileUnknown = "file_unknown", 422, "There is no such file of this account that may be sent.";
    AgentUnavailable = "agent_unavailable", 422, "This agent is not an active member of the project.";
    FileQuotaReached = "file_quota_reached", 429, "Too many files at once or in a day: finish or wait.";
    RateLimited = "rate_limited", 429, "Too many requests: wait as long as Retry-After says.";
    Internal = "internal", 500, "The hub failed; nothing was written.";
    Unavailable = "unavailable", 503, "The hub cannot answer now: try again.";
    StorageFull = "storage_full", 507, "The hub's disk is full; nothing was written.";
}

/// The body of every refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Problem {
    pub code: ErrorCode,
    pub status: u16,
    pub title: String,
    /// What exactly was wrong, when there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub detail: Option<String>,
    /// With `already_assigned`: who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub assignee: Option<AgentRef>,
    /// With `rate_limited`: seconds to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub retry_after_s: Option<u32>,
}

impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            status: code.status(),
            title: code.title().to_owned(),
            detail: None,
            assignee: None,
            retry_after_s: None,
        }
    }
}
