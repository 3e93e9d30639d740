-- What bots say and ask: playbooks, their saved versions, and who is in the midst of one.

CREATE TABLE playbooks (
    id         BLOB PRIMARY KEY,
    project_id BLOB NOT NULL REFERENCES projects (id),
    created_at INTEGER NOT NULL,
    -- The version that visitors meet.
    version_id BLOB NOT NULL,
    deleted    INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1))
) STRICT;
CREATE INDEX playbooks_by_project ON playbooks (project_id, created_at);

-- Never changed: a run goes on with the version that it began with.
CREATE TABLE playbook_versions (
    id          BLOB PRIMARY KEY,
    playbook_id BLOB NOT NULL REFERENCES playbooks (id),
    number      INTEGER NOT NULL,
    content     TEXT NOT NULL, -- protocol::playbook::PlaybookContent as JSON
    saved_by    BLOB NOT NULL REFERENCES agents (id),
    saved_at    INTEGER NOT NULL,
    UNIQUE (playbook_id, number)
) STRICT;

-- Where a conversation stands in its playbook. No row: the bot has nothing more to do in it.
CREATE TABLE runs (
    conversation_id BLOB PRIMARY KEY REFERENCES conversations (id),
    version_id      BLOB NOT NULL REFERENCES playbook_versions (id),
    step            TEXT NOT NULL,
    asked           BLOB,    -- the item that the visitor should answer
    deadline        INTEGER  -- until when an agent should take the chat
) STRICT;
CREATE INDEX runs_by_deadline ON runs (deadline) WHERE deadline IS NOT NULL;

-- Until when an agent should take the chat; kept after it has passed, gone once it is taken or closed.
ALTER TABLE conversations ADD COLUMN wait_until INTEGER;

-- When the widget was first loaded from an allowed origin: before that nobody can be chatted with live.
ALTER TABLE projects ADD COLUMN widget_seen_at INTEGER;

-- May change playbooks though no manager.
ALTER TABLE agents ADD COLUMN edits_playbooks INTEGER NOT NULL DEFAULT 0 CHECK (edits_playbooks IN (0, 1));

-- The playbook whose texts show the picture.
ALTER TABLE files ADD COLUMN playbook_id BLOB REFERENCES playbooks (id);
CREATE INDEX files_by_playbook ON files (playbook_id) WHERE playbook_id IS NOT NULL;
