-- Of a reply that is no plain text: the whole of it as JSON (protocol::wire::agents::NewBody).
ALTER TABLE items ADD COLUMN body TEXT;
