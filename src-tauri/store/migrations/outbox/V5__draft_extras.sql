-- Cards and files that go after the text of a draft: a JSON array (protocol::ipc::thread::Extra).
ALTER TABLE drafts ADD COLUMN extras TEXT NOT NULL DEFAULT '[]';
