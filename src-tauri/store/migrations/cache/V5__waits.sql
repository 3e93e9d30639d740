-- Until when an agent should take a chat in Unassigned, by the hub's clock.
ALTER TABLE conversations ADD COLUMN wait_until INTEGER;
