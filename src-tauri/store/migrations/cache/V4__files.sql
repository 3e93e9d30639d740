-- Pictures of threads that were looked at here, as the hub drew them.
CREATE TABLE pictures (
    file BLOB NOT NULL,
    drawing TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, drawing)
) STRICT;
CREATE INDEX pictures_of_conversation ON pictures (conversation);

ALTER TABLE canned_answers ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
