-- A JSON array (protocol::project::DeclaredParam).
ALTER TABLE projects ADD COLUMN params TEXT NOT NULL DEFAULT '[]';
