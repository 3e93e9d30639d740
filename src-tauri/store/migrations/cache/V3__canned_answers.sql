-- Answers written beforehand, all that this agent may use.
CREATE TABLE canned_answers (
    id BLOB PRIMARY KEY,
    project_id BLOB NOT NULL,
    owner_id BLOB,
    folder TEXT,
    shortcut TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    link_title TEXT,
    link_url TEXT
) STRICT, WITHOUT ROWID;
