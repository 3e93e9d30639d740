-- What agents collect of a conversation, and what comes of it.

CREATE TABLE sheets (
    conversation_id BLOB PRIMARY KEY REFERENCES conversations (id),
    organisation    TEXT,
    address         TEXT,
    value           TEXT, -- '2580.00 EUR'
    closing         TEXT, -- '2026-12-31'
    notes           TEXT,
    saved_at        INTEGER,
    changed_seq     INTEGER NOT NULL -- moves with the sheet, and with who may see it
) STRICT;
CREATE INDEX sheets_changed ON sheets (changed_seq);

-- Leads, deals and activities. The item of the thread that tells of one has its id.
CREATE TABLE entries (
    id              BLOB PRIMARY KEY REFERENCES messages (id),
    conversation_id BLOB NOT NULL REFERENCES sheets (conversation_id),
    what            TEXT NOT NULL,
    title           TEXT NOT NULL,
    due             TEXT, -- '2026-12-31'
    at              INTEGER NOT NULL,
    by_id           BLOB REFERENCES agents (id)
) STRICT;
CREATE INDEX entries_by_conversation ON entries (conversation_id, at);

-- What of a conversation another CRM holds, where the hub has one beside its own tables.
CREATE TABLE carried (
    conversation_id BLOB PRIMARY KEY REFERENCES sheets (conversation_id),
    links           TEXT NOT NULL,   -- crm::Links as JSON: ids and digests, no words
    pages           TEXT NOT NULL,   -- where people see the entries there: a JSON object of addresses by id
    told_seq        INTEGER NOT NULL, -- the changed_seq of the sheet that was brought
    due_at          INTEGER,         -- after a failure: the next try
    failures        INTEGER NOT NULL,
    trouble         TEXT             -- the code of the last failure
) STRICT;
