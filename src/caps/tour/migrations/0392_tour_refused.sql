-- Sent back by who was to approve it, with the reason; a change ends that.
ALTER TABLE tour ADD COLUMN refused_by BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tour ADD COLUMN refused_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tour ADD COLUMN refused_why TEXT NOT NULL DEFAULT '';
