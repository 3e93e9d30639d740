-- Who customers are, what the site tells of them, and who is no longer there.

-- Signs the customer ids that the site tells (HMAC-SHA-256): known to the site's server and to admins.
ALTER TABLE projects ADD COLUMN identity_secret TEXT NOT NULL DEFAULT '';
UPDATE projects SET identity_secret = lower(hex(randomblob(32)));

-- The site's own id of them, verified.
ALTER TABLE visitors ADD COLUMN customer_id TEXT;
CREATE UNIQUE INDEX one_visitor_per_customer ON visitors (project_id, customer_id) WHERE customer_id IS NOT NULL;
-- Numbers of visitors who turned out to be this one: a JSON array.
ALTER TABLE visitors ADD COLUMN joined TEXT NOT NULL DEFAULT '[]';
-- What the site told of them last: a JSON array (protocol::visitor::VisitorEvent).
ALTER TABLE visitors ADD COLUMN events TEXT NOT NULL DEFAULT '[]';

-- Visitors whom consoles forget. Ids only.
CREATE TABLE visitors_gone (
    id          BLOB PRIMARY KEY,
    project_id  BLOB NOT NULL REFERENCES projects (id),
    into_id     BLOB, -- who they turned out to be; none: they were erased
    changed_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX visitors_gone_changed ON visitors_gone (changed_seq);
CREATE INDEX files_by_conversation ON files (conversation_id) WHERE conversation_id IS NOT NULL;

-- What a visitor left is found by them, when they turn out to be somebody else or are erased.
CREATE INDEX visitor_tokens_by_visitor ON visitor_tokens (visitor_id);
CREATE INDEX audit_by_visitor ON audit (visitor_id) WHERE visitor_id IS NOT NULL;
CREATE INDEX reads_by_conversation ON reads (conversation_id);
CREATE INDEX conversations_by_previous ON conversations (previous_id) WHERE previous_id IS NOT NULL;
