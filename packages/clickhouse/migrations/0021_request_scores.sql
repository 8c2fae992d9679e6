-- Scores of requests by name; the newest row of an id and name counts. A score taken back is NULL.
CREATE TABLE IF NOT EXISTS request_scores
(
    organization_id UUID,
    id UUID,
    name LowCardinality(String),
    value Nullable(Float64),
    changed_at DateTime64(6, 'UTC') DEFAULT now64(6) CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (organization_id, id, name);
