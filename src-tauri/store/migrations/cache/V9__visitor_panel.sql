-- What the panel of a visitor shows besides.
ALTER TABLE visitors ADD COLUMN address TEXT;
ALTER TABLE visitors ADD COLUMN held_by BLOB;
CREATE INDEX sent_forms ON messages (conversation) WHERE kind = 'answers';

-- What visitors have got besides is asked for anew.
UPDATE place SET cursor = NULL, before = NULL;
