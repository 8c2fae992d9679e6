-- The limits of ours that a request was counted against and how they stood then: JSON of a list, '' for none.
ALTER TABLE requests ADD COLUMN IF NOT EXISTS rate_limits String AFTER rate_limit_rule_id;
