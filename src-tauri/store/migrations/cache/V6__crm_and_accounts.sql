-- What was collected of conversations, and what came of them.
CREATE TABLE sheets (
    conversation_id BLOB PRIMARY KEY,
    organisation TEXT,
    address TEXT,
    value TEXT,
    closing TEXT,
    notes TEXT,
    saved_at INTEGER,
    -- Why the CRM beside the hub does not have it: a code.
    trouble TEXT,
    -- A JSON array (protocol::crm::Entry).
    entries TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE agents ADD COLUMN edits_playbooks INTEGER NOT NULL DEFAULT 0;
