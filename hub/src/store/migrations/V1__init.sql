-- Every row that consoles keep carries changed_seq: its place in the hub's order of changes.
-- Times are Unix milliseconds. Ids are 16 bytes. Enums are the protocol's own texts.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE projects (
    id          BLOB PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    visitors    INTEGER NOT NULL DEFAULT 0, -- the last visitor number given
    created_at  INTEGER NOT NULL,
    changed_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX projects_changed ON projects (changed_seq);

CREATE TABLE project_origins (
    project_id BLOB NOT NULL REFERENCES projects (id),
    origin     TEXT NOT NULL,
    PRIMARY KEY (project_id, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE agents (
    id            BLOB PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE, -- lower case
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('agent', 'manager', 'admin')),
    password_hash TEXT NOT NULL,
    active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    online        INTEGER NOT NULL DEFAULT 0 CHECK (online IN (0, 1)), -- the switch (A1)
    last_seen_at  INTEGER NOT NULL,
    generation    INTEGER NOT NULL DEFAULT 1, -- moves with role and projects
    created_at    INTEGER NOT NULL,
    changed_seq   INTEGER NOT NULL
) STRICT;
CREATE INDEX agents_changed ON agents (changed_seq);

CREATE TABLE agent_projects (
    agent_id   BLOB NOT NULL REFERENCES agents (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    PRIMARY KEY (agent_id, project_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agent_projects_by_project ON agent_projects (project_id);

CREATE TABLE agent_tokens (
    hash       BLOB PRIMARY KEY, -- SHA-256 of the token
    agent_id   BLOB NOT NULL REFERENCES agents (id),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE visitors (
    id            BLOB PRIMARY KEY,
    project_id    BLOB NOT NULL REFERENCES projects (id),
    number        INTEGER NOT NULL,
    name          TEXT,
    email         TEXT,
    phone         TEXT,
    status        TEXT NOT NULL DEFAULT 'new',
    language      TEXT,
    time_zone     TEXT,
    user_agent    TEXT,
    viewport      TEXT,
    page_url      TEXT,
    page_title    TEXT,
    referrer      TEXT,
    params        TEXT NOT NULL DEFAULT '{}',
    visits        INTEGER NOT NULL DEFAULT 0,
    pages_viewed  INTEGER NOT NULL DEFAULT 0,
    first_seen_at INTEGER NOT NULL,
    last_seen_at  INTEGER NOT NULL,
    opened_at     INTEGER,          -- when the widget was last opened
    changed_seq   INTEGER NOT NULL,
    UNIQUE (project_id, number)
) STRICT;
CREATE INDEX visitors_changed ON visitors (changed_seq);

CREATE TABLE visitor_tokens (
    hash       BLOB PRIMARY KEY,
    visitor_id BLOB NOT NULL REFERENCES visitors (id),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE page_views (
    id         INTEGER PRIMARY KEY,
    visitor_id BLOB NOT NULL REFERENCES visitors (id),
    at         INTEGER NOT NULL,
    url        TEXT NOT NULL,
    title      TEXT NOT NULL,
    referrer   TEXT
) STRICT;
CREATE INDEX page_views_by_visitor ON page_views (visitor_id, at);

CREATE TABLE conversations (
    id                    BLOB PRIMARY KEY,
    project_id            BLOB NOT NULL REFERENCES projects (id),
    visitor_id            BLOB NOT NULL REFERENCES visitors (id),
    previous_id           BLOB REFERENCES conversations (id),
    channel               TEXT NOT NULL,
    platform              TEXT NOT NULL,
    state                 TEXT NOT NULL CHECK (state IN ('bot', 'unassigned', 'assigned', 'closed')),
    assignee_id           BLOB REFERENCES agents (id),
    started_at            INTEGER NOT NULL,
    closed_at             INTEGER,
    last_position         INTEGER NOT NULL DEFAULT 0,
    last_visitor_position INTEGER NOT NULL DEFAULT 0,
    visitor_read_position INTEGER NOT NULL DEFAULT 0,
    last_text_at          INTEGER NOT NULL,
    waiting_since         INTEGER,
    created_seq           INTEGER NOT NULL UNIQUE,
    changed_seq           INTEGER NOT NULL,
    visibility_seq        INTEGER NOT NULL, -- moved by assignment and closing alone
    CHECK ((state = 'assigned') <= (assignee_id IS NOT NULL)),
    CHECK ((state IN ('bot', 'unassigned')) <= (assignee_id IS NULL)),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
) STRICT;
CREATE INDEX conversations_changed ON conversations (changed_seq);
CREATE INDEX conversations_visibility ON conversations (visibility_seq);
CREATE INDEX conversations_by_visitor ON conversations (visitor_id, created_seq);
-- One open conversation per visitor (and so per project: a visitor belongs to one).
CREATE UNIQUE INDEX one_open_conversation ON conversations (visitor_id) WHERE state <> 'closed';

CREATE TABLE messages (
    created_seq     INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE,
    conversation_id BLOB NOT NULL REFERENCES conversations (id),
    position        INTEGER NOT NULL CHECK (position > 0),
    changed_seq     INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    author          TEXT NOT NULL CHECK (author IN ('visitor', 'agent', 'bot', 'system')),
    agent_id        BLOB REFERENCES agents (id), -- with author 'agent'
    body            TEXT NOT NULL,               -- protocol::Body as JSON
    channel         TEXT NOT NULL,
    platform        TEXT NOT NULL,
    UNIQUE (conversation_id, position),
    CHECK ((author = 'agent') = (agent_id IS NOT NULL))
) STRICT;
CREATE INDEX messages_changed ON messages (changed_seq);

CREATE TABLE reads (
    agent_id        BLOB NOT NULL REFERENCES agents (id),
    conversation_id BLOB NOT NULL REFERENCES conversations (id),
    position        INTEGER NOT NULL,
    changed_seq     INTEGER NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reads_changed ON reads (agent_id, changed_seq);

-- Applied commands: what a repeated one is answered with. Ids and numbers only, never the body,
-- so that erasing a person stays possible.
CREATE TABLE applied (
    actor  BLOB NOT NULL, -- agent or visitor
    key    BLOB NOT NULL, -- the writer's id
    digest BLOB NOT NULL, -- keyed digest of the command
    answer TEXT NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT, WITHOUT ROWID;
