-- Rows that were deleted: hidden from the moment they stand here, also where a copy of theirs arrives later, and taken
-- from the disk by the worker. See docs/decisions/0050-deleted-requests.md.
CREATE TABLE IF NOT EXISTS request_deletions
(
    organization_id UUID,
    created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    id UUID,
    deleted_at DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1))
)
ENGINE = ReplacingMergeTree(deleted_at)
PARTITION BY toYYYYMM(created_at)
ORDER BY (organization_id, created_at, id);
