-- Where visitors stand by this agent's hand, as long as the hub does not know.
CREATE TABLE statuses (
    author_id BLOB NOT NULL,
    visitor_id BLOB NOT NULL,
    -- Makes it safe to repeat; another one for each change.
    key BLOB NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (author_id, visitor_id)
) STRICT, WITHOUT ROWID;
