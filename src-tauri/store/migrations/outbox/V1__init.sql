-- What was done on this desk and exists nowhere else yet.

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    author_id BLOB NOT NULL,
    conversation_id BLOB NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (author_id, conversation_id)
) STRICT, WITHOUT ROWID;

-- How far conversations were read here and the hub does not know yet.
CREATE TABLE unsent_reads (
    author_id BLOB NOT NULL,
    conversation_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (author_id, conversation_id)
) STRICT, WITHOUT ROWID;

-- In the order they were made. `author_id`: another agent of this desk never sends them.
CREATE TABLE items (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The message's id, or the key that makes a move safe to repeat.
    id BLOB NOT NULL UNIQUE,
    author_id BLOB NOT NULL,
    conversation_id BLOB NOT NULL,
    -- reply, close or assign.
    kind TEXT NOT NULL,
    text TEXT,
    -- Of an assign: to whom; none gives it back.
    agent_id BLOB,
    -- Of a close: what its writer had seen.
    last_position INTEGER,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    -- queued, sending, sent (waits for its message to come back by sync) or parked.
    state TEXT NOT NULL,
    -- Of a parked one: why.
    code TEXT,
    -- Of a sent one: the place the hub gave it.
    position INTEGER
) STRICT;
CREATE INDEX items_of_conversation ON items (conversation_id, seq);
