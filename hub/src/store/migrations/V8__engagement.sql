-- When the visitor's latest conversation began, which they began themselves; none: they only opened the widget (V3, V4).
ALTER TABLE visitors ADD COLUMN conversation_at INTEGER;
UPDATE visitors SET conversation_at = (SELECT max(started_at) FROM conversations WHERE visitor_id = visitors.id);
