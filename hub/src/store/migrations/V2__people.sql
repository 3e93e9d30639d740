-- What is known of a visitor beyond what their browser said in words, and who keeps them out.

-- How they came to the site on their latest visit: direct, search, social, campaign or referral.
ALTER TABLE visitors ADD COLUMN origin TEXT;
-- The engine, network, campaign or site.
ALTER TABLE visitors ADD COLUMN origin_source TEXT;
-- What they searched for, where the engine tells.
ALTER TABLE visitors ADD COLUMN origin_terms TEXT;
-- Read from the user agent.
ALTER TABLE visitors ADD COLUMN browser TEXT;
ALTER TABLE visitors ADD COLUMN os TEXT;
ALTER TABLE visitors ADD COLUMN device TEXT;
-- Found by address in the operator's database of places.
ALTER TABLE visitors ADD COLUMN city TEXT;
ALTER TABLE visitors ADD COLUMN region TEXT;
ALTER TABLE visitors ADD COLUMN country TEXT;
-- The address they were last seen from.
ALTER TABLE visitors ADD COLUMN address TEXT;
-- Time on the site over all visits, from the first sign of each to its last.
ALTER TABLE visitors ADD COLUMN browsing_ms INTEGER NOT NULL DEFAULT 0;

-- Blocked by whom, since when, why, until when (none: for good), and whether their address is too.
ALTER TABLE visitors ADD COLUMN blocked_by BLOB REFERENCES agents (id);
ALTER TABLE visitors ADD COLUMN blocked_at INTEGER;
ALTER TABLE visitors ADD COLUMN blocked_reason TEXT;
ALTER TABLE visitors ADD COLUMN blocked_until INTEGER;
ALTER TABLE visitors ADD COLUMN blocked_address TEXT;
CREATE INDEX blocked_addresses ON visitors (project_id, blocked_address) WHERE blocked_address IS NOT NULL;

-- Who did what that others may ask about later. Ids and a reason; no words of visitors.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    agent_id   BLOB NOT NULL REFERENCES agents (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    action     TEXT NOT NULL, -- visitor_blocked, visitor_unblocked
    visitor_id BLOB REFERENCES visitors (id),
    detail     TEXT           -- a JSON object, as the action needs
) STRICT;
CREATE INDEX audit_by_project ON audit (project_id, id);
