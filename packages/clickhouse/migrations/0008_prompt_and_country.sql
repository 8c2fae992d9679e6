-- The prompt that a call says it was made with, and the country that a CDN says it came from.
ALTER TABLE requests
    ADD COLUMN IF NOT EXISTS prompt_id LowCardinality(String) AFTER name,
    ADD COLUMN IF NOT EXISTS prompt_version LowCardinality(String) AFTER prompt_id,
    ADD COLUMN IF NOT EXISTS prompt_environment LowCardinality(String) AFTER prompt_version,
    ADD COLUMN IF NOT EXISTS country LowCardinality(String) AFTER prompt_environment;
