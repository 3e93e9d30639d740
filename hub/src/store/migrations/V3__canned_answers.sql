-- Answers written beforehand: of one agent, or (no owner) of everybody in the project.
CREATE TABLE canned_answers (
    id          BLOB PRIMARY KEY,
    project_id  BLOB NOT NULL REFERENCES projects (id),
    owner_id    BLOB REFERENCES agents (id),
    folder      TEXT,
    shortcut    TEXT NOT NULL,
    title       TEXT NOT NULL,
    text        TEXT NOT NULL,
    language    TEXT,
    link_title  TEXT,
    link_url    TEXT,
    -- Consoles are told that it is gone; its words are not kept.
    deleted     INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    changed_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX canned_answers_changed ON canned_answers (changed_seq);
