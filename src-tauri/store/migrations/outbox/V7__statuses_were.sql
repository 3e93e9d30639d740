-- What the hub had told when a status was set: an accepted one replaces only
-- that. One set before this column was there waits for sync to tell.
ALTER TABLE statuses ADD COLUMN was TEXT NOT NULL DEFAULT '';
