-- Languages that the agent corrected: two letters, or empty for none.
CREATE TABLE visitor_languages (
    visitor_id BLOB PRIMARY KEY,
    language TEXT NOT NULL
) STRICT, WITHOUT ROWID;
