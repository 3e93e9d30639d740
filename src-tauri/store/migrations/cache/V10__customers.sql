-- Who visitors are to the site, who they turned out to be, and what the site told of them.
ALTER TABLE visitors ADD COLUMN customer_id TEXT;
-- A JSON array of numbers.
ALTER TABLE visitors ADD COLUMN joined TEXT NOT NULL DEFAULT '[]';
-- A JSON array (protocol::visitor::VisitorEvent).
ALTER TABLE visitors ADD COLUMN events TEXT NOT NULL DEFAULT '[]';

-- What visitors have got besides is asked for anew.
UPDATE place SET cursor = NULL, before = NULL;
