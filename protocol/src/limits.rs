//! Bounds that both ends know, so that a client can refuse before it sends.

/// Longest message text, in Unicode scalar values ("characters").
pub const TEXT_MAX_CHARS: usize = 16_384;
/// Longest name, title or other one-line value a visitor or agent may carry, in characters.
pub const LINE_MAX_CHARS: usize = 256;
/// Longest URL kept, in bytes; longer ones are refused rather than cut, since a cut URL lies.
pub const URL_MAX_BYTES: usize = 4_096;
/// Largest JSON body of a request, in bytes. Holds the longest text even when every character of
/// it is escaped as a surrogate pair (12 bytes), plus its envelope.
pub const BODY_MAX_BYTES: usize = 256 * 1024;
/// Largest file, in bytes: exactly this passes (C2).
pub const FILE_MAX_BYTES: u64 = 100_000_000;
/// Files of one reply, and of one canned answer.
pub const FILES_MAX: usize = 10;
/// Rows of one kind in a sync page, unless the client asks for fewer.
pub const SYNC_PAGE_ROWS: usize = 1_000;
/// Messages one range of a fetch may ask for.
pub const RANGE_MAX_MESSAGES: i64 = 1_000;
/// Ranges of one fetch.
pub const FETCH_MAX_RANGES: usize = 500;
/// Events of the site that are kept of one visitor.
pub const EVENTS_MAX: usize = 20;
/// Details of one of them.
pub const EVENT_DETAILS_MAX: usize = 10;
/// A lost connection counts as offline after this long (A1).
pub const PRESENCE_GRACE_MS: i64 = 45_000;
/// Who writes says so again after this long.
pub const TYPING_AGAIN_MS: i64 = 3_000;
/// Who said that they write counts as writing for this long.
pub const TYPING_MS: i64 = 6_000;
/// A close or a reassignment waits this long in the outbox, so that it can be undone.
pub const UNDO_MS: i64 = 6_000;
