-- What people said of an answer. Rows of `requests` never change, so it has a table of its own; the newest row of an id
-- counts. A rating taken back is ''.
CREATE TABLE IF NOT EXISTS request_feedback
(
    organization_id UUID,
    id UUID,
    rating LowCardinality(String),
    comment String CODEC(ZSTD(1)),
    changed_at DateTime64(6, 'UTC') DEFAULT now64(6) CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (organization_id, id);
