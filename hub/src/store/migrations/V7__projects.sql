-- What admins keep of a project: a JSON array of (key, label), and its places of business.
ALTER TABLE projects ADD COLUMN params TEXT NOT NULL DEFAULT '[]';

CREATE TABLE establishments (
    project_id BLOB NOT NULL REFERENCES projects (id),
    place      INTEGER NOT NULL, -- in the admin's order
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    region     TEXT NOT NULL,
    sector     TEXT NOT NULL,
    country    TEXT NOT NULL,
    PRIMARY KEY (project_id, key)
) STRICT, WITHOUT ROWID;
