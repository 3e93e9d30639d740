-- What the visitors page filters and sorts by.
ALTER TABLE visitors ADD COLUMN conversation_at INTEGER;
-- V4: the start of the latest conversation, else when the widget was opened.
ALTER TABLE visitors ADD COLUMN dated_at INTEGER AS (coalesce(conversation_at, first_seen_at)) VIRTUAL;
CREATE INDEX visitors_by_date ON visitors (dated_at, key, project_id, status, conversation_at);

-- 1: they stand in visitor_index, which has the digits of their phone alone from now on.
ALTER TABLE visitors ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
INSERT INTO visitor_index (visitor_index) VALUES ('delete-all');

-- What visitors have got besides is asked for anew.
UPDATE place SET cursor = NULL, before = NULL;
