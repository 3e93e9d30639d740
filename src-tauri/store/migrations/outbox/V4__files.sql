-- Files that this agent gives away. Their bytes lie in the profile, in outgoing/<id>.
CREATE TABLE outgoing_files (
    id BLOB PRIMARY KEY,
    author_id BLOB NOT NULL,
    conversation_id BLOB NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- Bytes that lie here; whole once it is the size.
    received INTEGER NOT NULL,
    -- Bytes that the hub had when it was last heard.
    uploaded INTEGER NOT NULL DEFAULT 0,
    -- 1: the hub has it whole and knows what it is.
    ready INTEGER NOT NULL DEFAULT 0,
    -- The reply it goes with; none while it lies beside the draft.
    item_id BLOB
) STRICT;
-- A reply that is done with, or taken back, takes its file with it.
CREATE TRIGGER item_gone AFTER DELETE ON items BEGIN
    DELETE FROM outgoing_files WHERE item_id = OLD.id;
END;
CREATE INDEX outgoing_of_item ON outgoing_files (item_id);
