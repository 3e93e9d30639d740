-- What the hub told this agent. All of it can be asked for again.

-- Where synchronisation stands, and whose cache this is.
CREATE TABLE place (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    owner BLOB,
    -- Follow from here; none before the first page.
    cursor TEXT,
    -- Where the unfinished snapshot goes on; none once it is complete.
    before TEXT,
    -- Counts the snapshots: rows that the newest one did not name are not ours any more.
    snapshot INTEGER NOT NULL,
    -- Conversations the running snapshot will hold.
    total INTEGER NOT NULL,
    -- 1 until the first synchronisation is done.
    filling INTEGER NOT NULL
) STRICT;
INSERT INTO place (one, snapshot, total, filling) VALUES (1, 0, 0, 1);

CREATE TABLE projects (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_projects (
    project_id BLOB NOT NULL,
    agent_id BLOB NOT NULL,
    PRIMARY KEY (project_id, agent_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visitors (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    project_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    name TEXT,
    email TEXT,
    phone TEXT,
    status TEXT NOT NULL,
    language TEXT,
    time_zone TEXT,
    user_agent TEXT,
    viewport TEXT,
    page_url TEXT,
    page_title TEXT,
    referrer TEXT,
    -- A JSON object of texts.
    params TEXT NOT NULL,
    visits INTEGER NOT NULL,
    pages_viewed INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    snapshot INTEGER NOT NULL
) STRICT;

-- `key` stands for the id in messages: three bytes instead of sixteen, twice per message.
CREATE TABLE conversations (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    project_id BLOB NOT NULL,
    visitor_id BLOB NOT NULL,
    previous_id BLOB,
    channel TEXT NOT NULL,
    platform TEXT NOT NULL,
    state TEXT NOT NULL,
    assignee_id BLOB,
    started_at INTEGER NOT NULL,
    closed_at INTEGER,
    last_position INTEGER NOT NULL,
    last_visitor_position INTEGER NOT NULL,
    visitor_read_position INTEGER NOT NULL,
    last_text_at INTEGER NOT NULL,
    waiting_since INTEGER,
    snapshot INTEGER NOT NULL,
    -- The newest block known to be held without a gap; empty when held_to < held_from.
    held_from INTEGER NOT NULL,
    held_to INTEGER NOT NULL,
    -- 0: all is held; 1: older messages are missing; 2: some of the newest are.
    gap INTEGER NOT NULL
) STRICT;

-- One index per folder, in the order of its list, with the project to filter by.
CREATE INDEX folder_unassigned ON conversations (ifnull(waiting_since, last_text_at), key, project_id)
    WHERE state = 'unassigned';
CREATE INDEX folder_mine ON conversations (assignee_id, last_text_at, key, project_id) WHERE state = 'assigned';
CREATE INDEX folder_team ON conversations (last_text_at, key, project_id, assignee_id) WHERE state = 'assigned';
CREATE INDEX folder_closed ON conversations (closed_at, key, project_id) WHERE state = 'closed';
CREATE INDEX conversations_of_visitor ON conversations (visitor_id, last_text_at);
CREATE INDEX to_fetch ON conversations (gap, last_text_at) WHERE gap > 0;

-- Counting 100,000 closed conversations each time something changes takes too long.
CREATE TABLE tally (
    project_id BLOB NOT NULL,
    state TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (project_id, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tally_insert AFTER INSERT ON conversations BEGIN
    INSERT INTO tally VALUES (new.project_id, new.state, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER tally_delete AFTER DELETE ON conversations BEGIN
    UPDATE tally SET count = count - 1 WHERE project_id = old.project_id AND state = old.state;
END;
CREATE TRIGGER tally_update AFTER UPDATE OF project_id, state ON conversations
    WHEN old.state <> new.state OR old.project_id <> new.project_id BEGIN
    UPDATE tally SET count = count - 1 WHERE project_id = old.project_id AND state = old.state;
    INSERT INTO tally VALUES (new.project_id, new.state, 1)
        ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- How far this agent has read; may be known before the conversation is.
CREATE TABLE reads (
    conversation_id BLOB PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `seq` is the hub's order of writing, so that full-text matches in rowid order are newest first.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    conversation INTEGER NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    agent_id BLOB,
    kind TEXT NOT NULL,
    -- Of kind text: the text. Of others: none.
    text TEXT,
    -- Of other kinds: the whole body as JSON, also of kinds this version does not know.
    body TEXT,
    channel TEXT NOT NULL,
    platform TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_by_position ON messages (conversation, position);

-- Holds folded texts and no copy of them; rows leave it by naming the text they came with.
-- `secure-delete`: what leaves does not linger in the index (A6). `hashsize`: a batch is written as
-- one segment.
CREATE VIRTUAL TABLE message_index USING fts5(
    text, content = '', columnsize = 0, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO message_index (message_index, rank) VALUES ('secure-delete', 1);
INSERT INTO message_index (message_index, rank) VALUES ('hashsize', 4194304);

-- The longer words of message_index. FTS5 collects every match of a beginning before it gives the
-- first; the few words that it stands for, looked up here, are walked newest first.
CREATE TABLE words (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE visitor_index USING fts5(
    name, email, phone, content = '', columnsize = 0, tokenize = 'trigram'
);
INSERT INTO visitor_index (visitor_index, rank) VALUES ('secure-delete', 1);
