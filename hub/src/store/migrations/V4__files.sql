-- Files of threads: what is known of each. The bytes lie in the object store, under `content`.

-- What visitors of a project may send: bytes (0: nothing), and media types, comma by comma (empty: any).
ALTER TABLE projects ADD COLUMN visitor_file_max INTEGER NOT NULL DEFAULT 100000000;
ALTER TABLE projects ADD COLUMN visitor_file_types TEXT NOT NULL DEFAULT
    'image/*,audio/*,video/*,text/plain,application/pdf,application/rtf,application/msword,application/vnd.ms-excel,application/vnd.ms-powerpoint,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,application/vnd.oasis.opendocument.text,application/vnd.oasis.opendocument.spreadsheet,application/vnd.oasis.opendocument.presentation';

-- The files below that belong to an answer, as consoles are told of them: a JSON array of attachments.
ALTER TABLE canned_answers ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';

CREATE TABLE files (
    id              BLOB PRIMARY KEY,
    -- Whose it is.
    agent_id        BLOB REFERENCES agents (id),
    visitor_id      BLOB REFERENCES visitors (id),
    name            TEXT NOT NULL,
    size            INTEGER NOT NULL,
    received        INTEGER NOT NULL DEFAULT 0,
    -- When bytes of it came last.
    touched_at      INTEGER NOT NULL,
    -- Where the bytes lie: a name that the hub makes for each upload. Copies of a canned answer's share it.
    content         BLOB NOT NULL,
    -- Once it is whole and was looked at.
    media_type      TEXT,
    width           INTEGER,
    height          INTEGER,
    -- Once it was sent: where to, and as which item.
    conversation_id BLOB REFERENCES conversations (id),
    message_id      BLOB,
    -- Or the canned answer that it belongs to: each sending makes a copy of the row.
    canned_id       BLOB REFERENCES canned_answers (id),
    canned_place    INTEGER,
    CHECK ((agent_id IS NULL) <> (visitor_id IS NULL)),
    CHECK ((width IS NULL) = (height IS NULL)),
    CHECK (media_type IS NULL OR received = size)
) STRICT;
CREATE INDEX unsent_files ON files (touched_at) WHERE conversation_id IS NULL AND canned_id IS NULL;
CREATE INDEX files_by_canned ON files (canned_id) WHERE canned_id IS NOT NULL;
CREATE INDEX files_by_visitor ON files (visitor_id, touched_at) WHERE visitor_id IS NOT NULL;
CREATE INDEX files_by_agent ON files (agent_id) WHERE agent_id IS NOT NULL AND conversation_id IS NULL AND canned_id IS NULL;
CREATE INDEX files_by_content ON files (content);

-- Parts that came, until the whole is put together. `name` is new for each try, so that two tries never
-- write the same object.
CREATE TABLE file_pieces (
    content BLOB NOT NULL,
    start   INTEGER NOT NULL,
    name    BLOB NOT NULL,
    PRIMARY KEY (content, start)
) STRICT, WITHOUT ROWID;

-- Bytes that are to be deleted, until they are.
CREATE TABLE files_gone (
    content BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
