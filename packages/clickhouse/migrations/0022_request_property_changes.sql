-- Custom properties given to a request, or taken from it, after it was logged; `key` is in lower case like the keys of
-- requests.properties, `name` as it was written. The newest row of an id and key counts.
CREATE TABLE IF NOT EXISTS request_property_changes
(
    organization_id UUID,
    id UUID,
    key LowCardinality(String),
    name LowCardinality(String),
    value String CODEC(ZSTD(1)),
    removed Bool,
    changed_at DateTime64(6, 'UTC') DEFAULT now64(6) CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (organization_id, id, key);
