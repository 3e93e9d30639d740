-- More about visitors, and messages of kinds other than text that hold words.

ALTER TABLE visitors ADD COLUMN browser TEXT;
ALTER TABLE visitors ADD COLUMN os TEXT;
ALTER TABLE visitors ADD COLUMN device TEXT;
ALTER TABLE visitors ADD COLUMN city TEXT;
ALTER TABLE visitors ADD COLUMN region TEXT;
ALTER TABLE visitors ADD COLUMN country TEXT;
ALTER TABLE visitors ADD COLUMN origin TEXT;
ALTER TABLE visitors ADD COLUMN origin_source TEXT;
ALTER TABLE visitors ADD COLUMN origin_terms TEXT;
ALTER TABLE visitors ADD COLUMN browsing_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visitors ADD COLUMN blocked_by BLOB;
ALTER TABLE visitors ADD COLUMN blocked_at INTEGER;
ALTER TABLE visitors ADD COLUMN blocked_reason TEXT;
ALTER TABLE visitors ADD COLUMN blocked_until INTEGER;
CREATE INDEX blocked_visitors ON visitors (blocked_at) WHERE blocked_at IS NOT NULL;

-- 1: somebody says something by it; it is read, waited for and previewed. From here on `text` holds the
-- words of a message of any kind, and `body` the whole of all but plain texts.
ALTER TABLE messages ADD COLUMN said INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET said = 1 WHERE kind = 'text';

-- What visitors have got besides is asked for anew.
UPDATE place SET cursor = NULL, before = NULL;
